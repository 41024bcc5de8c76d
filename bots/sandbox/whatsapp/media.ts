import type { Core } from '../core.ts';
import { strike } from '../faults.ts';
import { fromBase64, toBase64, toHex } from '../ids.ts';
import { type Outcome, refuse, toResponse } from './graph.ts';
import type { Media } from './state.ts';

const keptBytesMax = 1_000_000;
const mediaBytesMax = 100_000_000;
const uploadLivesMs = 30 * 24 * 3_600_000;

/** What a document may be (…/business-phone-numbers/media); the other kinds by their first half. */
const types =
  /^(text\/plain|image\/(jpeg|png|webp)|audio\/|video\/|application\/(pdf|msword|vnd\.ms-|vnd\.openxmlformats-))/;

/** Nobody is named in an upload, so only faults that are for everybody strike here. */
export async function postMedia(core: Core, request: Request): Promise<Response> {
  const fault = strike(core, { channel: 'whatsapp' }, ['server_error', 'refuse']);
  if (fault?.fault === 'refuse') return new Response(null, { status: 503 });
  if (fault) return toResponse(refuse(131016, 'Service unavailable.'));
  return toResponse(await uploadMedia(core, request));
}

async function uploadMedia(core: Core, request: Request): Promise<Outcome> {
  const form = await request.formData().catch(() => null);
  const file = form?.get('file');
  if (form?.get('messaging_product') !== 'whatsapp') {
    return refuse(100, 'The parameter messaging_product is required.');
  }
  if (!(file instanceof Blob)) return refuse(131008, 'The parameter file is required.');
  if (file.size > mediaBytesMax) return refuse(131053, 'The file is too large.');
  const type = form.get('type');
  const mime = typeof type === 'string' && type !== '' ? type : file.type;
  if (!types.test(mime)) return refuse(131053, `Unsupported media type ${mime}.`);
  if (file.size === 0) return refuse(131053, 'The file is empty.');
  const media = await keepMedia(core, new Uint8Array(await file.arrayBuffer()), mime);
  return { ok: { id: media.id } };
}

export async function keepMedia(
  core: Core,
  bytes: Uint8Array<ArrayBuffer>,
  mime: string,
): Promise<Media> {
  const sha256 = toHex(await crypto.subtle.digest('SHA-256', bytes));
  const media: Media = {
    id: `${2_000_000_000 + core.state.seed}${String(core.state.whatsapp.lastMedia + 1).padStart(5, '0')}`,
    mime,
    size: bytes.length,
    sha256,
    at: core.now(),
    ...(bytes.length <= keptBytesMax && { base64: toBase64(bytes) }),
  };
  core.commit({ type: 'wa/media', media });
  return media;
}

/** `root`: where this Cloud API is reached, without a slash at the end. */
export function describeMedia(core: Core, media: Media, root: string): Outcome {
  if (Date.parse(core.now()) - Date.parse(media.at) > uploadLivesMs) {
    return refuse(100, 'The media has expired.');
  }
  return {
    ok: {
      messaging_product: 'whatsapp',
      url: `${root}/media/${media.id}`,
      mime_type: media.mime,
      sha256: media.sha256,
      file_size: media.size,
      id: media.id,
    },
  };
}

export function downloadMedia(media: Media | undefined): Response {
  if (!media?.base64) return new Response(null, { status: 404 });
  return new Response(fromBase64(media.base64), { headers: { 'content-type': media.mime } });
}
