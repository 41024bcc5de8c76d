/** Words in answer to an invitation: taken where they are plain, else a person reads them. */

import { mayBook } from '../domain/reason-life.ts';
import { horizonDays } from '../domain/slots.ts';
import { readDates } from '../domain/spoken-dates.ts';
import { addDays, addMonths, toLocal } from '../domain/time.ts';
import type { VisitWish } from '../domain/wish.ts';
import { contactKinds } from '../text/proactive.ts';
import { visitTag } from './buttons.ts';
import { isProven } from './reply.ts';
import type { Facts, ReasonFacts, StepInput } from './types.ts';
import { readVisitWish } from './visit-wish.ts';
import { plainOf, wishOf } from './words.ts';

export type RecallSaid =
  | { readonly type: 'book'; readonly reason: ReasonFacts; readonly wish: VisitWish | null }
  /** `day`: a local date, null where none was understood. */
  | { readonly type: 'later'; readonly reason: ReasonFacts; readonly day: string | null }
  | { readonly type: 'elsewhere' | 'declined' | 'which'; readonly reason: ReasonFacts };

const words_max = 10;

/** Null where the words are about something else, or not plain. */
export function readRecall(input: StepInput, text: string): RecallSaid | null {
  const { topic } = input.session;
  const open = reasonMeant(input);
  if (!open || input.facts.halted !== null) return null;
  if (topic !== null && topic.name !== 'recall') return null;
  const plain = plainOf(text);
  if (text.includes('?') || plain.split(' ').length > words_max) return null;
  const asked = topic?.name === 'recall';
  return ofWish(input, open, text, asked) ?? ofWords(input, open, { text, plain, asked });
}

/** What is being talked about, else what was last written about. */
export function reasonMeant({ session, facts }: StepInput): ReasonFacts | null {
  const { topic } = session;
  if (topic?.name === 'recall') return reasonOf(facts.people, topic.reasonId);
  const sent = facts.lastSent;
  const reason = sent && contactKinds.some((one) => one === sent.kind) ? sent.reason : null;
  if (!reason || !isProven(facts, reason.patientId)) return null;
  return mayBook(reason.state) ? reason : null;
}

/** Told apart among the few of one account. */
export const reasonTag = ({ reasonId }: Pick<ReasonFacts, 'reasonId'>): string =>
  visitTag(reasonId);

export const reasonTagged = ({ people }: Facts, tag: string): ReasonFacts | null =>
  people.flatMap(({ reasons = [] }) => reasons).find((one) => reasonTag(one) === tag) ?? null;

const reasonOf = (people: StepInput['facts']['people'], reasonId: string): ReasonFacts | null =>
  people.flatMap(({ reasons = [] }) => reasons).find((one) => one.reasonId === reasonId) ?? null;

/** A short word that means something else elsewhere. */
function ofWish(
  { facts }: StepInput,
  reason: ReasonFacts,
  text: string,
  asked: boolean,
): RecallSaid | null {
  const type = wishOf(text)?.type;
  // "Yes" to what a person has said is none to us.
  if (type === 'yes' || type === 'confirm')
    return asked || facts.thread.open ? null : { type: 'book', reason, wish: null };
  return type === 'no' || type === 'dont_ask' ? { type: 'which', reason } : null;
}

const elsewhere =
  /(?:уже|все|недавно) (?:(?:была?|прош\p{L}+|сдела\p{L}+|лечи\p{L}+|ходил\p{L}*)(?: |$))|(?:друг\p{L}+|нов\p{L}+) (?:клиник|врач|стоматолог|месте)|already (?:done|did|had|been|went|have)|(?:another|other|different|new) (?:clinic|dentist|doctor)|elsewhere|did it already/u;
const declined =
  /(?:больше|совсем|вообще) не (?:нужно|надо|буду|хочу|напомин|прид)|не напоминайте об этом|не интересно|отказываюсь|not any ?more|no longer (?:need|want)|not interested|i decline|dont remind me/u;
const booking =
  /(?:^| )(?:запи(?:ш|с)\p{L}*|хочу прийти|хочу записаться|давайте|приду|когда можно|book|sign me up|make an appointment|id like to come|i want to come)(?= |$)/u;
const postponing =
  /(?:^| )(?:позже|попозже|потом|не сейчас|пока не|не могу сейчас|напомните|later|not now|remind me|some other time)(?= |$)/u;

interface Said {
  readonly text: string;
  readonly plain: string;
  /** When was asked already. */
  readonly asked: boolean;
}

function ofWords(
  input: StepInput,
  reason: ReasonFacts,
  { text, plain, asked }: Said,
): RecallSaid | null {
  if (wishOf(text) !== null) return null;
  if (elsewhere.test(plain)) return { type: 'elsewhere', reason };
  if (declined.test(plain)) return { type: 'declined', reason };
  const { zone } = reason.visit.clinic;
  const wish = readVisitWish(text, { now: input.now, zone });
  if (booking.test(plain)) return { type: 'book', reason, wish };
  if (asked || postponing.test(plain))
    return { type: 'later', reason, day: dayIn(input, text, zone) };
  if (!wish) return null;
  const far = addDays(toLocal(input.now, zone).date, horizonDays);
  return wish.from !== null && wish.from > far
    ? { type: 'later', reason, day: dayIn(input, text, zone) }
    : { type: 'book', reason, wish };
}

const halfYear = 6;

/** Within a year; null where no day of that was named. */
function dayIn({ now }: StepInput, text: string, zone: string): string | null {
  const today = toLocal(now, zone).date;
  const { from, until } = readDates(text, { now, zone });
  const plain = plainOf(text);
  const half = /полгода|half a year/u.test(plain) ? addMonths(today, halfYear) : null;
  const day = half ?? from ?? until;
  return day !== null && isWithin(day, today) ? day : null;
}

export const isWithin = (day: string, today: string): boolean =>
  day > today && day <= addMonths(today, 12);
