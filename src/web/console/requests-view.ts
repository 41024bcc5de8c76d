/** Requests to decide: who wants what, since when, and the times to offer them. */

import { html } from 'hono/html';
import type { Choice, OpenRequest } from '../../app/queries-requests.ts';
import { reasonIdOf } from '../../domain/proposed.ts';
import { shortMoment } from '../../text/dates.ts';
import { wishLine } from '../../text/wish-line.ts';
import { ago, moment } from './dates.ts';
import { type DayPlace, queryOf } from './day-url.ts';
import { type Filling, faultNote, faultWords, field } from './form.ts';
import { icon } from './icons.ts';
import { type Frame, type Html, page } from './layout.ts';
import { badge, dotted, linkButton } from './parts.ts';
import { wordFor } from './words.ts';

export function requestRows(frame: Frame, requests: readonly OpenRequest[], place: DayPlace): Html {
  return html`<ul class="list">${requests.map((one) => requestRow(frame, one, place))}</ul>`;
}

function requestRow(frame: Frame, open: OpenRequest, place: DayPlace): Html {
  const { requests: words, common } = frame.words;
  const { request, visit } = open;
  const query = new URLSearchParams({ back: queryOf(place) });
  const waits =
    request.state === 'offered'
      ? words.offeredUntil(untilOf(frame, open))
      : common.waits(ago(frame, request.createdAt));
  return html`<li class="item"><a class="item-link" href="/requests/${request.id}?${query}">
    <span class="request-who"><strong>${visit.patient.name}</strong>
      <small>${dotted(kindOf(frame, open), visitWords(frame, open), visit.doctor.name)}</small></span>
    <span class="request-wish ${isSilent(request) && 'none'}">${wishOf(frame, open)}</span>
    <span class="when ${request.state === 'open' && 'waiting'}">${waits}</span>
  </a></li>`;
}

/** Of a move the visit itself says enough. */
const kindOf = ({ words }: Frame, { request }: OpenRequest): string | null =>
  request.kind === 'move' ? null : words.requests.kinds[request.kind];

const untilOf = (frame: Frame, { request, visit }: OpenRequest): string =>
  request.offeredUntil ? moment(frame, request.offeredUntil, visit.clinic.zone) : '';

const isSilent = ({ wish, words }: OpenRequest['request']): boolean => !wish && !words;

/** What was understood, else what was said. */
function wishOf({ words, language }: Frame, { request }: OpenRequest): string {
  const understood = request.wish && wishLine(request.wish, language);
  return understood || request.words || words.requests.noWish;
}

function visitWords(frame: Frame, { visit }: OpenRequest): string {
  const { requests: words } = frame.words;
  const when = moment(frame, visit.appointment.startsAt, visit.clinic.zone);
  if (reasonIdOf(visit.appointment.id) !== null) return frame.words.reasons.proposed(when);
  return visit.appointment.status === 'cancelled' ? words.cancelled(when) : words.visit(when);
}

export interface ChoiceView {
  readonly choice: Choice;
  readonly back: DayPlace;
  readonly filling: Filling;
}

export function choicePage(frame: Frame, view: ChoiceView): Html {
  const { requests: words } = frame.words;
  const { choice, back } = view;
  const { visit } = choice;
  const body = html`<p class="subtitle">${dotted(kindOf(frame, choice), visitWords(frame, choice), visit.doctor.name, visit.service?.name ?? null)}</p>
    <div class="choice-page">
      <div>${wishPanel(frame, view)}</div>
      <div>${offerPanel(frame, view)}${otherwise(frame, view)}</div>
    </div>`;
  const actions = linkButton(`/day?${queryOf(back)}`, words.toDay, true);
  return page(frame, { title: visit.patient.name, body, actions });
}

function wishPanel(frame: Frame, { choice, back }: ChoiceView): Html {
  const { requests: words, common, moving } = frame.words;
  const { request, visit, threadId } = choice;
  const understood = request.wish && wishLine(request.wish, frame.language);
  const query = new URLSearchParams({ back: queryOf(back) });
  const isBooked = visit.appointment.status !== 'cancelled';
  return html`<section class="panel"><p class="when waiting">${common.waits(ago(frame, request.createdAt))}</p>
    <h3>${words.wish}</h3><p class="understood">${understood || words.noWish}</p>
    <h3>${words.words}</h3>${request.words ? html`<blockquote>${request.words}</blockquote>` : html`<p class="hint">${words.noWords}</p>`}
    <p class="choice-links">${threadId && html`<a class="button second" href="/threads/${threadId}">${icon('inbox')} ${words.thread}</a>`}
      <a class="button second" href="/patients/${visit.patient.id}">${icon('patients')} ${words.card}</a>
      ${isBooked && html`<a class="button second" href="/visits/${visit.appointment.id}/move?${query}">${icon('move')} ${moving.move}</a>`}</p>
  </section>`;
}

/** What is offered now stays ticked: to leave a time out is to take it back. */
function offerPanel(frame: Frame, view: ChoiceView): Html {
  const { requests: words } = frame.words;
  const { choice, back, filling } = view;
  const { request, times } = choice;
  const isOffered = request.state === 'offered';
  const fault = filling.faults.times;
  return html`<section class="panel"><h2>${isOffered ? words.offeredNow : words.free}</h2>
    ${isOffered && offered(frame, choice)}
    <form class="offer" method="post" action="/requests/${request.id}/offers">
      ${faultNote(filling)}
      <input type="hidden" name="back" value="${queryOf(back)}">
      ${!times && html`<p class="hint">${words.untold}</p>`}
      ${times && times.fits.length + times.others.length === 0 && html`<p class="hint">${words.noFree}</p>`}
      ${times && request.wish && times.fits.length === 0 && times.others.length > 0 && html`<p class="hint">${words.nothingFits}</p>`}
      ${timeBoxes(view, times?.fits ?? [], words.fits)}
      ${timeBoxes(view, times?.others ?? [], (times?.fits.length ?? 0) > 0 ? words.others : words.free)}
      ${fault && html`<p class="fault" role="alert">${faultWords(frame, fault)}</p>`}
      <details class="fold" ${byHandOpen(view) && html`open`}><summary>${words.byHand}</summary>
        ${[1, 2].map((n) => html`<div class="columns two">${field(filling, { name: `date${n}`, label: frame.words.common.date, type: 'date', optional: true })}${field(filling, { name: `time${n}`, label: frame.words.common.time, type: 'time', optional: true })}</div>`)}</details>
      <p class="hint">${words.offerHint}</p>
      <button class="button">${isOffered ? words.offerAgain : words.offer}</button>
    </form></section>`;
}

function byHandOpen({ choice, filling }: ChoiceView): boolean {
  const { times } = choice;
  const none = !times || times.fits.length + times.others.length === 0;
  return none || Boolean(filling.values.date1 || filling.faults.date1 || filling.faults.time1);
}

function offered(frame: Frame, choice: Choice): Html {
  const { requests: words, states } = frame.words;
  const { request, visit, said } = choice;
  const { zone } = visit.clinic;
  const state = said && wordFor(states, said.state, states.planned);
  return html`<p>${(request.offers ?? []).map(({ startsAt }) => html`${badge('wait', shortMoment({ at: new Date(startsAt), zone }, frame.language))} `)}</p>
    <p class="hint">${dotted(words.offeredUntil(untilOf(frame, choice)), state ? words.saidState(state) : html`<span class="not-delivered">${words.notSaid}</span>`)}</p>`;
}

function timeBoxes(
  { choice, filling }: ChoiceView,
  times: readonly Date[],
  label: string,
): Html | null {
  if (times.length === 0) return null;
  const { zone } = choice.visit.clinic;
  const ticked = filling.values.times ?? [];
  return html`<fieldset class="field"><legend>${label}</legend><div class="chips">
    ${times.map((at) => html`<label class="chip"><input type="checkbox" name="times" value="${at.toISOString()}" ${ticked.includes(at.toISOString()) && html`checked`}><span>${shortMoment({ at, zone }, filling.frame.language)}</span></label>`)}
  </div></fieldset>`;
}

function otherwise({ words: { requests: words } }: Frame, { choice, back }: ChoiceView): Html {
  return html`<form class="panel otherwise" method="post" action="/requests/${choice.request.id}/close">
    <input type="hidden" name="back" value="${queryOf(back)}">
    <p class="hint">${words.otherwiseHint}</p><button class="button second">${words.otherwise}</button></form>`;
}
