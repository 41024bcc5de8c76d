/** What the patient agreed to: standing now, and everything that ever happened, with the exact words. */

import { html } from 'hono/html';
import type { ConsentRow } from '../../app/queries-console.ts';
import { strengthNeeded } from '../../domain/consent.ts';
import { cardChannels, purposes } from '../../domain/words.ts';
import { moment } from './dates.ts';
import { chips, type Filling, faultNote, field, select } from './form.ts';
import type { Frame, Html } from './layout.ts';
import { authorName, badge, dotted } from './parts.ts';
import type { PatientView } from './patient-view.ts';
import { wordFor } from './words.ts';

export function consentPanel(frame: Frame, view: PatientView): Html {
  const { consents: words } = frame.words;
  const { standing, history } = view.data.agreed;
  const line = (row: ConsentRow) => consentLine(frame, view, row);
  return html`<section class="panel" id="consents"><h2>${words.title}</h2>
    ${standing.length === 0 ? html`<p>${words.none}</p><p class="hint">${words.noneHint}</p>` : html`<ul class="plain-list">${inOrder(standing).map(line)}</ul>`}
    ${history.length > 0 && html`<details class="fold"><summary>${words.history(history.length)}</summary><ul class="plain-list">${history.toReversed().map(line)}</ul></details>`}
    ${frame.staff?.role !== 'doctor' && recordForm(frame, view)}
  </section>`;
}

const inOrder = (rows: readonly ConsentRow[]): readonly ConsentRow[] =>
  rows.toSorted(
    (a, b) => purposes.indexOf(a.purpose) - purposes.indexOf(b.purpose) || a.seq - b.seq,
  );

function consentLine(frame: Frame, { data }: PatientView, row: ConsentRow): Html {
  const { words } = frame;
  const { consents: own } = words;
  const given = row.act === 'given';
  const weak = given && row.strength < strengthNeeded;
  const how = wordFor(words.mechanisms, row.mechanism, words.mechanisms.other);
  const who = row.actor === 'patient' ? null : authorName(words, row.actor, data.names);
  return html`<li>
    <p><strong>${words.purposes[row.purpose]}</strong> ${words.onChannel[row.channel]} ${badge(given ? (weak ? 'wait' : 'good') : 'bad', words.acts[row.act])}</p>
    <p class="hint">${dotted(moment(frame, row.at), how, who, row.document && own.document(row.document))}</p>
    <p class="hint">${dotted(own.strengthNote(words.strengths[row.strength]), weak && html`<span class="not-delivered">${own.tooWeak}</span>`)}</p>
    <details class="fold small"><summary>${own.words}</summary><blockquote>${row.wording ?? own.noWords}</blockquote></details>
  </li>`;
}

function recordForm(frame: Frame, { data, draft }: PatientView): Html {
  const { words } = frame;
  const { consents: own } = words;
  const drafted = draft?.form === 'consent' ? draft : null;
  const start = {
    purpose: 'visit',
    channel: data.bindings[0]?.address.channel ?? 'telegram',
    act: 'given',
    mechanism: 'paper',
  };
  const filling: Filling = {
    frame,
    values: drafted?.values ?? start,
    faults: drafted?.faults ?? {},
    scope: '-consent',
  };
  return html`<details class="fold" ${drafted && html`open`}><summary>${own.record}</summary>
    <form class="form" method="post" action="/patients/${data.patient.id}/consents">
      ${faultNote(filling)}
      <div class="columns two">
        ${select(filling, { name: 'purpose', label: own.purpose, options: purposes.map((value) => ({ value, label: words.purposes[value] })) })}
        ${select(filling, { name: 'channel', label: own.channel, options: cardChannels.map((value) => ({ value, label: words.channels[value] })) })}
      </div>
      ${chips(filling, {
        name: 'act',
        label: own.act,
        type: 'radio',
        options: [
          { value: 'given', label: own.agrees },
          { value: 'withdrawn', label: own.declines },
        ],
      })}
      ${chips(filling, {
        name: 'mechanism',
        label: own.how,
        type: 'radio',
        options: [
          { value: 'paper', label: own.paper },
          { value: 'desk', label: own.desk },
        ],
      })}
      <p class="hint">${own.deskHint}</p>
      ${field(filling, { name: 'document', label: own.document2, optional: true })}
      ${field(filling, { name: 'wording', label: own.wording, optional: true, rows: 2 })}
      <button class="button">${own.record}</button>
    </form></details>`;
}
