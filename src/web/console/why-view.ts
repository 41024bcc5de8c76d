/** Why a message went, waits or did not go: who agreed in which words, for what reason, and how it was decided. */

import { html } from 'hono/html';
import type { StaffNames } from '../../app/queries-console.ts';
import type { Why } from '../../app/why.ts';
import { moment } from './dates.ts';
import { type Frame, type Html, page } from './layout.ts';
import { authorName, dotted, kindName, textOf } from './parts.ts';
import { attemptList, fate, remedyFor, remedyOf } from './timeline-view.ts';
import { wordFor } from './words.ts';

export interface WhyView {
  readonly why: Why;
  readonly names: StaffNames;
}

/** The panel by itself, for an entry of the timeline that has just been opened. */
export function whyPanel(frame: Frame, { why, names }: WhyView): Html {
  const { why: words } = frame.words;
  const forecast = why.message.state === 'planned' ? (why.trail.at(-1)?.code ?? null) : null;
  const remedy = remedyOf(frame.words, why.message) ?? remedyFor(frame.words, forecast);
  return html`<div class="why">
    <dl class="facts">
      <div><dt>${words.reason}</dt><dd>${reasonLine(frame, { why, names })}</dd></div>
      <div><dt>${words.agreed}</dt><dd>${consentLine(frame, { why, names })}</dd></div>
      ${why.consent && html`<div><dt>${words.evidence}</dt><dd>${strengthLine(frame, why)}</dd></div>`}
    </dl>
    ${why.consent?.event.wording && html`<h4>${words.inWords}</h4><blockquote>${why.consent.event.wording}</blockquote>`}
    <h4>${words.trail}</h4>${trail(frame, why)}
    ${attemptList(frame, why.attempts)}
    ${remedy && html`<p class="remedy">${dotted(html`<strong>${words.todo}</strong>`, remedy)}</p>`}
  </div>`;
}

export function whyPage(frame: Frame, view: WhyView): Html {
  const { message } = view.why;
  const { words } = frame;
  const { text } = fate(frame, message);
  const body = html`<section class="panel narrow">
    <p><strong>${kindName(words, message)}</strong></p>
    <p>${dotted(words.purposes[message.purpose], text)}</p>
    ${message.content && html`<blockquote>${textOf(frame, message)}</blockquote>`}
    ${whyPanel(frame, view)}
    ${message.patientId && html`<a class="button second" href="/patients/${message.patientId}#messages">${words.why.back}</a>`}
  </section>`;
  return page(frame, { title: words.why.title, body });
}

function reasonLine(frame: Frame, { why: { reason, message }, names }: WhyView): Html | string {
  const { words } = frame;
  if (reason === null)
    return message.author.startsWith('staff:')
      ? words.why.byStaff(authorName(words, message.author, names))
      : words.why.noReason;
  if (reason.type === 'visit') {
    const { startsAt, status } = reason.appointment;
    return dotted(words.why.visit(moment(frame, startsAt)), words.appointment[status]);
  }
  if (reason.type === 'answer')
    return reason.to ? words.why.answerTo(textOf(frame, reason.to)) : words.why.answer;
  const { purpose, createdBy, createdAt, note } = reason.reason;
  const who = authorName(words, createdBy, names);
  return dotted(words.purposes[purpose], who, moment(frame, createdAt), note);
}

function consentLine(frame: Frame, { why, names }: WhyView): Html | string {
  const { words } = frame;
  const { consent } = why;
  if (!consent) return why.strengthNeeded > 0 ? words.why.nobody : words.why.notNeeded;
  const { event } = consent;
  return dotted(
    consent.act === 'withdrawn' && words.why.withdrew,
    authorName(words, event.actor, names),
    consent.relation && words.relations[consent.relation],
    consent.label && words.accounts.called(consent.label),
    wordFor(words.mechanisms, event.mechanism, words.mechanisms.other),
    moment(frame, event.at),
    event.document && words.consents.document(event.document),
    event.noticeVersion && html`<code>${event.noticeVersion}</code>`,
  );
}

function strengthLine({ words }: Frame, { consent, strengthNeeded }: Why): string {
  if (!consent) return '';
  const { strength } = consent;
  return words.proof.strength(words.strengths[strength], strength, strengthNeeded);
}

function trail(frame: Frame, { trail: rows }: Why): Html {
  const { why: words, decisions, channels } = frame.words;
  if (rows.length === 0) return html`<p class="hint">${words.noTrail}</p>`;
  return html`<ol class="attempts">${rows.map(
    ({ at, stage, verdict, code, until, channel }) =>
      html`<li>${dotted(
        moment(frame, at),
        `${words.stages[stage]}: ${words.verdicts[verdict]}`,
        wordFor(decisions, code, decisions.rejected),
        until && words.again(moment(frame, until)),
        channel && channels[channel],
        html`<code>${code}</code>`,
      )}</li>`,
  )}</ol>`;
}
