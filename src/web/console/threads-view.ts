/** How one chat looks: bubbles, the answer box, and the patient beside it. */

import { html } from 'hono/html';
import type { AlarmView } from '../../app/queries-alarms.ts';
import type { MessageRow, ThreadPage } from '../../app/queries-console.ts';
import type { Beside } from '../../app/queries-console-patients.ts';
import { pauseActs } from './accounts-view.ts';
import { alarmPanel } from './alarms-view.ts';
import { cardLines } from './card-view.ts';
import { clockTime, dayName, longDay, moment } from './dates.ts';
import { type Faults, faultWords } from './form.ts';
import { type Frame, type Html, page } from './layout.ts';
import { authorName, badge, dotted, nameOf, telLink, textOf } from './parts.ts';
import { wordFor } from './words.ts';

export interface ThreadView {
  readonly thread: ThreadPage;
  /** The newest of this chat. */
  readonly alarm: AlarmView | null;
  readonly beside: Beside | null;
  readonly mayOpenCard: boolean;
  readonly faults: Faults;
  readonly draft: string;
}

export function threadPage(frame: Frame, view: ThreadView): Html {
  const title = nameOf(frame, view.thread);
  const body = html`<div class="thread">
    <section class="conversation" aria-label="${frame.words.thread.chatWith}">
      ${threadHead(frame, view.thread)}
      ${chatFragment(frame, view.thread, false)}
      ${threadState(frame, view.thread, false)}
      ${view.thread.thread.state === 'open' && replyForm(frame, view)}
    </section>
    <aside class="beside">${view.alarm && alarmPanel(frame, view.alarm)}${besideView(frame, view)}</aside>
  </div>`;
  return page(frame, { title, body, bare: true });
}

function threadHead(frame: Frame, entry: ThreadPage): Html {
  const { thread, address } = entry;
  const { handOver, channels, inbox, thread: words } = frame.words;
  const open = thread.state === 'open';
  const mine = thread.assignedTo === frame.staff?.id;
  return html`<header class="thread-head">
    <div><h1>${nameOf(frame, entry)}</h1>
      <p>${thread.urgent && badge('bad', inbox.urgent)} ${dotted(wordFor(handOver, thread.reason, handOver.not_understood), channels[address.channel])}</p></div>
    ${
      open &&
      html`<div class="actions">
      ${!mine && html`<form method="post" action="/threads/${thread.id}/take"><button class="button">${words.take}</button></form>`}
      ${frame.staff?.role !== 'doctor' && html`<form method="post" action="/threads/${thread.id}/close"><button class="button second">${words.close}</button></form>`}
    </div>`
    }
  </header>`;
}

/** The part that renews itself; what is being typed stands outside it. */
export function chatFragment(frame: Frame, entry: ThreadPage, live: boolean): Html {
  const { thread, chat, revision } = entry;
  return html`<div id="chat" class="chat" role="log" tabindex="0" aria-label="${frame.words.thread.chatWith}"
    hx-get="/threads/${thread.id}/live?seen=${revision}" hx-trigger="every 2s" hx-swap="outerHTML">
    ${chat.map((message, index) => html`${daySeparator(frame, message, chat[index - 1])}${bubble(frame, message, entry)}`)}
  </div>${live && threadState(frame, entry, true)}`;
}

function daySeparator(
  frame: Frame,
  message: MessageRow,
  before: MessageRow | undefined,
): Html | null {
  const day = dayName(frame, message.createdAt, frame.zone);
  if (before && dayName(frame, before.createdAt, frame.zone) === day) return null;
  return html`<p class="day-line"><span>${day}</span></p>`;
}

function bubble(frame: Frame, message: MessageRow, { names }: ThreadPage): Html {
  const { words } = frame;
  const side = message.direction === 'in' ? 'theirs' : message.author === 'bot' ? 'bots' : 'ours';
  const who = side === 'theirs' ? null : authorName(words, message.author, names);
  const buttons = message.content?.buttons ?? [];
  return html`<div class="bubble ${side} ${isLost(message) && 'lost'}">
    ${who && html`<p class="who">${who}</p>`}
    <p class="said">${textOf(frame, message)}</p>
    ${buttons.length > 0 && html`<p class="said-buttons" aria-label="${words.thread.buttons}">${buttons.map(({ label }) => html`<span>${label}</span>`)}</p>`}
    <p class="meta">${clockTime({ at: message.createdAt, zone: frame.zone })} ${message.direction === 'out' && delivery(frame, message)}</p>
  </div>`;
}

const isLost = ({ state }: MessageRow): boolean =>
  state === 'failed' || state === 'dropped' || state === 'expired' || state === 'cancelled';

/** Ticks for what arrived; words for what did not. */
function delivery({ words }: Frame, message: MessageRow): Html | string {
  const { state, code } = message;
  if (isLost(message)) {
    return html`<span class="not-delivered">${words.timeline.notDelivered(wordFor(words.decisions, code, words.decisions.rejected))}</span>`;
  }
  if (state === 'unknown') return html`<span class="not-delivered">${words.states.unknown}</span>`;
  if (state === 'planned' && code === 'window_closed') return words.thread.waitingWindow;
  if (state === 'planned' && message.verdict === 'wait')
    return wordFor(words.decisions, code, words.thread.queued);
  if (state === 'planned') return words.thread.queued;
  if (state === 'claimed') return words.states.claimed;
  const ticks = state === 'delivered' || state === 'read' ? '✓✓' : '✓';
  return html`<span class="ticks ${state === 'read' && 'read'}" role="img" aria-label="${words.states[state]}" title="${words.states[state]}">${ticks}</span>`;
}

/** What the writer has to know: whether the bot is silent, whether the window is open. */
function threadState(frame: Frame, entry: ThreadPage, oob: boolean): Html {
  const { thread: own } = frame.words;
  const { thread, windowOpen, address } = entry;
  const mayResolve = address.pausedAt !== null && frame.staff?.role !== 'doctor';
  const closed = thread.state === 'closed';
  const note = closed ? own.closedNote : thread.withPerson ? own.botSilent : own.botSpeaks;
  return html`<div id="thread-state" class="thread-state" ${oob && html`hx-swap-oob="true"`}>
    ${mayResolve && html`<div class="warning">${pauseActs(frame, `/threads/${thread.id}/pause`)}</div>`}
    ${!closed && !windowOpen && html`<p class="warning">${own.windowClosed}</p>`}
    <p class="hint">${note}</p>
  </div>`;
}

function replyForm(frame: Frame, { thread, faults, draft }: ThreadView): Html {
  const { thread: words } = frame.words;
  const fault = faults.text ?? faults.form ?? faults.id;
  return html`<form class="reply" method="post" action="/threads/${thread.thread.id}/replies" data-ctrl-enter>
    ${fault && html`<p class="fault" role="alert">${faultWords(frame, fault)}</p>`}
    <label class="hidden" for="reply">${words.reply}</label>
    <textarea id="reply" name="text" rows="3" maxlength="4000" placeholder="${words.placeholder}" required>${draft}</textarea>
    <div class="reply-foot"><span class="hint desktop">${words.hint}</span><button class="button">${words.send}</button></div>
  </form>`;
}

function besideView(frame: Frame, { thread, beside, mayOpenCard }: ThreadView): Html {
  const { words } = frame;
  const { patient, address } = thread;
  if (!patient || !beside) {
    return html`<section class="panel"><h2>${words.thread.about}</h2><p>${words.thread.unbound}</p>
      <p class="hint">${words.thread.unboundHint}</p>
      ${address.phone && html`<p>${telLink(address.phone)}</p>`}
      <a class="button second" href="/patients">${words.thread.findPatient}</a></section>`;
  }
  return html`<section class="panel"><h2>${words.thread.about}</h2>
      <p>${patient.phone ? telLink(patient.phone) : words.common.notSet}</p>
      ${cardLines(frame, { card: beside.card, language: patient.language })}
      ${mayOpenCard && html`<a class="button second" href="/patients/${patient.id}">${words.thread.openCard}</a>`}
    </section>
    <section class="panel"><h2>${words.thread.nextVisits}</h2>
      ${beside.visits.length === 0 ? html`<p class="hint">${words.thread.noVisits}</p>` : html`<ul class="plain-list">${beside.visits.map((visit) => besideVisit(frame, visit))}</ul>`}
    </section>`;
}

function besideVisit(
  frame: Frame,
  { appointment, clinic, doctor }: Beside['visits'][number],
): Html {
  const { words, staff } = frame;
  const when = html`<strong>${moment(frame, appointment.startsAt, clinic.zone)}</strong>`;
  return html`<li>
    <p>${staff?.role === 'doctor' ? when : html`<a href="/visits/${appointment.id}">${when}</a>`}</p>
    <p class="hint">${dotted(longDay(frame, appointment.startsAt, clinic.zone), doctor.name)}</p>
    <p>${badge(appointment.status === 'confirmed' ? 'good' : appointment.status === 'cancelled' ? 'bad' : 'calm', words.appointment[appointment.status])}</p>
  </li>`;
}
