/** Buttons of an invitation as they are written and read back. */

import { isDate } from '../domain/time.ts';

/** What is answered to an invitation, whichever message carried the button; `at`: remind then. */
export type ReasonStepAction =
  | { readonly verb: 'r.book' | 'r.later' | 'r.no' | 'r.elsewhere'; readonly tag: string }
  | { readonly verb: 'r.at'; readonly tag: string; readonly date: string };

export const encodeReasonStep = (action: ReasonStepAction): string =>
  action.verb === 'r.at' ? `r.at:${action.tag}.${action.date}` : `${action.verb}:${action.tag}`;

const reasonSteps = ['r.book', 'r.later', 'r.no', 'r.elsewhere'] as const;

export function decodeReasonStep(verb: string, argument: string): ReasonStepAction | null {
  const [, tag = '', date] = /^([0-9a-z]{1,7})(?:\.([\d-]{10}))?$/.exec(argument) ?? [];
  if (tag === '') return null;
  if (verb === 'r.at') return date && isDate(date) ? { verb, tag, date } : null;
  const plain = reasonSteps.find((one) => one === verb);
  return plain && date === undefined ? { verb: plain, tag } : null;
}
