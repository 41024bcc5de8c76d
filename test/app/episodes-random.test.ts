/**
 * Episodes by the rules alone: random days, answers, colleagues and dead processes. What the database adds is
 * checked beside it (`episodes.test.ts`). The long run is `EPISODES=10000 npx vitest run test/app/episodes-random.test.ts`.
 */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type AlarmCode,
  alarmCodes,
  type Colleague,
  firstRound,
  nextRound,
  type Round,
} from '../../src/domain/alarm.ts';
import { minuteMs } from '../../src/domain/time.ts';
import { daysToAsk } from '../../src/domain/wellbeing.ts';
import { World } from '../dialogue/world.ts';

const runs = Number(process.env.EPISODES ?? 2_000);

const bad = ['плохо', 'bad', '0', '3', '4/10', 'кровь не останавливается', 'worse'] as const;
const other = ['хорошо', 'так себе', '8', 'шесть', 'а когда можно кофе?', 'fine'] as const;
const more = ['что мне принять?', 'перенести', 'памятка', 'нурофен можно?', 'спасибо', '9', 'ок'];

const colleague = fc.record({
  role: fc.constantFrom('administrator' as const, 'doctor' as const),
  doctorId: fc.constantFrom(null, 'd1', 'd2'),
  clinicId: fc.constantFrom(null, 'c1', 'c2'),
  disabled: fc.boolean(),
});
const anyDays = fc.array(fc.nat(7), { minLength: 1, maxLength: 4 });

const episode = fc.record({
  colleagues: fc.array(colleague, { maxLength: 5 }),
  starts: fc.array(fc.record({ today: fc.nat(4), days: anyDays }), { minLength: 1, maxLength: 3 }),
  /** Null is silence, or a bot that was blocked. */
  answers: fc.array(fc.option(fc.constantFrom(...bad, ...other)), { minLength: 1, maxLength: 6 }),
  words: fc.constantFrom(...more),
  /** For how many minutes nobody climbs: the process died, or the next one sleeps. */
  dead: fc.array(fc.nat(90), { minLength: 1, maxLength: 6 }),
  /** In which round somebody takes it, and who of those called; null: nobody ever. */
  taken: fc.option(fc.record({ round: fc.nat(5), who: fc.nat(9) })),
});
type Episode = typeof episode extends fc.Arbitrary<infer T> ? T : never;

const scene = { doctorId: 'd1', clinicId: 'c1' };

/** The days that are asked about, in order. */
function daysOf({ starts }: Episode): readonly number[] {
  const known: number[] = [];
  for (const { today, days } of starts.toSorted((a, b) => a.today - b.today)) {
    known.push(...daysToAsk(days, { known, today }));
  }
  return known.toSorted((a, b) => a - b);
}

interface End {
  readonly taker: string | null;
  readonly called: ReadonlySet<string>;
}

/** An alarm from its first call on, with a process that is dead now and then. */
function play(code: AlarmCode, { colleagues, dead, taken }: Episode): End {
  const owner = {
    id: 'owner',
    role: 'owner',
    doctorId: null,
    clinicId: null,
    disabled: false,
  } as const;
  const staff: Colleague[] = [owner, ...colleagues.map((one, i) => ({ ...one, id: `s${i}` }))];
  let now = new Date('2026-11-27T20:00:00Z');
  let round: Round = firstRound(code, { staff, scene, now });
  const called = new Set(round.people);
  for (let n = 0; n < 8; n += 1) {
    for (const id of round.people) expect(staff.find((one) => one.id === id)?.disabled).toBe(false);
    const taker = taken?.round === n ? round.people[taken.who % round.people.length] : undefined;
    if (taker) return { taker, called };
    if (!round.nextAt) break;
    now = new Date(round.nextAt.getTime() + (dead[n % dead.length] ?? 0) * minuteMs);
    round = nextRound(round.level, { staff, scene, now });
    for (const id of round.people) called.add(id);
  }
  return { taker: null, called };
}

function patient(): World {
  const world = new World();
  world.people.bind('anna', { relation: 'self', verified: true, channel: 'telegram' }, [
    'visit',
    'wellbeing',
  ]);
  world.book('v1', 'anna', '2026-11-22T11:40');
  return world;
}

test('every bad answer ends with a named person or the owner called, advises nothing, and no day is asked twice', () => {
  const seen = { bad: 0, taken: 0 };
  fc.assert(
    fc.property(episode, (one) => {
      const days = daysOf(one);
      expect(new Set(days).size).toBe(days.length);
      const world = patient();
      // Two of them tell as much as all, in less time.
      for (const [i] of days.slice(0, 2).entries()) {
        const text = one.answers[i % one.answers.length];
        world.answered = false;
        world.send('wellbeing_score', 'v1');
        if (text == null) continue;
        const { effects } = world.play({ type: 'text', text });
        const passed = effects.find((effect) => effect.type === 'hand_over' && effect.urgent);
        const isBad = (bad as readonly string[]).includes(text);
        expect(passed !== undefined, text).toBe(isBad);
        if (passed?.type !== 'hand_over') continue;
        const code = alarmCodes.find((known) => known === passed.reason);
        expect(code).toBeDefined();
        const { taker, called } = play(code!, one);
        expect(taker !== null || called.has('owner')).toBe(true);
        seen.bad += 1;
        seen.taken += taker ? 1 : 0;
        const after = world.play({ type: 'text', text: one.words });
        expect(after.effects.filter(({ type }) => type === 'reply')).toEqual([]);
        expect(after.effects.some(({ type }) => type === 'hand_over')).toBe(true);
      }
    }),
    { numRuns: runs },
  );
  expect(seen.bad).toBeGreaterThan(runs / 10);
  expect(seen.taken).toBeGreaterThan(runs / 100);
}, 120_000);
