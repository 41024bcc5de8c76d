import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { weekOf } from '../../src/domain/card.ts';
import { isAgreed } from '../../src/domain/hours.ts';
import { satisfies, turnOf } from '../../src/domain/reason-life.ts';
import {
  dueOnOf,
  type FollowUpKind,
  faultOfReason,
  followUpKinds,
  massTexts,
  type ReasonDraft,
  reasonRules,
} from '../../src/domain/reasons.ts';
import { likelyCause, variedHours } from '../../src/domain/silence.ts';
import { dayMs } from '../../src/domain/time.ts';
import { appointmentStatuses, reasonStates, weekdays } from '../../src/domain/words.ts';

const today = '2026-11-23';

const nothing: ReasonDraft = {
  kind: 'hygiene',
  doctorId: null,
  dueOn: null,
  lastVisitOn: null,
  intervalMonths: null,
  treatedOn: null,
  argument: null,
  note: null,
  plan: null,
  freeConsultation: false,
  leaving: null,
  namedOn: null,
  contraindications: [],
};

const plan = {
  signedOn: '2026-11-01',
  urgentItem: 'коронка',
  done: null,
  left: null,
  risk: null,
  deadline: '2027-01-20',
};

const whole: Readonly<Record<FollowUpKind, Partial<ReasonDraft>>> = {
  hygiene: { lastVisitOn: '2026-06-10', intervalMonths: 6 },
  checkup: { dueOn: '2027-03-01', doctorId: 'd1', argument: 'посмотреть, как прижилось' },
  control: { dueOn: '2026-12-20', doctorId: 'd1', treatedOn: '2026-11-20' },
  plan: { doctorId: 'd1', plan },
  personal: { dueOn: '2026-12-20', doctorId: 'd1', argument: 'хочу увидеть, как вы' },
  later_need: { dueOn: '2036-05-01', doctorId: 'd1', note: 'ортодонт в тринадцать' },
};

const draft = (kind: FollowUpKind, more: Partial<ReasonDraft> = {}): ReasonDraft => ({
  ...nothing,
  kind,
  ...whole[kind],
  ...more,
});

describe('evidence', () => {
  it.each(followUpKinds)('%s is justified with all of it', (kind) => {
    expect(faultOfReason(draft(kind), today)).toBeNull();
  });

  const needed = followUpKinds.flatMap((kind) =>
    Object.keys(whole[kind]).map((field) => [kind, field] as const),
  );
  it.each(needed)('%s is refused without %s', (kind, field) => {
    const fault = faultOfReason(draft(kind, { [field]: null }), today);
    expect(fault?.code).toBe(field === 'plan' ? 'plan_unsigned' : 'no_evidence');
    expect(fault?.field).toBe(field === 'plan' ? 'plan.signedOn' : field);
  });

  it.each([
    [
      'a plan done in part names what is left and at risk',
      { plan: { ...plan, urgentItem: null, done: 'коренной канал', left: 'коронка' } },
      'plan.risk',
      'no_evidence',
    ],
    [
      'a plan has a deadline',
      { plan: { ...plan, deadline: null } },
      'plan.deadline',
      'no_evidence',
    ],
    [
      'a plan is not signed tomorrow',
      { plan: { ...plan, signedOn: '2026-11-24' } },
      'plan.signedOn',
      'future_date',
    ],
    ['an unsigned plan', { plan: { ...plan, signedOn: null } }, 'plan.signedOn', 'plan_unsigned'],
    ['"too dear"', { leaving: 'too_dear' as const }, 'leaving', 'too_dear'],
    [
      'a free consultation without a signed plan',
      { freeConsultation: true, plan: null },
      'freeConsultation',
      'free_consultation',
    ],
    [
      '"I will think about it" without a day',
      { leaving: 'will_think' as const },
      'namedOn',
      'no_day_named',
    ],
    [
      '"I will think about it", another day',
      { leaving: 'will_think' as const, namedOn: '2026-12-10', dueOn: '2026-12-01' },
      'dueOn',
      'other_day_named',
    ],
    ['a price', { argument: 'имплант за 30 000 руб' }, 'argument', 'price_or_deadline'],
    [
      'birthday money',
      { argument: 'дарим купон, он сгорит через две недели' },
      'argument',
      'price_or_deadline',
    ],
    ['a discount in a note', { note: '15% discount until Friday' }, 'note', 'price_or_deadline'],
    ['a reproach', { argument: 'почему вы не приходите' }, 'argument', 'reproach'],
    ['a reproach in English', { argument: 'why don’t you come' }, 'argument', 'reproach'],
    [
      'whitening beside a prosthesis',
      {
        argument: 'теперь можно отбеливание',
        contraindications: ['prosthesis_in_smile_line'] as const,
      },
      'argument',
      'contraindicated',
    ],
  ])('refused: %s', (_, more, field, code) => {
    expect(faultOfReason(draft('plan', more), today)).toEqual({ field, code });
  });

  it.each([0, 25, 1.5])('an interval of %s months is none', (intervalMonths) => {
    const fault = faultOfReason(draft('hygiene', { intervalMonths }), today);
    expect(fault).toEqual({ field: 'intervalMonths', code: 'bad_interval' });
  });

  it.each([
    ['due before the visit', { dueOn: '2026-06-01' }, 'due_before_visit'],
    ['due long ago', { lastVisitOn: '2019-06-10' }, 'due_passed'],
    ['due in four years', { dueOn: '2030-12-01' }, 'too_far'],
  ] as const)('refused: %s', (_, more, code) => {
    expect(faultOfReason(draft('hygiene', more), today)).toEqual({ field: 'dueOn', code });
  });

  it('a plan is due two weeks ahead of its deadline, and a named day is kept', () => {
    expect(dueOnOf(draft('plan'), today)).toBe('2027-01-06');
    expect(dueOnOf(draft('plan', { plan: { ...plan, deadline: '2026-11-25' } }), today)).toBe(
      today,
    );
    const named = draft('personal', { leaving: 'will_think', namedOn: '2026-12-10', dueOn: null });
    expect([faultOfReason(named, today), dueOnOf(named, today)]).toEqual([null, '2026-12-10']);
  });

  it('is total: a rule of the list or none, whatever is told', () => {
    const text = fc.option(fc.string());
    const date = fc.option(fc.constantFrom('2019-01-01', '2026-11-23', '2027-02-28', '2040-01-01'));
    const any = fc.record({
      ...{ kind: fc.constantFrom(...followUpKinds), doctorId: text, argument: text, note: text },
      ...{ dueOn: date, lastVisitOn: date, treatedOn: date, namedOn: date },
      intervalMonths: fc.option(fc.integer({ min: -1, max: 40 })),
      plan: fc.option(
        fc.record({
          signedOn: date,
          urgentItem: text,
          done: text,
          left: text,
          risk: text,
          deadline: date,
        }),
      ),
      freeConsultation: fc.boolean(),
      leaving: fc.option(fc.constantFrom('too_dear' as const, 'will_think' as const)),
      contraindications: fc.constant([]),
    });
    fc.assert(
      fc.property(any, (one) => {
        const fault = faultOfReason(one, today);
        if (fault) expect(reasonRules).toContain(fault.code);
        else expect(dueOnOf(one, today)).not.toBeNull();
      }),
    );
  });
});

it('finds the text that too many get, however it is written', () => {
  const rows = ['a', 'b', 'c', 'd', 'e'].map((patient) => ({ patient, text: 'Пора к нам' }));
  expect(massTexts(rows)).toEqual(new Set());
  expect(massTexts([...rows, { patient: 'a', text: 'пора к нам!' }])).toEqual(new Set());
  expect(massTexts([...rows, { patient: 'f', text: 'пора, к нам!' }])).toEqual(
    new Set(['пора к нам']),
  );
});

const at = new Date('2026-11-23T09:00:00Z');
const days = (n: number) => new Date(at.getTime() + n * dayMs);
const reason = {
  kind: 'control' as const,
  state: 'planned' as const,
  doctorId: 'd1',
  serviceId: null,
  dueAt: days(40),
  createdAt: at,
  bookedId: null,
  reopenedAt: null,
};
const visit = {
  id: 'v',
  doctorId: 'd1',
  serviceId: 's1',
  startsAt: days(35),
  createdAt: days(1),
  status: 'booked' as const,
};

describe('a visit satisfies a reason', () => {
  it.each([
    ['with the doctor, about the time', {}, {}, true],
    ['with another doctor', { doctorId: 'd2' }, {}, false],
    [
      'with another doctor for the very service',
      { doctorId: 'd2', startsAt: days(3) },
      { serviceId: 's1' },
      true,
    ],
    ['with the doctor much sooner', { startsAt: days(3) }, {}, false],
    ['sooner, of a plan', { startsAt: days(3) }, { kind: 'plan' as const }, true],
    ['booked before it was recorded', { createdAt: days(-1) }, {}, false],
    ['called off', { status: 'cancelled' as const }, {}, false],
    ['of a reason that names nobody', { doctorId: 'd9' }, { doctorId: null }, true],
  ])('%s', (_, ofVisit, ofReason, expected) => {
    expect(satisfies({ ...visit, ...ofVisit }, { ...reason, ...ofReason })).toBe(expected);
  });

  it('and what has ended stays so, whatever is told of visits', () => {
    const ended = ['came', 'later', 'elsewhere', 'declined', 'lapsed', 'closed'] as const;
    const any = fc.record({
      state: fc.constantFrom(...reasonStates),
      status: fc.constantFrom(...appointmentStatuses),
      reopened: fc.boolean(),
      day: fc.integer({ min: -60, max: 120 }),
    });
    fc.assert(
      fc.property(any, ({ state, status, reopened, day }) => {
        const own = { ...reason, state, bookedId: 'v', reopenedAt: reopened ? at : null };
        const turn = turnOf(own, { visits: [{ ...visit, status }], now: days(day) });
        if (ended.some((one) => one === state)) expect(turn).toBeNull();
        if (state === 'booked' && status === 'cancelled')
          expect(turn?.to).toBe(reopened ? 'closed' : 'planned');
      }),
    );
  });
});

describe('silence', () => {
  const zone = 'UTC';
  const hours = weekOf(weekdays, [{ from: '09:00', to: '21:00' }]);
  // A Monday and a Tuesday morning.
  const morning = { channel: 'telegram' as const, at: new Date('2026-11-23T10:00:00Z') };
  const evening = { channel: 'telegram' as const, at: new Date('2026-11-24T19:00:00Z') };

  it('leaves no moment like one on which nobody answered, and no other than was agreed', () => {
    const moment = fc.date({ min: at, max: days(30), noInvalidDate: true });
    fc.assert(
      fc.property(moment, (when) => {
        const isLeft = isAgreed(when, variedHours(hours, [morning], zone), zone);
        const isMorning = when.getUTCHours() < 12 && when.getUTCDay() % 6 !== 0;
        expect(isLeft).toBe(isAgreed(when, hours, zone) && !isMorning);
      }),
    );
  });

  it('counts what goes past midnight to the day it is then', () => {
    const late = weekOf(weekdays, [{ from: '22:00', to: '02:00' }]);
    // A Monday.
    const night = { channel: 'telegram' as const, at: new Date('2026-11-23T00:30:00Z') };
    const moment = fc.date({ min: at, max: days(30), noInvalidDate: true });
    fc.assert(
      fc.property(moment, (when) => {
        const isLeft = isAgreed(when, variedHours(late, [night], zone), zone);
        const isSame = when.getUTCHours() < 12 && when.getUTCDay() % 6 !== 0;
        expect(isLeft).toBe(isAgreed(when, late, zone) && !isSame);
      }),
    );
  });

  it('is explained by what all of it had in common', () => {
    expect(likelyCause([morning, morning], zone)).toBe('hour');
    expect(likelyCause([morning, evening], zone)).toBe('days');
    const sunday = { channel: 'telegram' as const, at: new Date('2026-11-29T14:00:00Z') };
    expect(likelyCause([morning, sunday], zone)).toBe('channel');
  });
});
