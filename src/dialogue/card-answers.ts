/** What an answer to a card question changes: the effects, and the patient as they stand afterwards. */

import { type Span, type WeekHours, weekOf } from '../domain/card.ts';
import { expiryOf } from '../domain/consent.ts';
import { type CardChannel, type Purpose, weekdays } from '../domain/words.ts';
import type { WhenChoice } from './buttons.ts';
import { noticeOf } from './notices.ts';
import type { Effect, Facts, PersonFacts, StepInput } from './types.ts';

export interface Answered {
  readonly person: PersonFacts;
  readonly effects: readonly Effect[];
}

type CardChange = Extract<Effect, { type: 'card' }>['change'];

export interface Said {
  readonly purpose: Purpose;
  /** The exact question and its answer. */
  readonly wording: string;
}

export function unchanged(person: PersonFacts): Answered {
  return { person, effects: [] };
}

/** Consent, and a channel with it, so that a patient who goes silent now is still written to. */
export function giveConsent(
  { facts, now }: StepInput,
  person: PersonFacts,
  { purpose, wording }: Said,
): Answered {
  const { patientId } = person;
  const notice = noticeOf(purpose, facts.language);
  const given: Effect = {
    type: 'consent',
    act: 'given',
    patientId,
    purposes: [purpose],
    wording,
    notice,
  };
  const agreement = {
    purpose,
    at: now,
    expiresAt: expiryOf(purpose, now),
    mechanism: 'chat',
    actor: 'patient',
    wording,
  };
  const others = without(person, purpose);
  const agreed = {
    ...others,
    consents: [...others.consents, purpose],
    agreements: [...others.agreements, agreement],
  };
  const answered = { person: agreed, effects: [given, { type: 'resume' } as const] };
  return person.card.channels.length > 0 ? answered : after(answered, firstCard(facts, person));
}

/** A second patient of the same account begins with the hours of the first. */
function firstCard(facts: Facts, person: PersonFacts): CardChange {
  const channels = [facts.channel];
  const first = firstOther(facts, person);
  if (!first) return { channels };
  const { hours, zone } = first.card;
  return { channels, hours, ...(zone !== null && { zone }) };
}

export function firstOther(facts: Facts, { patientId }: PersonFacts): PersonFacts | null {
  const settled = (one: PersonFacts) => one.verified && one.card.channels.length > 0;
  return facts.people.find((one) => one.patientId !== patientId && settled(one)) ?? null;
}

export function isAgreed({ consents, agreements }: PersonFacts, purpose: Purpose): boolean {
  return consents.includes(purpose) || agreements.some((one) => one.purpose === purpose);
}

/** Nothing where nothing was agreed; of whoever is not proven that is not known, and a refusal is never put off. */
export function withdrawConsent(
  { facts }: StepInput,
  person: PersonFacts,
  { purpose, wording }: Said,
): Answered {
  if (person.verified && !isAgreed(person, purpose)) return unchanged(person);
  const { patientId } = person;
  const notice = noticeOf(purpose, facts.language);
  const effect: Effect = {
    type: 'consent',
    act: 'withdrawn',
    patientId,
    purposes: [purpose],
    wording,
    notice,
  };
  return { person: without(person, purpose), effects: [effect] };
}

function without(person: PersonFacts, purpose: Purpose): PersonFacts {
  return {
    ...person,
    consents: person.consents.filter((one) => one !== purpose),
    agreements: person.agreements.filter((one) => one.purpose !== purpose),
  };
}

/** Another messenger comes first, but until it is connected this one serves. */
export function chooseChannel(person: PersonFacts, channel: CardChannel, facts: Facts): Answered {
  const alone = channel === 'phone' || channel === facts.channel;
  return changeCard(person, { channels: alone ? [channel] : [channel, facts.channel] });
}

const day: Span = { from: '09:00', to: '21:00' };
const evening: Span = { from: '18:00', to: '21:00' };
const morning: Span = { from: '09:00', to: '13:00' };
const weekend: Span = { from: '10:00', to: '18:00' };

/** Null leaves the hours as they stand. */
export function weekOfChoice(choice: WhenChoice): WeekHours | null {
  switch (choice) {
    case 'any':
      return weekOf(weekdays, [day]);
    case 'workdays':
      return weekOf([1, 2, 3, 4, 5], [day]);
    case 'evenings':
      return weekOf([1, 2, 3, 4, 5], [evening]);
    case 'mornings':
      return weekOf(weekdays, [morning]);
    case 'weekend':
      return weekOf([6, 7], [weekend]);
    case 'same':
      return null;
  }
}

export function chooseHours(person: PersonFacts, hours: WeekHours | null): Answered {
  return hours ? changeCard(person, { hours }) : unchanged(person);
}

/** No more in a day than in the whole week. */
export function chooseLimit(person: PersonFacts, perWeek: number): Answered {
  const perDay = Math.min(person.card.budget.perDay, perWeek);
  return changeCard(person, { budget: { perDay, perWeek } });
}

export function changeCard(person: PersonFacts, change: CardChange): Answered {
  return after(unchanged(person), change);
}

export function rename(person: PersonFacts, label: string): Answered {
  const { patientId } = person;
  return { person: { ...person, label }, effects: [{ type: 'label', patientId, label }] };
}

function after({ person, effects }: Answered, change: CardChange): Answered {
  return {
    person: { ...person, card: { ...person.card, ...change } },
    effects: [...effects, { type: 'card', patientId: person.patientId, change }],
  };
}
