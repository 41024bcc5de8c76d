/** What the patient agreed to: what holds now with its proof, and everything that ever happened. */

import { html } from 'hono/html';
import type { Held } from '../../app/consents.ts';
import type { ConsentRow } from '../../app/queries-console.ts';
import { type Purpose, purposes } from '../../domain/words.ts';
import { accountName } from './accounts-view.ts';
import { dayName, moment } from './dates.ts';
import type { Frame, Html } from './layout.ts';
import { refusalForm } from './paper-view.ts';
import { authorName, badge, dotted, linkButton, type Tone } from './parts.ts';
import type { PatientView } from './patient-view.ts';
import { wordFor } from './words.ts';

export function consentPanel(frame: Frame, view: PatientView): Html {
  const { consents: words, proof } = frame.words;
  const { held, history } = view.data.agreed;
  const asked = purposes.filter((purpose) => held.some((one) => one.purpose === purpose));
  const office = frame.staff?.role !== 'doctor' && view.data.patient.erasedAt === null;
  return html`<section class="panel" id="consents"><h2>${words.title}</h2>
    ${chainLine(frame, view)}
    ${held.length === 0 ? html`<p>${words.none}</p><p class="hint">${words.noneHint}</p>` : html`<ul class="plain-list">${asked.map((purpose) => purposeLine(frame, view, purpose))}</ul>${neverLine(frame, asked)}`}
    ${office && html`<p class="act">${linkButton(`/patients/${view.data.patient.id}/paper`, proof.paperOpen, true)}</p>${refusalForm(frame, view)}`}
    ${history.length > 0 && html`<details class="fold"><summary>${words.history(history.length)}</summary><ul class="plain-list">${history.toReversed().map((row) => historyLine(frame, view, row))}</ul></details>`}
  </section>`;
}

/** A fault here is louder than anything else on the page. */
function chainLine({ words: { proof, chainFaults } }: Frame, { data }: PatientView): Html | null {
  const { entries, fault } = data.agreed.chain;
  if (!fault)
    return entries === 0 ? null : html`<p class="hint chain">${proof.unbroken(entries)}</p>`;
  return html`<div class="fault banner" role="alert"><strong>${proof.broken(fault.number)}: ${chainFaults[fault.code]}.</strong> ${proof.brokenLead}</div>`;
}

function neverLine({ words }: Frame, asked: readonly Purpose[]): Html | null {
  const never = purposes.filter((purpose) => !asked.includes(purpose));
  if (never.length === 0) return null;
  const list = never.map((purpose) => words.purposes[purpose].toLowerCase()).join(', ');
  return html`<p class="hint">${words.proof.never(list)}</p>`;
}

function purposeLine(frame: Frame, view: PatientView, purpose: Purpose): Html {
  const own = distinct(view.data.agreed.held.filter((one) => one.purpose === purpose));
  return html`<li><p><strong>${frame.words.purposes[purpose]}</strong></p>${own.map((held) => heldLine(frame, view, held))}</li>`;
}

/** What was agreed for a whole channel speaks for each of its accounts, and is said once. */
function distinct(held: readonly Held[]): readonly Held[] {
  return held.filter(
    (one, index) =>
      held.findIndex(
        (other) => other.event.id === one.event.id && other.channel === one.channel,
      ) === index,
  );
}

function heldLine(frame: Frame, view: PatientView, held: Held): Html {
  const { words } = frame;
  const { event, status } = held;
  const weak = isWeak(held);
  const account = view.accounts.find(({ bindingId }) => bindingId === event.bindingId);
  return html`<div class="held">
    <p>${account ? accountName(frame, account) : words.channels[held.channel]} ${badge(toneOf(held), words.held[status])}</p>
    <p class="hint">${origin(frame, view, event)}</p>
    ${status !== 'withdrawn' && html`<p class="hint">${dotted(words.proof.strength(words.strengths[held.strength], held.strength, held.needed), weak && html`<span class="not-delivered">${words.consents.tooWeak}</span>`, ending(frame, held))}</p>`}
    ${evidence(frame, event)}
  </div>`;
}

const isWeak = ({ status, strength, needed }: Held): boolean =>
  status === 'given' && strength < needed;

const toneOf = (held: Held): Tone =>
  held.status !== 'given' ? 'bad' : isWeak(held) ? 'wait' : 'good';

function ending(frame: Frame, { expiresAt, status }: Held): string | null {
  if (!expiresAt) return null;
  const day = dayName(frame, expiresAt, frame.zone);
  return status === 'expired' ? frame.words.proof.ended(day) : frame.words.proof.until(day);
}

/** When, how, by whom, on which paper. */
function origin(frame: Frame, { data }: PatientView, row: ConsentRow): Html {
  const { words } = frame;
  const how = wordFor(words.mechanisms, row.mechanism, words.mechanisms.other);
  const who = row.actor === 'patient' ? null : authorName(words, row.actor, data.names);
  return dotted(
    moment(frame, row.at),
    how,
    who,
    row.document && words.consents.document(row.document),
  );
}

const hash_chars = 12;

/** The exact words, which question they answer, and where they stand in the chain. */
function evidence({ words }: Frame, row: ConsentRow): Html {
  const { consents: own, proof } = words;
  const wordless = row.document ? proof.onPaper(row.document) : own.noWords;
  return html`<details class="fold small"><summary>${own.words}</summary>
    <blockquote>${row.wording ?? wordless}</blockquote>
    <p class="hint">${dotted(
      row.noticeVersion && html`${proof.notice} <code>${row.noticeVersion}</code>`,
      row.noticeHash && html`<code>${row.noticeHash.slice(0, hash_chars)}</code>`,
      html`${proof.entry} ${row.number} <code>${row.hash.slice(0, hash_chars)}</code>`,
    )}</p></details>`;
}

function historyLine(frame: Frame, view: PatientView, row: ConsentRow): Html {
  const { words } = frame;
  const tone = row.act === 'withdrawn' ? 'bad' : 'good';
  return html`<li>
    <p>${dotted(words.purposes[row.purpose], words.channels[row.channel])} ${badge(tone, words.acts[row.act])}</p>
    <p class="hint">${origin(frame, view, row)}</p>
    ${evidence(frame, row)}
  </li>`;
}
