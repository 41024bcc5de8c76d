import type { Core } from '../core.ts';
import { findFault } from '../faults.ts';
import { type Answer, conflict } from './answer.ts';
import { integer, type Params, stringList } from './params.ts';
import type { Update } from './state.ts';
import { pendingUpdates, takeUpdates, updateShape } from './updates.ts';

const limitMax = 100;
const timeoutMaxS = 50;
/** Longer than a poller rests after a failure; one that stays away longer is gone, its updates wait for nobody. */
const pollerGoneMs = 35_000;

export interface Polling {
  getUpdates(params: Params, signal: AbortSignal): Promise<Answer>;
  /** The bot has put its webhook away: it is about to poll. */
  expect(): void;
  /** There may be something for the waiting poller. */
  wake(): void;
  /** A live poller has not yet confirmed what is there for it. */
  busy(): boolean;
  stop(): void;
}

interface Waiting {
  readonly limit: number;
  finish(answer: Answer): void;
}

export function createPolling(core: Core, changed: () => void): Polling {
  let waiting: Waiting | null = null;
  let gone: ReturnType<typeof setTimeout> | undefined;

  const visible = (): readonly Update[] => {
    const where = { channel: 'telegram' } as const;
    if (findFault(core, where, 'hold_webhooks')) return [];
    const updates = pendingUpdates(core);
    return findFault(core, where, 'reorder_webhooks') ? [...updates].reverse() : updates;
  };
  const batch = (limit: number): Answer => ({ result: visible().slice(0, limit).map(updateShape) });
  const forget = (): void => {
    clearTimeout(gone);
    gone = undefined;
    changed();
  };
  const expect = (): void => {
    clearTimeout(gone);
    gone = setTimeout(forget, pollerGoneMs);
    changed();
  };

  const wait = (limit: number, seconds: number, signal: AbortSignal): Promise<Answer> =>
    new Promise((resolve) => {
      const finish = (answer: Answer): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', giveUp);
        if (waiting === me) waiting = null;
        // A client that hung up is gone at once; others get time to come back.
        if (signal.aborted) forget();
        else expect();
        resolve(answer);
      };
      const giveUp = (): void => finish({ result: [] });
      const timer = setTimeout(giveUp, seconds * 1000);
      const me: Waiting = { limit, finish };
      signal.addEventListener('abort', giveUp);
      waiting = me;
      changed();
    });

  return {
    async getUpdates(params, signal) {
      if (core.state.telegram.webhook) return conflict(webhookActive);
      waiting?.finish(conflict(otherPoller));
      remember(core, params);
      confirm(core, integer(params, 'offset') ?? 0);
      const limit = Math.min(Math.max(integer(params, 'limit') ?? limitMax, 1), limitMax);
      const seconds = Math.min(integer(params, 'timeout') ?? 0, timeoutMaxS);
      if (visible().length === 0 && seconds > 0 && !signal.aborted) {
        return wait(limit, seconds, signal);
      }
      expect();
      return batch(limit);
    },
    expect,
    wake() {
      if (waiting && core.state.telegram.webhook) waiting.finish(conflict(webhookSet));
      else if (waiting && visible().length > 0) waiting.finish(batch(waiting.limit));
    },
    busy: () =>
      core.state.telegram.webhook === null &&
      (waiting !== null || gone !== undefined) &&
      visible().length > 0,
    stop() {
      waiting?.finish({ result: [] });
      forget();
    },
  };
}

const webhookActive =
  "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first";
const otherPoller =
  'terminated by other getUpdates request; make sure that only one bot instance is running';
const webhookSet = 'terminated by setWebhook request';

function remember(core: Core, params: Params): void {
  const allowed = stringList(params, 'allowed_updates');
  if (!allowed) return;
  if (JSON.stringify(allowed) === JSON.stringify(core.state.telegram.allowed)) return;
  core.commit({ type: 'tg/allowed', allowed });
}

/** All before `offset` are done with; a negative one keeps only the last so many. */
function confirm(core: Core, offset: number): void {
  const { updates } = core.state.telegram;
  const done =
    offset < 0 ? updates.slice(0, offset) : updates.filter((update) => update.id < offset);
  if (done.length > 0) takeUpdates(core, done);
}
