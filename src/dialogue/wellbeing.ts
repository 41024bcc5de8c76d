/** How the patient feels after treatment. The bot thanks and passes on; it never advises. */

import { redFlag, unclearButton } from './fallback.ts';
import { handOver, marked, result, say, texts } from './reply.ts';
import type { AboutFacts, Effect, StepInput, StepResult } from './types.ts';
import { isForeign } from './visit.ts';

export type Feeling = 'good' | 'unsure' | 'bad';

export function wellbeingButton(input: StepInput, feeling: Feeling): StepResult {
  const { facts, session } = input;
  const { about } = facts;
  const wellbeing = about?.wellbeing;
  if (!about || !wellbeing) return unclearButton(input);
  // Nothing is recorded of whoever is not proven; but whoever feels bad is heard.
  if (isForeign(input, about)) return feeling === 'bad' ? redFlag(input) : unclearButton(input);
  const own = texts(facts).wellbeing;
  // Feeling worse is never "already answered".
  if (wellbeing.answered && feeling !== 'bad') {
    return result(session, say('wellbeing_answered', own.answered));
  }
  const label = input.event.type === 'button' ? input.event.label : '';
  return result(
    session,
    { type: 'wellbeing_answer', reasonId: wellbeing.reasonId, answer: feeling },
    ...passedOn(feeling, about),
    say(`wellbeing_${feeling}`, own[feeling]),
    ...marked(about.text, `✓ ${label}`),
  );
}

function passedOn(feeling: Feeling, { patientId }: AboutFacts): readonly Effect[] {
  switch (feeling) {
    case 'good':
      return [];
    case 'unsure':
      return [handOver('wellbeing_words', patientId)];
    case 'bad':
      return [handOver('wellbeing_bad', patientId, { urgent: true })];
  }
}
