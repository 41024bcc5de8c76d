/** What an invitation says of its reason: who asks, why now, and on which terms. */

import { argumentCharsMax } from '../domain/reasons.ts';
import type { Language } from '../domain/words.ts';
import { tidy } from './proactive-extras.ts';
import { proactiveWords } from './proactive-words.ts';

export interface Because {
  readonly doctor: string | null;
  /** The doctor's own words: why now. */
  readonly argument: string | null;
  /** What may be written about, where that is asked. */
  readonly topic: string | null;
  readonly isFree: boolean;
  readonly isGuarantee: boolean;
}

export function becauseWords(because: Because | null, language: Language) {
  const own = proactiveWords[language].because;
  const terms = [
    because?.isFree ? own.free : null,
    because?.isGuarantee ? own.guarantee : null,
    own.declinable,
  ];
  return {
    doctor: tidy(because?.doctor ?? '') || own.noDoctor,
    argument: tidy(because?.argument ?? '', argumentCharsMax) || own.noArgument,
    terms: lowered(terms.filter((one) => one !== null).join(' ')),
    topic: tidy(because?.topic ?? '') || own.noTopic,
  };
}

/** It stands behind a colon. */
const lowered = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
