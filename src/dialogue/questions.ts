/** The card's four questions and the summary, as messages. */

import type { Content } from '../domain/content.ts';
import type { CardChannel } from '../domain/words.ts';
import { weekWords } from '../text/hours.ts';
import { type DayChoice, dayChoices, type PurposeChoice, purposeChoices } from './buttons.ts';
import { button, nameAmong, paragraphs, texts, withButtons } from './reply.ts';
import type { Facts, PersonFacts, Topic } from './types.ts';

export const spansOffered = {
  day: { from: '09:00', to: '21:00' },
  morning: { from: '09:00', to: '13:00' },
  evening: { from: '18:00', to: '21:00' },
} as const;

/** The question of a step. `intro` goes before it in the same message. */
export function questionOf(topic: Topic, facts: Facts, intro: string | null): Content {
  switch (topic.step) {
    case 'purpose':
      return purposeQuestion(facts, intro);
    case 'channel':
      return channelQuestion(topic, facts, intro);
    case 'days':
      return daysQuestion(facts, intro);
    case 'hours':
      return hoursQuestion(facts, intro);
  }
}

function purposeQuestion(facts: Facts, intro: string | null): Content {
  const { purpose, purposeLabels } = texts(facts).optIn;
  const labelled = (choice: PurposeChoice) =>
    button(purposeLabels[choice], { verb: 'agree', choice });
  return withButtons(paragraphs(intro, purpose), purposeChoices.map(labelled), facts);
}

function channelQuestion(topic: Topic, facts: Facts, intro: string | null): Content {
  const own = texts(facts);
  const { channel, channelHere, channelOther, channelPhone } = own.optIn;
  const to = (label: string, chosen: CardChannel) =>
    button(label, { verb: 'channel', channel: chosen });
  const others = facts.otherChannels.filter((id) => id !== facts.channel);
  const topics = button(own.settings.topics, { verb: 'menu', item: 'topics' });
  const buttons = [
    to(channelHere(facts.channel), facts.channel),
    ...others.map((id) => to(channelOther(id), id)),
    to(channelPhone, 'phone'),
    ...(topic.via === 'settings' ? [topics] : []),
  ];
  return withButtons(paragraphs(intro, channel), buttons, facts);
}

function daysQuestion(facts: Facts, intro: string | null): Content {
  const { days, dayLabels } = texts(facts).optIn;
  const labelled = (choice: DayChoice) => button(dayLabels[choice], { verb: 'days', days: choice });
  return withButtons(paragraphs(intro, days), dayChoices.map(labelled), facts);
}

function hoursQuestion(facts: Facts, intro: string | null): Content {
  const { hours, hourLabels } = texts(facts).optIn;
  const buttons = (['day', 'morning', 'evening'] as const).map((part) =>
    button(hourLabels[part], { verb: 'hours', span: spansOffered[part] }),
  );
  return withButtons(paragraphs(intro, hours), buttons, facts);
}

/** What stands for this patient, line by line. */
export function agreementOf(person: PersonFacts, facts: Facts): string {
  const own = texts(facts);
  const [channel] = person.card.channels;
  return own.optIn.agreement({
    person: nameAmong(facts, person),
    purposes: purposesOf(person, facts),
    channel: own.channels[channel ?? facts.channel],
    when: weekWords(person.card.hours, own.hours),
  });
}

export function purposesOf(person: PersonFacts, facts: Facts): string {
  const own = texts(facts);
  return person.consents.map((purpose) => own.purposes[purpose]).join(', ');
}
