/** The watcher of the wire against the client library's way of speaking, in pieces of any size. */

import { describe, expect, test } from 'vitest';
import type { Phase, Write } from './points.ts';
import { watchWire } from './wire.ts';

const text = (value: string) => Buffer.from(`${value}\0`);

function frame(type: string, ...parts: Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  const head = Buffer.alloc(4);
  head.writeInt32BE(body.length + 4);
  return Buffer.concat([Buffer.from(type), head, body]);
}

const startup = frame('', Buffer.alloc(4));
const query = (sql: string) => frame('Q', text(sql));
const prepare = (name: string, sql: string) =>
  frame('P', text(name), text(sql), Buffer.from([0, 0]));
const execute = (name: string) =>
  Buffer.concat([
    frame('B', text(''), text(name), Buffer.from([0, 0])),
    frame('E', text(''), Buffer.alloc(4)),
    frame('S'),
  ]);
const done = frame('C', text('INSERT 0 1'));
const ready = frame('Z', Buffer.from('I'));
const failed = frame('E', Buffer.from([0]));

function watched(holdAt: Phase | null = null) {
  const seen: string[] = [];
  const wire = watchWire((write: Write, phase: Phase) => {
    seen.push(`${write}-${phase}`);
    return phase === holdAt;
  });
  const send = (bytes: Buffer) => {
    const { bytes: passed, tell } = wire.fromApp(bytes);
    tell();
    return passed;
  };
  send(startup);
  return { seen, wire, send };
}

describe('the wire', () => {
  test('a named statement in a transaction, byte by byte', () => {
    const { seen, wire, send } = watched();
    const sent = Buffer.concat([
      query('begin'),
      prepare('s1', 'insert into "attempt" ("id") values ($1)'),
      execute('s1'),
      query('commit'),
    ]);
    for (const byte of sent) send(Buffer.from([byte]));
    expect(seen).toEqual(['attempt-sent', 'attempt-commit-held', 'attempt-commit-sent']);
    wire.fromDatabase(Buffer.concat([done, ready, done, ready]));
    expect(seen).toHaveLength(3);
    wire.fromDatabase(Buffer.concat([done, ready]));
    expect(seen.at(-1)).toBe('attempt-commit-answered');
  });

  test('a statement by itself is its own commit', () => {
    const { seen, wire, send } = watched();
    send(prepare('s1', 'with x as (select 1) insert into inbound(id) select 1'));
    expect(seen).toEqual([]);
    send(execute('s1'));
    wire.fromDatabase(Buffer.concat([done, ready]));
    const phases = ['commit-held', 'sent', 'commit-sent', 'commit-answered'];
    expect(seen).toEqual(phases.map((phase) => `inbound-${phase}`));
  });

  test('what an error made the database skip is not taken for answered', () => {
    const { seen, wire, send } = watched();
    send(query('update "attempt" set outcome = 1'));
    wire.fromDatabase(Buffer.concat([failed, ready]));
    send(query('select 1'));
    wire.fromDatabase(Buffer.concat([done, ready]));
    expect(seen).not.toContain('outcome-commit-answered');
  });

  test('what is rolled back is not committed by the next transaction', () => {
    const { seen, send } = watched();
    for (const sql of ['begin', 'insert into attempt values (1)', 'rollback', 'begin', 'commit']) {
      send(query(sql));
    }
    expect(seen).toEqual(['attempt-sent']);
  });

  test('a held commit stays, with all after it, until it is released', () => {
    const { seen, wire, send } = watched('commit-held');
    const write = Buffer.concat([query('begin'), query('insert into attempt values (1)')]);
    expect(send(Buffer.concat([write, query('commit')]))).toEqual(write);
    expect(send(query('select 1'))).toHaveLength(0);
    const { bytes, tell } = wire.release();
    tell();
    wire.fromDatabase(Buffer.concat([done, ready, done, ready, done, ready]));
    expect(bytes).toEqual(Buffer.concat([query('commit'), query('select 1')]));
    const phases = ['commit-held', 'sent', 'commit-sent', 'commit-answered'];
    expect(seen).toEqual(phases.map((phase) => `attempt-${phase}`));
  });

  test('a statement that is its own commit is held once, and the next again', () => {
    const { seen, wire, send } = watched('commit-held');
    const write = query('insert into inbound values (1)');
    expect(send(Buffer.concat([write, write]))).toHaveLength(0);
    const { bytes, tell } = wire.release();
    tell();
    expect(bytes).toEqual(write);
    const phases = ['commit-held', 'commit-held', 'sent', 'commit-sent'];
    expect(seen).toEqual(phases.map((phase) => `inbound-${phase}`));
  });
});
