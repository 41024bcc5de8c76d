import type { Core } from '../core.ts';
import { fromBase64, toBase64, toHex } from '../ids.ts';
import { type Outcome, refuse } from './graph.ts';
import type { Media } from './state.ts';

const keptBytesMax = 1_000_000;
const mediaBytesMax = 100_000_000;
const uploadLivesMs = 30 * 24 * 3_600_000;

export async function uploadMedia(core: Core, request: Request): Promise<Outcome> {
  const form = await request.formData().catch(() => null);
  const file = form?.get('file');
  if (form?.get('messaging_product') !== 'whatsapp') {
    return refuse(100, 'The parameter messaging_product is required.');
  }
  if (!(file instanceof Blob)) return refuse(131008, 'The parameter file is required.');
  if (file.size > mediaBytesMax) return refuse(131053, 'The file is too large.');
  const type = form.get('type');
  const mime = typeof type === 'string' && type !== '' ? type : file.type;
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
