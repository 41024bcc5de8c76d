import type { Document } from '../src/domain/content.ts';

/** Telegram and WhatsApp agree on how long the words beside a file may be. */
export const captionCharsMax = 1024;

const filenames = /^[A-Za-z0-9_-]{1,60}\.[a-z0-9]{1,5}$/;

/** Why no messenger would take this file, or null. */
export function documentFault({ filename, text }: Document): string | null {
  if (!filenames.test(filename)) return 'document_name';
  return text.trim() === '' ? 'document_empty' : null;
}

/**
 * With a mark of UTF-8 at the start: without one, viewers on phones guess, and Cyrillic breaks. A calendar
 * knows its encoding and may take the mark for a part of the first line.
 */
export const documentBytes = ({ text, type }: Document): Uint8Array<ArrayBuffer> =>
  new TextEncoder().encode(type === 'text/calendar' ? text : `\uFEFF${text}`);
