/** Where the clinic system hears from us, and what came of it. */

import { html } from 'hono/html';
import type { DeliveryEntry, ShownEndpoint } from '../../app/webhook-endpoints.ts';
import { eventTypes } from '../../domain/events.ts';
import { moment } from './dates.ts';
import { chips, type Faults, type Filling, faultNote, field, type Values } from './form.ts';
import { type Frame, type Html, page } from './layout.ts';
import { badge, copyField, dotted, type Tone } from './parts.ts';
import { wordFor } from './words.ts';

export interface EndpointView {
  readonly endpoint: ShownEndpoint;
  /** Newest first. */
  readonly last: readonly DeliveryEntry[];
}

export interface WebhooksView {
  readonly endpoints: readonly EndpointView[];
  /** Of the endpoint it names, or of a new one. */
  readonly draft: {
    readonly id: string | null;
    readonly values: Values;
    readonly faults: Faults;
  } | null;
  readonly secret: { readonly value: string; readonly isNew: boolean } | null;
  /** What a test came to; null for the code where it was taken. */
  readonly tested: { readonly id: string; readonly code: string | null } | null;
}

export function webhooksPage(frame: Frame, view: WebhooksView): Html {
  const { webhooks: words } = frame.words;
  const body = html`<p class="lead">${words.lead}</p>
    ${view.secret && secretPanel(frame, view.secret)}
    ${view.endpoints.length === 0 && html`<p class="hint">${words.none}</p>`}
    ${view.endpoints.map((one) => endpointPanel(frame, view, one))}
    ${addPanel(frame, view)}
    <p><a href="/api/v1/docs#webhooks">${words.docs}</a></p>`;
  return page(frame, { title: words.title, body });
}

function secretPanel(frame: Frame, { value, isNew }: { value: string; isNew: boolean }): Html {
  const { webhooks: words } = frame.words;
  return html`<section class="panel highlight narrow">${copyField(frame, { id: 'secret', label: words.secret, value })}
    <p class="hint">${isNew ? words.secretLead : words.rotatedLead}</p></section>`;
}

/** The code of a reply in words. */
function codeWords({ words }: Frame, code: string): string {
  const { webhooks } = words;
  const status = /^http_(\d+)$/.exec(code)?.[1];
  return status ? webhooks.answer(status) : wordFor(webhooks.codes, code, webhooks.codes.other);
}

const isLate = ({ endpoint, last }: EndpointView): boolean =>
  endpoint.waiting > 0 &&
  last.some(({ delivery }) => delivery.state === 'waiting' && delivery.tries > 0);

function stateBadge({ words }: Frame, view: EndpointView): Html {
  const { webhooks } = words;
  if (view.endpoint.disabledAt) return badge('bad', webhooks.off);
  return isLate(view) ? badge('wait', webhooks.late) : badge('good', webhooks.working);
}

function endpointPanel(frame: Frame, view: WebhooksView, one: EndpointView): Html {
  const { webhooks: words } = frame.words;
  const { id, url, types, disabledCode, answeredAt, waiting, failed } = one.endpoint;
  const told = types?.map((type) => wordFor(words.eventTypes, type, type)).join(', ');
  return html`<section class="panel ${disabledCode && 'caution'} narrow" id="webhook-${id}">
    <h2>${url} ${stateBadge(frame, one)}</h2>
    ${disabledCode && html`<p>${wordFor(words.disabledWhy, disabledCode, words.disabledWhy.asked)}</p>`}
    <p class="hint">${dotted(told ? words.only(told) : words.all, answeredAt ? words.answered(moment(frame, answeredAt)) : words.never)}</p>
    ${(waiting > 0 || failed > 0) && html`<p>${dotted(waiting > 0 && words.waiting(waiting), failed > 0 && html`<span class="not-delivered">${words.failed(failed)}</span>`)}</p>`}
    ${view.tested?.id === id && testedNote(frame, view.tested.code)}
    <div class="actions">${buttons(frame, one.endpoint)}</div>
    ${lastFold(frame, one.last)}
    ${changeFold(frame, view, one.endpoint)}
    <details class="fold danger"><summary>${words.remove}</summary><p>${words.removeLead}</p>
      ${button({ id, act: 'delete', label: words.removeSure, style: 'danger' })}</details>
  </section>`;
}

function testedNote(frame: Frame, code: string | null): Html {
  const { webhooks: words } = frame.words;
  return code === null
    ? html`<p class="done" role="status">${words.tested}</p>`
    : html`<p class="fault banner" role="alert">${words.notTested(codeWords(frame, code))}</p>`;
}

function button({
  id,
  act,
  label,
  style = 'second',
}: {
  id: string;
  act: string;
  label: string;
  style?: string;
}): Html {
  return html`<form method="post" action="/setup/webhooks/${encodeURIComponent(id)}/${act}"><button class="button ${style}">${label}</button></form>`;
}

function buttons({ words }: Frame, { id, disabledAt, failed }: ShownEndpoint): Html {
  const { webhooks } = words;
  return html`${button({ id, act: 'test', label: webhooks.test })}
    ${disabledAt ? button({ id, act: 'on', label: webhooks.turnOn, style: '' }) : failed > 0 && button({ id, act: 'replay', label: webhooks.resend })}
    ${button({ id, act: 'secret', label: webhooks.rotate })}
    ${!disabledAt && button({ id, act: 'off', label: webhooks.turnOff })}`;
}

const tones: Readonly<Record<DeliveryEntry['delivery']['state'], Tone>> = {
  waiting: 'wait',
  delivered: 'good',
  failed: 'bad',
};

function lastFold(frame: Frame, last: readonly DeliveryEntry[]): Html | null {
  if (last.length === 0) return null;
  const { webhooks: words } = frame.words;
  return html`<details class="fold"><summary>${words.last}</summary><ul class="plain-list">${last.map((one) => deliveryLine(frame, one))}</ul></details>`;
}

function deliveryLine(frame: Frame, { delivery, event }: DeliveryEntry): Html {
  const { webhooks: words } = frame.words;
  const { state, lastCode, tries, nextAt } = delivery;
  return html`<li><p>${wordFor(words.eventTypes, event.type, event.type)} ${badge(tones[state], words.states[state])}</p>
    <p class="hint">${dotted(moment(frame, event.at), lastCode && state !== 'delivered' && codeWords(frame, lastCode), tries > 1 && words.tries(tries), state === 'waiting' && tries > 0 && words.next(moment(frame, nextAt)))}</p></li>`;
}

function changeFold(frame: Frame, { draft }: WebhooksView, endpoint: ShownEndpoint): Html {
  const { webhooks: words, common } = frame.words;
  const own = draft?.id === endpoint.id ? draft : null;
  const filling: Filling = {
    frame,
    values: own?.values ?? { url: endpoint.url, types: endpoint.types ?? [] },
    faults: own?.faults ?? {},
    scope: `-${endpoint.id}`,
  };
  return html`<details class="fold" ${own && html`open`}><summary>${words.change}</summary>
    <form class="form" method="post" action="/setup/webhooks/${encodeURIComponent(endpoint.id)}">
      ${fields(filling)}<button class="button">${common.save}</button></form></details>`;
}

function addPanel(frame: Frame, { draft, endpoints }: WebhooksView): Html {
  const { webhooks: words } = frame.words;
  const own = draft?.id === null ? draft : null;
  const filling: Filling = {
    frame,
    values: own?.values ?? { types: [] },
    faults: own?.faults ?? {},
    scope: '-new',
  };
  return html`<details class="panel fold narrow" ${(own || endpoints.length === 0) && html`open`}><summary>${words.add}</summary>
    <form class="form" method="post" action="/setup/webhooks">
      ${fields(filling)}<button class="button">${words.add}</button></form></details>`;
}

function fields(filling: Filling): Html {
  const { webhooks: words } = filling.frame.words;
  const options = eventTypes.map((value) => ({ value, label: words.eventTypes[value] }));
  return html`${faultNote(filling)}
    ${field(filling, { name: 'url', label: words.url, hint: words.urlHint, maxlength: 2000 })}
    ${chips(filling, { name: 'types', label: words.types, type: 'checkbox', options })}
    <p class="hint">${words.typesHint}</p>`;
}

/** Above the day's list, for the office, where an endpoint was disabled although nobody asked for it. */
export function deafNote(frame: Frame, endpoints: readonly ShownEndpoint[]): Html | null {
  const { webhooks: words } = frame.words;
  if (!endpoints.some(({ disabledCode }) => disabledCode !== null && disabledCode !== 'asked'))
    return null;
  const more =
    frame.staff?.role === 'owner'
      ? html`<a href="/setup/webhooks">${words.noteOwner}</a>`
      : words.noteOffice;
  return html`<div class="warning" role="status"><p>${words.note} ${more}</p></div>`;
}
