/** What an answer to a card question changes: the effects, and the patient as they stand afterwards. */

import { type ServiceCard, type Span, weekOf } from '../domain/card.ts';
import { type CardChannel, type Purpose, type Weekday, weekdays } from '../domain/words.ts';
import type { DayChoice, PurposeChoice } from './buttons.ts';
import { spansOffered } from './questions.ts';
import { texts } from './reply.ts';
import type { Effect, Facts, PersonFacts } from './types.ts';

export interface Answered {
  readonly person: PersonFacts;
  readonly effects: readonly Effect[];
}

const given: Readonly<Record<PurposeChoice, readonly Purpose[]>> = {
  visits: ['visit'],
  wellbeing: ['visit', 'wellbeing'],
  nothing: [],
};

const daysOf: Readonly<Record<DayChoice, readonly Weekday[]>> = {
  any: weekdays,
  weekdays: [1, 2, 3, 4, 5],
  weekend: [6, 7],
};

/** Consent, withdrawal of what was not chosen again, and a channel, so that stopping here still works. */
export function choosePurpose(
  person: PersonFacts,
  { choice, wording }: { readonly choice: PurposeChoice; readonly wording: string },
  facts: Facts,
): Answered {
  const chosen = given[choice];
  const dropped = person.consents.filter((purpose) => isDropped(purpose, choice));
  const kept = person.consents.filter((one) => !dropped.includes(one) && !chosen.includes(one));
  const consent = { type: 'consent', patientId: person.patientId, wording } as const;
  const { noticeVersion } = texts(facts);
  const agreed: readonly Effect[] =
    chosen.length === 0
      ? []
      : [{ ...consent, act: 'given', purposes: chosen, noticeVersion }, { type: 'resume' }];
  const withdrawn: readonly Effect[] =
    dropped.length === 0
      ? []
      : [{ ...consent, act: 'withdrawn', purposes: dropped, noticeVersion }];
  const effects = [...agreed, ...withdrawn];
  const asked = { ...person, consents: [...chosen, ...kept] };
  if (chosen.length === 0 || person.card.channels.length > 0) return { person: asked, effects };
  return after({ person: asked, effects }, { channels: [facts.channel] });
}

/** The question offers visits and wellbeing; only "nothing" speaks of the rest. */
function isDropped(purpose: Purpose, choice: PurposeChoice): boolean {
  return choice === 'nothing' || (purpose === 'wellbeing' && choice === 'visits');
}

/** Another messenger comes first, but until it is connected this one serves. */
export function chooseChannel(person: PersonFacts, channel: CardChannel, facts: Facts): Answered {
  const alone = channel === 'phone' || channel === facts.channel;
  return after(unchanged(person), { channels: alone ? [channel] : [channel, facts.channel] });
}

/** The hours stay as they were. */
export function chooseDays(person: PersonFacts, days: DayChoice): Answered {
  const spans = weekdays.map((day) => person.card.hours[day]).find((list) => list.length > 0);
  return after(unchanged(person), { hours: weekOf(daysOf[days], spans ?? [spansOffered.day]) });
}

/** The days stay as they were. */
export function chooseHours(person: PersonFacts, span: Span): Answered {
  const days = weekdays.filter((day) => person.card.hours[day].length > 0);
  return after(unchanged(person), { hours: weekOf(days.length > 0 ? days : weekdays, [span]) });
}

export function unchanged(person: PersonFacts): Answered {
  return { person, effects: [] };
}

/** One answer after another; what a later one overrides is not written. */
export function both(first: Answered, second: (person: PersonFacts) => Answered): Answered {
  const { person, effects } = second(first.person);
  return { person, effects: [...first.effects.filter((one) => one.type !== 'card'), ...effects] };
}

function after(
  { person, effects }: Answered,
  change: Partial<Pick<ServiceCard, 'channels' | 'hours'>>,
): Answered {
  return {
    person: { ...person, card: { ...person.card, ...change } },
    effects: [...effects, { type: 'card', patientId: person.patientId, change }],
  };
}
