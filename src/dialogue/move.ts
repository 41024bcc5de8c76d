/** Another time for a visit: day, then time, kept for a few minutes, then agreed. */

import type { Button, Content } from '../domain/content.ts';
import { reasonIdOf } from '../domain/proposed.ts';
import { suits } from '../domain/slots.ts';
import { toLocal } from '../domain/time.ts';
import type { VisitWish } from '../domain/wish.ts';
import { clockTime, fullDay, shortDay, shortMoment } from '../text/dates.ts';
import { wishLine } from '../text/wish-line.ts';
import {
  button,
  handOver,
  marked,
  paragraphs,
  result,
  say,
  texts,
  unpausing,
  withButtons,
} from './reply.ts';
import type { Effect, MoveTopic, StepInput, StepResult, VisitFacts } from './types.ts';
import { tagOf, wordsOf } from './which-visit.ts';

/** With the rows for more and for none of them they fill WhatsApp's ten. */
const rows_max = 7;
const found_max = 6;

const topicOf = (
  { patientId, appointmentId }: VisitFacts,
  step: MoveTopic['step'] = 'choose',
): MoveTopic => ({ name: 'move', step, patientId, appointmentId });

/** A person who reads it knows that nothing is to be moved. */
const wantsOf = ({ appointmentId }: VisitFacts) =>
  reasonIdOf(appointmentId) === null ? 'move_visit' : 'book_visit';

const isBooked = ({ status }: VisitFacts): boolean => status !== 'cancelled';

/** Days with something free, from `date` on; a person is asked where nothing is. */
export function chooseDay(
  input: StepInput,
  visit: VisitFacts,
  { date = null, intro }: { date?: string | null; intro?: string | undefined } = {},
): StepResult {
  const slots = input.facts.schedule?.slots ?? [];
  if (slots.length === 0) return askWish(input, visit);
  const own = texts(input.facts).move;
  const days = [...new Set(slots.map((slot) => dateOf(slot, visit)))];
  const ahead = days.filter((day) => date === null || day >= date);
  const shown = ahead.slice(0, rows_max);
  const next = ahead[rows_max];
  const first = (day: string) => slots.find((slot) => dateOf(slot, visit) === day) as Date;
  const tag = tagOf(visit);
  const buttons = [
    ...shown.map((day) =>
      button(shortDay({ at: first(day), zone: visit.clinic.zone }, input.facts.language), {
        verb: 'v.day',
        ...tag,
        date: day,
        time: null,
      }),
    ),
    ...(next ? [button(own.labels.moreDays, { verb: 'v.days', ...tag, date: next })] : []),
    ...earlier(input, visit),
    button(own.labels.wish, { verb: 'v.wish', ...tag }),
  ];
  const ask = isBooked(visit) ? own.chooseDay(wordsOf(input, visit)) : own.chooseDayAgain;
  const content = grid(input, paragraphs(intro, ask), buttons);
  return result({ topic: topicOf(visit) }, ...settled(input), say('move_days', content));
}

const grid = ({ facts }: StepInput, text: string, buttons: readonly Button[]): Content => ({
  ...withButtons(text, buttons, facts),
  grid: true,
});

/** To be told of an earlier time, or not any more. */
function earlier({ facts }: StepInput, visit: VisitFacts): readonly Button[] {
  if (!isBooked(visit)) return [];
  const { labels } = texts(facts).move;
  return visit.asked.includes('earlier')
    ? [button(labels.late, { verb: 'v.late', ...tagOf(visit) })]
    : [button(labels.early, { verb: 'v.early', ...tagOf(visit) })];
}

/** Free times of one day. */
export function chooseTime(
  input: StepInput,
  visit: VisitFacts,
  { date, time, intro }: { date: string; time: string | null; intro?: string | undefined },
): StepResult {
  const { facts } = input;
  const { zone } = visit.clinic;
  const own = texts(facts).move;
  const ofDay = (facts.schedule?.slots ?? []).filter((slot) => dateOf(slot, visit) === date);
  const ahead = ofDay.filter((slot) => time === null || toLocal(slot, zone).time >= time);
  const [first] = ahead;
  if (!first) return chooseDay(input, visit, { intro: intro ?? own.taken });
  const next = ahead[rows_max];
  const tag = tagOf(visit);
  const buttons = [
    ...ahead
      .slice(0, rows_max)
      .map((slot) =>
        button(clockTime({ at: slot, zone }), { verb: 'v.pick', ...tag, startsAt: slot }),
      ),
    ...(next
      ? [
          button(own.labels.moreTimes, {
            verb: 'v.day',
            ...tag,
            date,
            time: toLocal(next, zone).time,
          }),
        ]
      : []),
    button(own.labels.otherDay, { verb: 'v.days', ...tag, date: null }),
  ];
  const ask = own.chooseTime(fullDay({ at: first, zone }, facts.language));
  const content = grid(input, paragraphs(intro, ask), buttons);
  return result({ topic: topicOf(visit) }, say('move_times', content));
}

/** The time is kept; now it is to be agreed. */
export function picked(input: StepInput, visit: VisitFacts, startsAt: Date): StepResult {
  const { facts } = input;
  const own = texts(facts).move;
  if (facts.schedule?.outcome !== 'held') return takenMeanwhile(input, visit, startsAt);
  const tag = tagOf(visit);
  const to = wordsOf(input, { ...visit, startsAt });
  const agree = isBooked(visit) ? own.labels.take : own.labels.takeAgain;
  const buttons = [
    button(agree, { verb: 'v.take', ...tag, startsAt }),
    button(own.labels.otherDay, { verb: 'v.days', ...tag, date: null }),
    ...(isBooked(visit) ? [button(own.labels.keep, { verb: 'v.keep', ...tag })] : []),
  ];
  const ask = isBooked(visit) ? own.ask({ from: wordsOf(input, visit), to }) : own.askAgain(to);
  return result({ topic: topicOf(visit) }, say('move_ask', withButtons(ask, buttons, facts)));
}

/** It is done already, or somebody was quicker. */
export function taken(input: StepInput, visit: VisitFacts, startsAt: Date): StepResult {
  const { facts } = input;
  const own = texts(facts).move;
  if (facts.schedule?.outcome !== 'moved') return takenMeanwhile(input, visit, startsAt);
  const to = wordsOf(input, { ...visit, startsAt });
  const isMove = isBooked(visit);
  const text = isMove ? own.moved({ from: wordsOf(input, visit), to }) : own.booked(to);
  const asked = isMove ? own.ask({ from: wordsOf(input, visit), to }) : own.askAgain(to);
  const mark = isMove ? own.marks.moved : own.marks.booked;
  const edit = input.event.type === 'button' ? marked(asked, mark) : [];
  return result({ topic: null }, ...settled(input), say('move_done', text), ...edit);
}

function takenMeanwhile(input: StepInput, visit: VisitFacts, startsAt: Date): StepResult {
  const intro = texts(input.facts).move.taken;
  return chooseTime(input, visit, { date: dateOf(startsAt, visit), time: null, intro });
}

/** In words: what fits them, else the nearest there is. */
export function chooseByWords(input: StepInput, visit: VisitFacts, wish: VisitWish): StepResult {
  const { facts } = input;
  const { zone } = visit.clinic;
  const slots = facts.schedule?.slots ?? [];
  if (slots.length === 0) return pass(input, visit, wish);
  const own = texts(facts).move;
  const heard = wishLine(wish, facts.language);
  const fit = slots.filter((slot) => suits(slot, wish, zone));
  const shown = fit.length > 0 ? spread(fit, visit) : nearest(slots, wish, visit);
  const tag = tagOf(visit);
  const buttons = [
    ...shown.map((slot) =>
      button(shortMoment({ at: slot, zone }, facts.language), {
        verb: 'v.pick',
        ...tag,
        startsAt: slot,
      }),
    ),
    button(own.labels.otherDay, { verb: 'v.days', ...tag, date: null }),
    button(own.labels.wish, { verb: 'v.wish', ...tag }),
  ];
  const intro = fit.length > 0 ? own.found(heard) : own.nearest(heard);
  const content = withButtons(intro, buttons, facts);
  return result({ topic: topicOf(visit) }, ...settled(input), say('move_found', content));
}

/** Not six times of one morning where other days fit as well. */
function spread(slots: readonly Date[], visit: VisitFacts): readonly Date[] {
  const days = Map.groupBy(slots, (slot) => dateOf(slot, visit));
  const each = Math.max(1, Math.ceil(found_max / days.size));
  return [...days.values()].flatMap((ofDay) => ofDay.slice(0, each)).slice(0, found_max);
}

/** The days asked for at any hour, else the hours asked for on any day, else the first there are. */
function nearest(slots: readonly Date[], wish: VisitWish, visit: VisitFacts): readonly Date[] {
  const { zone } = visit.clinic;
  const anyHour = { ...wish, notBefore: null, before: null };
  const anyDay = { ...wish, from: null, until: null, weekdays: [] };
  const fits = [anyHour, anyDay].map((one) => slots.filter((slot) => suits(slot, one, zone)));
  return spread(fits.find((one) => one.length > 0) ?? slots, visit);
}

/** Nothing is known to be free, or nothing of it suits. */
export function askWish(input: StepInput, visit: VisitFacts): StepResult {
  const { facts } = input;
  const own = texts(facts).move;
  const { patientId, appointmentId } = visit;
  const text = isBooked(visit) ? own.wish(wordsOf(input, visit)) : own.wishAgain;
  // Should they say no more, a person knows of the wish all the same.
  const asks: Effect = {
    type: 'visit_request',
    kind: isBooked(visit) ? 'move' : 'book',
    patientId,
    appointmentId,
    words: null,
    wish: null,
  };
  const passed = handOver(wantsOf(visit), patientId);
  return result(
    { topic: topicOf(visit, 'wish') },
    ...settled(input),
    { type: 'release_time', patientId },
    asks,
    passed,
    say('move_wish', text),
  );
}

/** The patient's words go to a person, with what was understood of them. */
export function pass(input: StepInput, visit: VisitFacts, wish: VisitWish | null): StepResult {
  const { facts, event } = input;
  const own = texts(facts).move;
  const { patientId, appointmentId } = visit;
  const words = event.type === 'text' ? event.text.trim() : null;
  const request: Effect = {
    type: 'visit_request',
    kind: isBooked(visit) ? 'move' : 'book',
    patientId,
    appointmentId,
    words,
    wish,
  };
  const heard = wish && wishLine(wish, facts.language);
  const stands = isBooked(visit) ? own.stands(wordsOf(input, visit)) : null;
  const text = paragraphs(own.wishHeard(heard), stands);
  const passed = handOver(wantsOf(visit), patientId);
  return result({ topic: null }, ...settled(input), request, passed, say('move_wish', text));
}

/** Waiting for an earlier time, or not any more. */
export function wait(input: StepInput, visit: VisitFacts, joins: boolean): StepResult {
  const own = texts(input.facts).move;
  const { patientId, appointmentId } = visit;
  const words = wordsOf(input, visit);
  const effect: Effect = joins
    ? { type: 'visit_request', kind: 'earlier', patientId, appointmentId, words: null, wish: null }
    : { type: 'withdraw_request', kind: 'earlier', appointmentId };
  const text = joins ? own.early(words) : own.late(words);
  return result({ topic: null }, ...settled(input), effect, say('move_early', text));
}

/** Nothing changes after all. */
export function keep(input: StepInput, visit: VisitFacts): StepResult {
  const { patientId } = visit;
  const text = texts(input.facts).move.kept(wordsOf(input, visit));
  return result(
    { topic: null },
    ...unpausing(input.facts),
    { type: 'release_time', patientId },
    say('visit_kept', text),
  );
}

/** "Cancel" held everything back; now it is clear that a visit was meant. */
const settled = ({ facts }: StepInput): readonly Effect[] => unpausing(facts);

const dateOf = (slot: Date, { clinic }: VisitFacts): string => toLocal(slot, clinic.zone).date;
