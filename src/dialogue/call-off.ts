/** A visit is called off in two steps, and the patient may say why. */

import type { CancelReasonCode } from '../domain/wish.ts';
import { cancelReasonCodes } from '../domain/wish.ts';
import { button, marked, paragraphs, result, say, texts, unpausing, withButtons } from './reply.ts';
import type { StepInput, StepResult, VisitFacts } from './types.ts';
import { tagOf, wordsOf } from './which-visit.ts';

export function askCancel(input: StepInput, visit: VisitFacts): StepResult {
  const { facts } = input;
  const { ask, labels } = texts(facts).callOff;
  const tag = tagOf(visit);
  const buttons = [
    button(labels.yes, { verb: 'v.drop', ...tag }),
    button(labels.move, { verb: 'v.days', ...tag, date: null }),
    button(labels.keep, { verb: 'v.keep', ...tag }),
  ];
  const content = withButtons(ask(wordsOf(input, visit)), buttons, facts);
  return result(input.session, ...unpausing(facts), say('visit_cancel', content));
}

/** In so many words: whatever was in doubt before is settled. */
export function cancel(input: StepInput, visit: VisitFacts): StepResult {
  const { facts, event } = input;
  const own = texts(facts).callOff;
  const tag = tagOf(visit);
  const { patientId, appointmentId, scheduleVersion } = visit;
  const buttons = [
    ...cancelReasonCodes.map((reason) =>
      button(own.reasons[reason], { verb: 'v.why', ...tag, reason }),
    ),
    button(own.labels.again, { verb: 'v.days', ...tag, date: null }),
  ];
  const words = wordsOf(input, visit);
  const edit = event.type === 'button' ? marked(own.ask(words), own.mark) : [];
  return result(
    { topic: { name: 'why_cancel', patientId, appointmentId } },
    ...unpausing(facts),
    { type: 'cancel_visit', appointmentId, scheduleVersion },
    say('cancel_done', withButtons(own.done(words), buttons, facts)),
    ...edit,
  );
}

export function whyCode(input: StepInput, visit: VisitFacts, reason: CancelReasonCode): StepResult {
  const own = texts(input.facts).callOff;
  const edit = marked(own.done(wordsOf(input, visit)), `✓ ${own.reasons[reason]}`);
  return thank(input, visit, reason, edit);
}

/** Kept as they are; a question among them is for a person. */
export const whyWords = (input: StepInput, visit: VisitFacts, words: string): StepResult =>
  thank(input, visit, words, []);

function thank(
  input: StepInput,
  visit: VisitFacts,
  reason: string,
  edit: StepResult['effects'],
): StepResult {
  const { facts } = input;
  const own = texts(facts).callOff;
  const { appointmentId } = visit;
  const again = button(own.labels.again, { verb: 'v.days', ...tagOf(visit), date: null });
  return result(
    { topic: null },
    { type: 'cancel_reason', appointmentId, reason },
    say('cancel_reason', withButtons(paragraphs(own.thanks), [again], facts)),
    ...edit,
  );
}
