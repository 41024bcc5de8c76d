/** What stands, in words: the card, the receipt after each change, and the summary of an opt-in. */

import { defaultCadence } from '../domain/cadence.ts';
import { strengthOf } from '../domain/consent.ts';
import type { Purpose } from '../domain/words.ts';
import { cadenceWords } from '../text/cadence.ts';
import { fullDate } from '../text/dates.ts';
import { weekWords } from '../text/hours.ts';
import { zoneName } from '../text/zones.ts';
import type { Answered } from './card-answers.ts';
import {
  button,
  nameAmong,
  paragraphs,
  result,
  say,
  silence,
  texts,
  withButtons,
} from './reply.ts';
import type { Effect, Facts, OptInTopic, PersonFacts, StepInput, StepResult } from './types.ts';

/** Messages of ours from start to done, the summary included. */
export const messagesMax = 5;

/** A state of the conversation between two of our messages. */
export interface Turn extends Answered {
  readonly topic: OptInTopic;
  readonly intro?: string | null;
}

/** For whom, what about and until when, where, when. */
export function agreementOf(
  person: PersonFacts,
  facts: Facts,
  when = whenOf(person, facts),
): string {
  const own = texts(facts);
  const [channel] = person.card.channels;
  return own.card.agreement({
    person: nameAmong(facts, person),
    purposes: person.consents
      .map((purpose) => `${own.purposes[purpose]}${untilOf(person, facts, purpose)}`)
      .join(', '),
    channel: own.channels[channel ?? facts.channel],
    when,
  });
}

function untilOf(
  person: PersonFacts,
  facts: Facts,
  purpose: PersonFacts['consents'][number],
): string {
  const found = person.agreements.find((one) => one.purpose === purpose);
  if (!found?.expiresAt) return '';
  const date = fullDate({ at: found.expiresAt, zone: facts.clinic.zone }, facts.language);
  return ` (${texts(facts).card.until(date)})`;
}

export function whenOf({ card }: PersonFacts, facts: Facts): string {
  const own = texts(facts);
  const week = weekWords(card.hours, own.hours);
  return card.zone === null
    ? week
    : `${week} (${own.card.inZone(zoneName(card.zone, facts.language))})`;
}

/** When the clinic reminds of a visit unless the patient wants it otherwise. */
export const usualOf = ({ clinic, language }: Facts): string =>
  cadenceWords(clinic.cadence ?? defaultCadence, language);

/** The whole card. */
export function cardOf(person: PersonFacts, facts: Facts): string {
  const { card, hours: words } = texts(facts);
  const { reminders, budget, zone, hours } = person.card;
  const limits = card.limits({
    reminders:
      reminders === 'clinic' ? card.reminders.clinic(usualOf(facts)) : card.reminders[reminders],
    perWeek: budget.perWeek,
    zone: zone === null ? card.clinicZone : zoneName(zone, facts.language),
  });
  return `${agreementOf(person, facts, weekWords(hours, words))}\n${limits}`;
}

/** Agreed to here, while the clinic waits for a signature as well: no message is promised before that. */
export function paperNote(person: PersonFacts, facts: Facts): string | null {
  const own = texts(facts);
  const names = unsigned(person, facts).map((purpose) => own.purposes[purpose]);
  return names.length === 0 ? null : own.agree.paperNeeded(names.join(', '));
}

function unsigned({ agreements }: PersonFacts, { paperNeeded }: Facts): readonly Purpose[] {
  const isSigned = (purpose: Purpose) =>
    agreements.some(
      (one) => one.purpose === purpose && strengthOf(one.mechanism) > strengthOf('chat'),
    );
  const agreed = new Set(agreements.map(({ purpose }) => purpose));
  return paperNeeded.filter((purpose) => agreed.has(purpose) && !isSigned(purpose));
}

/** Why we write, if we do, and how to change or end it. */
function closing(person: PersonFacts, facts: Facts): string {
  const { reason, changeOrStop } = texts(facts).optIn;
  const waiting = unsigned(person, facts);
  const writes = person.consents.some((purpose) => !waiting.includes(purpose));
  const end = writes ? `${reason} ${changeOrStop}` : changeOrStop;
  return paragraphs(paperNote(person, facts), end);
}

/** After a change in the settings: the card as it now is. */
export function receipt(
  input: StepInput,
  {
    person,
    effects,
    intro,
    link,
  }: Answered & { readonly intro: string | null; readonly link?: Link | undefined },
): StepResult {
  const { facts } = input;
  const { optIn, settings } = texts(facts);
  const text = paragraphs(
    intro,
    cardOf(person, facts),
    link ? optIn.connect(link.channel, facts.channel) : null,
    closing(person, facts),
  );
  const again = button(settings.items.settings, { verb: 'menu', item: 'settings' });
  const content = withButtons(text, [again], facts);
  return result(silence, ...effects, { type: 'reply', kind: 'card_receipt', content, link });
}

/** The last message of an opt-in. `open`: the hours were left at their default and may still be said in words. */
export function summary(input: StepInput, turn: Turn, state: 'open' | 'done'): StepResult {
  const { facts } = input;
  const own = texts(facts).optIn;
  const link = linkOf(facts, turn.person, turn.topic.channel ?? null);
  const text = paragraphs(
    turn.intro,
    state === 'open' ? own.soFar : own.agreed,
    agreementOf(turn.person, facts),
    state === 'open' ? own.defaults : null,
    link ? own.connect(link.channel, facts.channel) : null,
    closing(turn.person, facts),
  );
  const reply: Effect = { type: 'reply', kind: 'opt_in_summary', content: { text }, link };
  const open: OptInTopic = { ...turn.topic, step: 'when', again: true, asked: messagesMax };
  return result(state === 'open' ? { topic: open } : silence, ...turn.effects, reply);
}

export type Link = NonNullable<Extract<Effect, { type: 'reply' }>['link']>;

/** Another messenger was chosen just now, so the patient has to open it once. */
export function linkOf(
  facts: Facts,
  { patientId }: PersonFacts,
  channel: OptInTopic['channel'],
): Link | undefined {
  if (!channel || channel === 'phone' || channel === facts.channel) return undefined;
  return { patientId, channel };
}

/** Nothing is written about any more, or something else still is. */
export function withdrawnReceipt(
  input: StepInput,
  { person, effects }: Answered,
  purposes: string,
): StepResult {
  const { facts } = input;
  const own = texts(facts);
  const { withdrawn, notAgreed, nothingLeft } = own.agree;
  const isChange = effects.length > 0;
  const told = isChange ? withdrawn(purposes) : notAgreed(purposes);
  // What else stands is not for whoever is not proven.
  if (!person.verified) {
    const text = paragraphs(withdrawn(purposes), own.optIn.changeOrStop);
    return result(silence, ...effects, say('opt_in_nothing', text));
  }
  if (person.consents.length > 0) return receipt(input, { person, effects, intro: told });
  const name = nameAmong(facts, person);
  const rest = isChange ? paragraphs(told, nothingLeft) : own.optIn.nothing;
  const text = paragraphs(name && own.settings.forWhom(name), rest);
  return result(silence, ...effects, say('opt_in_nothing', text));
}
