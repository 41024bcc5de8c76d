/** The service card in words, and its form. */

import { html } from 'hono/html';
import { budgetMax } from '../../domain/budget.ts';
import { reminderCounts, type ServiceCard } from '../../domain/card.ts';
import { cardChannels, type Language, languages } from '../../domain/words.ts';
import { textsOf } from '../../text/catalogue.ts';
import { weekWords } from '../../text/hours.ts';
import { type Filling, faultNote, field, select, type Values } from './form.ts';
import { hoursField, hoursValues } from './hours-field.ts';
import type { Frame, Html } from './layout.ts';

export interface CardView {
  readonly card: ServiceCard;
  /** Of the patient's own record, for a card that names none. */
  readonly language: Language | null;
}

export function cardLines({ words, language: reader }: Frame, { card, language }: CardView): Html {
  const { card: own, channels } = words;
  const where = card.channels.map((channel) => channels[channel]).join(' → ');
  const spoken = card.language ?? language;
  const { perDay, perWeek } = card.budget;
  return html`<dl class="facts">
    <div><dt>${own.channels}</dt><dd>${where || own.channelsUnset}</dd></div>
    <div><dt>${own.when}</dt><dd>${weekWords(card.hours, textsOf(reader).hours)}</dd></div>
    <div><dt>${own.reminders}</dt><dd>${words.reminders[card.reminders]}</dd></div>
    <div><dt>${own.budget}</dt><dd>${own.budgetLine(perDay, perWeek)}</dd></div>
    ${card.zone && html`<div><dt>${own.zone}</dt><dd>${card.zone}</dd></div>`}
    <div><dt>${own.language}</dt><dd>${spoken ? words.languages[spoken] : own.languageClinic}</dd></div>
  </dl>`;
}

export const cardValues = (card: ServiceCard): Values => ({
  channel1: card.channels[0] ?? '',
  channel2: card.channels[1] ?? '',
  channel3: card.channels[2] ?? '',
  ...hoursValues(card.hours),
  reminders: card.reminders,
  perDay: String(card.budget.perDay),
  perWeek: String(card.budget.perWeek),
  zone: card.zone ?? '',
  language: card.language ?? '',
});

export function cardForm(filling: Filling, id: string): Html {
  const { frame } = filling;
  const { card: own, channels, reminders, common } = frame.words;
  const places = [
    { value: '', label: own.noChannel },
    ...cardChannels.map((value) => ({ value, label: channels[value] })),
  ];
  const tongues = [
    { value: '', label: own.languagePatient },
    ...languages.map((value) => ({ value, label: frame.words.languages[value] })),
  ];
  const limit = (name: 'perDay' | 'perWeek') =>
    field(filling, { name, label: own[name], type: 'number', min: 0, max: budgetMax[name] });
  return html`<form class="form" method="post" action="/patients/${id}/card">
    ${faultNote(filling)}
    <div class="columns three">
      ${select(filling, { name: 'channel1', label: own.first, options: places })}
      ${select(filling, { name: 'channel2', label: own.second, options: places })}
      ${select(filling, { name: 'channel3', label: own.third, options: places })}
    </div>
    ${hoursField(filling)}
    ${select(filling, { name: 'reminders', label: own.reminders, options: reminderCounts.map((value) => ({ value, label: reminders[value] })) })}
    <div class="columns two">${limit('perDay')} ${limit('perWeek')}</div>
    <div class="columns two">
      ${field(filling, { name: 'zone', label: own.zone, optional: true, hint: own.zoneClinic, list: 'zones' })}
      ${select(filling, { name: 'language', label: own.language, options: tongues })}
    </div>
    <button class="button">${common.save}</button>
  </form>`;
}
