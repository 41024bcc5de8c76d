/**
 * One process's way to one server, through us: it can fall silent, crawl, be cut or be refused. What
 * passes can be watched.
 */

import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { earliest } from './earliest.ts';
import type { Passed, Wire } from './wire.ts';

/** `frozen`: half-open, nothing passes and nobody is told. `slow`: late, and a few bytes at a time. */
export type Pace = 'open' | 'frozen' | 'slow';
export type Cut = 'request' | 'answer';

export interface Link {
  readonly port: number;
  pace(pace: Pace): void;
  /** The next body of a message, on its way to the server or back, breaks off before its end. */
  cutNext(which: Cut, onCut: () => void): void;
  /** Passes on what the watcher holds back. */
  release(): void;
  /** Every connection is reset, or with `refuse` no new one is let in either. */
  reset(): void;
  refuse(): Promise<void>;
  admit(): Promise<void>;
  /** When the request under way began, of the connection that reaches the server from this port. */
  startedAt(serverSidePort: number): number | null;
  close(): void;
}

interface Pair {
  readonly app: Socket;
  readonly server: Socket;
  readonly release: () => void;
  startedAt: number;
  answered: boolean;
}

const crawl_bytes = 200;
const crawl_ms = 15;

export interface LinkOptions {
  readonly to: number;
  readonly watch?: () => Wire;
}

export async function createLink({ to, watch }: LinkOptions): Promise<Link> {
  const pairs = new Set<Pair>();
  let pace: Pace = 'open';
  let cut: { which: Cut; onCut: () => void } | null = null;
  let waiting: (() => void)[] = [];

  /** Writes as fast as the pace of the moment lets it; order is kept by the queue of each direction. */
  function sender(target: Socket): (chunk: Buffer, after?: () => void) => void {
    let tail = Promise.resolve();
    return (chunk, after) => {
      if (chunk.length > 0) tail = tail.then(() => crawl(target, chunk)).then(after);
    };
  }

  async function crawl(target: Socket, chunk: Buffer): Promise<void> {
    for (let from = 0; from < chunk.length; ) {
      while (pace === 'frozen') await new Promise<void>((resolve) => waiting.push(resolve));
      const size = pace === 'slow' ? crawl_bytes : chunk.length;
      if (pace === 'slow') await pause(crawl_ms);
      if (target.destroyed) return;
      target.write(chunk.subarray(from, from + size));
      from += size;
    }
  }

  /** Only what carries a message: polls and courtesies do not count. */
  function isBody(chunk: Buffer, which: Cut): boolean {
    const text = chunk.toString('latin1');
    if (which === 'answer') return /"message_id"|"wamid/.test(text);
    const head = text.indexOf('\r\n\r\n');
    const body = text.startsWith('POST ') ? text.slice(head + 4) : text;
    return head < text.length - 4 && /"chat_id"|"biz_opaque_callback_data"/.test(body);
  }

  function cutOff(chunk: Buffer, which: Cut, pair: Pair): boolean {
    if (cut?.which !== which || !isBody(chunk, which)) return false;
    const { onCut } = cut;
    cut = null;
    const target = which === 'request' ? pair.server : pair.app;
    target.write(chunk.subarray(0, chunk.length - 10), () => drop(pair));
    onCut();
    return true;
  }

  function drop(pair: Pair): void {
    if (!pairs.delete(pair)) return;
    pair.app.resetAndDestroy();
    pair.server.resetAndDestroy();
  }

  function accept(app: Socket): void {
    const server = connect({ host: '127.0.0.1', port: to, noDelay: true });
    app.setNoDelay(true);
    const wire = watch?.() ?? null;
    const toServer = sender(server);
    const toApp = sender(app);
    const pass = ({ bytes, tell }: Passed) => toServer(bytes, tell);
    const release = () => wire && pass(wire.release());
    const pair: Pair = { app, server, release, startedAt: 0, answered: true };
    pairs.add(pair);
    app.on('data', (chunk: Buffer) => {
      if (pair.answered) pair.startedAt = earliest();
      pair.answered = false;
      if (cutOff(chunk, 'request', pair)) return;
      if (wire) pass(wire.fromApp(chunk));
      else toServer(chunk);
    });
    server.on('data', (chunk: Buffer) => {
      pair.answered = true;
      if (!cutOff(chunk, 'answer', pair)) toApp(chunk, () => wire?.fromDatabase(chunk));
    });
    for (const socket of [app, server]) {
      socket.on('error', () => drop(pair));
      // Half-open means that the other side does not hear of the end either.
      socket.on('close', () => pace !== 'frozen' && drop(pair));
    }
  }

  const listener = createServer(accept);
  const listen = (port: number) =>
    new Promise<void>((resolve, reject) => {
      listener.once('error', reject);
      listener.listen(port, '127.0.0.1', () => {
        listener.off('error', reject);
        resolve();
      });
    });
  await listen(0);
  const { port } = listener.address() as AddressInfo;
  const reset = () => {
    for (const pair of pairs) drop(pair);
  };

  return {
    port,
    pace: (next) => {
      pace = next;
      const woken = waiting;
      waiting = [];
      for (const wake of woken) wake();
      for (const pair of pairs) if (pair.app.destroyed || pair.server.destroyed) drop(pair);
    },
    cutNext: (which, onCut) => {
      cut = { which, onCut };
    },
    release: () => {
      for (const pair of pairs) pair.release();
    },
    reset,
    refuse: async () => {
      const closed = new Promise((resolve) => listener.close(resolve));
      reset();
      await closed;
    },
    admit: () => listen(port),
    startedAt: (serverSidePort) => {
      for (const pair of pairs) if (pair.server.localPort === serverSidePort) return pair.startedAt;
      return null;
    },
    close: () => {
      if (listener.listening) listener.close();
      reset();
    },
  };
}
