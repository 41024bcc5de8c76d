/** Where on the day's page one is. All of it stands in the address, so that a page can be sent to a colleague. */

import type { DayGroup } from '../../app/day-state.ts';
import { isDate } from './form.ts';

export const shows = [
  'all',
  'confirmed',
  'silent',
  'unreached',
  'came',
  'off',
  'requests',
] as const;
export type Show = (typeof shows)[number];

const isShow = (text: string): text is Show => shows.some((one) => one === text);

export const isGroup = (show: Show): show is DayGroup => show !== 'all' && show !== 'requests';

export interface DayPlace {
  readonly date: string;
  /** Null for all. */
  readonly doctorId: string | null;
  readonly show: Show;
}

type Query = (name: string) => string | undefined;

export function placeIn(query: Query, today: string): DayPlace {
  const date = query('date') ?? '';
  const show = query('show') ?? '';
  return {
    date: isDate(date) ? date : today,
    doctorId: query('doctor') || null,
    show: isShow(show) ? show : 'all',
  };
}

export function dayUrl(place: DayPlace, more: Readonly<Record<string, string>> = {}): string {
  return `/day?${queryOf(place, more)}`;
}

export function queryOf(
  { date, doctorId, show }: DayPlace,
  more: Readonly<Record<string, string>> = {},
): string {
  const query = new URLSearchParams({ date });
  if (doctorId !== null) query.set('doctor', doctorId);
  if (show !== 'all') query.set('show', show);
  for (const [name, value] of Object.entries(more)) query.set(name, value);
  return query.toString();
}

/** The place a form was sent from, as it stood in its hidden field. */
export function placeOf(back: string, today: string): DayPlace {
  const query = new URLSearchParams(back);
  return placeIn((name) => query.get(name) ?? undefined, today);
}
