/** A cadence in words: «за 3 дня, за день и за 2 часа». */

import { type Cadence, type CadenceStep, inOrder, readBefore } from '../domain/cadence.ts';
import type { Language } from '../domain/words.ts';

interface CadenceWords {
  readonly none: string;
  readonly and: string;
  readonly day: string;
  readonly hour: string;
  readonly days: (count: number) => string;
  readonly hours: (count: number) => string;
}

const plural = new Intl.PluralRules('ru');
const few = (count: number) => plural.select(count) === 'few';
const one = (count: number) => plural.select(count) === 'one';

const words: Readonly<Record<Language, CadenceWords>> = {
  ru: {
    none: 'без напоминаний',
    and: 'и',
    day: 'за день',
    hour: 'за час',
    days: (count) => `за ${count} ${few(count) ? 'дня' : 'дней'}`,
    hours: (count) => `за ${count} ${one(count) ? 'час' : few(count) ? 'часа' : 'часов'}`,
  },
  en: {
    none: 'no reminders',
    and: 'and',
    day: 'a day before',
    hour: 'an hour before',
    days: (count) => `${count} days before`,
    hours: (count) => `${count} hours before`,
  },
};

export function cadenceWords(steps: Cadence, language: Language): string {
  const own = words[language];
  const said = inOrder(steps).map((step) => beforeWords(step, language));
  const last = said.at(-1);
  if (last === undefined) return own.none;
  return said.length === 1 ? last : `${said.slice(0, -1).join(', ')} ${own.and} ${last}`;
}

export function beforeWords({ before }: CadenceStep, language: Language): string {
  const own = words[language];
  const { hours = 0, inDays = false } = readBefore(before) ?? {};
  if (inDays) return hours === 24 ? own.day : own.days(hours / 24);
  return hours === 1 ? own.hour : own.hours(hours);
}
