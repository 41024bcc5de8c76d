/** Hours as clinic systems write them: one span, several, or several by weekday. */

import { z } from '@hono/zod-openapi';
import { type Span, type WeekHours, weekOf } from '../../domain/card.ts';
import { type Weekday, weekdays } from '../../domain/words.ts';

export const dayNames = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type DayName = (typeof dayNames)[number];

const spans_max = 8;

const from = z
  .string()
  .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'must be HH:MM')
  .openapi({ example: '09:00' });
const to = z
  .string()
  .regex(/^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/, 'must be HH:MM, up to 24:00')
  .openapi({ description: 'Not after `from`: on the next day.', example: '21:00' });

export const SpanSchema = z.object({ from, to }).openapi('Span');
const spans = z.array(SpanSchema).max(spans_max);
const ofDay = z
  .union([SpanSchema, spans], { error: 'must be a span {from, to} or a list of spans' })
  .optional();

// Aborts, so that a misspelt span is not told to be a week without hours.
const week = z
  .object({ mon: ofDay, tue: ofDay, wed: ofDay, thu: ofDay, fri: ofDay, sat: ofDay, sun: ofDay })
  .refine((days) => Object.values(days).some((day) => listed(day).length > 0), { abort: true });

export const hours = z
  .union([SpanSchema, spans.min(1, 'must have at least one span'), week], {
    error: 'must be a span {from, to}, a list of spans, or spans by weekday {mon: […]}',
  })
  .openapi({ example: { mon: [{ from: '09:00', to: '21:00' }] } });

/** Every weekday, an empty list where there are no hours. */
export const WeekSchema = z
  .object({
    mon: z.array(SpanSchema),
    tue: z.array(SpanSchema),
    wed: z.array(SpanSchema),
    thu: z.array(SpanSchema),
    fri: z.array(SpanSchema),
    sat: z.array(SpanSchema),
    sun: z.array(SpanSchema),
  })
  .openapi('WeekHours');

export type Hours = z.output<typeof hours>;

const listed = (day: Span | readonly Span[] | undefined): readonly Span[] =>
  day === undefined ? [] : 'from' in day ? [day] : day;

/** Only on `days`; spans given by weekday stay on theirs. */
export function toWeek(given: Hours, days: readonly Weekday[] = weekdays): WeekHours {
  if (Array.isArray(given) || 'from' in given) return weekOf(days, listed(given));
  const on = (day: Weekday) => (days.includes(day) ? listed(given[nameOf(day)]) : []);
  return { 1: on(1), 2: on(2), 3: on(3), 4: on(4), 5: on(5), 6: on(6), 7: on(7) };
}

export const nameOf = (day: Weekday): DayName => dayNames[day - 1] ?? 'mon';
export const weekdayOf = (name: DayName): Weekday => weekdays[dayNames.indexOf(name)] ?? 1;

export function toNamedWeek(week: WeekHours): z.output<typeof WeekSchema> {
  const on = (day: Weekday) => [...week[day]];
  return { mon: on(1), tue: on(2), wed: on(3), thu: on(4), fri: on(5), sat: on(6), sun: on(7) };
}
