/** What there is to say of the lines of a list: all of it counted, as much of it kept as a person could read. */

import { isFault, type LineNote } from '../domain/imports.ts';

const notesMax = 50_000;

export interface Notebook {
  add(note: LineNote): void;
  /** In the order of the lines. */
  all(): readonly LineNote[];
  readonly faultyLines: ReadonlySet<number>;
}

export function notebook(): Notebook {
  const kept: LineNote[] = [];
  const faultyLines = new Set<number>();
  return {
    faultyLines,
    add: (note) => {
      if (isFault(note.code)) faultyLines.add(note.line);
      if (kept.length < notesMax) kept.push(note);
    },
    all: () => kept.toSorted((a, b) => a.line - b.line),
  };
}
