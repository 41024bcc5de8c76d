/** The versioned question behind each consent: the ledger keeps its words once for all who answered it. */

import type { Language, Purpose } from '../domain/words.ts';
import { textsOf } from '../text/catalogue.ts';

export interface Notice {
  readonly version: string;
  readonly text: string;
}

/** Nothing about a patient stands in it: what for, where, how to stop, for how long, and the question. */
export function noticeOf(purpose: Purpose, language: Language): Notice {
  const { noticeVersion, agree } = textsOf(language);
  return { version: `${noticeVersion}.${purpose}`, text: agree.question(purpose) };
}
