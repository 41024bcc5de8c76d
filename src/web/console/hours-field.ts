/** Agreed hours as people type them, a line for each weekday: `09:00–12:00, 18–21`, `22:00–06:00` for a night. */

import { html } from 'hono/html';
import { z } from 'zod';
import type { Span, WeekHours } from '../../domain/card.ts';
import { faultOfSpan } from '../../domain/hours.ts';
import { type Weekday, weekdays } from '../../domain/words.ts';
import { textsOf } from '../../text/catalogue.ts';
import { type Filling, faultWords, type Values } from './form.ts';
import type { Html } from './layout.ts';

const spans_max = 4;
const fieldOf = (day: Weekday) => `day${day}` as const;

export function spansOf(text: string): readonly Span[] | null {
  const parts = text
    .split(/[,;]/)
    .map((part) => part.trim())
    .filter(Boolean);
  const spans = parts.map(spanOf);
  const good = spans.filter((span) => span !== null);
  return good.length === parts.length && good.length <= spans_max ? good : null;
}

function spanOf(text: string): Span | null {
  const found = /^(\d{1,2})(?:[:.](\d\d))?\s*[-–—]\s*(\d{1,2})(?:[:.](\d\d))?$/.exec(text);
  if (!found) return null;
  const [, h1 = '', m1 = '00', h2 = '', m2 = '00'] = found;
  const from = `${h1.padStart(2, '0')}:${m1}`;
  // Midnight as an end is the end of that day.
  const to = `${h2.padStart(2, '0')}:${m2}`.replace('00:00', '24:00');
  return from === to || faultOfSpan({ from, to }) !== null ? null : { from, to };
}

export const spanText = ({ from, to }: Span): string => `${from}–${to}`;

export const hoursValues = (hours: WeekHours): Values =>
  Object.fromEntries(weekdays.map((day) => [fieldOf(day), hours[day].map(spanText).join(', ')]));

export const dayHours = z
  .string()
  .max(100, 'too_long')
  .default('')
  .transform((text, at) => {
    const spans = spansOf(text);
    if (spans === null) at.addIssue({ code: 'custom', message: 'bad_span' });
    return spans ?? [];
  });

export const hoursFields = {
  day1: dayHours,
  day2: dayHours,
  day3: dayHours,
  day4: dayHours,
  day5: dayHours,
  day6: dayHours,
  day7: dayHours,
};

type Posted = z.output<z.ZodObject<typeof hoursFields>>;

export const hoursOf = (posted: Posted): WeekHours => ({
  1: posted.day1,
  2: posted.day2,
  3: posted.day3,
  4: posted.day4,
  5: posted.day5,
  6: posted.day6,
  7: posted.day7,
});

const common = ['09:00–21:00', '18:00–21:00', '09:00–13:00', '22:00–06:00', '00:00–24:00'];

export function hoursField(filling: Filling): Html {
  const { frame, faults } = filling;
  const { card: words } = frame.words;
  const fault = weekdays.map((day) => faults[fieldOf(day)]).find(Boolean);
  return html`<fieldset class="field week"><legend>${words.hoursByDay}</legend>
    <datalist id="spans">${common.map((span) => html`<option value="${span}"></option>`)}</datalist>
    ${weekdays.map((day) => dayLine(filling, day))}
    <p class="hint" id="week-hint">${words.hoursHint}</p>
    ${fault && html`<p class="fault">${faultWords(frame, fault)}</p>`}
    <button type="button" class="quiet" data-same-week>${words.likeMonday}</button>
  </fieldset>`;
}

function dayLine({ frame, values, faults, scope = '' }: Filling, day: Weekday): Html {
  const name = fieldOf(day);
  const id = `f${scope}-${name}`;
  const { short } = textsOf(frame.language).hours;
  return html`<div class="week-day"><label for="${id}">${short[day]}</label>
    <input id="${id}" name="${name}" value="${values[name] ?? ''}" list="spans" maxlength="100" autocomplete="off" aria-describedby="week-hint" ${faults[name] && html`aria-invalid="true"`}></div>`;
}
