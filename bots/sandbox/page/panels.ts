import { html } from 'hono/html';
import { channelIds } from '../../../src/domain/words.ts';
import type { StateView } from '../control/view.ts';
import { faultNames } from '../faults.ts';
import { type Html, type Look, timeOf } from './look.ts';
import { channelNames } from './phone.ts';

/** The column beside the phones: how to begin, staff, a new phone, faults. */
export function tools(look: Look, state: StateView): Html {
  return html`<aside class="tools" id="tools">
    ${howTo(look)}
    ${state.staff ? staffPanel(look) : ''}
    ${addPhone(look)}
    ${faultPanel(look, state)}
  </aside>`;
}

function howTo({ text }: Look): Html {
  return html`<details class="panel" open data-remember="howto"><summary>${text.howTo}</summary>
    <ol class="steps">${text.steps.map((step) => html`<li>${step}</li>`)}</ol>
  </details>`;
}

function staffPanel({ text }: Look): Html {
  return html`<details class="panel" data-remember="staff"><summary>${text.staff}<span data-part="staff-count"></span></summary>
    <div class="stafflog" data-part="staff-log"></div>
    <form class="stack" data-staff>
      <select name="topicId" data-part="staff-topics" aria-label="${text.general}"></select>
      <div class="inline"><input name="text" required autocomplete="off" placeholder="${text.staffReply}" aria-label="${text.staffReply}" /><button class="primary">${text.send}</button></div>
    </form>
  </details>`;
}

function addPhone({ text }: Look): Html {
  return html`<details class="panel" data-remember="add"><summary>${text.addPhone}</summary>
    <form class="stack" data-add>
      <input name="name" required maxlength="64" placeholder="${text.name}" aria-label="${text.name}" autocomplete="off" />
      <input name="phone" required type="tel" pattern="\\+?[0-9 ()\\-]{7,20}" placeholder="${text.phone}" aria-label="${text.phone}" autocomplete="off" />
      <label><input type="checkbox" name="hidePhone" /> ${text.hidePhone}</label>
      <button class="primary">${text.add}</button>
    </form>
  </details>`;
}

function faultPanel({ text }: Look, state: StateView): Html {
  const option = (value: string, label: string): Html =>
    html`<option value="${value}">${label}</option>`;
  return html`<details class="panel" data-remember="faults"><summary>${text.faults}<span data-part="fault-count"></span></summary>
    <p class="hint">${text.faultsHint}</p>
    <div data-part="faults"></div>
    <form class="stack" data-fault>
      <select name="fault" aria-label="${text.faults}">${faultNames.map((name) => option(name, text.faultNames[name]))}</select>
      <div class="inline">
        <select name="channel" aria-label="${text.channel}">${channelIds.map((id) => option(id, channelNames[id]))}</select>
        <select name="forPhone" aria-label="${text.whom}">${option('', text.everybody)}${state.phones.map((phone) => option(phone.id, phone.name))}</select>
      </div>
      <div class="inline">
        <input name="count" type="number" min="1" max="10000" placeholder="×1, ×2 …" title="${text.times}" aria-label="${text.times}" />
        <button>${text.setFault}</button>
      </div>
    </form>
  </details>`;
}

export function panelParts(look: Look, state: StateView): Record<string, Html | string> {
  return { ...faultParts(look, state), ...(state.staff && staffParts(look, state.staff)) };
}

function faultParts({ text }: Look, state: StateView): Record<string, Html | string> {
  const nameOf = (id: string): string => state.phones.find((phone) => phone.id === id)?.name ?? id;
  const count = state.faults.length;
  return {
    'fault-count': count > 0 ? html`<span class="badge warn">${count}</span>` : '',
    faults: html`${state.faults.map(
      (fault) =>
        html`<div class="fault"><span><b>${text.faultNames[fault.fault]}</b><small>${channelNames[fault.channel]} · ${fault.forPhone ? nameOf(fault.forPhone) : text.everybody} · ${fault.left === null ? text.untilRemoved : html`×${fault.left}`}</small></span><button type="button" data-unfault="${fault.id}">${text.remove}</button></div>`,
    )}`,
  };
}

function staffParts(
  look: Look,
  staff: NonNullable<StateView['staff']>,
): Record<string, Html | string> {
  const { text } = look;
  const names = new Map(staff.topics.map((topic) => [topic.id, topic.name]));
  const count = staff.messages.filter((message) => message.from === 'bot').length;
  const log =
    staff.messages.length === 0
      ? html`<p class="hint">${text.staffEmpty}</p>`
      : html`${staff.messages.map(
          (message) =>
            html`<div class="line"><b>${message.topicId ? names.get(message.topicId) : text.general}</b><small>${timeOf(look, message.at)} · ${message.author ?? text.bot}</small><span>${message.text}</span></div>`,
        )}`;
  return {
    'staff-count': count > 0 ? html`<span class="badge quiet">${count}</span>` : '',
    'staff-log': log,
    'staff-topics': html`<option value="">${text.general}</option>${staff.topics.map(
      (topic) => html`<option value="${topic.id}">${topic.name}</option>`,
    )}`,
  };
}
