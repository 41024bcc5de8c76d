/** The same question, with nothing written since, has the same answer: asked once it need not be asked again. */

import type { Query } from './database.ts';

export class Known {
  readonly #answers = new Map<string, Promise<unknown[]>>();

  find(query: Query): Promise<unknown[]> | undefined {
    return this.#answers.get(keyOf(query));
  }

  keep(query: Query, found: Promise<unknown[]>): Promise<unknown[]> {
    if (!isSteady(query)) return found;
    const kept = found.then(frozen);
    this.#answers.set(keyOf(query), kept);
    return kept;
  }

  forget(): void {
    this.#answers.clear();
  }
}

const keyOf = ({ text, params, asArrays }: Query): string =>
  `${asArrays ? 'a' : 'o'}${text}${JSON.stringify(params)}`;

/** Its answer depends on the tables alone. */
const isSteady = ({ text }: Query): boolean => !/clock_timestamp|pg_/.test(text);

/** Shared from now on, so nobody may change it. */
function frozen(rows: unknown[]): unknown[] {
  for (const row of rows as object[]) {
    for (const cell of Object.values(row)) freeze(cell);
    Object.freeze(row);
  }
  return rows;
}

function freeze(value: unknown): void {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return;
  Object.freeze(value);
  for (const part of Object.values(value)) freeze(part);
}
