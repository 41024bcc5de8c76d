/** Starting a wellbeing check under a visit, and what came of it. */

import { html } from 'hono/html';
import type { DayVisit, WellbeingCheck } from '../../app/queries-console-patients.ts';
import { addDuration, hourMs, toLocal } from '../../domain/time.ts';
import { moment, shortMoment } from './dates.ts';
import { type Faults, faultWords } from './form.ts';
import { icon } from './icons.ts';
import type { Frame, Html } from './layout.ts';
import type { Tone } from './parts.ts';
import { type Words, wordFor } from './words.ts';

export function wellbeingBlock(frame: Frame, visit: DayVisit, faults: Faults): Html {
  const checks = visit.checks.filter(({ reason }) => reason.state !== 'closed');
  return html`${checks.map((check) => checkLine(frame, visit, check))}${startMenu(frame, visit, faults, checks.length > 0)}`;
}

function checkLine(frame: Frame, { threadId }: DayVisit, check: WellbeingCheck): Html {
  const { tone, text } = checkState(frame, check);
  const { words } = frame;
  const toChat = check.reason.answer && check.reason.answer !== 'good' && threadId;
  return html`<p class="forecast ${tone}">${icon('heart')} ${text}
    ${toChat && html`<a href="/threads/${threadId}">${words.wellbeing.toChat}</a>`}
    ${check.reason.note && html`<span class="hint">${check.reason.note}</span>`}</p>`;
}

const answerTones: Readonly<Record<'good' | 'unsure' | 'bad', Tone>> = {
  good: 'good',
  unsure: 'wait',
  bad: 'bad',
};

function checkState(
  frame: Frame,
  { reason, message }: WellbeingCheck,
): { tone: Tone; text: string } {
  const { words } = frame;
  const { wellbeing: own, onChannel, states, decisions } = words;
  if (reason.answer) {
    const when = shortMoment(frame, reason.answeredAt ?? reason.dueAt);
    return {
      tone: answerTones[reason.answer],
      text: own.answered(words.answers[reason.answer], when),
    };
  }
  if (!message) return { tone: 'calm', text: own.willAsk(moment(frame, reason.dueAt), '') };
  const code = wordFor(decisions, message.code, decisions.rejected);
  if (message.verdict === 'call') return { tone: 'wait', text: own.callAsk(code) };
  if (message.state === 'planned' || message.state === 'claimed') {
    if (message.verdict === 'drop') return { tone: 'bad', text: own.wontAsk(code) };
    const channel = message.channel ? onChannel[message.channel] : '';
    return { tone: 'calm', text: own.willAsk(moment(frame, message.dueAt), channel) };
  }
  if (
    message.state === 'dropped' ||
    message.state === 'cancelled' ||
    message.state === 'expired' ||
    message.state === 'failed'
  ) {
    return { tone: 'bad', text: own.wontAsk(code) };
  }
  return {
    tone: 'good',
    text: own.asked(shortMoment(frame, message.settledAt ?? message.dueAt), states[message.state]),
  };
}

/** First tap opens, second asks. */
function startMenu(frame: Frame, visit: DayVisit, faults: Faults, again: boolean): Html {
  const { wellbeing: words } = frame.words;
  const { appointment, service } = visit;
  const days = service?.wellbeingDays ?? [];
  const fault = faults.amount ?? faults.form ?? faults.note;
  return html`<details class="menu" ${fault && html`open`}><summary class="button second">${icon('heart')} ${again ? words.more : words.start}</summary>
    <form class="menu-body" method="post" action="/visits/${appointment.id}/wellbeing">
      ${agreement(frame, visit)}
      ${fault && html`<p class="fault" role="alert">${faultWords(frame, fault)}</p>`}
      <button class="choice" name="after" value="PT3H"><span>${words.evening}</span><small>${inThreeHours(frame, visit)}</small></button>
      <button class="choice" name="after" value="P1D"><span>${words.morning}</span><small>${nextMorning(frame, visit)}</small></button>
      ${days.length > 0 && html`<button class="choice" name="after" value="${days.map((day) => `P${day}D`).join()}"><span>${words.days(days.join(', '))}</span><small>10:00</small></button>`}
      <details class="fold"><summary>${words.custom}</summary>
        <div class="custom"><label for="amount-${appointment.id}">${words.after}</label>
          <input id="amount-${appointment.id}" name="amount" type="number" inputmode="numeric" min="1" max="240" value="6">
          <label class="hidden" for="unit-${appointment.id}">${words.after}</label>
          <select id="unit-${appointment.id}" name="unit"><option value="hours">${words.inHours}</option><option value="days">${words.inDays}</option></select>
          <button class="button" name="after" value="custom">${words.ask}</button></div>
      </details>
    </form></details>`;
}

/** Not before now: a check for a moment that has passed is asked at once. */
function inThreeHours(frame: Frame, { appointment, clinic }: DayVisit): string {
  const due = new Date(Math.max(appointment.endsAt.getTime() + 3 * hourMs, frame.now.getTime()));
  return moment(frame, due, clinic.zone);
}

function nextMorning(frame: Frame, { appointment, clinic }: DayVisit): string {
  const day = addDuration(appointment.endsAt, 'P1D', clinic.zone);
  const { time } = toLocal(day, clinic.zone);
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return moment(
    frame,
    new Date(day.getTime() - (hours - 10) * hourMs - minutes * 60_000),
    clinic.zone,
  );
}

function agreement(frame: Frame, { wellbeing, patient }: DayVisit): Html {
  const { words, staff } = frame;
  const { wellbeing: own, onChannel, decisions } = words;
  if (wellbeing.verdict === 'send' && wellbeing.route) {
    return html`<p class="forecast good">${own.agreed(onChannel[wellbeing.route.channel])}</p>`;
  }
  return html`<div class="warning"><p>${own.notAgreed(decisions[wellbeing.code])}</p>
    <p>${whatToDo(words, wellbeing)}</p>
    ${staff?.role !== 'doctor' && html`<a href="/patients/${patient.id}#invite">${own.toCard}</a>`}</div>`;
}

/** The advice that goes with each refusal of the policy. */
function whatToDo(
  { wellbeing: { what }, remedies }: Words,
  { verdict, code }: DayVisit['wellbeing'],
): string {
  if (verdict === 'call') return what.call;
  return code === 'no_consent' ? what.consent : wordFor(remedies, code, what.check);
}
