/**
 * As lean a client of PostgreSQL as one story after the other needs: one connection, statements
 * prepared at first sight and described once, commands sent along with the next statement.
 */

import { connect, type Socket } from 'node:net';
import pg from 'pg';
import { type DatabaseError, parse, serialize } from 'pg-protocol';

export interface Query {
  readonly text: string;
  readonly params: readonly unknown[];
  /** Rows as arrays instead of objects. */
  readonly asArrays: boolean;
}

export interface Connection {
  /** Statements run in the order they are given; the caller need not wait in between. */
  query(query: Query): Promise<unknown[]>;
  /** Together with the next statement. One that fails spoils that. */
  command(text: string): void;
  /** By itself, and waited for. */
  simple(text: string): Promise<void>;
  close(): Promise<void>;
}

interface Field {
  readonly name: string;
  readonly read: (text: string) => unknown;
}

interface Prepared {
  readonly name: string;
  readonly text: string;
  fields: readonly Field[] | null;
}

/** What one ReadyForQuery ends. */
interface Asked {
  readonly prepared: Prepared | null;
  readonly asArrays: boolean;
  readonly rows: unknown[];
  readonly resolve: (rows: unknown[]) => void;
  readonly reject: (error: unknown) => void;
  error: unknown;
}

/** The messages that mean something here. */
type Message =
  | { readonly name: 'authenticationCleartextPassword' | 'noData' | 'readyForQuery' }
  | { readonly name: 'dataRow'; readonly fields: readonly (string | null)[] }
  | { readonly name: 'rowDescription'; readonly fields: readonly Described[] }
  | ({ readonly name: 'error' } & DatabaseError);

interface Described {
  readonly name: string;
  readonly dataTypeID: number;
}

export async function connectTo(url: string): Promise<Connection> {
  const { hostname, port, username, password, pathname } = new URL(url);
  const socket = connect(Number(port), hostname).setNoDelay(true);
  const conversation = new Conversation(socket, password);
  await new Promise<void>((resolve, reject) => {
    conversation.expect(null, false, () => resolve(), reject);
    socket.write(serialize.startup({ user: username, database: pathname.slice(1) }));
  });
  return conversation;
}

class Conversation implements Connection {
  readonly #socket: Socket;
  readonly #asked: Asked[] = [];
  readonly #prepared = new Map<string, Prepared>();
  readonly #password: string;
  #names = 0;
  #commands: string[] = [];
  #lost: Error | null = null;

  constructor(socket: Socket, password: string) {
    this.#socket = socket;
    this.#password = password;
    void parse(socket, (message) => this.#heard(message as unknown as Message));
    const lost = (error?: Error) => this.#lose(error ?? new Error('the database has hung up'));
    socket.on('error', lost).on('close', () => lost());
  }

  expect(
    prepared: Prepared | null,
    asArrays: boolean,
    resolve: Asked['resolve'],
    reject: Asked['reject'],
  ): void {
    if (this.#lost) reject(this.#lost);
    else this.#asked.push({ prepared, asArrays, rows: [], resolve, reject, error: null });
  }

  query({ text, params, asArrays }: Query): Promise<unknown[]> {
    return new Promise((resolve, reject) => {
      const parts = this.#flushed(reject);
      let prepared = this.#prepared.get(text);
      if (!prepared) {
        const name = `s${this.#names}`;
        this.#names += 1;
        prepared = { name, text, fields: null };
        this.#prepared.set(text, prepared);
        parts.push(serialize.parse({ name, text }), serialize.describe({ type: 'S', name }));
      }
      const values = params.map(written);
      parts.push(serialize.bind({ statement: prepared.name, values }));
      parts.push(serialize.execute(), serialize.sync());
      this.expect(prepared, asArrays, resolve, reject);
      this.#socket.write(Buffer.concat(parts));
    });
  }

  command(text: string): void {
    this.#commands.push(text);
  }

  async simple(text: string): Promise<void> {
    await new Promise((resolve, reject) => {
      const parts = this.#flushed(reject);
      this.expect(null, false, resolve, reject);
      this.#socket.write(Buffer.concat([...parts, serialize.query(text)]));
    });
  }

  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#socket.once('close', () => resolve()));
    this.#socket.end(serialize.end());
    await closed;
  }

  #flushed(reject: Asked['reject']): Buffer[] {
    if (this.#commands.length === 0) return [];
    const text = this.#commands.join('; ');
    this.#commands = [];
    this.expect(null, false, () => {}, reject);
    return [serialize.query(text)];
  }

  #heard(message: Message): void {
    const [asked] = this.#asked;
    switch (message.name) {
      case 'authenticationCleartextPassword':
        this.#socket.write(serialize.password(this.#password));
        return;
      case 'noData':
        if (asked?.prepared) asked.prepared.fields = [];
        return;
      case 'rowDescription':
        if (asked?.prepared) asked.prepared.fields = message.fields.map(fieldOf);
        return;
      case 'dataRow':
        asked?.rows.push(
          asked.asArrays ? arrayOf(asked, message.fields) : objectOf(asked, message.fields),
        );
        return;
      case 'error':
        if (asked) asked.error = message;
        // Not even understood: next time it is tried anew.
        if (asked?.prepared?.fields === null) this.#prepared.delete(asked.prepared.text);
        return;
      case 'readyForQuery':
        this.#asked.shift();
        if (asked?.error) asked.reject(asked.error);
        else asked?.resolve(asked.rows);
    }
  }

  #lose(error: Error): void {
    this.#lost = error;
    for (const { reject } of this.#asked.splice(0)) reject(error);
  }
}

function arrayOf({ prepared }: Asked, cells: readonly (string | null)[]): unknown[] {
  const fields = prepared?.fields ?? [];
  return cells.map((cell, i) => (cell === null ? null : (fields[i]?.read(cell) ?? null)));
}

function objectOf({ prepared }: Asked, cells: readonly (string | null)[]): object {
  const row: Record<string, unknown> = {};
  const fields = prepared?.fields ?? [];
  for (let i = 0; i < fields.length; i += 1) {
    const { name, read } = fields[i] as Field;
    const cell = cells[i] ?? null;
    row[name] = cell === null ? null : read(cell);
  }
  return row;
}

/** Times and their kin stay as they are written: drizzle reads them itself. */
const asWritten = new Set([1082, 1114, 1184, 1186, 1115, 1182, 1185, 1187, 1231]);

const fieldOf = ({ name, dataTypeID }: Described): Field => ({
  name,
  read: asWritten.has(dataTypeID)
    ? (text) => text
    : (pg.types.getTypeParser(dataTypeID, 'text') as (text: string) => unknown),
});

/** As PostgreSQL writes it: a list too. */
function written(param: unknown): string | null {
  if (param === null || param === undefined) return null;
  if (Array.isArray(param)) {
    return `{${param.map((one) => JSON.stringify(String(one))).join(',')}}`;
  }
  return param instanceof Date ? param.toISOString() : String(param);
}
