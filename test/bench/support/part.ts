/** One figure of the bench: what it is given and what it gives. */

import type { Databases } from './database.ts';
import type { Report } from './report.ts';

export interface Settings {
  /** How much: messages, visits. The default of each part is what the README shows. */
  readonly size?: number | undefined;
  /** How often each contestant runs; the middle one counts. */
  readonly runs?: number | undefined;
  /** How long each round lasts. */
  readonly seconds?: number | undefined;
  /** Ids of contestants; all if empty. */
  readonly only: readonly string[];
}

export interface Bench {
  readonly databases: Databases;
  readonly settings: Settings;
  /** For whoever is watching. */
  readonly say: (line: string) => void;
}

export type Part = (bench: Bench) => Promise<readonly Report[]>;

export const chosen = <T extends { readonly id: string }>(
  all: readonly T[],
  { only }: Settings,
): readonly T[] => (only.length === 0 ? all : all.filter(({ id }) => only.includes(id)));
