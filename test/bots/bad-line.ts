/** What a channel owes on a bad line, whichever it is; only the codes are its own. */

import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Channel, SendRequest } from '../../bots/channel.ts';
import {
  type Answer,
  closedPort,
  never,
  type Platform,
  type Received,
  startPlatform,
} from './contract-server.ts';

export interface Line {
  readonly url: () => string;
  readonly answer: Platform['answer'];
  readonly next: Platform['next'];
  /** What arrived during this test. */
  readonly seen: () => readonly Received[];
}

/** One platform for a test file. */
export function useLine(): Line {
  let platform: Platform;
  let before = 0;
  beforeAll(async () => {
    platform = await startPlatform();
  });
  afterAll(() => platform.close());
  beforeEach(() => {
    before = platform.received.length;
  });
  return {
    url: () => platform.url,
    answer: (answer) => platform.answer(answer),
    next: () => platform.next(),
    seen: () => platform.received.slice(before),
  };
}

export interface Sending {
  readonly line: Line;
  /** A channel on the line, or at another address. */
  readonly create: (apiRoot?: string) => Channel;
  readonly request: (more?: Partial<SendRequest>) => SendRequest;
  /** Answers after which nobody knows what became of the message, and the code told. */
  readonly lost: readonly (readonly [name: string, answer: Answer, code: string])[];
}

export function owesOnABadLine({ line, create, request, lost }: Sending): void {
  test('a signal that has already fired costs no request', async () => {
    const outcome = await create().send(request({ signal: AbortSignal.abort() }));
    expect(outcome).toEqual({ type: 'not_sent', code: 'aborted' });
    expect(line.seen()).toEqual([]);
  });

  test('nothing listens: not sent', async () => {
    const nowhere = create(await closedPort());
    expect(await nowhere.send(request())).toEqual({ type: 'not_sent', code: 'ECONNREFUSED' });
    expect(await nowhere.prepare()).toBe('unreachable');
  });

  test.each(lost)('%s: unknown, asked once', async (_name, answer, code) => {
    line.answer(answer);
    expect(await create().send(request())).toEqual({ type: 'unknown', code });
    expect(line.seen()).toHaveLength(1);
  });

  test('it never answers: unknown when the caller gives up', async () => {
    line.answer(never);
    const abort = new AbortController();
    const arrived = line.next();
    const outcome = create().send(request({ signal: abort.signal }));
    await arrived;
    abort.abort();
    expect(await outcome).toEqual({ type: 'unknown', code: 'aborted' });
  });
}
