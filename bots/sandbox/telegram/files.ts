import { fromBase64, toBase64 } from '../ids.ts';
import { type Answer, badRequest, type Failure } from './answer.ts';
import type { Call } from './call.ts';
import { text } from './params.ts';
import type { TgFile } from './state.ts';

/** Larger files are accepted, but only their size is kept: the journal is text. */
const keptBytesMax = 1_000_000;
const uploadBytesMax = 50_000_000;

/** By file id, by URL, or uploaded (as the field itself or as `attach://<field>`). */
export async function fileIdOf(call: Call, field: string): Promise<string | Failure> {
  const { core, params } = call;
  const given = params.get(field);
  if (given instanceof Blob) return upload(call, given);
  const name = text(params, field) ?? '';
  if (name.startsWith('attach://')) {
    const attached = params.get(name.slice('attach://'.length));
    return attached instanceof Blob ? upload(call, attached) : badRequest('file is not attached');
  }
  if (core.state.telegram.files.has(name)) return name;
  if (!/^https?:\/\//.test(name)) return badRequest('wrong remote file identifier specified');
  return keep(call, { name: name.split('/').at(-1) ?? 'file', mime: '', size: 0 });
}

async function upload(call: Call, blob: Blob): Promise<string | Failure> {
  if (blob.size === 0) return badRequest('file must be non-empty');
  if (blob.size > uploadBytesMax) return badRequest('file is too big');
  const name = blob instanceof File ? blob.name : 'file';
  const bytes = blob.size <= keptBytesMax ? new Uint8Array(await blob.arrayBuffer()) : null;
  return keep(call, {
    name,
    mime: mimeOf(name, blob.type),
    size: blob.size,
    ...(bytes && { base64: toBase64(bytes) }),
  });
}

/** Libraries send all files as bytes; Telegram looks at the name. */
function mimeOf(name: string, given: string): string {
  const known = given !== '' && given !== 'application/octet-stream';
  const [, ending = ''] = /\.(\w+)$/.exec(name.toLowerCase()) ?? [];
  return known ? given : (mimes[ending] ?? given);
}

const mimes: Readonly<Record<string, string>> = { txt: 'text/plain', ics: 'text/calendar' };

export function keep({ core }: Pick<Call, 'core'>, file: Omit<TgFile, 'id'>): string {
  const { seed, telegram } = core.state;
  const id = `AgACAgIAAx${seed.toString(36)}${String(telegram.lastFile + 1).padStart(6, '0')}`;
  core.commit({ type: 'tg/file', file: { ...file, id } });
  return id;
}

export function getFile({ core, params }: Call): Answer {
  const file = core.state.telegram.files.get(text(params, 'file_id') ?? '');
  if (!file) return badRequest('invalid file_id');
  return {
    result: {
      file_id: file.id,
      file_unique_id: `u${file.id}`,
      file_size: file.size,
      file_path: `files/${file.id}`,
    },
  };
}

export function download(core: Call['core'], path: string): Response {
  const file = core.state.telegram.files.get(path.replace(/^files\//, ''));
  if (!file?.base64) return new Response(null, { status: 404 });
  return new Response(fromBase64(file.base64), { headers: { 'content-type': file.mime } });
}
