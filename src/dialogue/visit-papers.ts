/** What goes with a visit and is asked for by a button: the entry for the calendar, the note about afterwards. */

import { unclearButton } from './fallback.ts';
import { result } from './reply.ts';
import type { Effect, StepInput, StepResult } from './types.ts';
import { isForeign } from './visit.ts';

export type Paper = Extract<Effect, { type: 'visit_paper' }>['paper'];

export function visitPaper(input: StepInput, paper: Paper): StepResult {
  const { about } = input.facts;
  // Whoever pressed may not learn anything of that visit.
  if (!about?.visit || isForeign(input, about)) return unclearButton(input);
  const { appointmentId } = about.visit;
  return result(input.session, { type: 'visit_paper', paper, appointmentId });
}
