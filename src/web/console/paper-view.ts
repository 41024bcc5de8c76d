/** Agreements that did not happen in the chat: a signed paper on a page of its own, words and refusals in a fold. */

import { html } from 'hono/html';
import type { PatientRow } from '../../app/queries-console.ts';
import { cardChannels, purposes } from '../../domain/words.ts';
import { chips, type Filling, faultNote, field } from './form.ts';
import { type Frame, type Html, page } from './layout.ts';
import type { PatientView } from './patient-view.ts';

/** Made for speed: the first box has the focus, Enter in the number saves. */
export function paperPage(filling: Filling, patient: PatientRow): Html {
  const { frame } = filling;
  const { proof, consents } = frame.words;
  const body = html`<p class="subtitle"><a href="/patients/${patient.id}">${patient.name}</a></p>
    <form class="panel form narrow" method="post" action="/patients/${patient.id}/paper">
      ${faultNote(filling)}
      <p class="hint">${proof.paperLead}</p>
      ${whatAndWhere(filling, true)}
      ${field(filling, { name: 'document', label: proof.number, optional: true, autocomplete: 'off' })}
      <details class="fold small"><summary>${proof.wordsFold}</summary>
        ${field(filling, { name: 'wording', label: consents.wording, optional: true, rows: 3 })}</details>
      <button class="button">${proof.save}</button>
    </form>`;
  return page(frame, { title: proof.paperTitle, body });
}

/** Consent is asked for, never assumed: nothing is ticked before somebody ticks it. */
function whatAndWhere(filling: Filling, paper: boolean): Html {
  const { words } = filling.frame;
  return html`${chips(filling, {
    name: 'purposes',
    label: paper ? words.proof.purposes : words.consents.purpose,
    type: 'checkbox',
    options: purposes.map((value) => ({ value, label: words.purposes[value] })),
    focus: paper,
  })}
  ${chips(filling, {
    name: 'channels',
    label: paper ? words.proof.channels : words.consents.channel,
    type: 'checkbox',
    options: cardChannels.map((value) => ({ value, label: words.channels[value] })),
  })}`;
}

export function refusalForm(frame: Frame, { data, draft }: PatientView): Html {
  const { consents: own, proof } = frame.words;
  const drafted = draft?.form === 'consent' ? draft : null;
  const filling: Filling = {
    frame,
    values: drafted?.values ?? {},
    faults: drafted?.faults ?? {},
    scope: '-consent',
  };
  return html`<details class="fold" ${drafted && html`open`}><summary>${proof.otherOpen}</summary>
    <form class="form" method="post" action="/patients/${data.patient.id}/consents">
      ${faultNote(filling)}
      ${whatAndWhere(filling, false)}
      ${chips(filling, {
        name: 'act',
        label: own.act,
        type: 'radio',
        options: [
          { value: 'withdrawn', label: own.declines },
          { value: 'given', label: own.agrees },
        ],
      })}
      <p class="hint">${own.deskHint}</p>
      ${field(filling, { name: 'wording', label: own.said, optional: true, rows: 2 })}
      <button class="button">${proof.save}</button>
    </form></details>`;
}
