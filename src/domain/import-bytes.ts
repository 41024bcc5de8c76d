/** In which letters a list is written, and what stands between its cells. */

import type { Encoding } from './imports.ts';

/** By the mark at the beginning; else UTF-8 if it is that throughout; else what Windows writes in Russia. Null: a torn UTF-8. */
export function encodingOf(bytes: Uint8Array): Encoding | null {
  const [a, b] = bytes;
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  if (isWhole(bytes)) return 'utf-8';
  return isTornUtf8(bytes) ? null : 'windows-1251';
}

/** The first bytes of an Excel file, new and old. */
const spreadsheets = [
  [0x50, 0x4b, 0x03, 0x04],
  [0xd0, 0xcf, 0x11, 0xe0],
];
export const isSpreadsheet = (bytes: Uint8Array): boolean =>
  spreadsheets.some((mark) => mark.every((byte, index) => bytes[index] === byte));

const pieceBytes = 64 * 1024;

/** So that a long list is never held twice. */
export function* piecesOf(bytes: Uint8Array): Generator<Uint8Array<ArrayBuffer>> {
  for (let from = 0; from < bytes.length; from += pieceBytes)
    yield bytes.slice(from, from + pieceBytes);
}

export function isWhole(bytes: Uint8Array, encoding: Encoding = 'utf-8'): boolean {
  const decoder = new TextDecoder(encoding, { fatal: true });
  try {
    for (const piece of piecesOf(bytes)) decoder.decode(piece, { stream: true });
    decoder.decode();
    return true;
  } catch {
    return false;
  }
}

/** Cyrillic in windows-1251 hardly ever makes two bytes that are one letter of UTF-8. */
function isTornUtf8(bytes: Uint8Array): boolean {
  let letters = 0;
  let others = 0;
  for (let i = 0; i < bytes.length; i += 1) {
    const byte = bytes[i] ?? 0;
    if (byte < 0x80) continue;
    const next = bytes[i + 1] ?? 0;
    const isLetter = (byte === 0xd0 || byte === 0xd1) && next >= 0x80 && next < 0xc0;
    if (isLetter) i += 1;
    if (isLetter) letters += 1;
    else others += 1;
  }
  return letters > others;
}

export type Delimiter = ';' | ',' | '\t';
const delimiters = [';', ',', '\t'] as const;

/** What the first line, outside of quotes, has most of. */
export function delimiterOf(head: string): Delimiter {
  const line = /^(?:"(?:[^"]|"")*"|[^"\r\n])*/.exec(head.replace(/^\ufeff?[\r\n]*/, ''))?.[0] ?? '';
  const bare = line.replace(/"(?:[^"]|"")*"/g, '');
  const count = (one: string) => bare.split(one).length;
  return delimiters.toSorted((a, b) => count(b) - count(a))[0] ?? ';';
}
