/**
 * Just enough of PostgreSQL's protocol (message type, length, statement names) to see on one
 * connection which statement is being run and which has been answered.
 */

import { type Phase, type Write, writes } from './points.ts';

interface Frame {
  /** Empty for the start-up message, which has no type. */
  readonly type: string;
  readonly bytes: Buffer;
}

/** Cuts a stream into whole messages; what is incomplete waits for its rest. */
function framer(hasStartup: boolean): (chunk: Buffer) => Frame[] {
  let rest: Buffer = Buffer.alloc(0);
  let startup = hasStartup;
  return (chunk) => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const frames: Frame[] = [];
    for (;;) {
      const head = startup ? 0 : 1;
      if (rest.length < head + 4) return frames;
      const size = head + rest.readInt32BE(head);
      if (rest.length < size) return frames;
      const type = startup ? '' : String.fromCharCode(rest[0] ?? 0);
      frames.push({ type, bytes: rest.subarray(0, size) });
      startup = false;
      rest = rest.subarray(size);
    }
  };
}

const zeroEnded = (bytes: Buffer, from: number): string =>
  bytes.toString('utf8', from, bytes.indexOf(0, from));

type Queued =
  | { readonly type: 'run'; readonly commits: readonly Write[] }
  | { readonly type: 'sync' };

/** `hold`: this message and everything after it stays where it is. */
export type Seen = (write: Write, phase: Phase) => boolean;

export interface Passed {
  readonly bytes: Buffer;
  /** To be called once the bytes are on their way. */
  readonly tell: () => void;
}

export interface Wire {
  /** What may be passed on to the database now. */
  fromApp(chunk: Buffer): Passed;
  /** What was held back. */
  release(): Passed;
  /** To be called once the chunk has been passed on to the product. */
  fromDatabase(chunk: Buffer): void;
}

/** What has been written in the transaction under way; null while there is none. */
type Open = ReadonlySet<Write> | null;

/** What a statement writes, what it makes to last, and how it leaves the transaction. */
function stepOf(open: Open, text: string) {
  const command = text.trimStart().slice(0, 20).toLowerCase();
  const written = (Object.keys(writes) as Write[]).filter((write) => writes[write].test(text));
  const all = new Set([...(open ?? []), ...written]);
  if (/^(begin|start transaction)/.test(command)) return { written, commits: [], open: all };
  if (/^rollback(?! to)/.test(command)) return { written, commits: [], open: null };
  if (open && !/^(commit|end\b)/.test(command)) return { written, commits: [], open: all };
  return { written, commits: [...all], open: null };
}

/** `seen` is asked about `commit-held` before the message is passed on, and told of the rest after. */
export function watchWire(seen: Seen): Wire {
  const fromApp = framer(true);
  const fromDatabase = framer(false);
  const statements = new Map<string, string>();
  const portals = new Map<string, string>();
  const queue: Queued[] = [];
  let open: Open = null;

  function textOf({ type, bytes }: Frame): string | null {
    if (type === 'Q') return zeroEnded(bytes, 5);
    if (type === 'P') {
      const name = zeroEnded(bytes, 5);
      statements.set(name, zeroEnded(bytes, 5 + Buffer.byteLength(name) + 1));
    } else if (type === 'B') {
      const portal = zeroEnded(bytes, 5);
      portals.set(portal, zeroEnded(bytes, 5 + Buffer.byteLength(portal) + 1));
    } else if (type === 'E') {
      return statements.get(portals.get(zeroEnded(bytes, 5)) ?? '') ?? '';
    }
    return null;
  }

  /** Begins with a commit, if there is anything. */
  let held: Frame[] = [];

  function through(frames: readonly Frame[], { asked = 0 } = {}): Passed {
    const pass: Buffer[] = [];
    const later: (() => void)[] = [];
    for (const [index, frame] of frames.entries()) {
      const text = textOf(frame);
      if (text !== null) {
        const step = stepOf(open, text);
        if (index >= asked && step.commits.some((write) => seen(write, 'commit-held'))) {
          held = frames.slice(index);
          break;
        }
        ({ open } = step);
        queue.push({ type: 'run', commits: step.commits });
        for (const write of step.written) later.push(() => seen(write, 'sent'));
        for (const write of step.commits) later.push(() => seen(write, 'commit-sent'));
      }
      if (frame.type === 'Q' || frame.type === 'S') queue.push({ type: 'sync' });
      pass.push(frame.bytes);
    }
    const tell = () => {
      for (const one of later) one();
    };
    return { bytes: Buffer.concat(pass), tell };
  }

  return {
    fromApp: (chunk) => {
      const frames = fromApp(chunk);
      if (held.length === 0) return through(frames);
      held.push(...frames);
      return through([]);
    },
    release: () => through(held.splice(0), { asked: 1 }),
    fromDatabase: (chunk) => {
      for (const { type } of fromDatabase(chunk)) {
        // Complete, empty or suspended: one Execute is answered.
        if ((type === 'C' || type === 'I' || type === 's') && queue[0]?.type === 'run') {
          const [done] = queue.splice(0, 1);
          if (done?.type === 'run')
            for (const write of done.commits) seen(write, 'commit-answered');
        }
        // Ready: whatever an error made the database skip is skipped here too.
        if (type === 'Z') queue.splice(0, queue.findIndex((one) => one.type === 'sync') + 1);
      }
    },
  };
}
