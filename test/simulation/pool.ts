/**
 * What a process of the product has for a pool of node-postgres: as many connections as it likes, all
 * of them the one section after the other.
 */

import type { Query } from './database.ts';
import { traitsOf } from './known.ts';
import type { Sections } from './sections.ts';
import { forever, type Gate, type Time } from './time.ts';

interface Asked {
  readonly text: string;
  readonly rowMode?: 'array';
}

interface Answered {
  readonly command: string;
  readonly rows: unknown[];
  readonly rowCount: number;
}

export interface PoolParts {
  readonly gate: Gate;
  readonly sections: Sections;
  readonly time: Time;
}

/** As much of node-postgres's pool as the product's transactions and drizzle's queries ask for. */
export class SimulatedPool {
  readonly #parts: PoolParts;

  constructor(parts: PoolParts) {
    this.#parts = parts;
  }

  async query(asked: Asked | string, params: readonly unknown[] = []): Promise<Answered> {
    const { gate, sections, time } = this.#parts;
    const query = queryOf(asked, params);
    await sections.enter(gate);
    try {
      const rows = await sections.send(gate, query);
      if (gate.dead) return forever();
      sections.commit(gate, notifies(query));
      return await gate.whenAble(time, answered(query, rows));
    } catch (error) {
      if (gate.dead) return forever();
      sections.rollBack();
      throw error;
    }
  }

  connect(): Promise<SimulatedClient> {
    return Promise.resolve(new SimulatedClient(this.#parts));
  }
}

/** A connection: from `begin` to `commit` or `rollback` it has the section. */
class SimulatedClient {
  readonly #parts: PoolParts;
  #notifies = false;
  #failed: boolean = false;
  #last: Promise<unknown> = Promise.resolve();

  constructor(parts: PoolParts) {
    this.#parts = parts;
  }

  /** One after the other, as node-postgres: what is asked side by side must not depend on who is heard first. */
  query(asked: Asked | string, params: readonly unknown[] = []): Promise<Answered> {
    const query = queryOf(asked, params);
    const answer = this.#last.then(() => this.#run(query));
    this.#last = answer.catch(() => undefined);
    return answer;
  }

  async #run(query: Query): Promise<Answered> {
    const { gate, sections, time } = this.#parts;
    if (gate.dead) return forever();
    if (query.text === 'begin') {
      await sections.enter(gate);
      return done('BEGIN');
    }
    if (query.text === 'rollback') {
      sections.rollBack();
      return done('ROLLBACK');
    }
    sections.hooks.passing(gate, 'in_transaction');
    await gate.whenAble(time, null);
    return query.text === 'commit' ? this.#commit() : this.#send(query);
  }

  release(): void {}

  /** As PostgreSQL: where a statement has failed, to commit is to roll back. */
  #commit(): Promise<Answered> {
    const { gate, sections, time } = this.#parts;
    if (this.#failed) {
      sections.rollBack();
      return Promise.resolve(done('ROLLBACK'));
    }
    sections.commit(gate, this.#notifies);
    return gate.whenAble(time, done('COMMIT'));
  }

  async #send(query: Query): Promise<Answered> {
    const { gate, sections, time } = this.#parts;
    this.#notifies ||= notifies(query);
    try {
      const rows = await sections.send(gate, query);
      if (query.text.startsWith('rollback to')) this.#failed = false;
      return await gate.whenAble(time, answered(query, rows));
    } catch (error) {
      if (gate.dead) return forever();
      this.#failed = true;
      throw error;
    }
  }
}

const notifies = ({ text }: Query): boolean => traitsOf(text).notifies;

const queryOf = (asked: Asked | string, params: readonly unknown[]): Query =>
  typeof asked === 'string'
    ? { text: asked, params, asArrays: false }
    : { text: asked.text, params, asArrays: asked.rowMode === 'array' };

const answered = ({ text }: Query, rows: unknown[]): Answered => ({
  command: text.slice(0, 6).toUpperCase(),
  rows,
  rowCount: rows.length,
});

const done = (command: string): Answered => ({ command, rows: [], rowCount: 0 });
