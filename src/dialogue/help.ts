/** Start, help, language, "why are you writing": what the bot says about itself. */

import { type Language, languages } from '../domain/words.ts';
import { textsOf } from '../text/catalogue.ts';
import { unchanged } from './card-answers.ts';
import { withPersonButton } from './fallback.ts';
import { ask, isOver, newTopic, personOfTopic, repeat } from './opt-in-turns.ts';
import { agreementOf } from './questions.ts';
import {
  button,
  newPerson,
  paragraphs,
  personOf,
  phoneLine,
  result,
  say,
  texts,
  withButtons,
} from './reply.ts';
import type { StepInput, StepResult, Topic } from './types.ts';

export function start(input: StepInput): StepResult {
  const { invitation } = input.facts;
  switch (invitation?.status) {
    case 'valid':
      return invited(input, invitation.patientId);
    case 'used_here':
      return invitedBefore(input, invitation.patientId);
    case 'used':
    case 'expired':
    case 'unknown':
      return invitationUnusable(input, invitation.status);
    case undefined:
      return bareStart(input);
  }
}

/** Nobody's name is said here: whoever holds the link is not yet known to be the patient. */
function invited(input: StepInput, patientId: string): StepResult {
  const { facts } = input;
  return ask(input, {
    topic: { ...newTopic(patientId), via: 'invitation' },
    intro: texts(facts).optIn.hello(facts.clinic.name),
    person: personOf(facts, patientId) ?? newPerson(patientId),
    effects: [{ type: 'accept_invitation', patientId }],
  });
}

function invitedBefore(input: StepInput, patientId: string): StepResult {
  const { facts } = input;
  const topic = openTopic(input);
  if (topic?.patientId === patientId) return repeat(input, topic);
  const person = personOf(facts, patientId);
  const own = texts(facts);
  if (person?.consents.length === 0) {
    const intro = own.optIn.hello(facts.clinic.name);
    return ask(input, { topic: newTopic(patientId), intro, ...unchanged(person) });
  }
  return result(
    input.session,
    say('start', withMenu(input, own.optIn.usedHere(facts.clinic.name))),
  );
}

function invitationUnusable(input: StepInput, status: 'used' | 'expired' | 'unknown'): StepResult {
  const { facts, session } = input;
  const { expired, unknown, usedElsewhere, askAnew } = texts(facts).optIn;
  const truth = { used: usedElsewhere, expired, unknown }[status](facts.clinic.name);
  const text = paragraphs(truth, askAnew, phoneLine(facts));
  return result(session, say('start', withPersonButton(input, text)));
}

function bareStart(input: StepInput): StepResult {
  const { facts, session } = input;
  const topic = openTopic(input);
  if (topic) return repeat(input, topic);
  const own = texts(facts).help;
  const { name } = facts.clinic;
  if (facts.people.length === 0) {
    const text = paragraphs(own.strangerStart(name), phoneLine(facts));
    return result(session, say('start', withMenu(input, text)));
  }
  return result(
    session,
    say('start', withMenu(input, paragraphs(own.boundStart(name), own.commands))),
  );
}

export function help(input: StepInput): StepResult {
  const { facts, session } = input;
  const own = texts(facts).help;
  const text = paragraphs(own.about(facts.clinic.name), own.commands, phoneLine(facts));
  return result(session, say('help', withMenu(input, text)));
}

/** "Why are you writing to me?" deserves the record itself. */
export function why(input: StepInput): StepResult {
  const { facts, session } = input;
  const own = texts(facts);
  const agreed = facts.people.filter((person) => person.consents.length > 0);
  if (agreed.length === 0) return result(session, say('why', withMenu(input, own.help.whyNot)));
  const lists = agreed.map((person) => agreementOf(person, facts));
  return result(session, say('why', paragraphs(own.help.why, ...lists, own.optIn.changeOrStop)));
}

export function askLanguage(input: StepInput): StepResult {
  const { facts, session } = input;
  const buttons = languages.map((language) =>
    button(textsOf(language).ownName, { verb: 'language', language }),
  );
  return result(session, say('language', withButtons(texts(facts).help.language, buttons, facts)));
}

/** Confirmed in the new language; an open question follows in it. */
export function chooseLanguage(input: StepInput, language: Language): StepResult {
  const translated = { ...input, facts: { ...input.facts, language } };
  const chosen = textsOf(language).help.languageChosen;
  const topic = openTopic(translated);
  const { session, effects } = topic
    ? repeat(translated, topic, chosen)
    : result(input.session, say('language', chosen));
  return result(session, { type: 'language', language }, ...effects);
}

function openTopic(input: StepInput): Topic | null {
  const { topic } = input.session;
  return topic && !isOver(topic) && personOfTopic(input) ? topic : null;
}

function withMenu(input: StepInput, text: string) {
  const { labels } = texts(input.facts).help;
  const other = input.facts.language === 'ru' ? 'en' : 'ru';
  const settings = button(labels.settings, { verb: 'menu', item: 'settings' });
  const person = button(labels.person, { verb: 'menu', item: 'person' });
  const language = button(labels.language, { verb: 'language', language: other });
  const bound = input.facts.people.length > 0 ? [settings] : [];
  return withButtons(text, [...bound, person, language], input.facts);
}
