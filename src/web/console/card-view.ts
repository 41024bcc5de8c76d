/** The service card in words, and its form. */

import { html } from 'hono/html';
import { reminderCounts, type ServiceCard } from '../../domain/card.ts';
import { cardChannels, type Language, languages, weekdays } from '../../domain/words.ts';
import { textsOf } from '../../text/catalogue.ts';
import { weekWords } from '../../text/hours.ts';
import { chips, type Filling, faultNote, field, select, type Values } from './form.ts';
import type { Frame, Html } from './layout.ts';

export interface CardView {
  readonly card: ServiceCard;
  readonly language: Language | null;
}

export function cardLines({ words, language: reader }: Frame, { card, language }: CardView): Html {
  const { card: own, channels } = words;
  const where = card.channels.map((channel) => channels[channel]).join(' → ');
  return html`<dl class="facts">
    <div><dt>${own.channels}</dt><dd>${where || own.channelsUnset}</dd></div>
    <div><dt>${own.when}</dt><dd>${weekWords(card.hours, textsOf(reader).hours)}</dd></div>
    <div><dt>${own.reminders}</dt><dd>${words.reminders[card.reminders]}</dd></div>
    ${card.zone && html`<div><dt>${own.zone}</dt><dd>${card.zone}</dd></div>`}
    <div><dt>${own.language}</dt><dd>${language ? words.languages[language] : own.languageClinic}</dd></div>
  </dl>`;
}

/** All days that have hours have the same single span, which is what the form can say. */
function commonSpan({ hours }: ServiceCard): { from: string; to: string } | null {
  const used = weekdays.map((day) => hours[day]).filter((spans) => spans.length > 0);
  const [first] = used;
  const alike = used.every((spans) => JSON.stringify(spans) === JSON.stringify(first));
  return alike && first?.length === 1 ? (first[0] ?? null) : null;
}

export function cardValues({ card, language }: CardView): Values {
  const span = commonSpan(card);
  return {
    channel1: card.channels[0] ?? '',
    channel2: card.channels[1] ?? '',
    channel3: card.channels[2] ?? '',
    days: weekdays.filter((day) => card.hours[day].length > 0).map(String),
    from: span?.from ?? '09:00',
    // A time field cannot say 24:00; the end of the day is the day's first minute.
    to: span?.to.replace('24:00', '00:00') ?? '21:00',
    keepHours: span ? '' : 'yes',
    reminders: card.reminders,
    zone: card.zone ?? '',
    language: language ?? '',
  };
}

export function cardForm(filling: Filling, { id, card }: { id: string; card: ServiceCard }): Html {
  const { frame } = filling;
  const { card: own, channels, reminders, common } = frame.words;
  const { short } = textsOf(frame.language).hours;
  const places = [
    { value: '', label: own.noChannel },
    ...cardChannels.map((value) => ({ value, label: channels[value] })),
  ];
  const mixed = commonSpan(card) === null;
  const tongues = [
    { value: '', label: own.languageClinic },
    ...languages.map((value) => ({ value, label: frame.words.languages[value] })),
  ];
  return html`<form class="form" method="post" action="/patients/${id}/card">
    ${faultNote(filling)}
    <div class="columns three">
      ${select(filling, { name: 'channel1', label: own.first, options: places })}
      ${select(filling, { name: 'channel2', label: own.second, options: places })}
      ${select(filling, { name: 'channel3', label: own.third, options: places })}
    </div>
    ${mixed && html`<p class="hint">${own.mixed}</p>${chips(filling, { name: 'keepHours', label: own.hours, type: 'checkbox', options: [{ value: 'yes', label: own.keepHours }] })}`}
    ${chips(filling, { name: 'days', label: own.days, type: 'checkbox', options: weekdays.map((day) => ({ value: String(day), label: short[day] })) })}
    <div class="columns two">
      ${field(filling, { name: 'from', label: `${own.hours}: ${own.from}`, type: 'time' })}
      ${field(filling, { name: 'to', label: own.to, type: 'time' })}
    </div>
    ${select(filling, { name: 'reminders', label: own.reminders, options: reminderCounts.map((value) => ({ value, label: reminders[value] })) })}
    <div class="columns two">
      ${field(filling, { name: 'zone', label: own.zone, optional: true, hint: own.zoneClinic })}
      ${select(filling, { name: 'language', label: own.language, options: tongues })}
    </div>
    <button class="button">${common.save}</button>
  </form>`;
}
