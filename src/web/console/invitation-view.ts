/** The invitation: a code for the camera and links to copy. */

import { html, raw } from 'hono/html';
import type { Invitation } from '../../app/invitations.ts';
import { moment } from './dates.ts';
import type { Frame, Html } from './layout.ts';
import { copyField } from './parts.ts';

/** The button only; `load` presses it by itself. */
export function invitationButton({ words }: Frame, patientId: string, load = false): Html {
  const url = `/patients/${patientId}/invitations`;
  return html`<form id="invitation" method="post" action="${url}" hx-post="${url}" hx-target="#invitation" hx-swap="outerHTML" ${load && html`hx-trigger="load, submit"`}>
    <p>${words.invite.lead}</p>
    <button class="button">${words.invite.make}</button>
  </form>`;
}

export function invitationFragment(
  frame: Frame,
  { patientId, invitation }: { patientId: string; invitation: Invitation },
): Html {
  const { invite, channels } = frame.words;
  const { telegramUrl, whatsappUrl, expiresAt } = invitation;
  const url = `/patients/${patientId}/invitations`;
  const codes = [
    telegramUrl && { name: channels.telegram, svg: invitation.qrSvg },
    whatsappUrl && { name: channels.whatsapp, svg: invitation.whatsappQrSvg },
  ].filter((code) => code !== null && code !== '');
  if (codes.length === 0)
    return html`<div id="invitation"><p class="warning">${invite.notReady}</p></div>`;
  return html`<div id="invitation" class="invitation">
    <p>${invite.scan}. ${invite.expires(moment(frame, expiresAt))}.</p>
    <div class="codes">${codes.map(({ name, svg }) => html`<figure><div class="qr" role="img" aria-label="QR ${name}">${raw(svg ?? '')}</div><figcaption>${name}</figcaption></figure>`)}</div>
    ${telegramUrl && copyField(frame, { id: 'telegram-link', label: invite.link(channels.telegram), value: telegramUrl })}
    ${whatsappUrl && copyField(frame, { id: 'whatsapp-link', label: invite.link(channels.whatsapp), value: whatsappUrl })}
    <p class="hint">${invite.once}</p>
    <form method="post" action="${url}" hx-post="${url}" hx-target="#invitation" hx-swap="outerHTML"><button class="button second">${invite.again}</button></form>
  </div>`;
}
