/** The demo as a user runs it, with the product killed under it. */

import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, it, type TestContext } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const run_ms_max = 300_000;
const kills = 2;
/** Lines the demo prints in a whole run, at least: a kill is due at one of them. */
const lines_min = 330;
const delay_ms_max = 400;

interface Run {
  readonly code: number | null;
  readonly lines: readonly string[];
}

/** `onLine` is told how many lines there are by now, and where the run keeps its files. */
async function runDemo(
  atEnd: TestContext['onTestFinished'],
  onLine: (count: number, folder: string) => void = () => {},
): Promise<Run> {
  const folder = mkdtempSync(join(tmpdir(), 'zabota-demo-'));
  const { DATABASE_URL: _, ...env } = process.env;
  const child = spawn(process.execPath, ['demo/main.ts', '--data', folder, '--lang', 'en'], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<number | null>((done) => child.once('close', done));
  atEnd(async () => {
    if (child.exitCode === null) child.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  });
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      lines.push(line);
      onLine(lines.length, folder);
    });
  }
  return { code: await ended, lines };
}

function killProduct(folder: string): void {
  const file = join(folder, 'demo-progress.json');
  const { productPid } = JSON.parse(readFileSync(file, 'utf8')) as { productPid: number | null };
  try {
    if (productPid !== null) process.kill(productPid, 'SIGKILL');
  } catch {
    // Killed already, and not started again yet.
  }
}

/** A small generator, so that a failure can be run again by its seed. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

const tail = (lines: readonly string[]): string => lines.slice(-30).join('\n');

// The day without kills is `npm run demo` itself.
describe('the demo', () => {
  it('goes on when the product is killed', { timeout: run_ms_max }, async ({
    expect,
    onTestFinished,
  }) => {
    const seed = Number(process.env.DEMO_SEED ?? 7);
    const next = random(seed);
    const at = new Set(Array.from({ length: kills }, () => 2 + Math.floor(next() * lines_min)));
    let killed = 0;
    const { code, lines } = await runDemo(onTestFinished, (count, folder) => {
      if (!at.has(count)) return;
      killed += 1;
      setTimeout(() => killProduct(folder), next() * delay_ms_max);
    });
    const told = `DEMO_SEED=${seed}, killed ${killed} times at lines ${[...at].join(', ')}\n${tail(lines)}`;
    expect(code, told).toBe(0);
    expect(killed, told).toBeGreaterThan(0);
  });
});
