/** Files the bot sent, as a phone opens them. */

import type { ChannelId } from '../../../src/domain/words.ts';
import type { Core } from '../core.ts';
import { fromBase64 } from '../ids.ts';
import type { TgMessage } from '../telegram/state.ts';
import type { WaMessage } from '../whatsapp/state.ts';

export interface DocumentView {
  readonly filename: string;
  /** Null: no plain text, or its bytes were not kept. */
  readonly text: string | null;
  /** Relative to the control API; null: its bytes were not kept. */
  readonly url: string | null;
}

interface Kept {
  readonly name: string;
  readonly mime: string;
  readonly base64?: string | undefined;
}

export function tgDocument(core: Core, { media }: TgMessage): DocumentView | null {
  const file = media?.kind === 'document' && core.state.telegram.files.get(media.fileId);
  return file ? documentView(file, `files/telegram/${file.id}`) : null;
}

export function waDocument(core: Core, { id, document }: WaMessage): DocumentView | null {
  if (!document) return null;
  const media = core.state.whatsapp.media.get(document.mediaId ?? '');
  const kept = { name: document.filename, mime: media?.mime ?? '', base64: media?.base64 };
  return documentView(kept, `files/whatsapp/${encodeURIComponent(id)}`);
}

function documentView({ name, mime, base64 }: Kept, url: string): DocumentView {
  const text =
    base64 !== undefined && isText(mime) ? new TextDecoder().decode(fromBase64(base64)) : null;
  return { filename: name, text, url: base64 === undefined ? null : url };
}

const isText = (mime: string): boolean => /^text\/plain\b/.test(mime);

/** `id`: of the file on Telegram, of the message on WhatsApp. */
export function fileResponse(core: Core, channel: ChannelId, id: string): Response | null {
  const file = channel === 'telegram' ? core.state.telegram.files.get(id) : waFile(core, id);
  if (file?.base64 === undefined) return null;
  const name = encodeURIComponent(file.name);
  // Plain text opens in the browser; anything else might run there, so it is only saved.
  const [type, how] = isText(file.mime)
    ? ['text/plain; charset=utf-8', 'inline']
    : ['application/octet-stream', 'attachment'];
  return new Response(fromBase64(file.base64), {
    headers: {
      'content-type': type,
      'content-disposition': `${how}; filename*=UTF-8''${name}`,
      'x-content-type-options': 'nosniff',
    },
  });
}

function waFile(core: Core, id: string): Kept | undefined {
  const document = core.state.whatsapp.messages.get(id)?.document;
  const media = core.state.whatsapp.media.get(document?.mediaId ?? '');
  return document && media && { ...media, name: document.filename };
}
