/** Small helpers that every conversation uses to answer. */

import { blankCard } from '../domain/card.ts';
import type { Button, Content } from '../domain/content.ts';
import { textsOf } from '../text/catalogue.ts';
import type { Texts } from '../text/texts.ts';
import { type ButtonAction, encodeButton } from './buttons.ts';
import type {
  Effect,
  Facts,
  HandOverReason,
  PersonFacts,
  Session,
  StepInput,
  StepResult,
} from './types.ts';

export const silence: Session = { topic: null };

export function texts(facts: Facts): Texts {
  return textsOf(facts.language);
}

/** Paragraphs, without the empty ones. */
export function paragraphs(...parts: readonly (string | null | undefined)[]): string {
  return parts.filter((part) => part).join('\n\n');
}

export function say(kind: string, content: Content | string): Effect {
  return {
    type: 'reply',
    kind,
    content: typeof content === 'string' ? { text: content } : content,
  };
}

export function button(label: string, action: ButtonAction): Button {
  return { label, data: encodeButton(action) };
}

/** Buttons, with the label that opens them where they become a list. */
export function withButtons(text: string, buttons: readonly Button[], facts: Facts): Content {
  const menu = buttons.length > 3 ? { menuLabel: texts(facts).optIn.menu } : {};
  return { text, buttons, ...menu };
}

/** A label that a row of a list can hold. */
export function shortLabel(name: string): string {
  const letters = [...name];
  return letters.length <= 20 ? name : `${letters.slice(0, 19).join('')}…`;
}

export function handOver(
  reason: HandOverReason,
  patientId: string | null,
  { urgent }: { readonly urgent: boolean } = { urgent: false },
): Effect {
  return { type: 'hand_over', reason, urgent, patientId };
}

export function result(session: Session, ...effects: readonly Effect[]): StepResult {
  return { session, effects };
}

/** The pressed message with a mark under it and no buttons, if its words are known. */
export function marked(text: string | null | undefined, mark: string): readonly Effect[] {
  return text ? [{ type: 'edit_pressed', content: { text: paragraphs(text, mark) } }] : [];
}

/**
 * Our question, marked with the button that answered it; nothing where words did. Who does not count as
 * proven any more is not shown again what was said while they did.
 */
export function pressedMark({ event, facts }: StepInput, question: string): readonly Effect[] {
  if (event.type !== 'button' || !event.label || isUnproven(facts)) return [];
  return marked(question, `✓ ${event.label}`);
}

/** The words a consent is recorded with: exactly what was shown, and the answer to it. */
export const answered = (question: string, said: string): string => `${question}\n\n— ${said}`;

export function personOf(facts: Facts, patientId: string): PersonFacts | null {
  return facts.people.find((person) => person.patientId === patientId) ?? null;
}

/** Bound, and proven to be who they say. */
export function isProven(facts: Facts, patientId: string | null): boolean {
  return patientId !== null && personOf(facts, patientId)?.verified === true;
}

/** Somebody is bound here, and none of them is proven. */
export function isUnproven({ people }: Facts): boolean {
  return people.length > 0 && people.every(({ verified }) => !verified);
}

/** "Cancel" held everything back, and a visit was meant; not at the word of an account that is not proven. */
export function unpausing(facts: Facts): readonly Effect[] {
  const isMeant = facts.halted === 'paused' && !facts.inDoubt && !isUnproven(facts);
  return isMeant ? [{ type: 'unpause' }] : [];
}

/** Bound by this very event, so nothing is known of them yet. */
export function newPerson(
  patientId: string,
  known: Partial<Pick<PersonFacts, 'label' | 'relation' | 'verified'>> = {},
): PersonFacts {
  return {
    patientId,
    label: '',
    relation: 'self',
    verified: false,
    ...known,
    card: blankCard,
    consents: [],
    agreements: [],
    visits: [],
    cancelled: [],
  };
}

/** Whose words these are, where there is no doubt. */
export function onlyPatient(facts: Facts): string | null {
  return facts.people.length === 1 ? (facts.people[0]?.patientId ?? null) : null;
}

/**
 * What the contact calls the patient, where "you" would not do: one of several, or somebody else than
 * the contact. Null where there is nothing to tell apart.
 */
export function nameAmong(facts: Facts, person: PersonFacts | null): string | null {
  if (!person?.label.trim()) return null;
  return facts.people.length > 1 || person.relation !== 'self' ? person.label : null;
}

export function phoneLine(facts: Facts): string | null {
  return facts.clinic.phone ? texts(facts).help.phone(facts.clinic.phone) : null;
}
