/** The buttons under a message of ours, and what stands on them. */

import type { Button } from '../domain/content.ts';
import type { Language } from '../domain/words.ts';
import { labelsFor } from './labels.ts';
import { type MessageVerb, type ProactiveKind, proactiveWords } from './proactive-words.ts';

const invites: readonly MessageVerb[] = ['recall.book', 'recall.later', 'recall.no'];
const invitesMinor: readonly MessageVerb[] = ['recall.elsewhere', 'person', 'why', 'not.me'];

export const buttonsOf: Readonly<Record<ProactiveKind, readonly MessageVerb[]>> = {
  visit_three_days: ['visit.confirm', 'visit.move', 'visit.cancel'],
  visit_day_before: ['visit.confirm', 'visit.move', 'visit.cancel'],
  visit_soon: ['visit.cancel', 'person'],
  visit_moved: ['visit.confirm', 'visit.move', 'visit.cancel'],
  visit_cancelled: ['visit.move', 'person'],
  visit_earlier: ['earlier.take', 'earlier.keep', 'earlier.stop'],
  aftercare: ['aftercare.show'],
  wellbeing_check: ['well.good', 'well.unsure', 'well.bad'],
  wellbeing_score: ['well.good', 'well.unsure', 'well.bad'],
  impression: [],
  ask_wellbeing: ['agree.yes', 'agree.no'],
  recall: invites,
  plan_followup: invites,
  personal_contact: invites,
  ask_recall: ['agree.yes', 'agree.no'],
  still_you: ['still.yes', 'not.me'],
  answer_waiting: ['answer.show'],
};

/** Of lesser use, and in the words of the body too. A template has no room for them. */
const minorOf: Readonly<Partial<Record<ProactiveKind, readonly MessageVerb[]>>> = {
  still_you: ['why'],
  answer_waiting: [],
  recall: invitesMinor,
  plan_followup: invitesMinor,
  personal_contact: invitesMinor,
};
export const minorElse: readonly MessageVerb[] = ['why', 'not.me'];

/** The lesser ones under a message of this kind. */
export const minorFor = (kind: ProactiveKind): readonly MessageVerb[] => minorOf[kind] ?? minorElse;

export function labelOf(kind: ProactiveKind, verb: MessageVerb, language: Language): string {
  const { labels, labelsOf } = proactiveWords[language];
  return labelsOf[kind]?.[verb] ?? labels[verb];
}

interface ButtonsOf {
  readonly kind: ProactiveKind;
  readonly messageId: string;
  readonly language: Language;
  readonly person: string | null;
}

/** A template's quick replies are fixed words; in a session the labels say for whom, where all have room. */
export function buttonsFor(
  verbs: readonly MessageVerb[],
  { kind, messageId, language, person }: ButtonsOf,
): readonly Button[] {
  const labels = labelsFor(
    verbs.map((verb) => labelOf(kind, verb, language)),
    person,
  );
  return verbs.map((verb, index) => ({
    label: labels[index] ?? verb,
    data: `${verb}:${messageId}`,
  }));
}
