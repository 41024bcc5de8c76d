/** The reasons for which the patients of one account were invited. */

import type { Effect, PersonFacts, ReasonFacts } from '../../src/dialogue/types.ts';
import { proposedId } from '../../src/domain/proposed.ts';
import { toInstant } from '../../src/domain/time.ts';
import type { Language, Purpose } from '../../src/domain/words.ts';
import { textsOf } from '../../src/text/catalogue.ts';
import type { Because } from '../../src/text/proactive.ts';
import { clinic } from './people.ts';

const ids: Readonly<Record<string, string>> = {
  r1: '00000000-0000-7000-8000-0000000000a1',
  r2: '00000000-0000-7000-8000-0000000000a2',
};

export class Reasons {
  private readonly all = new Map<string, ReasonFacts>();

  record(name: string, patientId: string, purpose: Purpose, dueAt: Date): void {
    const reasonId = ids[name] ?? name;
    this.all.set(reasonId, {
      ...{ reasonId, patientId, purpose, dueAt, state: 'sent', booked: null, later: null },
      visit: {
        appointmentId: proposedId(reasonId),
        patientId,
        startsAt: dueAt,
        clinic,
        status: 'cancelled',
        scheduleVersion: 1,
        muted: false,
        offered: null,
        asked: [],
      },
    });
  }

  find(name: string): ReasonFacts | null {
    return this.all.get(ids[name] ?? name) ?? null;
  }

  of({ patientId, verified }: PersonFacts): ReasonFacts[] {
    return [...this.all.values()].filter((one) => verified && one.patientId === patientId);
  }

  change(name: string, change: Partial<ReasonFacts>): void {
    const reason = this.find(name);
    if (reason) this.all.set(reason.reasonId, { ...reason, ...change });
  }

  answer(effect: Extract<Effect, { type: 'reason_answer' }>): void {
    if (effect.answer === 'agreed') return;
    const isAnswer = effect.answer === 'book' || effect.answer === 'person';
    const state = isAnswer ? 'answered' : effect.answer;
    const later =
      effect.answer === 'later'
        ? toInstant({ local: `${effect.dueOn}T10:00`, zone: clinic.zone })
        : null;
    this.change(effect.reasonId, { state: state as ReasonFacts['state'], later });
  }
}

const said = {
  ru: ['Орлов Пётр Ильич', 'через полгода лучше посмотреть, как всё прижилось'],
  en: ['Peter Orlov', 'after half a year it is worth a look at how it has settled'],
} as const;

export function becauseOf({ purpose }: ReasonFacts, language: Language): Because {
  const [doctor, argument] = said[language];
  return {
    doctor,
    argument: purpose === 'hygiene' ? null : argument,
    topic: textsOf(language).purposes[purpose],
    isFree: purpose === 'checkup',
    isGuarantee: purpose === 'checkup',
  };
}
