/** An account of which nobody is proven, with every secret there is in reach of the dialogue. */

import type fc from 'fast-check';
import type {
  AboutFacts,
  Facts,
  PersonFacts,
  Session,
  VisitFacts,
} from '../../src/dialogue/types.ts';
import { weekOf } from '../../src/domain/card.ts';
import { weekdays } from '../../src/domain/words.ts';
import { facts, session } from './anything.ts';
import { at } from './people.ts';

const words = 'ТАЙНА';

/** Name, address, words of a question or a consent, time of a visit, hours of a card. */
export const secrets = /Секретина|Потайная|ТАЙНА|11:37|17 мая|17 May|0?5:13/;

export const unproven: fc.Arbitrary<Facts> = facts
  .filter(({ people }) => people.length > 0)
  .map((given) => ({
    ...given,
    people: given.people.map(hidden),
    about: given.about && aboutSecret(given.about),
    lastSent: given.lastSent && aboutSecret(given.lastSent),
    // No secret, and not to be taken for the day of the visit.
    erasure: given.erasure && { dueAt: at('2031-06-30T12:00') },
    invitation:
      given.invitation?.status === 'valid'
        ? { ...given.invitation, proven: false, label: '' }
        : given.invitation,
  }));

function hidden(person: PersonFacts): PersonFacts {
  const hours = weekOf(weekdays, [{ from: '05:13', to: '21:00' }]);
  return {
    ...person,
    verified: false,
    label: 'Секретина',
    card: { ...person.card, hours },
    agreements: person.agreements.map((one) => ({ ...one, wording: words })),
    visits: [visitOf(person.patientId)],
  };
}

function aboutSecret(about: AboutFacts): AboutFacts {
  const text = about.kind === 'still_you' ? about.text : words;
  return { ...about, text, visit: about.visit && visitOf(about.visit.patientId) };
}

function visitOf(patientId: string): VisitFacts {
  return {
    appointmentId: 'v1',
    patientId,
    startsAt: at('2031-05-17T11:37'),
    clinic: {
      name: 'Клиника',
      zone: 'Europe/Moscow',
      phone: null,
      address: 'Потайная, 7',
      directions: null,
    },
    status: 'booked',
    scheduleVersion: 1,
    muted: false,
    offered: null,
    asked: [],
  };
}

/** Left open from the days when they were proven. */
export const oldSession: fc.Arbitrary<Session> = session.map(({ topic }) => ({
  topic: topic && 'question' in topic ? { ...topic, question: words } : topic,
}));
