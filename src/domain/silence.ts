/** Somebody does not answer: the channel, the time of day or the kind of day may be wrong. What was tried is not repeated. */

import type { Span, WeekHours } from './card.ts';
import { toLocal } from './time.ts';
import { type CardChannel, type Weekday, weekdays } from './words.ts';

/** A contact that was delivered and never answered. */
export interface Unanswered {
  readonly channel: CardChannel | null;
  readonly at: Date;
}

/** After so many staff renew the card instead. */
export const unansweredMax = 2;

export const silenceCauses = ['channel', 'hour', 'days'] as const;
export type SilenceCause = (typeof silenceCauses)[number];

const parts = [
  { from: '00:00', to: '12:00' },
  { from: '12:00', to: '17:00' },
  { from: '17:00', to: '24:00' },
] as const;

const partOf = (time: string): number => parts.findIndex(({ to }) => time < to);
const isWeekend = (weekday: Weekday): boolean => weekday >= 6;

function placeOf({ at }: Unanswered, zone: string) {
  const { time, weekday } = toLocal(at, zone);
  return { part: partOf(time), weekend: isWeekend(weekday) };
}

/** What is left of the agreed hours without the parts of such days on which nobody answered. */
export function variedHours(
  hours: WeekHours,
  tried: readonly Unanswered[],
  zone: string,
): WeekHours {
  const places = tried.map((one) => placeOf(one, zone));
  const left = (weekday: Weekday) => {
    const used = places.filter(({ weekend }) => weekend === isWeekend(weekday));
    const free = parts.filter((_, index) => !used.some(({ part }) => part === index));
    const spans = spansOn(weekday, hours);
    return used.length === 0 ? spans : spans.flatMap((span) => inside(span, free));
  };
  return Object.fromEntries(weekdays.map((weekday) => [weekday, left(weekday)])) as WeekHours;
}

/** What goes past midnight is of two days. */
function spansOn(weekday: Weekday, hours: WeekHours): readonly Span[] {
  const before = weekdays.at(weekdays.indexOf(weekday) - 1) ?? weekday;
  const isPast = ({ from, to }: Span) => to <= from;
  const tails = hours[before].filter((span) => isPast(span) && span.to > '00:00');
  return [
    ...tails.map(({ to }) => ({ from: '00:00', to })),
    ...hours[weekday].map((span) => (isPast(span) ? { from: span.from, to: '24:00' } : span)),
  ];
}

function inside({ from, to }: Span, free: readonly Span[]): Span[] {
  return free.flatMap((part) => {
    const span = { from: from > part.from ? from : part.from, to: to < part.to ? to : part.to };
    return span.from < span.to ? [span] : [];
  });
}

/** What all of them had in common; the time before the days, and the channel where nothing else is left. */
export function likelyCause(tried: readonly Unanswered[], zone: string): SilenceCause {
  const places = tried.map((one) => placeOf(one, zone));
  const [first] = places;
  if (new Set(tried.map(({ channel }) => channel)).size > 1) {
    return places.every(({ part }) => part === first?.part) ? 'hour' : 'days';
  }
  if (places.length > 1 && places.every(({ part }) => part === first?.part)) return 'hour';
  if (places.length > 1 && places.every(({ weekend }) => weekend === first?.weekend)) return 'days';
  return 'channel';
}
