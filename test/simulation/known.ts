/**
 * The same question, with nothing written since to the tables it names, has the same answer: asked
 * once it need not be asked again.
 */

import type { Query } from './database.ts';

/** What a statement is, by its text alone. */
export interface Traits {
  readonly isRead: boolean;
  readonly notifies: boolean;
  /** It may read the database's clock, a column's default unseen. */
  readonly needsClock: boolean;
  /** Its answer depends on the tables alone. */
  readonly isSteady: boolean;
  /** That it writes to and no other; null where others may follow. */
  readonly table: string | null;
  /** A row of its answer for each that it wrote. */
  readonly tells: boolean;
}

const traits = new Map<string, Traits>();

export function traitsOf(text: string): Traits {
  const known = traits.get(text) ?? lookAt(text);
  traits.set(text, known);
  return known;
}

function lookAt(text: string): Traits {
  const isRead = /^\s*select/.test(text);
  const [, verb, table = ''] = /^\s*(insert into|update|delete from) "?(\w+)"?/.exec(text) ?? [];
  // A deletion may go on to other tables, and so does the trigger that chains consents.
  const goesOn = verb === 'delete from' ? table !== 'lease' : table === 'consent_event';
  return {
    isRead,
    notifies: text.includes('pg_notify'),
    needsClock: (isRead ? /clock_timestamp/ : /clock_timestamp|channel_account/).test(text),
    isSteady: !/clock_timestamp|pg_/.test(text),
    table: table === '' || goesOn ? null : table,
    tells: /^\s*(?:insert|update|delete).*\breturning\b/s.test(text),
  };
}

type Rows = Promise<unknown[]>;

export class Known {
  /** By the question's text, then by its parameters. */
  readonly #answers = new Map<string, Map<string, Rows>>();

  find({ text, params, asArrays }: Query): Rows | undefined {
    return this.#answers.get(text)?.get(keyOf(params, asArrays));
  }

  keep({ text, params, asArrays }: Query, found: Rows): Rows {
    if (!traitsOf(text).isSteady) return found;
    const answers = this.#answers.get(text) ?? new Map<string, Rows>();
    this.#answers.set(text, answers);
    const shared = found.then(frozen);
    answers.set(keyOf(params, asArrays), shared);
    return shared;
  }

  /** What this statement may have changed. */
  written({ text }: Query): void {
    const { table } = traitsOf(text);
    if (table === null) this.forget();
    else for (const [asked, answers] of this.#answers) if (names(asked, table)) answers.clear();
  }

  forget(): void {
    this.#answers.clear();
  }
}

const named = new Map<string, Map<string, boolean>>();

function names(text: string, table: string): boolean {
  const texts = named.get(table) ?? new Map<string, boolean>();
  named.set(table, texts);
  const known = texts.get(text) ?? new RegExp(`\\b${table}\\b`).test(text);
  texts.set(text, known);
  return known;
}

const keyOf = (params: readonly unknown[], asArrays: boolean): string =>
  `${asArrays ? 'a' : 'o'}${JSON.stringify(params)}`;

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
