/** What has been done, kept in a file so that a demo that was killed goes on from there. */

import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

export interface State {
  /** Numbers the run in its database. */
  run: number;
  /** The day on which it begins in the clinic, `2026-03-03`; null until the product has told its time. */
  date: string | null;
  /** Stages done. */
  stages: number;
  /** How often the product or the demo went down on the way. */
  interruptions: number;
  productPid: number | null;
  invitations: Record<string, { readonly url: string; readonly code: string }>;
  /** Whose invitations have been opened, in that order. */
  opened: string[];
  /** How often a patient pressed or said what, by message. */
  tries: Record<string, number>;
  /** What each patient has been told to have received, in messages. */
  seen: Record<string, number>;
  /** Platform faults that were switched on, each once. */
  faults: string[];
  /** Patients whose visit has been reported as over. */
  ended: string[];
  /** With which the product signs what it tells the clinic system. */
  secret: string | null;
  finished: boolean;
}

export interface Progress {
  readonly state: State;
  readonly folder: string;
  save(): void;
}

const name = 'demo-progress.json';
const blank: Omit<State, 'run'> = {
  date: null,
  stages: 0,
  interruptions: 0,
  productPid: null,
  invitations: {},
  opened: [],
  tries: {},
  seen: {},
  faults: [],
  ended: [],
  secret: null,
  finished: false,
};

/** Goes on with an unfinished run. A finished one is removed, and so is any with `fresh`. */
export function openProgress(folder: string, { fresh }: { fresh: boolean }): Progress {
  const before = read(folder);
  const resumed = before && !before.finished && !fresh;
  if (!resumed) clear(folder, before !== null);
  mkdirSync(folder, { recursive: true });
  const state = resumed ? before : { ...blank, run: Math.floor(Math.random() * 10_000) };
  const save = () => {
    const file = join(folder, name);
    writeFileSync(`${file}.new`, JSON.stringify(state, null, 1));
    renameSync(`${file}.new`, file);
  };
  save();
  return { state, folder, save };
}

/** The last process of an earlier demo in this folder, which may still be closing its files. */
export function lastProduct(folder: string): number | null {
  return read(folder)?.productPid ?? null;
}

function read(folder: string): State | null {
  const file = join(folder, name);
  return existsSync(file) ? { ...blank, ...JSON.parse(readFileSync(file, 'utf8')) } : null;
}

/** Never a folder that some other program has filled. */
function clear(folder: string, ours: boolean): void {
  if (!existsSync(folder)) return;
  if (!ours && readdirSync(folder).length > 0) {
    throw new Error(`${folder} is not empty and not a demo's folder: choose another with --data`);
  }
  rmSync(folder, { recursive: true, force: true });
}
