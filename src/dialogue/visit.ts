/** Confirm, move, cancel: by the buttons under a message, or in words. */

import { shortDay } from '../text/dates.ts';
import { labelsFor, visitLabels } from '../text/proactive.ts';
import type { ButtonAction, VisitStepAction } from './buttons.ts';
import { calendarButton } from './calendar.ts';
import { askCancel, cancel, whyCode, whyWords } from './call-off.ts';
import { isAsking } from './card-conversation.ts';
import { unclearButton, withPersonButton } from './fallback.ts';
import {
  askWish,
  chooseByWords,
  chooseDay,
  chooseTime,
  keep,
  pass,
  picked,
  taken,
  wait,
} from './move.ts';
import {
  button,
  isProven,
  marked,
  nameAmong,
  personOf,
  result,
  say,
  shortLabel,
  texts,
  withButtons,
} from './reply.ts';
import { mayMove, visitForMove, visitMeant, wantsMove } from './schedule-ask.ts';
import type { AboutFacts, Effect, StepInput, StepResult, VisitFacts } from './types.ts';
import { readVisitWish } from './visit-wish.ts';
import {
  isOver,
  isUpcoming,
  tagOf,
  upcoming,
  visitOf,
  visitTagged,
  wordsOf,
} from './which-visit.ts';
import { wishOf } from './words.ts';

export type VisitVerb = 'confirm' | 'move' | 'cancel';
export type VisitAction = Extract<ButtonAction, { messageId: string }> & {
  readonly verb: `visit.${VisitVerb}`;
};

const verbOf: Readonly<Record<VisitAction['verb'], VisitVerb>> = {
  'visit.confirm': 'confirm',
  'visit.move': 'move',
  'visit.cancel': 'cancel',
};

/** Under a message of ours about a visit. */
export function visitButton(input: StepInput, action: VisitAction): StepResult {
  const { about } = input.facts;
  if (about === null) return unclearButton(input);
  const verb = verbOf[action.verb];
  // Whoever pressed may not learn anything of that visit; a person reads what they want.
  if (isForeign(input, about)) {
    return unclearButton(input, verb === 'confirm' ? 'not_understood' : `${verb}_visit`);
  }
  const { visit } = about;
  if (visit === null) return tell(input, 'visit_gone', texts(input.facts).visit.gone);
  if (visit.status === 'cancelled') {
    return verb === 'move' ? chooseDay(input, visit) : isCancelled(input, visit);
  }
  if (isOver(visit, input.now)) return tell(input, 'visit_over', texts(input.facts).visit.over);
  const shown = action.version ?? about.scheduleVersion;
  if (shown !== null && shown !== visit.scheduleVersion) return changed(input, visit, about.text);
  if (verb === 'move') return chooseDay(input, visit);
  if (verb === 'cancel') return askCancel(input, visit);
  return confirm(input, visit, about.text);
}

export type EarlierVerb = Extract<ButtonAction['verb'], `earlier.${string}`>;

/** Under the word that an earlier time is free. */
export function earlierButton(input: StepInput, verb: EarlierVerb): StepResult {
  const { about, schedule } = input.facts;
  if (about === null || isForeign(input, about)) return unclearButton(input);
  const { visit } = about;
  const own = texts(input.facts).move;
  if (visit === null) return tell(input, 'visit_gone', texts(input.facts).visit.gone);
  if (visit.status === 'cancelled') return isCancelled(input, visit);
  if (isOver(visit, input.now)) return tell(input, 'visit_over', texts(input.facts).visit.over);
  if (verb === 'earlier.stop') return wait(input, visit, false);
  if (verb === 'earlier.keep') return keep(input, visit);
  const done = visit.offered && schedule?.outcome === 'moved' ? visit.offered : null;
  if (done) {
    const { session, effects } = taken(input, visit, done);
    const said = effects.filter(({ type }) => type !== 'edit_pressed');
    return result(session, ...said, ...marked(about.text, own.marks.moved));
  }
  const text = own.offerGone(wordsOf(input, visit));
  return result(input.session, say('offer_gone', text), ...marked(about.text, own.marks.gone));
}

/** Under whatever else we said about a visit. */
export function visitStep(input: StepInput, action: VisitStepAction): StepResult {
  const { facts, now } = input;
  const visit = visitTagged(facts, action.tag);
  if (visit === null) return unclearButton(input);
  if (action.verb === 'v.why') {
    return visit.status === 'cancelled'
      ? whyCode(input, visit, action.reason)
      : changed(input, visit, null);
  }
  if (!mayMove(visit, now)) return tell(input, 'visit_over', texts(facts).visit.over);
  // What was tried has its own answer: by now the visit may have changed.
  if (action.verb === 'v.take' && facts.schedule?.outcome === 'moved')
    return taken(input, visit, action.startsAt);
  if (action.version !== visit.scheduleVersion || facts.schedule?.outcome === 'changed')
    return visit.status === 'cancelled' ? isCancelled(input, visit) : changed(input, visit, null);
  return onStep(input, visit, action);
}

function onStep(input: StepInput, visit: VisitFacts, action: VisitStepAction): StepResult {
  switch (action.verb) {
    case 'v.days':
      return chooseDay(input, visit, { date: action.date });
    case 'v.day':
      return chooseTime(input, visit, action);
    case 'v.pick':
      return picked(input, visit, action.startsAt);
    case 'v.take':
      return taken(input, visit, action.startsAt);
    case 'v.wish':
      return askWish(input, visit);
    default:
      return visit.status === 'cancelled'
        ? isCancelled(input, visit)
        : onBooked(input, visit, action);
  }
}

function onBooked(input: StepInput, visit: VisitFacts, { verb }: VisitStepAction): StepResult {
  switch (verb) {
    case 'v.confirm':
      return confirm(input, visit, texts(input.facts).visit.changed(wordsOf(input, visit)));
    case 'v.cancel':
      return askCancel(input, visit);
    case 'v.drop':
      return cancel(input, visit);
    case 'v.early':
      return wait(input, visit, true);
    case 'v.late':
      return wait(input, visit, false);
    default:
      return keep(input, visit);
  }
}

/** Words that mean it, where it is clear which visit they are about. */
export function visitWish(input: StepInput, wish: 'confirm' | 'yes' | 'cancel'): StepResult | null {
  const visits = upcoming(input);
  if (wish === 'cancel') return cancelWish(input);
  // After "we passed it on", an "ok" answers that sentence and confirms nothing.
  if (wish === 'yes' && (input.facts.thread.open || input.session.topic !== null)) return null;
  const awaiting = visits.filter((visit) => visit.status === 'booked');
  const [visit] = awaiting.length > 0 ? awaiting : visits;
  const count = awaiting.length || visits.length;
  return visit && count === 1 ? confirm(input, visit, null) : null;
}

function cancelWish(input: StepInput): StepResult | null {
  const visit = visitMeant(input);
  if (visit && isUpcoming(visit, input.now)) return askCancel(input, visit);
  return whichOne(input, 'v.cancel');
}

/** Words about another time, or why a visit was called off; null if they are about something else. */
export function visitAnswer(input: StepInput, text: string): StepResult | null {
  if (isAsking(input)) return null;
  const wish = wishOf(text);
  if (wish && wish.type !== 'move') return null;
  const { topic } = input.session;
  const visit = visitForMove(input, text);
  if (wantsMove(text, wish) && visit === null) return whichOne(input, 'v.days');
  const open = topic && 'appointmentId' in topic ? visitOf(input.facts, topic.appointmentId) : null;
  const said = visit ?? (open && mayMove(open, input.now) ? open : null);
  if (!said) return null;
  const when = readVisitWish(text, { now: input.now, zone: said.clinic.zone });
  if (topic?.name === 'move' && topic.step === 'wish') return pass(input, said, when);
  if (visit) return when ? chooseByWords(input, visit, when) : chooseDay(input, visit);
  const isReason = topic?.name === 'why_cancel' && !text.includes('?');
  return isReason ? whyWords(input, said, text.trim()) : null;
}

/** Several, and the words did not say which; null where there is none at all. */
function whichOne(input: StepInput, verb: 'v.days' | 'v.cancel'): StepResult | null {
  const { facts } = input;
  const visits = upcoming(input).slice(0, 10);
  if (visits.length === 0) return null;
  const buttons = visits.map((visit) => {
    const person = nameAmong(facts, personOf(facts, visit.patientId));
    const day = shortDay({ at: visit.startsAt, zone: visit.clinic.zone }, facts.language);
    const label = shortLabel(person === null ? day : `${day}: ${person}`);
    const tag = tagOf(visit);
    return button(label, verb === 'v.days' ? { verb, ...tag, date: null } : { verb, ...tag });
  });
  const content = withButtons(texts(facts).move.which, buttons, facts);
  return result(input.session, say('which_visit', content));
}

/** About nobody whom this account is proven to speak for. */
export function isForeign({ facts }: StepInput, about: AboutFacts): boolean {
  return !isProven(facts, about.patientId);
}

/** `pressed`: the words of the message whose button it was, as far as they are known. */
function confirm(
  input: StepInput,
  visit: VisitFacts,
  pressed: string | null | undefined,
): StepResult {
  const { session, facts } = input;
  const own = texts(facts).visit;
  const words = wordsOf(input, visit);
  const edit = input.event.type === 'button' ? marked(pressed, own.marks.confirm) : [];
  if (visit.status === 'confirmed') {
    return result(session, say('visit_confirmed', own.alreadyConfirmed(words)), ...edit);
  }
  const agreed: Effect = { type: 'confirm_visit', appointmentId: visit.appointmentId };
  const content = withButtons(own.confirmed(words), calendarButton(facts, visit), facts);
  return result(session, agreed, say('visit_confirmed', content), ...edit);
}

/** The old button is answered with what is true now; the new ones know which time they speak of. */
function changed(
  input: StepInput,
  visit: VisitFacts,
  pressed: string | null | undefined,
): StepResult {
  const { facts, session } = input;
  const own = texts(facts).visit;
  const labels = visitLabels(facts.language);
  const tag = tagOf(visit);
  const named = labelsFor(
    [labels['visit.confirm'], labels['visit.move'], labels['visit.cancel']],
    nameAmong(facts, personOf(facts, visit.patientId)),
  );
  const [yes = '', move = '', no = ''] = named;
  const buttons = [
    button(yes, { verb: 'v.confirm', ...tag }),
    button(move, { verb: 'v.days', ...tag, date: null }),
    button(no, { verb: 'v.cancel', ...tag }),
  ];
  const text = own.changed(wordsOf(input, visit));
  const edit = marked(pressed, own.marks.changed);
  const { appointmentId, scheduleVersion } = visit;
  const told: Effect = { type: 'visit_told', appointmentId, scheduleVersion };
  return result(session, told, say('visit_changed', withButtons(text, buttons, facts)), ...edit);
}

function isCancelled(input: StepInput, visit: VisitFacts): StepResult {
  const { facts } = input;
  const { visit: own, callOff } = texts(facts);
  const again = button(callOff.labels.again, { verb: 'v.days', ...tagOf(visit), date: null });
  return result(input.session, say('visit_cancelled', withButtons(own.cancelled, [again], facts)));
}

function tell(input: StepInput, kind: string, text: string): StepResult {
  return result(input.session, say(kind, withPersonButton(input, text)));
}
