/** After a stop: what could have been meant instead of everything, as far as it is known. */

import type { Button, Content } from '../domain/content.ts';
import type { Purpose } from '../domain/words.ts';
import { labelFor } from '../text/proactive.ts';
import type { StopScope } from './buttons.ts';
import {
  button,
  nameAmong,
  paragraphs,
  personOf,
  shortLabel,
  texts,
  withButtons,
} from './reply.ts';
import type { Facts, Held, PersonFacts, StepInput, StopTopic, VisitFacts } from './types.ts';
import { isUpcoming, single, upcoming, visitOf, wordsOf } from './which-visit.ts';
import { namesIn } from './words.ts';

export type Offer = Omit<StopTopic, 'question'>;

/** What is agreed for each patient of this account. */
export function heldNow(facts: Facts): readonly Held[] {
  return facts.people
    .filter(({ verified }) => verified)
    .map(({ patientId, agreements }) => ({
      patientId,
      purposes: [...new Set(agreements.map(({ purpose }) => purpose))],
    }))
    .filter(({ purposes }) => purposes.length > 0);
}

/** Null where there is nothing to keep, so nothing to ask. */
export function offer(input: StepInput, held: readonly Held[], words: string): Offer | null {
  const { facts } = input;
  const known = held.filter(({ patientId }) => personOf(facts, patientId)?.verified);
  const isKnown = (id: string | null) => known.some(({ patientId }) => patientId === id);
  const spoken = [namedPerson(facts, words)?.patientId ?? null, spokenOf(facts)].find(isKnown);
  const meant = spoken ?? single(known)?.patientId ?? null;
  const visit = visitMeant(input, (id) => (meant === null ? isKnown(id) : id === meant));
  const patientId = meant ?? visit?.patientId ?? null;
  const own = known.find((one) => one.patientId === patientId);
  const asked: Offer = {
    name: 'stop',
    patientId,
    purpose: own ? purposeMeant(facts, own) : null,
    appointmentId: visit?.appointmentId ?? null,
    held: known,
  };
  return isOpen(asked) || choices(facts, asked).length > 1 ? asked : null;
}

/** Several patients, and nothing tells which of them is meant. */
const isOpen = ({ patientId, held }: Offer) => patientId === null && held.length > 1;

/** The one patient whose name stands in the words, where there are several to tell apart. */
export function namedPerson(facts: Facts, words: string): PersonFacts | null {
  if (facts.people.length < 2) return null;
  return single(facts.people.filter(({ label }) => namesIn(words, label)));
}

function visitMeant(input: StepInput, isMeant: (patientId: string) => boolean): VisitFacts | null {
  const sent = input.facts.lastSent?.visit ?? null;
  const offered = (visit: VisitFacts) => isMeant(visit.patientId) && isOffered(input, visit);
  return sent && offered(sent) ? sent : single(upcoming(input).filter(offered));
}

const isOffered = ({ now }: StepInput, visit: VisitFacts) => isUpcoming(visit, now) && !visit.muted;

function spokenOf({ lastSent, people }: Facts): string | null {
  const id = lastSent?.patientId ?? null;
  return people.some(({ patientId, verified }) => verified && patientId === id) ? id : null;
}

/** What the last message was about, else what it most likely is. */
function purposeMeant({ lastSent }: Facts, { patientId, purposes }: Held): Purpose | null {
  const sent = lastSent?.patientId === patientId ? lastSent.purpose : null;
  return purposes.find((one) => one === sent) ?? purposes[0] ?? null;
}

export function question(input: StepInput, asked: Offer, intro: string): Content {
  const { facts } = input;
  const own = texts(facts).stop;
  const visit = visitOf(facts, asked.appointmentId);
  const names = asked.held.map(({ patientId }) => personOf(facts, patientId)?.label.trim());
  const text = paragraphs(
    intro,
    own.question,
    visit && own.questionVisit(wordsOf(input, visit)),
    isOpen(asked) ? own.questionWho(names.filter(Boolean).join(', ')) : null,
  );
  return withButtons(
    text,
    choices(facts, asked).map(([, one]) => one),
    facts,
  );
}

/** The buttons, narrowest first. Where a person has one purpose, "this kind" and "this person" are the same. */
export function choices(facts: Facts, asked: Offer): readonly (readonly [StopScope, Button])[] {
  const { labels, purposeLabels } = texts(facts).stop;
  const { appointmentId, patientId, purpose, held } = asked;
  const person = patientId === null ? null : personOf(facts, patientId);
  const name = nameAmong(facts, person);
  const own = held.find((one) => one.patientId === patientId);
  const kinds = own?.purposes.length ?? 0;
  const found: (readonly [StopScope, string])[] = [];
  if (appointmentId) found.push(['visit', name ? named(labels.visitOf, name) : labels.visit]);
  if (purpose && kinds > 1) found.push(['purpose', labelFor(purposeLabels[purpose], name)]);
  if (name && own && held.length > 1) found.push(['person', named(labels.personOf, name)]);
  found.push(['everything', labels.everything]);
  return found.map(([scope, label]) => [scope, button(label, { verb: 'scope', scope })]);
}

/** A name too long for its button is cut, not dropped: without it the choice would not be clear. */
const named = (label: string, name: string) => shortLabel(`${label}: ${name}`);

/** `Миша: визиты, самочувствие после лечения`, a line for each; empty if there is nothing. */
export function agreedLines(facts: Facts, held: readonly Held[]): string {
  const words = texts(facts).purposes;
  return held
    .map(({ patientId, purposes }) => {
      const name = nameAmong(facts, personOf(facts, patientId));
      return `• ${name === null ? '' : `${name}: `}${purposes.map((one) => words[one]).join(', ')}`;
    })
    .join('\n');
}
