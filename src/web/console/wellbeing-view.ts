/** Starting a wellbeing check under a visit, and what came of it. */

import { html } from 'hono/html';
import type { AlarmNote, DayVisit, WellbeingCheck } from '../../app/queries-console-patients.ts';
import { hourMs, laterOf } from '../../domain/time.ts';
import { askedAt, type Feeling } from '../../domain/wellbeing.ts';
import { moment, shortMoment } from './dates.ts';
import { type Faults, faultWords } from './form.ts';
import { icon } from './icons.ts';
import type { Frame, Html } from './layout.ts';
import { dotted, type Tone } from './parts.ts';
import { type Words, wordFor } from './words.ts';

export function wellbeingBlock(frame: Frame, visit: DayVisit, faults: Faults): Html {
  return html`${wellbeingLines(frame, visit)}${startMenu(frame, visit, faults, checksOf(visit).length > 0)}`;
}

const checksOf = (visit: DayVisit): readonly WellbeingCheck[] =>
  visit.checks.filter(
    ({ reason }) => reason.state !== 'closed' && (reason.kind === 'wellbeing' || reason.answer),
  );

/** All that was asked after a visit, what was answered, and how an alarm ended. */
export function wellbeingLines(frame: Frame, visit: DayVisit): Html {
  const seen = visit.alarms.filter(
    ({ alarm }) => frame.staff?.role !== 'doctor' || alarm.code !== 'low_mark',
  );
  return html`${checksOf(visit).map((check) => checkLine(frame, visit, check))}${seen.map((note) => alarmLine(frame, note))}`;
}

function checkLine(frame: Frame, { threadId }: DayVisit, check: WellbeingCheck): Html {
  const { tone, text } = checkState(frame, check);
  const { words } = frame;
  const { answer, answeredAt, note } = check.reason;
  const toChat = answeredAt !== null && answer !== 'good' && threadId;
  return html`<p class="forecast ${tone}">${icon('heart')} ${text}
    ${toChat && html`<a href="/threads/${threadId}">${words.wellbeing.toChat}</a>`}
    ${note && html`<span class="hint">${note}</span>`}</p>`;
}

function alarmLine(frame: Frame, { alarm, takenBy }: AlarmNote): Html {
  const { chair, alarms, common } = frame.words;
  const taken = alarm.takenAt
    ? chair.alarmTaken(takenBy ?? common.colleague, shortMoment(frame, alarm.takenAt))
    : alarm.state !== 'closed' && chair.alarmOpen;
  const end = alarm.state === 'closed' && chair.alarmEnded(alarm.outcome ?? alarms.superseded);
  return html`<p class="forecast ${alarm.state === 'closed' ? 'calm' : 'bad'}">${icon('alert')}
    <a href="/alarms/${alarm.id}">${chair.alarm(alarms.codes[alarm.code])}</a> ${dotted(taken, end)}</p>`;
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
      text: own.answered(answerWords(frame, reason, reason.answer), when),
    };
  }
  if (reason.answeredAt) {
    const said = words.alarms.inWords;
    return { tone: 'wait', text: own.answered(said, shortMoment(frame, reason.answeredAt)) };
  }
  if (reason.state === 'silent') {
    const asked = message?.settledAt ?? reason.dueAt;
    return { tone: 'wait', text: words.chair.silent(shortMoment(frame, asked)) };
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

function answerWords(
  { words }: Frame,
  { kind, score }: WellbeingCheck['reason'],
  answer: Feeling,
): string {
  if (kind === 'impression') return `${words.kinds.impression}: ${words.alarms.mark(score ?? 0)}`;
  const said = words.answers[answer];
  return score === null ? said : `${said}, ${words.alarms.score(score)}`;
}

/** A visit that is over. */
interface Ended {
  readonly endsAt: Date;
  readonly zone: string;
}

/** First tap opens, second asks. */
function startMenu(frame: Frame, visit: DayVisit, faults: Faults, again: boolean): Html {
  const { wellbeing: words } = frame.words;
  const { appointment, service } = visit;
  const days = service?.wellbeingDays ?? [];
  const ended = { endsAt: appointment.endsAt, zone: visit.clinic.zone };
  const fault = faults.amount ?? faults.form ?? faults.note;
  return html`<details class="menu" ${fault && html`open`}><summary class="button second">${icon('heart')}<span class="act-label">${again ? words.more : words.start}</span></summary>
    <form class="menu-body" method="post" action="/visits/${appointment.id}/wellbeing">
      ${agreement(frame, visit)}
      ${fault && html`<p class="fault" role="alert">${faultWords(frame, fault)}</p>`}
      <button class="choice" name="after" value="PT3H"><span>${words.evening}</span><small>${inThreeHours(frame, ended)}</small></button>
      <button class="choice" name="after" value="P1D"><span>${words.morning}</span><small>${moment(frame, askedAt(ended.endsAt, 1, ended.zone), ended.zone)}</small></button>
      ${days.length > 0 && html`<button class="choice" name="after" value="days"><span>${words.days(days.join(', '))}</span><small>10:00</small></button>`}
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
export function inThreeHours(frame: Frame, { endsAt, zone }: Ended): string {
  return moment(frame, laterOf(new Date(endsAt.getTime() + 3 * hourMs), frame.now), zone);
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
