/** Which part of a stop was meant: by button, by its words, or by a name. Until then all stays stopped. */

import type { StopScope } from './buttons.ts';
import {
  answered,
  paragraphs,
  personOf,
  pressedMark,
  result,
  say,
  silence,
  texts,
} from './reply.ts';
import { askWhich, lateScope, notBack } from './stop.ts';
import { agreedLines, choices, namedPerson, offer } from './stop-offer.ts';
import type { Effect, Held, StepInput, StepResult, StopTopic } from './types.ts';
import { visitOf, wordsOf } from './which-visit.ts';
import { plainOf, scopeOf, wishOf } from './words.ts';

type Scope = Extract<Effect, { type: 'narrow_stop' }>['scope'];

export function scopeButton(input: StepInput, scope: StopScope): StepResult {
  const { topic } = input.session;
  const said = input.event.type === 'button' ? input.event.label : '';
  return topic?.name === 'stop' ? choose(input, { topic, scope, said }) : lateScope(input);
}

/** Words in answer to the question; null if they are about something else. */
export function scopeAnswer(input: StepInput, topic: StopTopic, text: string): StepResult | null {
  const { facts } = input;
  const plain = plainOf(text);
  const offered = choices(facts, topic);
  const pressed = offered.find(([, { label }]) => plainOf(label) === plain)?.[0] ?? scopeOf(plain);
  if (pressed && offered.some(([scope]) => scope === pressed)) {
    return choose(input, { topic, scope: pressed, said: text.trim() });
  }
  const wish = wishOf(text)?.type;
  if (wish === 'yes' || wish === 'go_on') return notBack(input);
  const asked = namedPerson(facts, text) ? offer(input, topic.held, text) : null;
  return asked && askWhich(input, asked);
}

function choose(
  input: StepInput,
  { topic, scope, said }: { readonly topic: StopTopic; readonly scope: StopScope; said: string },
): StepResult {
  const own = texts(input.facts).stop;
  const mark = pressedMark(input, topic.question);
  if (scope === 'everything') {
    const text = paragraphs(own.everything, own.comeBack);
    return result(silence, say('stop', text), ...mark);
  }
  const narrowed = narrowedTo(topic, scope);
  // A button of an earlier question: what it names was not offered this time.
  if (!narrowed || !personOf(input.facts, narrowed.patientId)) return askWhich(input, topic);
  const wording = answered(topic.question, said);
  const effect: Effect = { type: 'narrow_stop', scope: narrowed, wording };
  return result(silence, effect, say('stop', receipt(input, topic, narrowed)), ...mark);
}

function narrowedTo(
  { patientId, purpose, appointmentId }: StopTopic,
  type: StopScope,
): Scope | null {
  if (patientId === null) return null;
  if (type === 'visit') return appointmentId ? { type, patientId, appointmentId } : null;
  if (type === 'purpose') return purpose ? { type, patientId, purpose } : null;
  return type === 'person' ? { type, patientId } : null;
}

/** Exactly what is not written about from now on, and what is. */
function receipt(input: StepInput, { held }: StopTopic, scope: Scope): string {
  const own = texts(input.facts).stop;
  const rest = agreedLines(input.facts, restOf(held, scope));
  return paragraphs(
    leftOut(input, scope),
    rest ? own.goesOn(rest) : own.nothingGoesOn,
    rest ? own.change : own.comeBack,
  );
}

function leftOut(input: StepInput, scope: Scope): string {
  const { facts } = input;
  const { narrowed } = texts(facts).stop;
  const name = personOf(facts, scope.patientId)?.label.trim() || null;
  const several = facts.people.length > 1 ? name : null;
  switch (scope.type) {
    case 'visit': {
      const visit = visitOf(facts, scope.appointmentId);
      return visit ? narrowed.visit(wordsOf(input, visit)) : narrowed.visitGone;
    }
    case 'purpose':
      return narrowed.purpose(texts(facts).purposes[scope.purpose], several);
    case 'person':
      return narrowed.person(name ?? '');
  }
}

function restOf(held: readonly Held[], scope: Scope): readonly Held[] {
  const isKept = (patientId: string) => patientId !== scope.patientId || scope.type === 'visit';
  return held
    .map((one) => ({
      ...one,
      purposes: one.purposes.filter(
        (purpose) =>
          isKept(one.patientId) || (scope.type === 'purpose' && purpose !== scope.purpose),
      ),
    }))
    .filter(({ purposes }) => purposes.length > 0);
}
