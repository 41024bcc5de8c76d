/** Goes through the rows of a list, some hundred at a time, to look or to write: the same code either way. */

import {
  type ImportOptions,
  type ImportSample,
  type RowOutcome,
  samplesEach,
} from '../domain/imports.ts';
import type { TxContext } from './context.ts';
import type { Findings, Kind, Scale, Weighed } from './import-kind.ts';
import type { Notebook } from './import-notes.ts';
import type { RowText } from './import-read.ts';

const batchRows = 500;

export interface Seen {
  readonly counts: Readonly<Record<string, number>>;
  readonly samples: readonly ImportSample[];
  readonly findings: Findings;
}

export interface Way {
  readonly kind: Kind<unknown, Weighed>;
  readonly rows: readonly RowText[];
  readonly scale: Scale;
  readonly options: ImportOptions;
  readonly notes: Notebook;
  readonly onProgress: (done: number) => Promise<void>;
}

export async function goThrough(ctx: TxContext, way: Way): Promise<Seen> {
  const { kind, rows, scale, options, notes, onProgress } = way;
  const scan = kind.scan(scale);
  const tally = tallied();
  for (let from = 0; from < rows.length; from += batchRows) {
    const batch = rows.slice(from, from + batchRows);
    const weighed = await kind.weigh(ctx, batch.map(parsed), scale);
    for (const one of weighed) {
      tally.add(one.outcome, one.sample);
      for (const note of one.notes) notes.add({ line: one.line, ...note });
    }
    scan.see(weighed);
    if (scale.mode === 'write') await kind.write(ctx, weighed, scale.actor);
    await onProgress(from + batch.length);
  }
  const findings = await scan.finish(ctx, options);
  for (const one of findings.absent) tally.add('absent', one);
  for (const note of findings.notes) notes.add(note);
  return { ...tally.all(findings), findings };
}

const parsed = ({ line, json }: RowText) => ({ line, row: JSON.parse(json) as unknown });

/** Where nothing happens, and where the line itself is named. */
const isTold = (outcome: RowOutcome): boolean => outcome === 'same' || outcome === 'faulty';

function tallied() {
  const counts = new Map<string, number>();
  const samples: ImportSample[] = [];
  return {
    add(outcome: RowOutcome, sample: Omit<ImportSample, 'outcome'>): void {
      const count = (counts.get(outcome) ?? 0) + 1;
      counts.set(outcome, count);
      if (count <= samplesEach && !isTold(outcome)) samples.push({ outcome, ...sample });
    },
    all: ({ sweep }: Findings) => ({
      counts: {
        ...Object.fromEntries(counts),
        ...(sweep && { ahead: sweep.ahead, aheadChanged: sweep.changed }),
      },
      samples,
    }),
  };
}

/** Waits as text until a person has decided. */
export const heldText = (rows: readonly RowText[]): string =>
  rows.map(({ line, json }) => `${line}\t${json}`).join('\n');

export const rowsOfHeld = (held: string, of: Pick<Kind<unknown, Weighed>, 'keyOf'>) =>
  held.split('\n').map((text): RowText => {
    const end = text.indexOf('\t');
    const json = text.slice(end + 1);
    return { line: Number(text.slice(0, end)), json, key: of.keyOf(JSON.parse(json)) };
  });
