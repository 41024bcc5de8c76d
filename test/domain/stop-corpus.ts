/**
 * What patients write, one phrase a line: when they mean stop, when they may, when they say a bare
 * "cancel", and when it is about something else, however alike.
 */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

function phrasesOf(name: string): readonly string[] {
  const file = join(import.meta.dirname, 'stop-corpus', `${name}.txt`);
  return readFileSync(file, 'utf8').trimEnd().split('\n');
}

export const stops = phrasesOf('stop');
export const doubts = phrasesOf('doubtful');
export const cancels = phrasesOf('cancel');
export const harmless = phrasesOf('harmless');
