/** The frame around every page: navigation, who is signed in, what waits. */

import { html } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';
import type { AlarmView } from '../../app/queries-alarms.ts';
import type { StaffRow } from '../../app/queries-console.ts';
import type { Schedule } from '../../app/schedule.ts';
import type { Language } from '../../domain/words.ts';
import { alarmBanner } from './alarms-view.ts';
import { moment } from './dates.ts';
import { type Icon, icon } from './icons.ts';
import { type Words, wordFor } from './words.ts';

export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

export interface Counts {
  readonly threads: number;
  readonly urgent: number;
  readonly calls: number;
  /** Open wishes to be forgotten; none for a doctor. */
  readonly erasures: number;
  /** Of the clinic system's lists, what waits for a person; nothing for a doctor. */
  readonly lists: number;
}

/** What a view needs besides its own data. */
export interface Frame {
  readonly words: Words;
  readonly language: Language;
  readonly now: Date;
  /** The first clinic's zone; UTC while there is none. */
  readonly zone: string;
  readonly clinic: string | null;
  readonly counts: Counts;
  /** Clinics whose schedule was last told too long ago. */
  readonly stale: readonly Schedule[];
  /** Who feels bad, as far as whoever is signed in should know. */
  readonly alarms: readonly AlarmView[];
  readonly staff: StaffRow | null;
  readonly path: string;
  /** Key of the note that something has been done. */
  readonly done: string | null;
  readonly sandboxUrl: string | null;
  readonly urls: { readonly css: string; readonly js: string; readonly htmx: string };
}

export interface Page {
  readonly title: string;
  readonly body: Html;
  /** Beside the title. */
  readonly actions?: Html | null;
  /** For pages that bring their own title. */
  readonly bare?: boolean;
}

/** A page for whoever is signed in. */
export function page(frame: Frame, { title, body, actions = null, bare = false }: Page): Html {
  const heading = html`<div class="heading"><h1>${title}</h1>
    ${actions && html`<div class="actions">${actions}</div>`}</div>`;
  return shell(
    frame,
    title,
    html`<a class="skip" href="#content">${frame.words.nav.skip}</a>
      <div class="app">
        ${navigation(frame)} ${topbar(frame)}
        <main id="content">
          ${alarmBanner(frame)} ${doneNote(frame)} ${staleNotes(frame)} ${!bare && heading} ${body}
        </main>
      </div>
      ${counters(frame)}`,
  );
}

/** A page without navigation: sign-in and the like. */
export function plainPage(frame: Frame, { title, body }: Page): Html {
  return shell(
    frame,
    title,
    html`<main class="plain" id="content">
      <p class="brand">${icon('heart')} ${frame.words.product}</p>
      ${body}
    </main>`,
  );
}

/** One thought and a way on. */
export function notePage(frame: Frame, { title, text }: { title: string; text: string }): Html {
  const body = html`<div class="panel"><h1>${title}</h1><p>${text}</p>
    <a class="button" href="/">${frame.words.refusal.home}</a></div>`;
  return plainPage(frame, { title, body });
}

function shell({ words, language, urls }: Frame, title: string, body: Html): Html {
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<meta name="htmx-config" content='{"includeIndicatorStyles":false,"allowEval":false,"historyCacheSize":0}'>
<title>${title} · ${words.product}</title>
<link rel="stylesheet" href="${urls.css}">
<link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
<script src="${urls.htmx}" defer></script>
<script src="${urls.js}" defer></script>
</head>
<body>${body}</body>
</html>`;
}

interface Place {
  readonly href: string;
  readonly key:
    | ('doctor' | 'inbox' | 'day' | 'patients' | 'calls')
    | ('reasons' | 'lists' | 'erasures' | 'setup' | 'more');
  readonly icon: Icon;
  readonly only?: 'desktop' | 'phone';
}

function placesOf({ staff }: Frame): readonly Place[] {
  const office = staff?.role !== 'doctor';
  return [
    ...(office ? [] : [{ href: '/doctor', key: 'doctor', icon: 'doctor' } as const]),
    { href: '/', key: 'inbox', icon: 'inbox' },
    { href: '/day', key: 'day', icon: 'day' },
    { href: '/patients', key: 'patients', icon: 'patients' },
    ...(office ? [{ href: '/calls', key: 'calls', icon: 'calls' } as const] : []),
    ...(office
      ? ([
          { href: '/doctor', key: 'doctor', icon: 'doctor', only: 'desktop' },
          { href: '/reasons', key: 'reasons', icon: 'heart', only: 'desktop' },
          { href: '/imports', key: 'lists', icon: 'lists', only: 'desktop' },
          { href: '/erasures', key: 'erasures', icon: 'forget', only: 'desktop' },
        ] as const)
      : []),
    ...(staff?.role === 'owner'
      ? [{ href: '/setup', key: 'setup', icon: 'setup', only: 'desktop' } as const]
      : []),
    { href: '/more', key: 'more', icon: 'more', only: 'phone' },
  ];
}

function navigation(frame: Frame): Html {
  const { words, sandboxUrl } = frame;
  return html`<nav class="nav" aria-label="${words.nav.main}">
    <a class="brand" href="/">${icon('heart')} ${words.product}</a>
    ${placesOf(frame).map((place) => navLink(frame, place))}
    ${sandboxUrl && html`<a class="nav-link desktop aside" href="${sandboxUrl}" target="zabota-phones">${icon('phone')}<span>${words.nav.phones}</span></a>`}
  </nav>`;
}

function navLink(frame: Frame, { href, key, icon: name, only }: Place): Html {
  const current = isCurrent(frame.path, href);
  return html`<a class="nav-link ${only}" href="${href}" ${current && html`aria-current="page"`}>
    ${icon(name)}<span>${frame.words.nav[key]}</span>${isCounted(key) && counter(frame, key)}</a>`;
}

/** A thread belongs to the chats, a visit to the day, what holds a channel back to the setup. */
function isCurrent(path: string, href: string): boolean {
  if (href === '/') return path === '/' || path.startsWith('/threads') || path.startsWith('/start');
  if (href === '/day') return /^\/(day|visits|requests)/.test(path);
  if (href === '/setup') return path.startsWith('/setup') || path.startsWith('/channels');
  return path.startsWith(href);
}

const counted = ['inbox', 'calls', 'lists', 'erasures', 'more'] as const;
type Counted = (typeof counted)[number];
const isCounted = (key: Place['key']): key is Counted => counted.some((one) => one === key);

/** On a phone the lists and the wishes to be forgotten stand behind "more". */
function counter({ counts }: Frame, key: Counted, oob = false): Html {
  const numbers = {
    inbox: counts.threads,
    calls: counts.calls,
    lists: counts.lists,
    erasures: counts.erasures,
    more: counts.erasures + counts.lists,
  };
  const n = numbers[key];
  const urgent = key === 'inbox' && counts.urgent > 0;
  const style = `count ${urgent ? 'urgent' : ''} ${n === 0 ? 'zero' : ''}`;
  return html`<span id="count-${key}" class="${style}" ${oob && html`hx-swap-oob="true"`}>${n}</span>`;
}

export const countsKey = ({ threads, urgent, calls, erasures, lists }: Counts): string =>
  `${threads}.${urgent}.${calls}.${erasures}.${lists}`;

/** Asks every few seconds whether the numbers in the navigation have changed. */
export function counters(frame: Frame, fresh = false): Html {
  const { counts, staff } = frame;
  return html`<div id="counters" hidden data-urgent="${counts.urgent}"
    hx-get="/live/counts?seen=${countsKey(counts)}" hx-trigger="every 5s" hx-swap="outerHTML"></div>
    ${fresh && (['inbox', 'more'] as const).map((key) => counter(frame, key, true))}
    ${fresh && staff?.role !== 'doctor' && (['calls', 'lists', 'erasures'] as const).map((key) => counter(frame, key, true))}`;
}

function topbar(frame: Frame): Html {
  const { words, clinic, staff } = frame;
  return html`<header class="top">
    <span class="top-clinic">${clinic ?? words.product}</span>
    ${languageForm(frame)}
    <span class="top-name desktop">${staff?.name}</span>
    <form class="desktop" method="post" action="/sign-out"><button class="quiet">${words.nav.signOut}</button></form>
  </header>`;
}

export function languageForm({ words, language, path }: Frame): Html {
  const other = language === 'ru' ? 'en' : 'ru';
  return html`<form method="post" action="/language">
    <input type="hidden" name="language" value="${other}">
    <input type="hidden" name="back" value="${path}">
    <button class="quiet" lang="${other}">${words.nav.otherLanguage}</button>
  </form>`;
}

/** Above every page: whoever looks at a visit should know. */
function staleNotes(frame: Frame): Html | null {
  const { lists: words } = frame.words;
  const office = frame.staff?.role !== 'doctor';
  return html`${frame.stale.map(
    ({ name, toldAt }) => html`<div class="warning stale" role="status">${icon('alert')}
      <p><strong>${words.staleTitle(name)}</strong> ${words.stale(moment(frame, toldAt))}
        ${office && html`<a href="/imports">${words.staleTodo}</a>`}</p></div>`,
  )}`;
}

function doneNote({ words, done }: Frame): Html | null {
  if (done === null || !Object.hasOwn(words.done, done)) return null;
  const text = wordFor(words.done, done, '');
  return html`<p class="done" role="status">${icon('check')} ${text}</p>`;
}
