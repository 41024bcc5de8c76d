/** How the file of what we hold is laid out. */

import type { ExportWords } from './export-words.ts';

export const heading = (text: string): string => `== ${text} ==`;

export const indent = (text: string): string => text.replace(/^/gm, '  ');

export const orNothing = (lines: readonly string[], words: ExportWords): readonly string[] =>
  lines.length > 0 ? lines : [words.nothing];

export const row = (...parts: readonly (string | null | undefined)[]): string =>
  parts.filter(Boolean).join(' · ');
