/** An invitation and its answers: a time at once, later, done elsewhere, not any more, a person. */

import { mayBook } from '../domain/reason-life.ts';
import { addDays, addMonths, toInstant, toLocal } from '../domain/time.ts';
import { fullDate } from '../text/dates.ts';
import { unclearButton, withPersonButton } from './fallback.ts';
import { chooseByWords, chooseDay } from './move.ts';
import type { ReasonStepAction } from './recall-buttons.ts';
import {
  isWithin,
  type RecallSaid,
  readRecall,
  reasonMeant,
  reasonTag,
  reasonTagged,
} from './recall-words.ts';
import { button, pressedMark, result, say, silence, texts, withButtons } from './reply.ts';
import type { Effect, ReasonFacts, StepInput, StepResult, VisitFacts } from './types.ts';
import { isForeign } from './visit.ts';
import { isUpcoming, tagOf, wordsOf } from './which-visit.ts';

export type RecallVerb = 'recall.book' | 'recall.later' | 'recall.no' | 'recall.elsewhere';

const acts = {
  'recall.book': 'book',
  'recall.later': 'later',
  'recall.no': 'declined',
  'recall.elsewhere': 'elsewhere',
} as const;
type Act = (typeof acts)[RecallVerb];

/** Under an invitation. */
export function recallButton(input: StepInput, verb: RecallVerb): StepResult {
  const { about } = input.facts;
  if (!about?.reason || isForeign(input, about)) return unclearButton(input, 'asked_for_person');
  return onAct(input, about.reason, acts[verb], about.text ?? '');
}

/** Under whatever else we said of it. */
export function recallStep(input: StepInput, action: ReasonStepAction): StepResult {
  const reason = reasonTagged(input.facts, action.tag);
  if (!reason) return unclearButton(input, 'asked_for_person');
  if (action.verb === 'r.at') return onDay(input, reason, action.date);
  return onAct(input, reason, stepActs[action.verb], '');
}

const stepActs = {
  'r.book': 'book',
  'r.later': 'later',
  'r.no': 'declined',
  'r.elsewhere': 'elsewhere',
} as const;

/** An old button about a time for what is booked or over by now; null where it still leads somewhere. */
export function staleTime(input: StepInput, visitTag: string): StepResult | null {
  const { schedule } = input.facts;
  const reason = reasonsOf(input).find(({ visit }) => tagOf(visit).tag === visitTag);
  if (!reason || schedule?.outcome === 'moved') return null;
  const isOver = !mayBook(reason.state) || schedule?.outcome === 'changed';
  return isOver ? over(input, reason) : null;
}

function onAct(input: StepInput, reason: ReasonFacts, act: Act, pressed: string): StepResult {
  if (!mayBook(reason.state)) return over(input, reason);
  switch (act) {
    case 'book':
      return book(input, reason);
    case 'later':
      return askWhen(input, reason, texts(input.facts).recall.later);
    case 'declined':
      return decline(input, reason, pressed);
    case 'elsewhere':
      return elsewhere(input, reason, pressed);
  }
}

function book(input: StepInput, reason: ReasonFacts): StepResult {
  return taken(reason, 'book', chooseDay(input, reason.visit));
}

const taken = (
  { reasonId }: ReasonFacts,
  answer: 'book' | 'person',
  { session, effects }: StepResult,
): StepResult => result(session, { type: 'reason_answer', reasonId, answer }, ...effects);

const choices = [
  ['weeks', (today: string) => addDays(today, 14)],
  ['month', (today: string) => addMonths(today, 1)],
  ['months', (today: string) => addMonths(today, 3)],
] as const;

function askWhen(input: StepInput, reason: ReasonFacts, text: string): StepResult {
  const { facts } = input;
  const { labels } = texts(facts).recall;
  const today = todayOf(input, reason);
  const buttons = choices.map(([label, dayAfter]) =>
    button(labels[label], { verb: 'r.at', tag: reasonTag(reason), date: dayAfter(today) }),
  );
  const { patientId, reasonId } = reason;
  const topic = { name: 'recall', patientId, reasonId } as const;
  return result({ topic }, say('recall_later', withButtons(text, buttons, facts)));
}

/** Words are said back first; a button decides. */
function showDay(input: StepInput, reason: ReasonFacts, date: string): StepResult {
  const { facts, session } = input;
  const own = texts(facts).recall;
  const tag = reasonTag(reason);
  const buttons = [
    button(own.labels.yes, { verb: 'r.at', tag, date }),
    button(own.labels.otherDay, { verb: 'r.later', tag }),
  ];
  const text = own.laterAsk(dayWords(input, reason, date));
  return result(session, say('recall_later', withButtons(text, buttons, facts)));
}

function onDay(input: StepInput, reason: ReasonFacts, dueOn: string): StepResult {
  const own = texts(input.facts).recall;
  if (!mayBook(reason.state)) return over(input, reason);
  if (!isWithin(dueOn, todayOf(input, reason))) return askWhen(input, reason, own.laterUnclear);
  const { reasonId } = reason;
  const later: Effect = { type: 'reason_answer', reasonId, answer: 'later', dueOn };
  const text = own.laterDone(dayWords(input, reason, dueOn));
  return result(silence, later, say('recall_later', text));
}

function decline(input: StepInput, reason: ReasonFacts, pressed: string): StepResult {
  const { facts } = input;
  const own = texts(facts).recall;
  const tag = reasonTag(reason);
  const buttons = [
    button(own.labels.elsewhere, { verb: 'r.elsewhere', tag }),
    button(own.labels.later, { verb: 'r.later', tag }),
    button(texts(facts).help.labels.person, { verb: 'menu', item: 'person' }),
  ];
  const { reasonId } = reason;
  return result(
    silence,
    { type: 'reason_answer', reasonId, answer: 'declined' },
    say('recall_declined', withButtons(own.declined, buttons, facts)),
    ...pressedMark(input, pressed),
  );
}

function elsewhere(input: StepInput, { reasonId }: ReasonFacts, pressed: string): StepResult {
  return result(
    silence,
    { type: 'reason_answer', reasonId, answer: 'elsewhere' },
    say('recall_elsewhere', texts(input.facts).recall.elsewhere),
    ...pressedMark(input, pressed),
  );
}

/** Booked, come or closed: what is true now, and what can be done about it. */
function over(input: StepInput, { booked }: ReasonFacts): StepResult {
  const { facts, session, now } = input;
  const own = texts(facts).recall;
  if (!booked || !isUpcoming(booked, now))
    return result(session, say('recall_over', withPersonButton(input, own.closed)));
  const buttons = bookedButtons(input, booked);
  const content = withButtons(own.booked(wordsOf(input, booked)), buttons, facts);
  return result(session, say('recall_booked', content));
}

function bookedButtons({ facts }: StepInput, visit: VisitFacts) {
  const { labels } = texts(facts).callOff;
  const tag = tagOf(visit);
  return [
    button(labels.move, { verb: 'v.days', ...tag, date: null }),
    button(labels.yes, { verb: 'v.cancel', ...tag }),
  ];
}

/** Words in answer to an invitation; null if they are about something else. */
export function recallAnswer(input: StepInput, text: string): StepResult | null {
  const said = readRecall(input, text);
  return said && onSaid(input, said);
}

function onSaid(input: StepInput, said: RecallSaid): StepResult {
  const { reason } = said;
  const own = texts(input.facts).recall;
  switch (said.type) {
    case 'book':
      return said.wish
        ? taken(reason, 'book', chooseByWords(input, reason.visit, said.wish))
        : book(input, reason);
    case 'later': {
      if (said.day !== null) return showDay(input, reason, said.day);
      const isAsked = input.session.topic?.name === 'recall';
      return askWhen(input, reason, isAsked ? own.laterUnclear : own.later);
    }
    case 'elsewhere':
      return elsewhere(input, reason, '');
    case 'declined':
      return decline(input, reason, '');
    case 'which':
      return which(input, reason);
  }
}

function which(input: StepInput, reason: ReasonFacts): StepResult {
  const { facts } = input;
  const own = texts(facts).recall;
  const tag = reasonTag(reason);
  const buttons = [
    button(own.labels.later, { verb: 'r.later', tag }),
    button(own.labels.elsewhere, { verb: 'r.elsewhere', tag }),
    button(own.labels.no, { verb: 'r.no', tag }),
  ];
  return result(silence, say('recall_which', withButtons(own.which, buttons, facts)));
}

/** What a person is to read answers the invitation as well. */
export function answeredByPerson(input: StepInput, passed: StepResult): StepResult {
  const reason = input.event.type === 'button' ? reasonPressed(input) : reasonMeant(input);
  return reason ? taken(reason, 'person', passed) : passed;
}

function reasonPressed(input: StepInput): ReasonFacts | null {
  const { about } = input.facts;
  if (!about?.reason || isForeign(input, about)) return null;
  return mayBook(about.reason.state) ? about.reason : null;
}

const reasonsOf = ({ facts }: StepInput): readonly ReasonFacts[] =>
  facts.people.flatMap(({ reasons = [] }) => reasons);

const todayOf = ({ now }: StepInput, { visit }: ReasonFacts): string =>
  toLocal(now, visit.clinic.zone).date;

function dayWords({ facts }: StepInput, { visit }: ReasonFacts, date: string): string {
  const { zone } = visit.clinic;
  return fullDate({ at: toInstant({ local: `${date}T12:00`, zone }), zone }, facts.language);
}
