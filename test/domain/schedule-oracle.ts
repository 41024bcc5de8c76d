/**
 * Judges a story by the promises alone: what the patient knew at each moment, what was so, and whether
 * each message was true, new, in time and within the agreed hours. Knows nothing of how it was planned.
 */

import type { Cadence } from '../../src/domain/cadence.ts';
import type { Fact, Known } from '../../src/domain/known.ts';
import type { Row, Rules, Sent, Story, Truth } from './schedule-world.ts';
import { agreedByWall, day, jumps, minute, wall } from './wall-clock.ts';

const settle = 3 * minute;
const apart = 30 * minute;

/** What the patient booked, chose or confirmed, and what was sent since. */
interface Belief {
  readonly own: Known;
  readonly sent: readonly Sent[];
  /** Nobody has heard of the booking yet: it is still being made. */
  readonly isOpen: boolean;
}

interface Scene {
  readonly story: Story;
  readonly truth: Truth;
  /** When time, place, or whether it takes place at all, changed last. */
  readonly changedAt: number;
  readonly rules: Rules;
  /** Since when each step has been in the cadence. */
  readonly since: ReadonlyMap<string, number>;
  readonly belief: Belief;
  readonly sent: readonly Sent[];
}

/** What is wrong with it; nothing, if all is well. */
export function judge(story: Story): readonly string[] {
  const faults: string[] = [];
  let scene = beginning(story);
  for (const one of story.log.slice(2)) {
    if (one.what === 'sent') faults.push(...faultsOf(one, scene).map(named(one)));
    scene = after(scene, one);
  }
  return [...faults, ...endFaults(scene)];
}

const named =
  ({ name, version }: Sent) =>
  (fault: string) =>
    `${fault}: ${name} v${version}`;

function beginning(story: Story): Scene {
  const [rules, truth] = story.log;
  if (rules?.what !== 'rules' || truth?.what !== 'truth') throw new Error('no booking');
  return firstScene(story, truth, rules);
}

function after(scene: Scene, one: Truth | Rules | Sent): Scene {
  if (one.what === 'rules') return { ...scene, rules: one, since: sinceOf(one, scene.since) };
  if (one.what === 'truth') return afterTruth(scene, one);
  const { belief } = scene;
  return {
    ...scene,
    sent: [...scene.sent, one],
    belief: { ...belief, isOpen: false, sent: [...belief.sent, one] },
  };
}

const firstScene = (story: Story, truth: Truth, rules: Rules): Scene => ({
  story,
  truth,
  changedAt: truth.at,
  rules,
  since: sinceOf(rules, new Map()),
  belief: { own: truth.fact, sent: [], isOpen: true },
  sent: [],
});

const sinceOf = ({ cadence, at }: Rules, before: ReadonlyMap<string, number>) =>
  new Map(cadence.map(({ before: step }) => [step, before.get(step) ?? at]));

const isSame = (a: Known, b: Known): boolean =>
  a === b || (a !== null && b !== null && +a.startsAt === +b.startsAt && a.clinicId === b.clinicId);

function afterTruth(scene: Scene, truth: Truth): Scene {
  const { truth: was, changedAt } = scene;
  const isChange =
    !isSame(was.fact, truth.fact) ||
    was.isOn !== truth.isOn ||
    (truth.by === 'patient' && !truth.isConfirmed);
  return {
    ...scene,
    truth,
    changedAt: isChange ? truth.at : changedAt,
    belief: beliefAfter(scene, truth),
  };
}

function beliefAfter({ belief, truth: was, changedAt }: Scene, truth: Truth): Belief {
  if (truth.by === 'patient')
    return { own: truth.isOn ? truth.fact : null, sent: [], isOpen: false };
  // Who called it off and booked again has spoken to somebody.
  const isBookedAnew = truth.isOn && !was.isOn && (was.by === 'patient' || belief.isOpen);
  if (isBookedAnew) return { own: truth.fact, sent: [], isOpen: true };
  if (!belief.isOpen || truth.at - changedAt >= settle) return { ...belief, isOpen: false };
  return { own: truth.isOn ? truth.fact : null, sent: [], isOpen: true };
}

/** Everything the patient may believe at that moment. */
function believedAt({ own, sent }: Belief, at: number): readonly Known[] {
  let possible: Known[] = [own];
  for (const { tells, outcome, knownAt } of sent) {
    if (knownAt <= at && outcome === 'failed') continue;
    if (knownAt <= at && outcome === 'accepted') possible = [tells];
    else possible = [...possible, tells];
  }
  return possible;
}

const isNews = (known: Known, fact: Fact, quietMoveMin: number): boolean => {
  if (known === null || known.clinicId !== fact.clinicId) return true;
  const by = Math.abs(+known.startsAt - +fact.startsAt);
  return by > 0 && by >= quietMoveMin * minute;
};

/** What of it would be news now. */
function newsAt({ truth, belief, story }: Scene, at: number): readonly Known[] {
  const known = believedAt(belief, at);
  if (truth.isOn) return known.filter((one) => isNews(one, truth.fact, story.quietMoveMin));
  return truth.by === 'clinic' ? known.filter((one) => one !== null) : [];
}

function faultsOf(sent: Sent, scene: Scene): readonly string[] {
  const { truth, rules, story, changedAt } = scene;
  const { at, type, tells } = sent;
  const news = newsAt(scene, at);
  const soonest = Math.min(
    +truth.fact.startsAt,
    ...news.map((one) => (one ? +one.startsAt : Number.POSITIVE_INFINITY)),
  );
  const isHurried = type !== 'reminder' && soonest < changedAt + settle;
  const found: readonly (string | false)[] = [
    type === 'cancelled' && (truth.isOn || truth.by !== 'clinic') && 'says that it is off',
    type !== 'cancelled' && !(truth.isOn && isSame(tells, truth.fact)) && 'stale',
    at < changedAt + settle && !isHurried && 'has not settled',
    !agreedByWall(at, rules.hours, story.zone) && 'out of hours',
    type !== 'reminder' && news.length === 0 && 'no news',
    type !== 'reminder' && truth.isConfirmed && 'confirmed already',
    at >= lastOf(scene, type) && 'late',
    ...(type === 'reminder' ? reminderFaults(sent, scene) : []),
    ...repeats(sent, scene, news),
  ];
  return found.filter((one) => one !== false);
}

/** The visit as it is; of one that is off, as the patient thought it was when it was called off. */
function lastOf(scene: Scene, type: Sent['type']): number {
  const { truth, changedAt } = scene;
  if (type !== 'cancelled') return +truth.fact.startsAt;
  return Math.max(...newsAt(scene, changedAt).map((one) => (one ? +one.startsAt : 0))) + 1;
}

function reminderFaults(sent: Sent, scene: Scene): readonly (string | false)[] {
  const { truth, changedAt, since, story } = scene;
  const before = sent.before ?? '';
  const chosenAt = since.get(before);
  return [
    sent.asks && truth.isConfirmed && 'asks who has confirmed',
    chosenAt === undefined && 'in no cadence',
    sent.at === chosenAt && chosenAt !== changedAt && 'chosen too late',
    sent.at > +truth.fact.startsAt - usefulMinutes(before) * minute && 'late',
    isPast(before, { at: changedAt, story, fact: truth.fact }) && 'booked late',
  ];
}

const countOf = (before: string): number => Number(/\d+/.exec(before)?.[0]);

/** The clocks jump in between, or nearly. */
const isNearJump = (zone: string, at: number, { startsAt }: Pick<Fact, 'startsAt'>): boolean =>
  jumps(zone).some((jump) => at - 2 * day < jump && jump < +startsAt + 2 * day);

function usefulMinutes(before: string): number {
  const count = countOf(before);
  if (before.endsWith('D')) return count === 1 ? 180 : count * 12 * 60;
  return Math.min(180, count * 15);
}

/** Whether the moment it was meant for had passed: days by the wall clock, hours exactly. */
function isPast(
  before: string,
  { at, story: { zone }, fact: { startsAt } }: { at: number; story: Story; fact: Fact },
): boolean {
  const count = countOf(before);
  if (before.endsWith('H')) return +startsAt - count * 60 * minute < at;
  // The wall may show the moment twice or never.
  const slack = isNearJump(zone, at, { startsAt }) ? 25 * 60 * minute : 0;
  return wall(+startsAt, zone) - count * day + slack < wall(at, zone);
}

/** Nothing held anything up, and what was agreed when the visit got its time still is. */
const isUndisturbed = ({ story, rules, changedAt }: Scene): boolean =>
  story.outages.length === 0 && rules.at <= changedAt;

/** Before the moment it was meant for, because later was not agreed. */
const isEarly = ({ before, at }: Sent, { story, truth: { fact } }: Scene): boolean =>
  !isNearJump(story.zone, at, fact) && !isPast(before ?? '', { at: at + 1, story, fact });

function repeats(sent: Sent, scene: Scene, news: readonly Known[]) {
  const { sent: all } = scene;
  const arrived = all.filter(({ outcome, knownAt }) => outcome !== 'failed' || knownAt > sent.at);
  const same = arrived.filter((one) => isSame(one.tells, sent.tells));
  const within = (ms: number) => same.some(({ at }) => sent.at - at < ms);
  const isReminder = sent.type === 'reminder';
  const step = same.some(({ name, tells }) => tells !== null && name === sent.name);
  return [
    isReminder && within(isUndisturbed(scene) ? 60 * minute : apart) && 'just said',
    isReminder && isUndisturbed(scene) && isEarly(sent, scene) && within(day) && 'an echo',
    isReminder && step && 'said before',
    !isReminder && within(apart) && news.length === 0 && 'news twice',
  ];
}

function endFaults(scene: Scene): readonly string[] {
  const { story } = scene;
  return [
    ...story.rows
      .filter((row) => !isOver(row))
      .map((row) => `left over: ${row.name} v${row.version}`),
    ...silencedByFarther(scene),
    ...missingSteps(scene),
    ...missingNews(scene),
  ];
}

/** Of two held up together, the one nearer to the visit goes. */
function silencedByFarther({ story: { rows, log }, sent }: Scene): readonly string[] {
  // By other hours than those it was silenced in, it would have been due at another time.
  if (log.filter(({ what }) => what === 'rules').length > 1) return [];
  const isFarther = (row: Row, { version, before, at }: Sent) =>
    version === row.version &&
    at >= +row.dueAt &&
    usefulMinutes(before ?? '') > usefulMinutes(row.before ?? '');
  return rows
    .filter(({ code, type }) => code === 'merged' && type === 'reminder')
    .filter((row) => sent.some((one) => one.type === 'reminder' && isFarther(row, one)))
    .map((row) => `silenced by one farther off: ${row.name} v${row.version}`);
}

const over: readonly Row['state'][] = [
  'accepted',
  'unknown',
  'failed',
  'dropped',
  'expired',
  'cancelled',
];
/** Sent, or not sent for a reason that is written down. */
const isOver = ({ state, code }: Row): boolean => over.includes(state) && code !== null;

/** Each step of the cadence that held to the end has its row: sent, or silent with a code. */
function missingSteps({ story, truth, rules, changedAt }: Scene): readonly string[] {
  if (!truth.isOn || rules.at >= +truth.fact.startsAt || +truth.fact.startsAt <= changedAt)
    return [];
  const has = (before: string) =>
    story.rows.some((row) => row.version === truth.version && row.before === before);
  const steps: Cadence = rules.cadence;
  return steps.filter(({ before }) => !has(before)).map(({ before }) => `nothing of ${before}`);
}

/** Who was left believing something else was at least to be told, and told at once where that was agreed. */
function missingNews(scene: Scene): readonly string[] {
  const { story, truth, changedAt, rules, sent } = scene;
  const end = Number.POSITIVE_INFINITY;
  const settledAt = changedAt + settle;
  const type = truth.isOn ? 'moved' : 'cancelled';
  const row = story.rows.find((one) => one.version === truth.version && one.type === type);
  const isLeft = newsAt(scene, end).length > 0 && truth.by === 'clinic' && !truth.isConfirmed;
  const tried = sent.some((one) => one.version === truth.version && one.type === type);
  const isOut = (at: number) => story.outages.some(([from, to]) => from <= at && at < to);
  const isForgotten = !row || row.code === 'known_already' || row.code === 'stale_fact';
  if (isLeft && !tried && isForgotten && !isOut(+(row?.dueAt ?? 0)))
    return [`never told: ${type} v${truth.version} ${row?.code}`];
  const soonest = Math.min(
    +truth.fact.startsAt,
    ...newsAt(scene, settledAt).map((one) => (one ? +one.startsAt : end)),
  );
  const isEasy =
    isLeft &&
    rules.at < changedAt &&
    settledAt < soonest &&
    agreedByWall(settledAt, rules.hours, story.zone) &&
    !isOut(settledAt);
  const inTime = sent.some((one) => one.type === type && one.at === settledAt);
  return isEasy && !inTime ? [`told late: ${type} v${truth.version} ${row?.code}`] : [];
}
