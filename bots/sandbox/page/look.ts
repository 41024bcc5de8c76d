/** What every part of the page needs to be drawn. */

import type { html } from 'hono/html';
import { raw } from 'hono/html';
import type { Language } from '../../../src/domain/words.ts';
import type { PageText } from './text.ts';

export type Html = ReturnType<typeof html>;

export interface Look {
  readonly text: PageText;
  readonly language: Language;
  /** IANA zone of the browser. */
  readonly zone: string;
}

const locales: Readonly<Record<Language, string>> = { ru: 'ru-RU', en: 'en-GB' };

export function timeOf({ language, zone }: Look, iso: string): string {
  return format(language, zone, iso, { hour: '2-digit', minute: '2-digit' });
}

export function dayOf({ language, zone }: Look, iso: string): string {
  return format(language, zone, iso, { day: 'numeric', month: 'long' });
}

export function momentOf({ language, zone }: Look, iso: string): string {
  const how = { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' } as const;
  return format(language, zone, iso, how);
}

function format(
  language: Language,
  timeZone: string,
  iso: string,
  how: Intl.DateTimeFormatOptions,
): string {
  return new Intl.DateTimeFormat(locales[language], { ...how, timeZone }).format(new Date(iso));
}

export function zoneOr(given: string | undefined): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: given ?? 'UTC' }).resolvedOptions().timeZone;
  } catch {
    return 'UTC';
  }
}

const shapes = {
  tick: '<path d="M2 8.5l3.5 3.5L12 4.5"/>',
  ticks: '<path d="M1 8.5l3.5 3.5L11 4.5M8 11l1 1 6.5-7.5"/>',
  reply: '<path d="M6.5 4L3 7.5 6.5 11M3.5 7.5H10a3 3 0 013 3V12"/>',
  list: '<path d="M5.5 4.5H14M5.5 8H14M5.5 11.5H14M2 4.5h.5M2 8h.5M2 11.5h.5"/>',
  link: '<path d="M9 3h4v4M13 3L7 9M11 9.5V13H3V5h3.5"/>',
  clip: '<path d="M13 7.5l-5.3 5.3a3.2 3.2 0 01-4.5-4.5l5.6-5.6a2.1 2.1 0 013 3l-5.5 5.5a1 1 0 01-1.5-1.5L9.5 5"/>',
  send: '<path class="solid" d="M2 2.5l12.5 5.5L2 13.5l1.6-4.7L9 8 3.6 7.2z"/>',
  back: '<path d="M10 3L5 8l5 5"/>',
  more: '<path class="solid" d="M8 2.2a1.3 1.3 0 110 2.6 1.3 1.3 0 010-2.6zm0 4.5a1.3 1.3 0 110 2.6 1.3 1.3 0 010-2.6zm0 4.5a1.3 1.3 0 110 2.6 1.3 1.3 0 010-2.6z"/>',
  person:
    '<path d="M8 8a2.8 2.8 0 100-5.6A2.8 2.8 0 008 8zM2.8 13.8c.6-2.6 2.6-4 5.2-4s4.6 1.4 5.2 4"/>',
  file: '<path d="M4 1.8h5.2L12.5 5v9.2H4zM9 2v3.2h3.4M6 8.2h4.5M6 10.6h4.5"/>',
  photo: '<path d="M2 4h12v9H2zM2 11l3.5-3.5L9 11l2-2 3 3"/>',
  clock: '<path d="M8 14A6 6 0 108 2a6 6 0 000 12zM8 4.8V8l2.2 1.6"/>',
} as const;

/** Drawn, not typed: a machine without an emoji font shows boxes otherwise. */
export function icon(name: keyof typeof shapes): Html {
  return raw(`<svg class="i" viewBox="0 0 16 16" aria-hidden="true">${shapes[name]}</svg>`);
}

const avatarHues = [210, 150, 20, 275, 340, 45, 185];

export function avatarHue(key: string): number {
  const sum = [...key].reduce((total, char) => total + char.codePointAt(0)!, 0);
  return avatarHues[sum % avatarHues.length]!;
}

export function initials(name: string): string {
  return name
    .split(/\s+/)
    .slice(0, 2)
    .map((part) => part.slice(0, 1).toUpperCase())
    .join('');
}
