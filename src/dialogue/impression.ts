/** What impression a treatment left. A low mark goes to a person; a review is asked for only with a yes to that. */

import { isLowMark, markMax } from '../domain/wellbeing.ts';
import { visitLabels } from '../text/proactive.ts';
import type { AskedCheck } from './asked-check.ts';
import { unclearButton } from './fallback.ts';
import { ratingIn } from './feeling-words.ts';
import { button, handOver, marked, paragraphs, result, say, texts, withButtons } from './reply.ts';
import type { AboutFacts, Effect, StepInput, StepResult } from './types.ts';
import { isForeign } from './visit.ts';

export function markGiven(input: StepInput, mark: number): StepResult {
  const { about } = input.facts;
  if (!about?.wellbeing || isForeign(input, about)) return unclearButton(input);
  const own = texts(input.facts).impression;
  if (about.wellbeing.answered) return result(input.session, say('impression', own.answered));
  return result(input.session, ...taken(input, about, mark), ...marked(about.text, `✓ ${mark}`));
}

export function markWords(input: StepInput, asked: AskedCheck, text: string): StepResult | null {
  const mark = asked.wellbeing.answered ? null : ratingIn(text, { from: 1, to: markMax });
  return mark === null ? null : result(input.session, ...taken(input, asked, mark));
}

function taken(input: StepInput, about: AboutFacts, mark: number): readonly Effect[] {
  const { facts } = input;
  const own = texts(facts).impression;
  const reasonId = about.wellbeing?.reasonId ?? '';
  const answer = isLowMark(mark) ? 'bad' : 'good';
  const answered: Effect = { type: 'wellbeing_answer', reasonId, answer, score: mark };
  if (answer === 'bad') {
    return [answered, handOver('low_mark', about.patientId), say('impression', own.low)];
  }
  if (!reviewUrl(input, about)) return [answered, say('impression', own.high)];
  const { messageId } = about;
  const labels = visitLabels(facts.language);
  const choices = [
    button(labels['review.yes'], { verb: 'review.yes', messageId }),
    button(labels['review.no'], { verb: 'review.no', messageId }),
  ];
  const text = paragraphs(own.high, own.mayAsk);
  return [answered, say('impression', withButtons(text, choices, facts))];
}

/** The separate yes: only now is there a link. */
export function reviewButton(input: StepInput, answer: 'yes' | 'no'): StepResult {
  const { facts, session } = input;
  const { about } = facts;
  if (about?.kind !== 'impression' || isForeign(input, about)) return unclearButton(input);
  const own = texts(facts).impression;
  const url = reviewUrl(input, about);
  const text = answer === 'yes' && url ? own.review(url) : own.noReview;
  return result(session, say('review', text));
}

const reviewUrl = ({ facts }: StepInput, { visit }: AboutFacts): string | null =>
  (visit?.clinic ?? facts.clinic).reviewUrl ?? null;
