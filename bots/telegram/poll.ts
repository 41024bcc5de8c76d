import type { Api } from 'grammy/web';
import { z } from 'zod';
import type { InboundEvent, SendOutcome } from '../channel.ts';
import { allowedUpdates, botId, createApi, grammySignal } from './api.ts';
import { outcomeOf } from './outcome.ts';
import { parseUpdate, update } from './parse.ts';

export interface PolledUpdate {
  readonly event: InboundEvent;
  /** The update as JSON. */
  readonly raw: string;
}

export interface PollOptions {
  readonly token: string;
  readonly apiRoot: string;
  readonly fetch?: typeof fetch | undefined;
  /** Resolves when all are stored; only then does Telegram forget them. May see an update twice. */
  readonly accept: (items: readonly PolledUpdate[]) => Promise<void>;
  readonly signal: AbortSignal;
  /** Null after every answered and stored poll, a sign of life; else a code (`conflict`, `unauthorized`, …). */
  readonly onState?: ((code: string | null) => void) | undefined;
  /** Resolves after the time or on the signal, never rejects. */
  readonly wait?: ((ms: number, signal: AbortSignal) => Promise<void>) | undefined;
}

const pollSeconds = 25;
/** Longer than the poll itself: a connection that died silently must not end the polling. */
const callTimeoutSeconds = 40;
const backOffFirstMs = 1_000;
const backOffMaxMs = 30_000;
/** A longer `retry_after` is asked about again after this. */
const waitMaxMs = 600_000;

/** Long polling until `signal`. The offset moves only after `accept`, so a crash loses nothing. */
export async function pollTelegram(options: PollOptions): Promise<void> {
  const api = createApi({ ...options, timeoutSeconds: callTimeoutSeconds });
  const { signal, onState, wait = waitFor } = options;
  let offset: number | undefined;
  let failures = 0;

  while (!signal.aborted) {
    const turn = await poll(api, offset, options);
    if (signal.aborted) return;
    failures = turn.type === 'stored' ? 0 : failures + 1;
    onState?.(turn.type === 'stored' ? null : turn.code);
    if (turn.type === 'stored') offset = turn.offset;
    else await wait(turn.waitMs ?? backOffMs(failures), signal);
  }
}

type Turn =
  | { readonly type: 'stored'; readonly offset: number | undefined }
  /** Without `waitMs` the usual back-off. */
  | { readonly type: 'failed'; readonly code: string; readonly waitMs?: number };

async function poll(api: Api, offset: number | undefined, options: PollOptions): Promise<Turn> {
  const query = { timeout: pollSeconds, allowed_updates: allowedUpdates };
  const from = offset === undefined ? query : { ...query, offset };
  let updates: readonly unknown[];
  try {
    updates = list.parse(await api.getUpdates(from, grammySignal(options.signal)));
  } catch (error) {
    return failed(outcomeOf(error));
  }
  if (updates.length === 0) return { type: 'stored', offset };
  const ids = updates.flatMap((item) => update.safeParse(item).data?.update_id ?? []);
  // Nothing here could be confirmed: stored now, the same would come and be stored for ever.
  if (ids.length === 0) return { type: 'failed', code: 'bad_answer' };
  const account = botId(options.token);
  try {
    await options.accept(updates.flatMap((item) => polled(item, account)));
  } catch {
    return { type: 'failed', code: 'not_stored' };
  }
  return { type: 'stored', offset: Math.max(...ids) + 1 };
}

const list = z.array(z.unknown());

/** By the same way as a webhook's body. */
function polled(item: unknown, account: string): readonly PolledUpdate[] {
  const raw = JSON.stringify(item);
  return parseUpdate(new TextEncoder().encode(raw), account).map((event) => ({ event, raw }));
}

function failed(outcome: SendOutcome): Turn {
  if (outcome.type === 'throttled')
    return {
      type: 'failed',
      code: outcome.code,
      waitMs: Math.min(outcome.retryAfterMs, waitMaxMs),
    };
  // A revoked token does not come back by asking often.
  if (outcome.type === 'channel_down')
    return { type: 'failed', code: outcome.code, waitMs: backOffMaxMs };
  return { type: 'failed', code: 'unreachable' };
}

const backOffMs = (failures: number): number =>
  Math.min(backOffFirstMs * 2 ** (failures - 1), backOffMaxMs);

function waitFor(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
    if (signal.aborted) done();
  });
}
