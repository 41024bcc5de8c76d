/** The invitation: a code for the camera, links to copy, and digits to say aloud. */

import { html, raw } from 'hono/html';
import type { DeskCode } from '../../app/identity.ts';
import type { Invitation } from '../../app/invitations.ts';
import { type Relation, relations } from '../../domain/words.ts';
import { moment, shortMoment } from './dates.ts';
import { chips } from './form.ts';
import type { Frame, Html } from './layout.ts';
import { copyField } from './parts.ts';

const urlOf = (patientId: string) => `/patients/${patientId}/invitations`;

/** A form that puts its answer in the place of the whole invitation. */
const swap = (url: string): Html =>
  html`method="post" action="${url}" hx-post="${url}" hx-target="#invitation" hx-swap="outerHTML"`;

interface Button {
  readonly patientId: string;
  /** Ticked to begin with; without it there is nothing to choose. */
  readonly likely?: Relation;
  /** Presses itself. */
  readonly load?: boolean;
}

export function invitationButton(frame: Frame, { patientId, likely, load }: Button): Html {
  const { invite, code, relations: who } = frame.words;
  const choice =
    likely &&
    chips(
      { frame, values: { relation: likely }, faults: {} },
      {
        name: 'relation',
        label: code.who,
        type: 'radio',
        options: relations.map((value) => ({ value, label: who[value] })),
      },
    );
  return html`<div id="invitation"><form ${swap(urlOf(patientId))} ${load && html`hx-trigger="load, submit"`}>
    <p>${invite.lead}</p>${choice}
    <button class="button">${invite.make}</button>
  </form>${likely && html`<form ${swap(`/patients/${patientId}/codes`)}><button class="quiet">${code.only}</button></form>`}</div>`;
}

interface Made {
  readonly patientId: string;
  readonly relation: Relation | null;
  readonly invitation: Invitation;
}

export function invitationFragment(frame: Frame, { patientId, relation, invitation }: Made): Html {
  const { invite, channels } = frame.words;
  const { telegramUrl, whatsappUrl, expiresAt, code, codeExpiresAt } = invitation;
  const codes = [
    telegramUrl && { name: channels.telegram, svg: invitation.qrSvg },
    whatsappUrl && { name: channels.whatsapp, svg: invitation.whatsappQrSvg },
  ].filter((one) => one !== null && one !== '');
  if (codes.length === 0)
    return html`<div id="invitation"><p class="warning">${invite.notReady}</p></div>`;
  return html`<div id="invitation" class="invitation">
    <p>${invite.scan}. ${invite.expires(moment(frame, expiresAt))}.</p>
    <div class="codes">${codes.map(({ name, svg }) => html`<figure><div class="qr" role="img" aria-label="QR ${name}">${raw(svg ?? '')}</div><figcaption>${name}</figcaption></figure>`)}</div>
    ${deskCode(frame, patientId, { code, expiresAt: codeExpiresAt })}
    ${telegramUrl && copyField(frame, { id: 'telegram-link', label: invite.link(channels.telegram), value: telegramUrl })}
    ${whatsappUrl && copyField(frame, { id: 'whatsapp-link', label: invite.link(channels.whatsapp), value: whatsappUrl })}
    <p class="hint">${invite.once}</p>
    <form ${swap(urlOf(patientId))}><input type="hidden" name="relation" value="${relation ?? ''}"><button class="button second">${invite.again}</button></form>
  </div>`;
}

/** A code alone, for a patient who has opened the link already. */
export const codeFragment = (frame: Frame, patientId: string, made: DeskCode): Html =>
  html`<div id="invitation" class="invitation">${deskCode(frame, patientId, made)}
    <form ${swap(urlOf(patientId))}><button class="button second">${frame.words.invite.make}</button></form></div>`;

/** In two groups, as one says it. */
function deskCode(frame: Frame, patientId: string, { code, expiresAt }: DeskCode): Html {
  const { code: words } = frame.words;
  const url = `/patients/${patientId}/codes`;
  return html`<div class="desk-code" id="desk-code"><p class="hint">${words.say}</p>
    <p class="digits">${code.slice(0, 3)} ${code.slice(3)}</p>
    <p class="hint">${words.until(shortMoment(frame, expiresAt))}</p>
    <form method="post" action="${url}" hx-post="${url}" hx-target="#desk-code" hx-select="#desk-code" hx-swap="outerHTML"><button class="quiet">${words.again}</button></form>
  </div>`;
}
