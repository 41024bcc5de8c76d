/** How an alarm looks: the banner above every page, and the whole of it. */

import { html } from 'hono/html';
import { hashToken } from '../../app/ids.ts';
import type { AlarmView } from '../../app/queries-alarms.ts';
import { ago, moment, shortMoment } from './dates.ts';
import { type Faults, faultNote, field } from './form.ts';
import { icon } from './icons.ts';
import type { Frame, Html } from './layout.ts';
import { authorName, dotted } from './parts.ts';
import { wordFor } from './words.ts';

/** What the banner shows, in one word that changes with it; also each minute, so that waiting times go on. */
export const alarmsKey = ({ alarms, now }: Pick<Frame, 'alarms' | 'now'>): string => {
  if (alarms.length === 0) return 'none';
  const shown = alarms.map(
    ({ alarm, calls }) => `${alarm.id}${alarm.state}${alarm.code}${alarm.takenBy}${calls.length}`,
  );
  return hashToken(`${Math.floor(now.getTime() / 60_000)} ${shown.join()}`).slice(0, 16);
};

/** On every page, while anybody waits; it keeps itself up to date. */
export function alarmBanner(frame: Frame): Html {
  return html`<div id="alarms" hx-get="/live/alarms?seen=${alarmsKey(frame)}" hx-trigger="every 2s" hx-swap="outerHTML">
    ${frame.alarms.map((view) => bannerLine(frame, view))}</div>`;
}

function bannerLine(frame: Frame, view: AlarmView): Html {
  const { alarms: words } = frame.words;
  const { alarm, patient } = view;
  const isMark = alarm.code === 'low_mark';
  const isOpen = alarm.state === 'open';
  return html`<div class="alarm ${isMark || !isOpen ? 'calm' : 'loud'}" role="${isOpen ? 'alert' : 'status'}">${icon('alert')}
    <p><strong>${isMark ? words.bannerMark : words.banner}: ${patient.name}</strong>
      ${dotted(words.since(shortMoment(frame, alarm.raisedAt), ago(frame, alarm.raisedAt)), words.codes[alarm.code])}
      <span class="alarm-who">${isOpen ? calledLine(frame, view) : takerLine(frame, view)}</span></p>
    ${isOpen ? takeForm(frame, view) : html`<a class="button second" href="/alarms/${alarm.id}">${words.toAlarm}</a>`}</div>`;
}

function calledLine(
  { words: { alarms: words, common } }: Frame,
  { calls, names }: AlarmView,
): string {
  const called = [...new Set(calls.map(({ staffId }) => names.get(staffId) ?? common.colleague))];
  return called.length > 0 ? words.called(called.join(', ')) : words.calledNobody;
}

function takerLine({ words, staff }: Frame, { alarm, names }: AlarmView): string {
  if (alarm.takenBy === null) return words.alarms.nobody;
  if (alarm.takenBy === staff?.id) return words.alarms.takenByYou;
  return words.alarms.takenBy(names.get(alarm.takenBy) ?? words.common.colleague);
}

const takeForm = ({ words }: Frame, { alarm }: AlarmView): Html =>
  html`<form method="post" action="/alarms/${alarm.id}/take"><button class="button">${words.alarms.take}</button></form>`;

/** The answer, who was called, who has it and how it ended, in one place. */
export function alarmPanel(frame: Frame, view: AlarmView, faults: Faults = {}): Html {
  const { alarm, calls, names } = view;
  const { words } = frame;
  const { alarms: own } = words;
  return html`<section class="panel alarm-panel" id="alarm"><h2>${icon('alert')} ${own.title}</h2>
    <p>${dotted(own.codes[alarm.code], raisedWords(frame, view))}</p>
    <p>${answerLine(frame, view)}</p>
    <p><strong>${takerLine(frame, view)}</strong></p>
    ${alarm.state === 'closed' ? endLines(frame, view) : actsOf(frame, view, faults)}
    <details class="fold"><summary>${own.calls}</summary>
      ${calls.length === 0 && html`<p class="hint">${own.calledNobody}</p>`}
      <ul class="plain-list">${calls.map((call) => html`<li>${dotted(names.get(call.staffId) ?? words.common.colleague, shortMoment(frame, call.at), levelWords(frame, call.level))}</li>`)}</ul>
    </details></section>`;
}

/** How long it has lasted is of interest as long as it lasts. */
function raisedWords(frame: Frame, { alarm: { raisedAt, state } }: AlarmView): string {
  const at = moment(frame, raisedAt);
  return state === 'closed' ? at : frame.words.alarms.since(at, ago(frame, raisedAt));
}

const levelWords = ({ words: { alarms } }: Frame, level: number): string =>
  wordFor(alarms.levels, String(level), '');

function answerLine(frame: Frame, { alarm, reason }: AlarmView): string {
  const { alarms: own, answers } = frame.words;
  if (!reason?.answeredAt) return own.noAnswer;
  const when = moment(frame, reason.answeredAt);
  if (reason.score !== null) {
    const said = alarm.code === 'low_mark' ? own.mark(reason.score) : own.score(reason.score);
    return own.answer(said, when);
  }
  return own.answer(reason.answer ? answers[reason.answer] : own.inWords, when);
}

function endLines(frame: Frame, { alarm, names }: AlarmView): Html {
  const { words } = frame;
  const when = alarm.closedAt ? moment(frame, alarm.closedAt) : '';
  const who = authorName(words, alarm.closedBy ?? 'system', names);
  return html`<p class="said">${alarm.outcome ?? words.alarms.superseded}</p>
    <p class="hint">${words.alarms.closed(when, who)}</p>`;
}

function actsOf(frame: Frame, view: AlarmView, faults: Faults): Html {
  const { alarms: own } = frame.words;
  const filling = { frame, values: {}, faults, scope: '-alarm' };
  return html`${view.alarm.state === 'open' && takeForm(frame, view)}
    <form class="form" method="post" action="/alarms/${view.alarm.id}/close">
      ${faultNote(filling)}
      ${field(filling, { name: 'outcome', label: own.outcome, hint: own.outcomeHint, rows: 2, maxlength: 1000 })}
      <button class="button second">${own.close}</button></form>`;
}
