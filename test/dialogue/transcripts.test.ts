import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { replay } from './transcript.ts';

const folder = join(import.meta.dirname, 'transcripts');
const files = readdirSync(folder).filter((name) => name.endsWith('.txt'));

describe('the transcripts say what the dialogue says', () => {
  it.each(files)('%s', async (name) => {
    const path = join(folder, name);
    await expect(replay(readFileSync(path, 'utf8'))).toMatchFileSnapshot(path);
  });
});
