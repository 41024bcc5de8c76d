/** The owner's page. */

import { html } from 'hono/html';
import type { InboundRow, readSetup, StaffRow } from '../../app/queries-console.ts';
import { type ChannelId, languages } from '../../domain/words.ts';
import { textsOf } from '../../text/catalogue.ts';
import { downWords, heldBy } from './channels-view.ts';
import { moment } from './dates.ts';
import { chips, type Faults, type Filling, faultNote, field, select, type Values } from './form.ts';
import { icon } from './icons.ts';
import { type Frame, type Html, page } from './layout.ts';
import { badge, copyField, dotted, linkButton } from './parts.ts';

import { policyPanel } from './policy-view.ts';
import { clinicPanel, doctorPanel, servicePanel } from './setup-register.ts';
import { wordFor } from './words.ts';

type Data = Awaited<ReturnType<typeof readSetup>>;

export interface SetupDraft {
  readonly form: 'clinic' | 'doctor' | 'service' | 'staff';
  readonly values: Values;
  readonly faults: Faults;
}

export interface SetupLink {
  readonly name: string;
  readonly url: string;
}

export interface SetupView {
  readonly data: Data;
  readonly sandboxed: readonly ChannelId[];
  readonly draft: SetupDraft | null;
  readonly link: SetupLink | null;
}

export function setupPage(frame: Frame, view: SetupView): Html {
  const body = html`${view.link && linkPanel(frame, view.link)}
    <div class="grid">
      ${channelPanel(frame, view)}
      ${staffPanel(frame, view)}
      ${clinicPanel(frame, view)}
      ${view.data.clinics.map((clinic) => policyPanel(frame, clinic, view.data.clinics.length > 1))}
      ${doctorPanel(frame, view)}
      ${servicePanel(frame, view)}
      ${webhooksPanel(frame)}
      ${inboundPanel(frame, view.data.unread)}
    </div>`;
  return page(frame, { title: frame.words.setup.title, body });
}

function linkPanel(frame: Frame, { name, url }: SetupLink): Html {
  const { setup: words } = frame.words;
  return html`<section class="panel highlight">${copyField(frame, { id: 'sign-in-link', label: words.linkTitle(name), value: url })}
    <p class="hint">${words.linkLead}</p></section>`;
}

function channelPanel(frame: Frame, { data, sandboxed }: SetupView): Html {
  const { setup: words } = frame.words;
  return html`<section class="panel" id="channels"><h2>${words.channels}</h2>
    ${data.channels.length === 0 && html`<p class="hint">${words.noChannels}</p>`}
    <ul class="plain-list">${data.channels.map((channel) => channelLine(frame, channel, sandboxed))}</ul>
    ${frame.sandboxUrl && html`<p class="hint">${words.phonesLead}</p><a class="button second" href="${frame.sandboxUrl}" target="zabota-phones">${icon('phone')} ${words.openPhones}</a>`}
  </section>`;
}

function channelLine(
  frame: Frame,
  { id, state }: Data['channels'][number],
  sandboxed: readonly ChannelId[],
): Html {
  const { words } = frame;
  const { setup } = words;
  const down = state?.downCode ?? null;
  const held = state && heldBy(frame, state);
  const status = held
    ? html`<a href="/channels">${badge('bad', down ? setup.down(downWords(frame, down)) : held.badge)}</a>`
    : sandboxed.includes(id)
      ? badge('wait', setup.sandbox)
      : badge('good', setup.working);
  const heard = state?.lastInboundAt
    ? setup.heard(moment(frame, state.lastInboundAt))
    : setup.neverHeard;
  return html`<li><p><strong>${words.channels[id]}</strong> ${status}</p>
    <p class="hint">${dotted(heard, down !== null && html`<code>${down}</code>`)}</p></li>`;
}

function staffPanel(frame: Frame, view: SetupView): Html {
  const { setup: words } = frame.words;
  const [here, gone] = [true, false].map((works) =>
    view.data.staff.filter(({ disabledAt }) => (disabledAt === null) === works),
  );
  return html`<section class="panel" id="staff"><h2>${words.staff}</h2>
    ${here?.map((one) => colleague(frame, one, actsFor(frame, one)))}
    ${staffForm(frame, view)}
    ${gone?.length !== 0 && html`<details class="fold"><summary>${words.gone} <span class="hint">${gone?.length}</span></summary>${gone?.map((one) => colleague(frame, one, act(one, 'return', words.back)))}</details>`}
  </section>`;
}

function colleague({ words }: Frame, one: StaffRow, acts: Html): Html {
  const invited =
    one.passwordHash === null && html`<span class="not-delivered">${words.setup.invited}</span>`;
  return html`<details class="fold entry-fold"><summary><strong>${one.name}</strong> <span class="hint">${dotted(words.roles[one.role], one.login, invited)}</span></summary>
    ${acts}</details>`;
}

const act = ({ id }: StaffRow, what: 'link' | 'leave' | 'return', label: string): Html =>
  html`<form method="post" action="/setup/staff/${id}/${what}"><button class="button second">${label}</button></form>`;

function actsFor({ words, staff }: Frame, one: StaffRow): Html {
  const { setup, channels } = words;
  const isOther = one.id !== staff?.id;
  return html`<div class="actions">${linkButton(`/setup/staff/${one.id}/telegram`, channels.telegram, true)}
    ${isOther && act(one, 'link', setup.newLink)} ${isOther && act(one, 'leave', setup.leave)}</div>
    ${isOther && html`<p class="hint">${setup.leaveHint}</p>`}`;
}

function staffForm(frame: Frame, { data, draft }: SetupView): Html {
  const { words } = frame;
  const own = draft?.form === 'staff' ? draft : null;
  const start = { role: 'administrator', language: frame.language };
  const filling: Filling = {
    frame,
    values: own?.values ?? start,
    faults: own?.faults ?? {},
    scope: '-staff',
  };
  const nobody = { value: '', label: words.common.none };
  return html`<details class="fold" ${own && html`open`}><summary>${words.setup.add}</summary>
    <form class="form" method="post" action="/setup/staff">
      ${faultNote(filling)}
      ${field(filling, { name: 'name', label: words.common.name })}
      ${field(filling, { name: 'login', label: words.setup.login })}
      ${chips(filling, { name: 'role', label: words.setup.role, type: 'radio', options: (['administrator', 'doctor', 'owner'] as const).map((value) => ({ value, label: words.roles[value] })) })}
      ${select(filling, { name: 'doctorId', label: words.setup.ofDoctor, options: [nobody, ...data.doctors.map(({ id, name }) => ({ value: id, label: name }))] })}
      ${chips(filling, { name: 'language', label: words.common.language, type: 'radio', options: languages.map((value) => ({ value, label: textsOf(value).ownName })) })}
      <button class="button">${words.setup.add}</button>
    </form></details>`;
}

function webhooksPanel({ words: { webhooks: words } }: Frame): Html {
  return html`<section class="panel" id="webhooks"><h2>${words.title}</h2><p class="hint">${words.setup}</p>
    ${linkButton('/setup/webhooks', words.open, true)}</section>`;
}

function inboundPanel(frame: Frame, unread: readonly InboundRow[]): Html {
  const { setup: words } = frame.words;
  return html`<section class="panel" id="inbound"><h2>${words.inbound}</h2>
    ${unread.length === 0 ? html`<p class="hint">${words.inboundEmpty}</p>` : html`<p class="hint">${words.inboundLead}</p><ul class="plain-list">${unread.map((row) => inboundLine(frame, row))}</ul>`}
  </section>`;
}

const raw_chars_max = 2000;

function inboundLine(
  frame: Frame,
  { id, channel, type, receivedAt, errorCode, raw, event }: InboundRow,
): Html {
  const { words } = frame;
  const shown = (raw ?? JSON.stringify(event, null, 1)).slice(0, raw_chars_max);
  return html`<li class="with-action"><div>
      <p>${wordFor(words.inboundTypes, type, words.inboundTypes.other)}</p>
      <p class="hint">${dotted(words.channels[channel], moment(frame, receivedAt), errorCode && html`<code>${errorCode}</code>`)}</p>
      <details class="fold small"><summary>${words.setup.raw}</summary><pre>${shown}</pre></details></div>
    <form method="post" action="/setup/inbound/${id}/seen"><button class="quiet">${words.setup.seen}</button></form></li>`;
}
