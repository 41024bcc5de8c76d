/** Answers in numbers to a question that was asked. */

import { markMax, scoreMax } from '../domain/wellbeing.ts';

/** A number from 0 to 10, or a mark from 1 to 5. */
export interface RatingAction {
  readonly verb: 'well.score' | 'well.mark';
  readonly messageId: string;
  readonly rating: number;
}

/** A message's id, and one number about it. */
export const aboutMessage = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:\.(\d{1,10}))?$/i;

const ratingsMax = { 'well.score': scoreMax, 'well.mark': markMax } as const;

export function decodeRating(verb: RatingAction['verb'], argument: string): RatingAction | null {
  const [, messageId, digits] = aboutMessage.exec(argument) ?? [];
  const rating = Number(digits);
  const isKnown = digits !== undefined && rating <= ratingsMax[verb];
  if (!messageId || !isKnown || (verb === 'well.mark' && rating < 1)) return null;
  return { verb, messageId, rating };
}
