/** The card's questions as messages, whether an opt-in asks them or «настройки». */

import type { Content } from '../domain/content.ts';
import { type CardChannel, type Purpose, purposes } from '../domain/words.ts';
import { zoneName } from '../text/zones.ts';
import { type WhenChoice, whenChoices } from './buttons.ts';
import { firstOther } from './card-answers.ts';
import { button, nameAmong, paragraphs, shortLabel, texts, withButtons } from './reply.ts';
import { cardOf, paperNote, usualOf, whenOf } from './summary.ts';
import type { CardTopic, Facts, OptInTopic, PersonFacts } from './types.ts';

export interface Asked {
  readonly person: PersonFacts;
  readonly facts: Facts;
  /** Goes before the question in the same message. */
  readonly intro: string | null;
}

export function optInQuestion(step: OptInTopic['step'], asked: Asked): Content {
  switch (step) {
    case 'verify':
      return verifyQuestion(asked);
    case 'label':
      return labelQuestion(asked);
    case 'purpose':
      return purposeQuestion('visit', asked);
    case 'channel':
      return channelQuestion(asked);
    case 'when':
      return whenQuestion(asked, firstOther(asked.facts, asked.person) !== null);
  }
}

export function cardQuestion({ field, purpose }: CardTopic, asked: Asked): Content {
  switch (field) {
    case 'menu':
      return menuQuestion(asked);
    case 'purpose':
      return purpose ? purposeQuestion(purpose, asked) : topicsQuestion(asked);
    case 'channel':
      return channelQuestion(asked);
    case 'when':
      return whenQuestion(asked, true);
    case 'reminders':
      return oftenQuestion(asked);
    case 'budget':
      return limitQuestion(asked);
    case 'zone':
      return zoneQuestion(asked);
    case 'label':
      return labelQuestion(asked);
  }
}

/** Nothing of the patient stands in it: it is not known yet who reads. */
function verifyQuestion({ facts, intro }: Asked): Content {
  const own = texts(facts).verify;
  return facts.sharesContact
    ? { text: paragraphs(intro, own.byPhoneOrCode), contactRequest: own.share }
    : { text: paragraphs(intro, own.byCode) };
}

function labelQuestion({ person, facts, intro }: Asked): Content {
  const own = texts(facts).optIn;
  const name = person.label.trim();
  if (name === '') return { text: paragraphs(intro, own.labelUnknown) };
  const known = button(shortLabel(name), { verb: 'label', choice: 'name' });
  return withButtons(paragraphs(intro, own.label), [known], facts);
}

/** One purpose, one question, nothing chosen beforehand. */
function purposeQuestion(purpose: Purpose, { person, facts, intro }: Asked): Content {
  const { agree } = texts(facts);
  const buttons = [
    button(agree.yes[purpose], { verb: 'agree', purpose, answer: 'yes' }),
    button(agree.no, { verb: 'agree', purpose, answer: 'no' }),
  ];
  const text = paragraphs(intro, forWhom(person, facts), agree.question(purpose));
  return withButtons(text, buttons, facts);
}

function channelQuestion({ facts, intro }: Asked): Content {
  const { channel, channelHere, channelOther, channelPhone } = texts(facts).optIn;
  const to = (label: string, chosen: CardChannel) =>
    button(label, { verb: 'channel', channel: chosen });
  const others = facts.otherChannels.filter((id) => id !== facts.channel);
  const buttons = [
    to(channelHere(facts.channel), facts.channel),
    ...others.map((id) => to(channelOther(id), id)),
    to(channelPhone, 'phone'),
  ];
  return withButtons(paragraphs(intro, channel), buttons, facts);
}

function whenQuestion({ person, facts, intro }: Asked, known: boolean): Content {
  const { when, whenLabels, whenNow } = texts(facts).optIn;
  const offered = whenChoices.filter((choice) => known || choice !== 'same');
  const labelled = (choice: WhenChoice) => button(whenLabels[choice], { verb: 'when', choice });
  const now = known ? whenNow(whenOf(person, facts)) : null;
  return withButtons(paragraphs(intro, now, when), offered.map(labelled), facts);
}

function topicsQuestion({ person, facts, intro }: Asked): Content {
  const own = texts(facts);
  const buttons = purposes.map((purpose) => {
    const on = person.consents.includes(purpose);
    const label = `${on ? '✓ ' : ''}${own.agree.topics[purpose]}`;
    return button(label, { verb: 'agree', purpose, answer: on ? 'no' : 'yes' });
  });
  const text = paragraphs(intro, forWhom(person, facts), own.settings.topics);
  return withButtons(text, buttons, facts);
}

/** What the clinic does comes first; none at all, last. */
const countsOffered = ['clinic', 'one', 'early', 'two', 'three', 'none'] as const;

function oftenQuestion({ facts, intro }: Asked): Content {
  const { often, oftenLabels, oftenUsual } = texts(facts).settings;
  const buttons = countsOffered.map((count) =>
    button(oftenLabels[count], { verb: 'often', count }),
  );
  return withButtons(paragraphs(intro, often, oftenUsual(usualOf(facts))), buttons, facts);
}

const limitsOffered = [1, 2, 4, 7] as const;

function limitQuestion({ facts, intro }: Asked): Content {
  const { limit, limitLabel } = texts(facts).settings;
  const buttons = limitsOffered.map((perWeek) =>
    button(limitLabel(perWeek), { verb: 'limit', perWeek }),
  );
  return withButtons(paragraphs(intro, limit), buttons, facts);
}

/** The ten rows of a list: the clinic's own clock and the nine most likely others. */
const zonesOffered = [
  'Europe/Kaliningrad',
  'Europe/Moscow',
  'Europe/Samara',
  'Asia/Yekaterinburg',
  'Asia/Novosibirsk',
  'Asia/Vladivostok',
  'Asia/Almaty',
  'Asia/Tbilisi',
  'Europe/Berlin',
] as const;

function zoneQuestion({ facts, intro }: Asked): Content {
  const own = texts(facts).settings;
  const buttons = zonesOffered.map((zone) =>
    button(zoneName(zone, facts.language), { verb: 'zone', zone }),
  );
  const clinic = button(own.zoneClinic, { verb: 'zone', zone: 'clinic' });
  return withButtons(paragraphs(intro, own.zone), [clinic, ...buttons], facts);
}

const itemsOffered = ['topics', 'where', 'when', 'often', 'limit', 'zone'] as const;

function menuQuestion({ person, facts, intro }: Asked): Content {
  const { now, whatToChange, items } = texts(facts).settings;
  const renames = nameAmong(facts, person) === null ? [] : (['label'] as const);
  const shown = [...itemsOffered, ...renames, 'language', 'stop'] as const;
  const buttons = shown.map((item) => button(items[item], { verb: 'menu', item }));
  const card = paragraphs(cardOf(person, facts), paperNote(person, facts));
  const text = paragraphs(intro, now, card, whatToChange);
  return withButtons(text, buttons, facts);
}

function forWhom(person: PersonFacts, facts: Facts): string | null {
  const name = nameAmong(facts, person);
  return name && texts(facts).settings.forWhom(name);
}
