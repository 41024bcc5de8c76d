/** Events posted to a clinic system, as Standard Webhooks asks: what an answer means and when to try again. */

import { dayMs, hourMs, minuteMs } from './time.ts';

const second_ms = 1_000;

/** Waits after the first failure, the second, and so on: three days in all. */
export const retryDelaysMs: readonly number[] = [
  5 * second_ms,
  5 * minuteMs,
  30 * minuteMs,
  2 * hourMs,
  5 * hourMs,
  10 * hourMs,
  14 * hourMs,
  20 * hourMs,
  24 * hourMs,
];
/** At most this part more, so that many that failed together do not return together. */
const jitter_part = 0.1;
const rest_ms_max = 5 * minuteMs;
const retry_after_ms_max = dayMs;

export const requestFaults = [
  'timeout',
  'unreachable',
  'no_such_host',
  'bad_certificate',
  'refused_address',
] as const;
/** Why there was no answer. */
export type RequestFault = (typeof requestFaults)[number];

/** What came of one request. */
export interface Reply {
  /** Null where there was no answer. */
  readonly status: number | null;
  /** `http_<status>`, else the fault. */
  readonly code: string;
  /** As the other side asked for it, in ms; null if it did not. */
  readonly retryAfterMs: number | null;
}

export const isTaken = ({ status }: Reply): boolean =>
  status !== null && status >= 200 && status < 300;

export const isGone = ({ status }: Reply): boolean => status === 410;

const away: readonly (number | null)[] = [null, 429, 502, 503, 504];
/** Speaks of the other side, not of this event: others would fare no better now. */
export const isAway = ({ status }: Reply): boolean => away.includes(status);

/** Codes of replies after which everything is tried at once when the other side is back. */
export const awayCodes: readonly string[] = [
  ...requestFaults,
  ...away.flatMap((status) => (status === null ? [] : [`http_${status}`])),
];

export type Verdict =
  | { readonly type: 'delivered' | 'gone' | 'given_up' }
  | {
      readonly type: 'retry';
      readonly inMs: number;
      /** Until then nothing else is posted there either. */
      readonly restMs: number;
    };

/** `tries` counts this one too; `chance` is from 0 to 1. */
export function verdictOf(reply: Reply, tries: number, chance: number): Verdict {
  if (isTaken(reply)) return { type: 'delivered' };
  if (isGone(reply)) return { type: 'gone' };
  const delayMs = retryDelaysMs[tries - 1];
  if (delayMs === undefined) return { type: 'given_up' };
  const askedMs = Math.min(reply.retryAfterMs ?? 0, retry_after_ms_max);
  const inMs = Math.max(Math.round(delayMs * (1 + jitter_part * chance)), askedMs);
  return { type: 'retry', inMs, restMs: restMs(reply, delayMs, askedMs) };
}

function restMs(reply: Reply, delayMs: number, askedMs: number): number {
  if (askedMs > 0) return askedMs;
  return isAway(reply) ? Math.min(delayMs, rest_ms_max) : 0;
}

/** Of the header: seconds, or a date. */
export function retryAfterMs(header: string | null, nowMs: number): number | null {
  if (header === null) return null;
  if (/^\d{1,9}$/.test(header)) return Number(header) * second_ms;
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(at - nowMs, 0);
}
