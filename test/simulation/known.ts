/**
 * The same question, with nothing written since to the tables it names, has the same answer: asked
 * once it need not be asked again.
 */

import type { Query } from './database.ts';

export class Known {
  readonly #answers = new Map<string, Answer>();

  find(query: Query): Promise<unknown[]> | undefined {
    return this.#answers.get(keyOf(query))?.rows;
  }

  keep(query: Query, found: Promise<unknown[]>): Promise<unknown[]> {
    if (!isSteady(query)) return found;
    const kept = found.then(frozen);
    this.#answers.set(keyOf(query), { text: query.text, rows: kept });
    return kept;
  }

  /** What this statement may have changed. */
  written({ text }: Query): void {
    const table = /^(?:insert into|update) "?(\w+)"?/.exec(text)?.[1];
    // A deletion may go on to other tables, and so does the trigger that chains consents.
    if (table === undefined || table === 'consent_event') {
      this.forget();
      return;
    }
    const named = namesTable(table);
    for (const [key, answer] of this.#answers) {
      if (named.test(answer.text)) this.#answers.delete(key);
    }
  }

  forget(): void {
    this.#answers.clear();
  }
}

interface Answer {
  readonly text: string;
  readonly rows: Promise<unknown[]>;
}

const patterns = new Map<string, RegExp>();

function namesTable(table: string): RegExp {
  const pattern = patterns.get(table) ?? new RegExp(`\\b${table}\\b`);
  patterns.set(table, pattern);
  return pattern;
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
