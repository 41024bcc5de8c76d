/** Start, help, language: what the bot says about itself. */

import { type Language, languages } from '../domain/words.ts';
import { textsOf } from '../text/catalogue.ts';
import { unchanged } from './card-answers.ts';
import { isAsking, openCard } from './card-conversation.ts';
import { askItem } from './card-items.ts';
import { withPersonButton } from './fallback.ts';
import { withMenu } from './menus.ts';
import { begin, repeat } from './opt-in-turns.ts';
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
import type { Effect, StepInput, StepResult } from './types.ts';
import { askVerify } from './verify.ts';

export function start(input: StepInput): StepResult {
  const { invitation } = input.facts;
  switch (invitation?.status) {
    case 'valid':
      return invited(input, invitation);
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

type Valid = Extract<StepInput['facts']['invitation'], { status: 'valid' }>;

/** Nobody's name is said here unless it is proven who opened the link. */
function invited(input: StepInput, { patientId, relation, proven, label }: Valid): StepResult {
  const { facts } = input;
  const accepted: Effect = { type: 'accept_invitation', patientId };
  const known = personOf(facts, patientId);
  if (known?.verified && known.consents.length > 0) return usedHere(input, [accepted]);
  const fresh = newPerson(patientId, { label, relation, verified: proven });
  return begin(input, {
    person: known ? { ...known, verified: known.verified || proven } : fresh,
    effects: [accepted],
    intro: texts(facts).optIn.hello(facts.clinic.name),
  });
}

function invitedBefore(input: StepInput, patientId: string): StepResult {
  const { facts } = input;
  const open = openOptIn(input);
  if (open?.topic.patientId === patientId) return repeat(input, open);
  const person = personOf(facts, patientId);
  if (!person || (person.verified && person.consents.length > 0)) return usedHere(input, []);
  const intro = texts(facts).optIn.hello(facts.clinic.name);
  return begin(input, { ...unchanged(person), intro });
}

function usedHere(input: StepInput, effects: readonly Effect[]): StepResult {
  const text = texts(input.facts).optIn.usedHere(input.facts.clinic.name);
  return result(input.session, ...effects, say('start', withMenu(input, text)));
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
  const open = openOptIn(input);
  if (open) return repeat(input, open);
  const own = texts(facts).help;
  const { name } = facts.clinic;
  const [first] = facts.people;
  if (!first) {
    const text = paragraphs(own.strangerStart(name), phoneLine(facts));
    return result(session, say('start', withMenu(input, text)));
  }
  if (!facts.people.some(({ verified }) => verified)) return askVerify(input, first);
  const text = paragraphs(own.boundStart(name), own.commands);
  return result(session, say('start', withMenu(input, text)));
}

export function help(input: StepInput): StepResult {
  const { facts, session } = input;
  const own = texts(facts).help;
  const text = paragraphs(own.about(facts.clinic.name), own.commands, phoneLine(facts));
  return result(session, say('help', withMenu(input, text)));
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
  const { session, effects } =
    askedAgain(translated, chosen) ?? result(input.session, say('language', chosen));
  return result(session, { type: 'language', language }, ...effects);
}

function askedAgain(input: StepInput, intro: string): StepResult | null {
  const open = isAsking(input) ? openCard(input) : null;
  if (!open) return null;
  const { topic, person } = open;
  return topic.name === 'opt_in'
    ? repeat(input, { topic, person, intro })
    : askItem(input, person, { field: topic.field, purpose: topic.purpose, intro });
}

function openOptIn(input: StepInput) {
  const open = isAsking(input) ? openCard(input) : null;
  return open?.topic.name === 'opt_in' ? { topic: open.topic, person: open.person } : null;
}
