/**
 * What the checks see: the database read raw, and requests as they start. Rows are remembered for two
 * seconds and the moment before, because a request may rest on facts that old.
 */

import type { SeenRequest, World } from '../contract.ts';
import { noteOf } from './looked.ts';
import type {
  AccountRow,
  AddressRow,
  AlarmRow,
  BindingRow,
  CardRow,
  LedgerRow,
  ReasonRow,
  RequestRow,
  VisitRow,
} from './rows.ts';

export type {
  AccountRow,
  AddressRow,
  BindingRow,
  CardRow,
  LedgerRow,
  VisitRow,
} from './rows.ts';

/** For so long what the policy allowed may be acted upon. */
export const authority_ms = 2_000;

interface Facts {
  readonly bindings: readonly BindingRow[];
  readonly ledger: readonly LedgerRow[];
  readonly cards: readonly CardRow[];
  readonly visits: readonly VisitRow[];
  readonly reasons: readonly ReasonRow[];
  /** Those that nobody has closed. */
  readonly alarms: readonly AlarmRow[];
  readonly requests: readonly RequestRow[];
  readonly zone: string;
  /** Of the clinic's consent policy; null is the standard one. */
  readonly profile: string | null;
}

/** All that may forbid a message, at one moment. */
export interface Photo extends Facts {
  readonly atMs: number;
  readonly addresses: readonly AddressRow[];
  readonly accounts: readonly AccountRow[];
}

/** What waits for a person, or for its time. */
export interface Work {
  readonly threads: number;
  readonly calls: number;
  readonly wishes: number;
  readonly planned: number;
  readonly alarms: number;
  readonly reasons: number;
  /** However they ended. */
  readonly everAlarms: number;
  readonly everReasons: number;
}

const list = (table: string, columns: string): string =>
  `(select coalesce(jsonb_agg(to_jsonb(t)), '[]') from (select ${columns} from ${table}) t)`;

// Apart by how often they change: what nobody has written to since is not read again.
const factsText = `select
  ${list('binding', 'id, address_id, patient_id, verified_by, ended_at, authority_ends_on')} as bindings,
  ${list('consent_event', 'patient_id, number, purpose, channel, binding_id, act, strength, expires_at, at, inbound_id')} as ledger,
  ${list('service_card', 'patient_id, hours, zone, budget')} as cards,
  ${list('appointment', 'id, patient_id, doctor_id, created_at, starts_at, status, schedule_version, muted_at')} as visits,
  ${list('reason', 'id, patient_id, kind, purpose, state, doctor_id, appointment_id, due_at, created_at, reopened_at, argument, note, interval_months, evidence')} as reasons,
  ${list("alarm where state <> 'closed'", 'patient_id, code')} as alarms,
  ${list('visit_request', 'appointment_id, kind, state, offers, offered_until')} as requests,
  (select zone from clinic limit 1) as zone,
  (select consent_policy->>'profile' from clinic limit 1) as profile`;
const addressesText = `select
  ${list('address', 'id, contact_id, channel, user_id, phone, unreachable_code, stopped_at, quarantined_at, paused_at')} as addresses`;
const accountsText = `select
  ${list('channel_account', 'channel, down_code, deaf_code, paused_until, frozen_since, braked_until')} as accounts`;
const workText = `select
  (select count(*)::int from thread where state = 'open') as threads,
  (select count(*)::int from call_task where state = 'open') as calls,
  (select count(*)::int from message where state = 'planned') as planned,
  (select count(*)::int from alarm where state <> 'closed') as alarms,
  (select count(*)::int from reason where state = 'planned') as reasons,
  (select count(*)::int from alarm) as "everAlarms",
  (select count(*)::int from reason) as "everReasons",
  (select count(*)::int from erasure where done_at is null and refused_at is null) as wishes`;

interface Eyes {
  readonly photos: Photo[];
  readonly life: Life;
  work: Work;
}

/** How long at least one process has been alive, and since when none is. */
export interface Life {
  aliveMs: number;
  deadSinceMs: number | null;
  lastMs: number;
  /** Stretches with no process at all, as far as seen. */
  readonly dead: { readonly fromMs: number; toMs: number }[];
}

const nothing: Work = {
  threads: 0,
  calls: 0,
  wishes: 0,
  planned: 0,
  alarms: 0,
  reasons: 0,
  everAlarms: 0,
  everReasons: 0,
};

const eyesOf = (world: World): Eyes =>
  noteOf(world, 'eyes', () => ({
    photos: [],
    life: { aliveMs: 0, deadSinceMs: null, lastMs: world.nowMs(), dead: [] },
    work: nothing,
  }));

/** Never longer than it was: what happened between two looks is taken to be a death. */
export function lifeOf(world: World): Life {
  const { life } = eyesOf(world);
  const now = world.nowMs();
  const isAlive = world.processes.some((process) => process.alive);
  if (isAlive && life.deadSinceMs === null) life.aliveMs += now - life.lastMs;
  const last = life.dead.at(-1);
  if (!isAlive && life.deadSinceMs !== null && last) last.toMs = now;
  if (!isAlive && life.deadSinceMs === null) life.dead.push({ fromMs: now, toMs: now });
  life.deadSinceMs = isAlive ? null : (life.deadSinceMs ?? now);
  life.lastMs = now;
  return life;
}

export async function look(world: World): Promise<Photo> {
  const { photos } = eyesOf(world);
  lifeOf(world);
  const [facts] = await world.sql<Facts>(factsText);
  const [people] = await world.sql<Pick<Photo, 'addresses'>>(addressesText);
  const [lines] = await world.sql<Pick<Photo, 'accounts'>>(accountsText);
  if (!facts || !people || !lines) throw new Error('nothing to see');
  const photo = { ...facts, ...people, ...lines, atMs: world.nowMs() };
  photos.push(photo);
  // One older than needed is kept: what it shows may have held until just now.
  while ((photos[1]?.atMs ?? Number.POSITIVE_INFINITY) < photo.atMs - authority_ms) photos.shift();
  return photo;
}

/** After each step, for the commands. */
export async function count(world: World): Promise<void> {
  const [work] = await world.sql<Work>(workText);
  if (work) eyesOf(world).work = work;
}

export const workOf = (world: World): Work => eyesOf(world).work;

export const lastPhoto = (world: World): Photo | undefined => eyesOf(world).photos.at(-1);

/** What the request's message is, as the database has it at its start. */
export interface Sent {
  readonly id: string;
  readonly kind: string;
  readonly proactive: boolean;
  readonly purpose: string;
  readonly patient_id: string | null;
  readonly address_id: string | null;
  readonly binding_id: string | null;
  readonly appointment_id: string | null;
  readonly schedule_version: number | null;
  readonly reason_id: string | null;
  readonly not_after: Date;
  readonly created_at: Date;
  readonly attempt_id: string | null;
  readonly attempt_at: Date | null;
}

const sentColumns = `m.id, m.kind, m.proactive, m.purpose, m.patient_id, m.address_id, m.binding_id,
  m.appointment_id, m.schedule_version, m.reason_id, m.not_after, m.created_at,
  a.id as attempt_id, a.started_at as attempt_at`;

const byCorrelation = `select ${sentColumns} from message m
  left join attempt a on a.message_id = m.id where m.id = $1::uuid order by a.number desc nulls last limit 1`;

/** Telegram carries no id of ours: the newest claim for that account with those very words, with its file behind them, or one that carries others. */
const byWords = `select ${sentColumns} from attempt a join message m on m.id = a.message_id
  join address d on d.id = m.address_id
  where a.channel = $1 and d.user_id = $2
  order by (a.outcome is null) desc, (m.content->>'text' = $3 or (m.content ? 'document' and starts_with($3, m.content->>'text'))) desc,
    (m.content->'isPart' is not null and m.carried_by is null) desc, a.started_at desc, m.seq desc limit 1`;

const byCarrier = `select distinct on (m.id) ${sentColumns} from message m
  join attempt a on a.message_id = m.id where m.carried_by = $1::uuid order by m.id, a.number desc`;

export interface Sight {
  readonly message: Sent | null;
  /** Newest last; those whose facts the request may rest on. Empty unless it was asked to look. */
  readonly photos: readonly Photo[];
}

const sights = new WeakMap<SeenRequest, Promise<Sight>>();
const seen = new WeakMap<SeenRequest, Sight>();

/** Once per request, whoever asks. */
export function sightOf(world: World, request: SeenRequest): Promise<Sight> {
  const known = sights.get(request);
  if (known) return known;
  const made = see(world, request);
  sights.set(request, made);
  return made;
}

/** What was seen of a request that started before. */
export const seenOf = (request: SeenRequest): Sight | undefined => seen.get(request);

const dated = (row: Sent): Sent => ({
  ...row,
  not_after: new Date(row.not_after),
  created_at: new Date(row.created_at),
  attempt_at: row.attempt_at && new Date(row.attempt_at),
});

/** What goes in one request with this message, about others of the family. */
export const carriedIn = async (world: World, id: string): Promise<readonly Sent[]> =>
  (await world.sql<Sent>(byCarrier, [id])).map(dated);

/** Each request that was looked at, and each part of one that was. */
export const shownIn = (world: World): SeenRequest[] => noteOf(world, 'shown', () => []);

export function showSight(world: World, request: SeenRequest, sight: Sight): void {
  sights.set(request, Promise.resolve(sight));
  seen.set(request, sight);
  shownIn(world).push(request);
}

async function see(world: World, request: SeenRequest): Promise<Sight> {
  const { correlation, channel, userId, text } = request;
  const rows = correlation
    ? await world.sql<Sent>(byCorrelation, [correlation])
    : await world.sql<Sent>(byWords, [channel, userId, text]);
  const message = rows[0] ? dated(rows[0]) : null;
  const wanted =
    message === null ||
    message.proactive ||
    message.kind === 'receipt' ||
    /Жаж|Щущ|Чуч/u.test(text);
  if (wanted) await look(world);
  const photos = wanted ? [...eyesOf(world).photos] : [];
  const sight = { message, photos };
  showSight(world, request, sight);
  return sight;
}

/** Whether something was so at any moment the request may rest on. */
export const wasSo = (photos: readonly Photo[], so: (photo: Photo) => boolean): boolean =>
  photos.some(so);

/** The account a request goes to, as the database knows it. */
export const addresseeIn = (photo: Photo, request: SeenRequest): AddressRow | undefined =>
  photo.addresses.find(
    (row) =>
      row.channel === request.channel &&
      ((request.userId !== null && row.user_id === request.userId) ||
        (request.number !== null && row.phone === request.number)),
  );

/** For `in ${among(2)}`: the parameter is a JSON list, as our own connection knows no arrays. */
export const among = (parameter: number): string =>
  `(select jsonb_array_elements_text($${parameter}::text::jsonb))`;
