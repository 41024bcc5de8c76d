/**
 * One visit and its patient, played by a seed: booked, moved, cancelled, confirmed; messages planned at
 * any moment and sent when they are due, or late, or not at all. What it writes down is judged elsewhere.
 * Long because a story is read in one place.
 */

import type { Cadence } from '../../src/domain/cadence.ts';
import type { WeekHours } from '../../src/domain/card.ts';
import {
  type Fact,
  type Known,
  knownAfter,
  knownNow,
  type VisitAsKnown,
} from '../../src/domain/known.ts';
import { type Decision, type DecisionCode, decide } from '../../src/domain/policy.ts';
import { fateOf } from '../../src/domain/reconcile.ts';
import type { Saying } from '../../src/domain/said.ts';
import { type VisitWish, wishesOf } from '../../src/domain/visit-plan.ts';
import { staleOf } from '../../src/domain/visit-stale.ts';
import type { MessageState } from '../../src/domain/words.ts';
import { daytimeCard, openPath, sendable } from './policy-arbitrary.ts';
import type { Random } from './schedule-random.ts';
import { minute } from './wall-clock.ts';

export interface Sent {
  readonly what: 'sent';
  readonly at: number;
  readonly name: string;
  readonly type: Saying['type'];
  readonly asks: boolean;
  readonly before: string | null;
  readonly version: number;
  readonly tells: Known;
  readonly outcome: 'accepted' | 'unknown' | 'failed';
  /** When the outcome was known. */
  readonly knownAt: number;
}

/** What is so from `at` on, and by whom. */
export interface Truth {
  readonly what: 'truth';
  readonly at: number;
  readonly fact: Fact;
  readonly isOn: boolean;
  readonly isConfirmed: boolean;
  readonly version: number;
  readonly by: 'booking' | 'clinic' | 'patient';
}

export interface Rules {
  readonly what: 'rules';
  readonly at: number;
  readonly cadence: Cadence;
  readonly hours: WeekHours;
}

export interface Row {
  readonly name: string;
  readonly version: number;
  readonly type: Saying['type'];
  readonly asks: boolean;
  readonly before: string | null;
  state: MessageState;
  verdict: Decision['verdict'] | null;
  code: DecisionCode | null;
  dueAt: Date;
  notAfter: Date;
  leftAt: Date | null;
  tells: Known | undefined;
}

export interface Story {
  readonly zone: string;
  readonly quietMoveMin: number;
  /** In the order in which it happened. */
  readonly log: readonly (Truth | Rules | Sent)[];
  readonly rows: readonly Row[];
  /** Nothing could be sent in these. */
  readonly outages: readonly (readonly [from: number, to: number])[];
}

type Visit = VisitAsKnown & { readonly patientId: string; readonly mutedAt: null };

interface World {
  readonly zone: string;
  readonly quietMoveMin: number;
  now: number;
  visit: Visit;
  rule: Rules;
  readonly log: (Truth | Rules | Sent)[];
  readonly rows: Map<string, Row>;
  readonly outages: (readonly [number, number])[];
}

const clinics = ['c1', 'c2'] as const;

export function play(random: Random): Story {
  const { zone, bookedAt, startsAt } = random.scene();
  const cadence = random.pick(random.cadences);
  const rule: Rules = { what: 'rules', at: bookedAt, cadence, hours: random.pick(random.weeks) };
  const fact = { startsAt: new Date(startsAt), clinicId: clinics[0] };
  const world: World = {
    zone,
    quietMoveMin: random.pick([0, 5, 5, 15]),
    now: bookedAt,
    rule,
    visit: {
      ...fact,
      patientId: 'p1',
      status: 'booked',
      scheduleVersion: 1,
      knownAt: new Date(bookedAt),
      ...{ knownStartsAt: null, knownClinicId: null, knownVersion: null },
      ...{ cancelledBy: null, mutedAt: null },
    },
    log: [rule],
    rows: new Map(),
    outages: random.outages(bookedAt, startsAt),
  };
  change(world, bookedAt, 'booking', {});
  plan(world, bookedAt);
  for (const at of random.moments(bookedAt, startsAt)) {
    run(world, random, at);
    happen(world, random, at);
    plan(world, at);
  }
  run(world, random, Math.max(startsAt, +world.visit.startsAt) + 20 * 24 * 60 * minute);
  return { ...world, rows: [...world.rows.values()] };
}

/** Something comes over the visit, or over what was agreed. */
function happen(world: World, random: Random, at: number): void {
  const isOn = world.visit.status !== 'cancelled';
  if (+world.visit.startsAt <= at && isOn) return;
  acts[random.pick(isOn ? onActs : offActs)]({ world, random, at });
}

interface Act {
  readonly world: World;
  readonly random: Random;
  readonly at: number;
}

const otherTime = ({ world, random, at }: Act) => random.moved(+world.visit.startsAt, at);

const acts = {
  moved: (act: Act) => tell(act, { startsAt: otherTime(act) }),
  back: (act: Act) => tell(act, truthsOf(act.world).at(-2)?.fact ?? {}),
  elsewhere: (act: Act) => tell(act, { clinicId: act.world.visit.clinicId === 'c1' ? 'c2' : 'c1' }),
  off: (act: Act) => tell(act, { isOn: false }),
  on: (act: Act) => tell(act, act.random.chance(0.5) ? {} : { startsAt: otherTime(act) }),
  chosen: (act: Act) => choose(act, otherTime(act)),
  calledOff: ({ world, at }: Act) =>
    change(world, at, 'patient', { status: 'cancelled', cancelledBy: 'patient' }),
  confirmed: ({ world, at }: Act) => confirm(world, at),
  cadence: ({ world, random, at }: Act) =>
    agree(world, at, { cadence: random.pick(random.cadences) }),
  hours: ({ world, random, at }: Act) => agree(world, at, { hours: random.pick(random.weeks) }),
  nothing: () => {},
} as const;

const truthsOf = ({ log }: World) => log.filter((one) => one.what === 'truth');

const onActs: readonly (keyof typeof acts)[] = [
  ...(['moved', 'moved', 'moved', 'back', 'back', 'elsewhere', 'off', 'off', 'chosen'] as const),
  ...(['calledOff', 'confirmed', 'confirmed', 'cadence', 'hours', 'nothing'] as const),
];
const offActs: readonly (keyof typeof acts)[] = ['on', 'on', 'on', 'chosen', 'nothing', 'cadence'];

interface Told {
  readonly startsAt?: Date;
  readonly clinicId?: string;
  readonly isOn?: boolean;
}

/** By the clinic system or the desk, as `putAppointment` takes it. */
function tell({ world, at }: Act, told: Told): void {
  const { visit } = world;
  const { startsAt, clinicId } = visit;
  const next: Required<Told> = { startsAt, clinicId, isOn: true, ...told };
  const wasOff = visit.status === 'cancelled';
  const moved =
    +next.startsAt !== +visit.startsAt || next.clinicId !== visit.clinicId || (wasOff && next.isOn);
  const isChange = moved || (!wasOff && !next.isOn);
  if (!isChange || +next.startsAt <= at) return;
  const now = new Date(at);
  change(world, at, 'clinic', {
    startsAt: next.startsAt,
    clinicId: next.clinicId,
    status: next.isOn ? 'booked' : 'cancelled',
    scheduleVersion: visit.scheduleVersion + (moved ? 1 : 0),
    knownAt: now,
    cancelledBy: next.isOn ? null : 'api',
    ...knownAfter(visit, { isChange, patientId: 'p1', now }),
  });
}

function choose({ world, at }: Act, startsAt: Date): void {
  if (+startsAt <= at) return;
  const scheduleVersion = world.visit.scheduleVersion + 1;
  change(world, at, 'patient', {
    ...{ startsAt, scheduleVersion, status: 'booked', cancelledBy: null },
    knownAt: new Date(at),
    ...knownNow({ ...world.visit, startsAt, scheduleVersion }),
  });
}

function confirm(world: World, at: number): void {
  if (world.visit.status !== 'booked') return;
  change(world, at, 'patient', { status: 'confirmed', ...knownNow(world.visit) });
}

function change(world: World, at: number, by: Truth['by'], next: Partial<Visit>): void {
  world.visit = { ...world.visit, ...next };
  const { startsAt, clinicId, status, scheduleVersion: version } = world.visit;
  const isOn = status !== 'cancelled';
  const isConfirmed = status === 'confirmed';
  const fact = { startsAt, clinicId };
  world.log.push({ what: 'truth', at, fact, isOn, isConfirmed, version, by });
}

function agree(world: World, at: number, next: Partial<Rules>): void {
  world.rule = { ...world.rule, ...next, at };
  world.log.push(world.rule);
}

const sayingOf = (row: Row): Saying => ({
  ...row,
  isCall: row.verdict === 'call',
  leftAt: row.leftAt ?? row.dueAt,
});

const othersOf = (world: World, row: Row | null): readonly Saying[] =>
  [...world.rows.values()].filter((one) => one !== row).map(sayingOf);

/** As `planPatient` does it. */
function plan(world: World, at: number): void {
  const { visit, zone, quietMoveMin } = world;
  const { cadence, hours } = world.rule;
  const now = new Date(at);
  const said = othersOf(world, null);
  const wishes = wishesOf({ visit, said, cadence, hours, zone, quietMoveMin, now });
  const wanted = new Set<string>();
  for (const wish of wishes) {
    const key = `${visit.scheduleVersion}:${wish.name}`;
    wanted.add(key);
    const row = world.rows.get(key) ?? null;
    const fate = fateOf(row && { ...row, tries: 0 }, { ...wish, isPunctual: true }, now);
    if (fate === 'leave') continue;
    const next = row ?? rowOf(wish, visit.scheduleVersion);
    Object.assign(next, { dueAt: wish.dueAt, notAfter: wish.notAfter });
    world.rows.set(key, next);
    if (fate === 'late') end(next, 'dropped', { verdict: 'drop', code: 'planned_late' });
    else foresee(world, next, wish, at);
  }
  for (const [key, row] of world.rows)
    if (row.state === 'planned' && !wanted.has(key))
      end(row, 'cancelled', { verdict: 'drop', code: 'stale_fact' });
}

const rowOf = ({ name, type, step, dueAt, notAfter }: VisitWish, version: number): Row => ({
  ...{ name, type, version, dueAt, notAfter },
  asks: step?.asks ?? false,
  before: step?.before ?? null,
  ...{ state: 'planned', verdict: null, code: null, leftAt: null, tells: undefined },
});

function end(row: Row, state: MessageState, { verdict, code }: Decision): void {
  Object.assign(row, { state, verdict, code });
}

const settled: readonly DecisionCode[] = ['withdrawn', 'stopped', 'confirmed', 'muted', 'erased'];

function foresee(world: World, row: Row, wish: VisitWish, at: number): void {
  if (wish.verdict === 'drop') {
    end(row, 'dropped', { verdict: 'drop', code: wish.code ?? 'stale_fact' });
    return;
  }
  row.state = 'planned';
  const decision = ask(world, row, Math.max(at, +row.dueAt));
  const isCall = wish.verdict === 'call' && decision.verdict !== 'wait';
  end(row, isCall || settled.includes(decision.code) ? 'dropped' : 'planned', decision);
}

const path = { ...openPath, consent: openPath.consent && { ...openPath.consent, expiresAt: null } };

/** The policy, of a patient who agreed and can be reached. */
function ask(world: World, row: Row, at: number): Decision {
  const { visit, quietMoveMin, zone } = world;
  const now = new Date(at);
  const others = othersOf(world, row);
  return decide({
    ...sendable,
    now,
    notAfter: row.notAfter,
    staleCode: staleOf(sayingOf(row), { visit, others, quietMoveMin, at: now }),
    weight: row.type === 'reminder' ? 'usual' : 'news',
    card: { ...daytimeCard, hours: world.rule.hours, budget: { perDay: 99, perWeek: 99 } },
    zone,
    paths: [path],
  });
}

/** Everything that falls due until then, in its order. */
function run(world: World, random: Random, until: number): void {
  for (;;) {
    const due = [...world.rows.values()]
      .filter(({ state }) => state === 'planned')
      .map((row) => [reached(world, Math.max(world.now, +row.dueAt)), row] as const)
      .filter(([at]) => at <= until)
      .toSorted(([a, x], [b, y]) => a - b || +x.dueAt - +y.dueAt)[0];
    if (!due) break;
    const [at, row] = due;
    world.now = at;
    learn(world, at);
    dispatch(world, random, row, at);
  }
  learn(world, until);
  world.now = until;
}

/** The first moment from which on anything leaves. */
function reached({ outages }: World, dueAt: number): number {
  const outage = outages.find(([from, to]) => from <= dueAt && dueAt < to);
  return outage ? outage[1] : dueAt;
}

function dispatch(world: World, random: Random, row: Row, at: number): void {
  const decision = ask(world, row, at);
  if (decision.verdict === 'wait') {
    row.dueAt = new Date(Math.max(+(decision.until ?? at), at + 1_000));
    return;
  }
  if (decision.verdict !== 'send') {
    end(row, decision.code === 'past_deadline' ? 'expired' : 'dropped', decision);
    return;
  }
  const { startsAt, clinicId } = world.visit;
  const tells = row.type === 'cancelled' ? null : { startsAt, clinicId };
  Object.assign(row, {
    state: 'claimed',
    verdict: 'send',
    code: 'ok',
    leftAt: new Date(at),
    tells,
  });
  const { name, type, asks, before, version } = row;
  const outcome = random.outcome();
  const knownAt = at + outcome.afterMs;
  const is = { name, type, asks, before, version, tells, outcome: outcome.is, knownAt };
  world.log.push({ what: 'sent', at, ...is });
}

/** Requests whose outcome has come in by then. */
function learn(world: World, at: number): void {
  for (const one of world.log) {
    if (one.what !== 'sent' || one.knownAt > at) continue;
    const row = world.rows.get(`${one.version}:${one.name}`);
    if (row?.state === 'claimed') row.state = one.outcome;
  }
}
