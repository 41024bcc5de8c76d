/** Small pieces that several pages share. */

import { html } from 'hono/html';
import type { InboxEntry, MessageRow, PatientRow, StaffNames } from '../../app/queries-console.ts';
import { isTold } from '../../domain/events.ts';
import type { Frame, Html } from './layout.ts';
import { type Words, wordFor } from './words.ts';

export type Tone = 'good' | 'wait' | 'bad' | 'calm';

export const badge = (tone: Tone, text: string): Html =>
  html`<span class="badge ${tone}">${text}</span>`;

export const emptyState = ({
  title,
  text,
  action,
}: {
  title: string;
  text: string;
  action?: Html | null;
}): Html => html`<div class="empty"><h2>${title}</h2><p>${text}</p>${action}</div>`;

/** What is left of whoever asked to be forgotten has no name. */
export const patientName = ({ words }: Frame, { name }: Pick<PatientRow, 'name'>): string =>
  name || words.erasures.erasedPatient;

export const linkButton = (href: string, label: string, second = false): Html =>
  html`<a class="button ${second && 'second'}" href="${href}">${label}</a>`;

/** Who holds this account, as well as we know. */
export function nameOf({ words }: Frame, entry: InboxEntry): string {
  return (
    entry.patient?.name ?? entry.contact.label ?? entry.address.username ?? words.common.stranger
  );
}

/** `staff:<id>`, `bot`, `patient`, `api`, `import:<id>`, `system` in words. */
export function authorName({ common }: Words, author: string, names: StaffNames): string {
  if (author.startsWith('staff:'))
    return names.get(author.slice('staff:'.length)) ?? common.colleague;
  if (author === 'bot') return common.bot;
  if (author === 'patient') return common.patientSelf;
  return isTold(author) ? common.clinicSystem : common.system;
}

/** What a patient sent, with the neutral tags of the store in the reader's language. */
export function textOf({ words }: Frame, { content, direction, kind }: MessageRow): string {
  const text = content?.text ?? '';
  if (direction !== 'in' || kind === 'text' || kind === 'edited' || kind === 'button') return text;
  return text.replace(
    /^\[(\w+)\]/,
    (_, tag: string) => `[${wordFor(words.tags, tag, words.tags.other)}]`,
  );
}

export function kindName({ kinds }: Words, { kind, direction }: MessageRow): string {
  if (direction === 'in') return kinds.inbound;
  return wordFor(kinds, kind, kinds.bot_reply);
}

/** `+7 916 123-45-67`; numbers of other countries as they are. */
export const phoneText = (phone: string): string =>
  phone.replace(/^\+7(\d{3})(\d{3})(\d\d)(\d\d)$/, '+7 $1 $2-$3-$4');

export const telLink = (phone: string): Html =>
  html`<a class="tel" href="tel:${phone}">${phoneText(phone)}</a>`;

/** Spans are told apart by what separates them, so that a screen reader pauses. */
export const dotted = (...parts: readonly (Html | string | null | false)[]): Html =>
  html`${parts.filter((part) => part !== null && part !== false && part !== '').map((part, index) => html`${index > 0 && html`<span class="dot"> · </span>`}${part}`)}`;

export const patientLink = ({ id, name }: PatientRow): Html =>
  html`<a href="/patients/${id}">${name}</a>`;

/** A secret that is shown once, with a button that copies it. */
export function copyField(
  { words }: Frame,
  { id, label, value }: { id: string; label: string; value: string },
): Html {
  return html`<div class="field copy"><label for="${id}">${label}</label>
    <div class="copy-row"><input id="${id}" value="${value}" readonly>
    <button type="button" class="button second" data-copy="${id}" data-copied="${words.common.copied}">${words.common.copy}</button></div></div>`;
}
