import { GraphApiError } from '@kapso/whatsapp-cloud-api';
import { z } from 'zod';
import type { SendOutcome } from '../channel.ts';
import { connectionOutcome } from '../http.ts';
import { type Rule, rules } from './errors.ts';

/** What is known of an error: in an answer all of it, in a failed status only the code. */
export interface GraphFault {
  readonly code: number;
  readonly httpStatus?: number | undefined;
  readonly transient?: boolean | undefined;
  readonly retryAfterMs?: number | undefined;
}

/** The error table of the Cloud API. Decides by the code: titles and subcodes are no contract. */
export function graphOutcome(fault: GraphFault): SendOutcome {
  const code = String(fault.code);
  const rule = rules.get(fault.code) ?? rangeRule(fault.code) ?? unlisted(fault);
  if (rule.type === 'throttled')
    return { ...rule, code, retryAfterMs: Math.max(rule.retryAfterMs, fault.retryAfterMs ?? 0) };
  return { ...rule, code };
}

/** 200–299 are permissions; 2388xxx is the creation of templates. */
function rangeRule(code: number): Rule | undefined {
  if (code >= 200 && code <= 299) return { type: 'channel_down' };
  if (code >= 2_388_000 && code <= 2_388_999) return { type: 'rejected', elsewhere: false };
  return undefined;
}

const retryDefaultMs = 10_000;

function unlisted({ httpStatus = 0, transient }: GraphFault): Rule {
  if (httpStatus === 401) return { type: 'channel_down' };
  if (httpStatus >= 500 || httpStatus === 429 || transient === true)
    return { type: 'throttled', retryAfterMs: retryDefaultMs, scope: 'message' };
  return { type: 'rejected', elsewhere: false };
}

/** What a failed call came to. Only codes leave this file: errors carry the patient's text. */
export function outcomeOf(error: unknown): SendOutcome {
  return error instanceof GraphApiError ? answered(error) : connectionOutcome(error);
}

const envelope = z.object({
  error: z.object({ code: z.int(), isTransient: z.boolean().optional().catch(undefined) }),
});

function answered({ raw, httpStatus, retry }: GraphApiError): SendOutcome {
  const { retryAfterMs } = retry;
  const parsed = envelope.safeParse(raw);
  if (!parsed.success) return withoutGraph(httpStatus, retryAfterMs);
  const { code, isTransient: transient } = parsed.data.error;
  return graphOutcome({ code, httpStatus, transient, retryAfterMs });
}

/** Something between us and Graph spoke, or the answer was cut: a 5xx may hide an accepted message. */
function withoutGraph(httpStatus: number, retryAfterMs = retryDefaultMs): SendOutcome {
  const code = `http_${httpStatus}`;
  if (httpStatus >= 500 || httpStatus === 408) return { type: 'unknown', code };
  if (httpStatus === 429) return { type: 'throttled', retryAfterMs, scope: 'message', code };
  if (httpStatus === 401) return { type: 'channel_down', code };
  return { type: 'rejected', code, elsewhere: false };
}
