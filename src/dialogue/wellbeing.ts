/** How the patient feels after treatment. The bot thanks and passes on; it never advises. */

import { type Feeling, feelingOf, scoreMax } from '../domain/wellbeing.ts';
import { askedCheck } from './asked-check.ts';
import { redFlag, unclearButton } from './fallback.ts';
import { feelingIn, ratingIn } from './feeling-words.ts';
import { markGiven, markWords } from './impression.ts';
import { handOver, marked, result, say, texts } from './reply.ts';
import type { AboutFacts, Effect, StepInput, StepResult } from './types.ts';
import { isForeign } from './visit.ts';

interface Answer {
  readonly feeling: Feeling;
  /** The number it was said by. */
  readonly score: number | null;
}

export function wellbeingButton(input: StepInput, feeling: Feeling): StepResult {
  return pressed(input, { feeling, score: null });
}

export function ratingButton(
  input: StepInput,
  { verb, rating }: { readonly verb: 'well.score' | 'well.mark'; readonly rating: number },
): StepResult {
  if (verb === 'well.mark') return markGiven(input, rating);
  return pressed(input, { feeling: feelingOf(rating), score: rating });
}

function pressed(input: StepInput, answer: Answer): StepResult {
  const { facts, session } = input;
  const { about } = facts;
  if (!about?.wellbeing) return unclearButton(input);
  // Nothing is recorded of whoever is not proven; but whoever feels bad is heard.
  if (isForeign(input, about)) {
    return answer.feeling === 'bad' ? redFlag(input) : unclearButton(input);
  }
  const own = texts(facts).wellbeing;
  // Feeling worse is never "already answered".
  if (about.wellbeing.answered && answer.feeling !== 'bad') {
    return result(session, say('wellbeing_answered', own.answered));
  }
  const label = input.event.type === 'button' ? input.event.label : '';
  return result(
    session,
    ...recorded(input, about, answer),
    say(`wellbeing_${answer.feeling}`, own[answer.feeling]),
    ...marked(about.text, `✓ ${label}`),
  );
}

/** The same in a word or a number, typed under the question; null for anything else. */
export function wellbeingWords(input: StepInput, text: string): StepResult | null {
  const { facts, session } = input;
  const asked = session.topic === null ? askedCheck(facts) : null;
  if (!asked) return null;
  if (asked.kind === 'impression') return markWords(input, asked, text);
  const answer = answerIn(text, asked.kind);
  if (!answer || (asked.wellbeing.answered && answer.feeling !== 'bad')) return null;
  const { feeling } = answer;
  const told = say(`wellbeing_${feeling}`, texts(facts).wellbeing[feeling]);
  // With a person in the chat, or on the way, only who feels bad is answered by the bot as well.
  const isQuiet = feeling !== 'bad' && (facts.thread.withPerson || facts.alarm);
  return result(session, ...recorded(input, asked, answer), ...(isQuiet ? [] : [told]));
}

function answerIn(text: string, kind: string): Answer | null {
  const score = kind === 'wellbeing_score' ? ratingIn(text, { from: 0, to: scoreMax }) : null;
  if (score !== null) return { feeling: feelingOf(score), score };
  const feeling = feelingIn(text);
  return feeling && { feeling, score: null };
}

function recorded(
  { facts }: StepInput,
  { wellbeing, patientId }: AboutFacts,
  { feeling, score }: Answer,
): readonly Effect[] {
  const reasonId = wellbeing?.reasonId ?? '';
  const answered: Effect = { type: 'wellbeing_answer', reasonId, answer: feeling, score };
  switch (feeling) {
    case 'good':
      return facts.alarm ? [answered, handOver('wellbeing_words', patientId)] : [answered];
    case 'unsure':
      return [answered, handOver('wellbeing_words', patientId)];
    case 'bad': {
      const reason = score === null ? 'wellbeing_bad' : 'low_score';
      return [answered, handOver(reason, patientId, { urgent: true })];
    }
  }
}
