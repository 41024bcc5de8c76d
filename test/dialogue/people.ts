/** The patients of one account, and what was agreed for them. */

import type { ClinicFacts, Effect, PersonFacts, VisitFacts } from '../../src/dialogue/types.ts';
import { blankCard } from '../../src/domain/card.ts';
import { expiryOf } from '../../src/domain/consent.ts';
import { toInstant } from '../../src/domain/time.ts';
import type { ChannelId, Purpose, Relation } from '../../src/domain/words.ts';

export const clinic: ClinicFacts = {
  name: 'Клиника на Ленина',
  zone: 'Europe/Moscow',
  phone: '+7 495 000-00-00',
  address: 'ул. Ленина, 5',
  directions: 'метро «Парк», пять минут пешком, вход со двора.',
};

export function at(local: string): Date {
  return toInstant({ local, zone: clinic.zone });
}

export const firstNames: Readonly<Record<string, string>> = {
  anna: 'Анна',
  misha: 'Миша',
  dasha: 'Даша',
};

/** What a binding in `@ bound` was agreed with, long before. */
const agreedAt = at('2026-11-10T12:00');

const wordingOf = (purpose: Purpose) =>
  purpose === 'wellbeing'
    ? 'Можно спросить вас, как вы себя чувствуете?\n\n— Да, спросите'
    : 'Напоминать вам о визитах?\n\n— Да, напоминайте';

interface Binding {
  readonly relation: Relation;
  readonly verified: boolean;
  readonly channel: ChannelId;
}

type Agreement = PersonFacts['agreements'][number];
type Scope = Extract<Effect, { type: 'narrow_stop' }>['scope'];

/** As they are now: what is done before the dialogue is asked must not change what it was told. */
const ownOf = ({ verified, patientId }: PersonFacts, visits: readonly VisitFacts[]) =>
  visits.filter((one) => verified && one.patientId === patientId).map((one) => ({ ...one }));

export class People {
  /** The number the clinic knows for this account's holder. */
  readonly phone = '+79160000001';
  readonly all: PersonFacts[] = [];
  /** What the last stop took away. */
  private stopped = new Map<string, readonly Agreement[]>();

  find(patientId: string): PersonFacts | null {
    return this.all.find((person) => person.patientId === patientId) ?? null;
  }

  bind(patientId: string, binding: Binding, agreed: readonly Purpose[] = []): void {
    if (this.find(patientId)) return;
    const { relation, verified, channel } = binding;
    this.all.push({
      patientId,
      label: firstNames[patientId] ?? patientId,
      relation,
      verified,
      card: { ...blankCard, channels: agreed.length > 0 ? [channel] : [] },
      consents: [],
      agreements: agreed.map((purpose) => ({
        purpose,
        at: agreedAt,
        expiresAt: expiryOf(purpose, agreedAt),
        mechanism: 'chat',
        actor: 'patient',
        wording: wordingOf(purpose),
      })),
      visits: [],
      cancelled: [],
    });
  }

  /** As the dialogue may see them: no name and no visit before it is proven who holds the account. */
  facts(visits: readonly VisitFacts[], stopped: boolean): readonly PersonFacts[] {
    return this.all.map((person) => ({
      ...person,
      ...(!person.verified && { label: '', card: blankCard, agreements: [] }),
      consents: stopped || !person.verified ? [] : person.agreements.map(({ purpose }) => purpose),
      visits: ownOf(person, visits).filter(({ status }) => status !== 'cancelled'),
      cancelled: ownOf(person, visits).filter(({ status }) => status === 'cancelled'),
    }));
  }

  consent({ act, patientId, purposes, wording }: Extract<Effect, { type: 'consent' }>, now: Date) {
    const given = purposes.map((purpose) => ({
      purpose,
      at: now,
      expiresAt: expiryOf(purpose, now),
      mechanism: 'chat',
      actor: 'patient',
      wording,
    }));
    this.change(patientId, (person) => {
      const others = person.agreements.filter((one) => !purposes.includes(one.purpose));
      return { agreements: act === 'given' ? [...others, ...given] : others };
    });
  }

  stop(): void {
    if (this.all.every(({ agreements }) => agreements.length === 0)) return;
    this.stopped = new Map(this.all.map((one) => [one.patientId, one.agreements]));
    for (const { patientId } of this.all) this.change(patientId, () => ({ agreements: [] }));
  }

  restore(scope: Scope): void {
    for (const [patientId, before] of this.stopped) {
      const isOut = ({ purpose }: Agreement) =>
        patientId === scope.patientId &&
        (scope.type === 'person' || (scope.type === 'purpose' && purpose === scope.purpose));
      this.change(patientId, () => ({ agreements: before.filter((one) => !isOut(one)) }));
    }
    this.stopped = new Map();
  }

  clear(): void {
    this.all.length = 0;
  }

  change(patientId: string, make: (person: PersonFacts) => Partial<PersonFacts>): void {
    const index = this.all.findIndex((person) => person.patientId === patientId);
    const person = this.all[index];
    if (!person) throw new Error(`an effect names ${patientId}, who is not bound`);
    this.all[index] = { ...person, ...make(person) };
  }
}
