import { describe, expect, test } from 'vitest';
import {
  asItStands,
  type Fact,
  knownAfter,
  knownNow,
  newsOf,
  placeNews,
  type Told,
  type VisitAsKnown,
} from '../../src/domain/known.ts';
import { toInstant } from '../../src/domain/time.ts';
import { daytimeCard } from './policy-arbitrary.ts';
import { minute, shown } from './wall-clock.ts';

const zone = 'Europe/Moscow';
const at = (local: string) => toInstant({ local, zone });
const noon: Fact = { startsAt: at('2026-06-10T12:00'), clinicId: 'c1' };
const later = (minutes: number): Fact => ({
  ...noon,
  startsAt: new Date(+noon.startsAt + minutes * minute),
});
const booked = {
  ...noon,
  ...asItStands,
  patientId: 'p1',
  status: 'booked',
  scheduleVersion: 1,
  knownAt: at('2026-06-01T10:00'),
  cancelledBy: null,
} as const;
type Visit = VisitAsKnown & { readonly patientId: string };

/** As the clinic system tells it. */
function changed(visit: Visit, to: Partial<Visit>, now = at('2026-06-09T10:00')): Visit {
  const next = { ...visit, ...to };
  const version = visit.scheduleVersion + (to.status === 'cancelled' ? 0 : 1);
  const before = knownAfter(visit, { isChange: true, patientId: next.patientId, now });
  return { ...next, scheduleVersion: version, knownAt: now, ...before };
}

const told = (version: number, fact: Fact | null, isSure = true): Told => ({
  ...{ version, fact, isSure },
  at: new Date(+at('2026-06-09T11:00') + version * minute),
});
const news = (visit: Visit, said: readonly Told[] = []) =>
  newsOf(visit, { told: said, quietMoveMin: 5 });

const off = { status: 'cancelled', cancelledBy: 'api' } as const;
const elsewhere = { clinicId: 'c2' };

describe('what is news', () => {
  const moved = changed(booked, later(60));
  test.each<[string, Visit, readonly Told[], string | null]>([
    ['a booking is none', booked, [], null],
    ['an hour later', moved, [], 'moved'],
    ['four minutes later', changed(booked, later(4)), [], null],
    ['five minutes earlier', changed(booked, later(-5)), [], 'moved'],
    ['by and by', changed(changed(booked, later(3)), later(6)), [], 'moved'],
    ['the same time elsewhere', changed(booked, elsewhere), [], 'moved'],
    ['and back', changed(moved, noon), [], null],
    ['and back, after it was told', changed(moved, noon), [told(2, later(60))], 'moved'],
    [
      'and back, after it may have been',
      changed(moved, noon),
      [told(2, later(60), false)],
      'moved',
    ],
    ['told', moved, [told(2, later(60))], null],
    ['what may have been told may not have been', moved, [told(2, later(60), false)], 'moved'],
    ['off', changed(booked, off), [], 'cancelled'],
    ['off, and told', changed(booked, off), [told(1, null)], null],
    ['off and on again', changed(changed(booked, off), { status: 'booked' }), [], null],
    [
      'on again after it was told off',
      changed(changed(booked, off), { status: 'booked' }),
      [told(1, null)],
      'moved',
    ],
    ['off at another time than was known', changed(moved, off), [], 'cancelled'],
    [
      'the patient called it off',
      { ...booked, status: 'cancelled', cancelledBy: 'patient' },
      [],
      null,
    ],
    [
      'and the desk booked them anew',
      changed(
        { ...booked, status: 'cancelled', cancelledBy: 'patient' },
        { ...later(60), status: 'booked', cancelledBy: null },
      ),
      [],
      null,
    ],
    ['the patient chose it', { ...moved, ...knownNow(moved) }, [], null],
    ['given to another patient', changed(booked, { ...later(60), patientId: 'p2' }), [], null],
    ['it has taken place', { ...moved, status: 'completed' }, [], null],
  ])('%s', (_, visit, said, type) => {
    expect(news(visit, said)?.type ?? null).toBe(type);
  });

  test('what is changed while it is being booked is still the booking', () => {
    const soon = new Date(+booked.knownAt + 2 * minute);
    expect(news(changed(booked, later(60), soon))).toBeNull();
    expect(news(changed(booked, off, soon))).toBeNull();
    const settled = new Date(+booked.knownAt + 3 * minute);
    expect(news(changed(booked, later(60), settled))?.type).toBe('moved');
  });

  test('a visit taken off and put on again within a minute is one that moved', () => {
    const gone = changed(booked, off);
    const again = changed(
      gone,
      { ...later(60), status: 'booked', cancelledBy: null },
      new Date(+gone.knownAt + minute),
    );
    expect(news(again)).toMatchObject({ type: 'moved', was: noon });
  });

  test('what it was is what the patient thinks it was', () => {
    expect(news(changed(changed(booked, later(60)), later(120)))?.was).toEqual(noon);
    const twice = changed(changed(booked, later(60)), later(120));
    expect(news(twice, [told(2, later(60))])?.was).toEqual(later(60));
    expect(news(changed(changed(booked, later(60)), off))?.was).toEqual(noon);
  });
});

describe('when it is told', () => {
  const placed = (visit: Visit) => {
    const what = news(visit);
    const found = what && placeNews(what, visit, { hours: daytimeCard.hours, zone });
    return found && [found.verdict, shown(found.dueAt, zone), shown(found.notAfter, zone)];
  };
  test.each<[string, Visit, readonly string[]]>([
    [
      'three minutes later, until the sooner of both',
      changed(booked, later(90)),
      ['send', '2026-06-09T10:03:00', '2026-06-10T12:00:00'],
    ],
    [
      'until the new time, where that is sooner',
      changed(booked, later(-90)),
      ['send', '2026-06-09T10:03:00', '2026-06-10T10:30:00'],
    ],
    [
      'in the morning, after a night',
      changed(booked, off, at('2026-06-09T23:00')),
      ['send', '2026-06-10T09:00:00', '2026-06-10T12:00:00'],
    ],
    [
      'by a person, if the morning is too late',
      changed(booked, { startsAt: at('2026-06-10T08:30') }, at('2026-06-09T22:00')),
      ['call', '2026-06-09T22:03:00', '2026-06-10T08:30:00'],
    ],
    [
      'at once, if it is about to begin',
      changed(booked, off, at('2026-06-10T11:58')),
      ['send', '2026-06-10T11:58:00', '2026-06-10T12:00:00'],
    ],
    [
      'until the new time, if the old one has passed',
      changed(booked, later(600), at('2026-06-10T13:00')),
      ['send', '2026-06-10T13:03:00', '2026-06-10T22:00:00'],
    ],
  ])('%s', (_, visit, when) => {
    expect(placed(visit)).toEqual(when);
  });
});
