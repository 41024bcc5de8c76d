/** Everything that was sent to a patient, is about to be, or was not, each with its reason. */

import { html } from 'hono/html';
import type { AttemptRow, MessageRow } from '../../app/queries-console.ts';
import type { PatientPage, TimelineItem } from '../../app/queries-console-patients.ts';
import { moment, shortMoment } from './dates.ts';
import type { Frame, Html } from './layout.ts';
import { authorName, dotted, kindName, type Tone, textOf } from './parts.ts';
import { wordFor } from './words.ts';

export function timelinePanel(frame: Frame, data: PatientPage): Html {
  const { timeline: words } = frame.words;
  const ahead = data.timeline.filter(({ message }) => isAhead(message)).reverse();
  const past = data.timeline.filter(({ message }) => !isAhead(message));
  const line = (item: TimelineItem) => entry(frame, data, item);
  return html`<section class="panel" id="messages"><h2>${words.title}</h2><p class="hint">${words.lead}</p>
    ${data.timeline.length === 0 && html`<p class="empty-line">${words.empty}</p>`}
    ${ahead.length > 0 && html`<h3>${words.ahead}</h3><ul class="timeline">${ahead.map(line)}</ul>`}
    ${past.length > 0 && html`<h3>${words.past}</h3><ul class="timeline">${past.slice(0, recent_max).map(line)}</ul>`}
    ${past.length > recent_max && html`<details class="fold"><summary>${words.earlier(past.length - recent_max)}</summary><ul class="timeline">${past.slice(recent_max).map(line)}</ul></details>`}
  </section>`;
}

const recent_max = 12;

const isAhead = ({ state }: MessageRow): boolean => state === 'planned' || state === 'claimed';

function entry(frame: Frame, data: PatientPage, { message, attempts }: TimelineItem): Html {
  const { tone, text } = fate(frame, message);
  const incoming = message.direction === 'in';
  return html`<li class="entry ${tone}">
    <details id="message-${message.id}"><summary>
      <span class="entry-when">${when(frame, message)}</span>
      <span class="entry-what"><strong>${kindName(frame.words, message)}</strong>
        ${message.content && html`<span class="entry-text">${firstWords(textOf(frame, message))}</span>`}
        ${!incoming && html`<span class="entry-fate">${text}</span>`}</span>
    </summary>
    ${detail(frame, data, { message, attempts })}
    </details></li>`;
}

function when(frame: Frame, message: MessageRow): string {
  const at = isAhead(message) || !message.settledAt ? message.dueAt : message.settledAt;
  return shortMoment(frame, at);
}

const preview_chars_max = 90;

function firstWords(text: string): string {
  const flat = text.replaceAll(/\s+/g, ' ');
  return flat.length > preview_chars_max ? `${flat.slice(0, preview_chars_max)}…` : flat;
}

/** What became of it, or will, in one sentence. */
export function fate(frame: Frame, message: MessageRow): { tone: Tone; text: string } {
  const { words } = frame;
  const { timeline: own, states } = words;
  const code = wordFor(words.decisions, message.code, words.decisions.rejected);
  switch (message.state) {
    case 'planned':
      return forecast(frame, message, code);
    case 'dropped':
    case 'expired':
      return message.verdict === 'call'
        ? { tone: 'wait', text: own.toCall(code) }
        : { tone: isNothingLost(message) ? 'calm' : 'bad', text: own.notSent(code) };
    case 'cancelled':
      return { tone: 'calm', text: own.cancelled(code) };
    case 'failed':
      return { tone: 'bad', text: own.notDelivered(code) };
    case 'unknown':
      return { tone: 'wait', text: states.unknown };
    default: {
      const channel = message.channel ? ` ${words.onChannel[message.channel]}` : '';
      return {
        tone: message.state === 'claimed' ? 'wait' : 'good',
        text: `${states[message.state]}${channel}`,
      };
    }
  }
}

/** Not sent because it was not needed. */
const isNothingLost = ({ code }: MessageRow): boolean =>
  code === 'confirmed' ||
  code === 'booked_late' ||
  code === 'merged' ||
  code === 'already_answered' ||
  code === 'stale_fact';

function forecast(frame: Frame, message: MessageRow, code: string) {
  const { timeline: own, onChannel, states } = frame.words;
  const { verdict, channel } = message;
  if (verdict === 'send')
    return { tone: 'wait', text: own.willSend(channel ? onChannel[channel] : '') } as const;
  if (verdict === 'wait') return { tone: 'wait', text: waiting(frame, message, code) } as const;
  if (verdict === 'call') return { tone: 'wait', text: own.willCall(code) } as const;
  return verdict === 'drop'
    ? ({ tone: 'bad', text: own.willNot(code) } as const)
    : ({ tone: 'wait', text: states.planned } as const);
}

function waiting(frame: Frame, { until }: MessageRow, code: string): string {
  const { timeline: own } = frame.words;
  return until ? own.willWaitUntil(moment(frame, until), code) : own.willWait(code);
}

/** What can be done about a message that does not simply go. */
export function remedyOf({ remedies }: Frame['words'], message: MessageRow): string | null {
  const settled = message.state !== 'planned' && !isLost(message);
  return settled ? null : remedyFor({ remedies }, message.code);
}

export const remedyFor = (
  { remedies }: Pick<Frame['words'], 'remedies'>,
  code: string | null,
): string | null => wordFor(remedies, code, '') || null;

const isLost = ({ state }: MessageRow): boolean =>
  state === 'dropped' || state === 'expired' || state === 'failed' || state === 'unknown';

/** What is known at once; who agreed, why and how it was decided is fetched when the entry opens. */
function detail(frame: Frame, data: PatientPage, { message, attempts }: TimelineItem): Html {
  const { timeline: words, purposes } = frame.words;
  const outgoing = message.direction === 'out';
  return html`<div class="detail">
    ${message.content && html`<blockquote>${textOf(frame, message)}</blockquote>`}
    <dl class="facts">
      <div><dt>${words.for}</dt><dd>${dotted(purposes[message.purpose], authorName(frame.words, message.author, data.names))}</dd></div>
      ${outgoing && message.proactive && html`<div><dt>${words.notAfter}</dt><dd>${dotted(moment(frame, message.notAfter))}</dd></div>`}
      ${message.deliveredAt && html`<div><dt>${words.deliveredAt}</dt><dd>${moment(frame, message.deliveredAt)}</dd></div>`}
      ${message.readAt && html`<div><dt>${words.readAt}</dt><dd>${moment(frame, message.readAt)}</dd></div>`}
    </dl>
    ${outgoing && whyLink(frame, data.patient.id, { message, attempts })}
  </div>`;
}

/** A link for a browser without scripts; with them the panel takes its place. */
function whyLink({ words }: Frame, patientId: string, { message }: TimelineItem): Html {
  const url = `/patients/${patientId}/messages/${message.id}`;
  return html`<div hx-get="${url}" hx-trigger="toggle from:#message-${message.id} once" hx-swap="outerHTML"><a href="${url}">${words.why.open}</a></div>`;
}

export function attemptList(frame: Frame, attempts: readonly AttemptRow[]): Html {
  const { timeline: words } = frame.words;
  if (attempts.length === 0) return html`<p class="hint">${words.noAttempts}</p>`;
  return html`<h4>${words.attempts}</h4><ol class="attempts">${attempts.map((attempt) => attemptLine(frame, attempt))}</ol>`;
}

function attemptLine(
  frame: Frame,
  { startedAt, channel, outcome, code, externalId }: AttemptRow,
): Html {
  const { words } = frame;
  const result = wordFor(words.outcomes, outcome ?? 'under_way', words.outcomes.rejected);
  return html`<li>${dotted(
    moment(frame, startedAt),
    channel && words.channels[channel],
    result,
    code && html`${words.timeline.code} <code>${code}</code>`,
    externalId && html`${words.timeline.platformId} <code>${externalId}</code>`,
  )}</li>`;
}
