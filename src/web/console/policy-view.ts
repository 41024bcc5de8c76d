/** Which evidence of consent a clinic asks for, by purpose, and what the numbers mean. */

import { html } from 'hono/html';
import type { ClinicRow } from '../../app/queries-console.ts';
import { consentProfiles, standardPolicy } from '../../domain/consent.ts';
import { type EvidenceStrength, purposes } from '../../domain/words.ts';
import { chips, type Filling } from './form.ts';
import type { Frame, Html } from './layout.ts';

const strengths: readonly EvidenceStrength[] = [0, 1, 2, 3, 4];
/** An imported claim is never enough. */
const choices = strengths.filter((strength) => strength > 0);

export function policyPanel(frame: Frame, clinic: ClinicRow, several: boolean): Html {
  const { policy: words, common, purposes: names } = frame.words;
  const { profile, strengths: own } = clinic.consentPolicy ?? standardPolicy;
  const filling: Filling = { frame, values: { profile }, faults: {} };
  const id = `policy-${clinic.id}`;
  return html`<section class="panel" id="${id}"><h2>${words.title}</h2>
    ${several && html`<p><strong>${clinic.name}</strong></p>`}<p class="hint">${words.lead}</p>
    <form class="form" method="post" action="/setup/clinics/${clinic.id}/policy">
      ${chips(filling, { name: 'profile', label: words.profile, type: 'radio', options: consentProfiles.map((value) => ({ value, label: words[value] })) })}
      <details class="fold" ${Object.keys(own ?? {}).length > 0 && html`open`}><summary>${words.perPurpose}</summary><fieldset class="field policy"><legend class="hidden">${words.perPurpose}</legend>
        ${purposes.map(
          (
            purpose,
          ) => html`<div class="policy-line"><label for="${id}-${purpose}">${names[purpose]}</label>
          <select id="${id}-${purpose}" name="${purpose}"><option value="">${words.asProfile}</option>${choices.map((value) => html`<option value="${value}" ${own?.[purpose] === value && html`selected`}>${value}</option>`)}</select></div>`,
        )}
      </fieldset></details>
      ${scale(frame)}
      <button class="button">${common.save}</button>
    </form></section>`;
}

const scale = ({ words }: Frame): Html =>
  html`<h3>${words.policy.scale}</h3><ol class="scale">${strengths.map((strength) => html`<li><strong>${strength}</strong> ${words.strengths[strength]}</li>`)}</ol>`;
