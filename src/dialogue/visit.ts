/** Confirm, move, cancel: by the buttons under a reminder, or in words. */

import { whenLine, whenPhrase } from '../text/dates.ts';
import { labelsFor, visitLabels } from '../text/proactive.ts';
import type { VisitWords } from '../text/texts.ts';
import type { ButtonAction } from './buttons.ts';
import { passOn, unclearButton, withPersonButton } from './fallback.ts';
import {
  button,
  handOver,
  isProven,
  marked,
  nameAmong,
  personOf,
  result,
  say,
  silence,
  texts,
  unpausing,
  withButtons,
} from './reply.ts';
import type { AboutFacts, Effect, StepInput, StepResult, VisitFacts } from './types.ts';

export type VisitVerb = 'confirm' | 'move' | 'cancel';
export type VisitAction = Extract<ButtonAction, { messageId: string }> & {
  readonly verb: `visit.${VisitVerb}`;
};

const verbOf: Readonly<Record<VisitAction['verb'], VisitVerb>> = {
  'visit.confirm': 'confirm',
  'visit.move': 'move',
  'visit.cancel': 'cancel',
};

export function visitButton(input: StepInput, action: VisitAction): StepResult {
  const { about } = input.facts;
  if (about === null) return unclearButton(input);
  const verb = verbOf[action.verb];
  // Whoever pressed may not learn anything of that visit; a person reads what they want.
  if (isForeign(input, about)) {
    return unclearButton(input, verb === 'confirm' ? 'not_understood' : `${verb}_visit`);
  }
  const { visit } = about;
  const own = texts(input.facts).visit;
  if (visit === null) return tell(input, 'visit_gone', own.gone);
  if (visit.status === 'cancelled') return tell(input, 'visit_cancelled', own.cancelled);
  if (isOver(visit, input.now)) return tell(input, 'visit_over', own.over);
  const shown = action.version ?? about.scheduleVersion;
  if (shown !== null && shown !== visit.scheduleVersion) return changed(input, { about, visit });
  const pressed = action.version === undefined ? about.text : own.changed(wordsOf(input, visit));
  return act(input, { verb, visit, edit: marked(pressed, own.marks[verb]) });
}

/** Cancels it in so many words: whatever was in doubt before is settled. */
export function cancelVisit(input: StepInput, visit: VisitFacts): StepResult {
  return act(input, { verb: 'cancel', visit, edit: [] });
}

/** Words that mean it, where there is exactly one visit they can be about. */
export function visitWish(input: StepInput, wish: VisitVerb | 'yes'): StepResult | null {
  const visits = upcoming(input);
  if (wish === 'move' || wish === 'cancel') return changeWish(input, { wish, visits });
  // After "we passed it on", an "ok" answers that sentence and confirms nothing.
  if (wish === 'yes' && input.facts.thread.open) return null;
  const awaiting = visits.filter((visit) => visit.status === 'booked');
  const [visit] = awaiting.length > 0 ? awaiting : visits;
  const count = awaiting.length || visits.length;
  return visit && count === 1 ? act(input, { verb: 'confirm', visit, edit: [] }) : null;
}

/** About nobody whom this account is proven to speak for. */
export function isForeign({ facts }: StepInput, about: AboutFacts): boolean {
  return !isProven(facts, about.patientId);
}

function changeWish(
  input: StepInput,
  { wish, visits }: { wish: 'move' | 'cancel'; visits: readonly VisitFacts[] },
): StepResult {
  const [visit] = visits;
  if (visit && visits.length === 1) return act(input, { verb: wish, visit, edit: [] });
  const { session, effects } = passOn(input, 'not_understood');
  const reason = wish === 'move' ? 'move_visit' : 'cancel_visit';
  const named = (one: Effect) => (one.type === 'hand_over' ? ({ ...one, reason } as const) : one);
  return result(session, ...settled(input, wish), ...effects.map(named));
}

function act(
  input: StepInput,
  { verb, visit, edit }: { verb: VisitVerb; visit: VisitFacts; edit: readonly Effect[] },
): StepResult {
  const { session, facts } = input;
  const own = texts(facts).visit;
  const words = wordsOf(input, visit);
  if (verb === 'confirm') {
    if (visit.status === 'confirmed') {
      return result(session, say('visit_confirmed', own.alreadyConfirmed(words)), ...edit);
    }
    const confirm: Effect = { type: 'confirm_visit', appointmentId: visit.appointmentId };
    return result(session, confirm, say('visit_confirmed', own.confirmed(words)), ...edit);
  }
  const passed = handOver(`${verb}_visit`, visit.patientId);
  const after = verb === 'cancel' && session.topic?.name === 'cancel' ? silence : session;
  const reply = say(`visit_${verb}`, own[verb](words));
  return result(after, ...settled(input, verb), passed, reply, ...edit);
}

/** "Cancel" held everything back; now it is clear that a visit was meant. */
function settled({ facts }: StepInput, verb: VisitVerb): readonly Effect[] {
  return verb === 'cancel' ? unpausing(facts) : [];
}

/** The old button is answered with what is true now; the new ones know which time they speak of. */
function changed(
  input: StepInput,
  { about, visit }: { about: AboutFacts; visit: VisitFacts },
): StepResult {
  const { facts, session } = input;
  const own = texts(facts).visit;
  const labels = visitLabels(facts.language);
  const { messageId } = about;
  const verbs = ['visit.confirm', 'visit.move', 'visit.cancel'] as const;
  const named = labelsFor(
    verbs.map((verb) => labels[verb]),
    nameAmong(facts, personOf(facts, visit.patientId)),
  );
  const buttons = verbs.map((verb, index) =>
    button(named[index] ?? verb, { verb, messageId, version: visit.scheduleVersion }),
  );
  const text = own.changed(wordsOf(input, visit));
  const edit = marked(about.text, own.marks.changed);
  return result(session, say('visit_changed', withButtons(text, buttons, facts)), ...edit);
}

function tell(input: StepInput, kind: string, text: string): StepResult {
  return result(input.session, say(kind, withPersonButton(input, text)));
}

export function upcoming({ facts, now }: StepInput): readonly VisitFacts[] {
  return facts.people.flatMap((person) => person.visits).filter((visit) => isUpcoming(visit, now));
}

export const isUpcoming = (visit: VisitFacts, now: Date): boolean => !isOver(visit, now);

function isOver({ status, startsAt }: VisitFacts, now: Date): boolean {
  return (status !== 'booked' && status !== 'confirmed') || startsAt <= now;
}

export function wordsOf({ facts, now }: StepInput, visit: VisitFacts): VisitWords {
  const { startsAt: at, clinic } = visit;
  const moment = { at, zone: clinic.zone, now };
  return {
    line: whenLine(moment, facts.language),
    phrase: whenPhrase(moment, facts.language),
    place: clinic.address ? `${clinic.name}, ${clinic.address}` : clinic.name,
    person: nameAmong(facts, personOf(facts, visit.patientId)),
  };
}
