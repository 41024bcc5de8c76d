/** Nobody is invited without a reason, its evidence and an agreement; nor after a no, a booking, or two silences. */

import type { Check, SeenRequest, Violation, World } from '../contract.ts';
import { type Photo, type Sent, sightOf, wasSo } from './eyes.ts';
import { looked, noteOf, unless, wrong } from './looked.ts';
import { heldOf, isHeld } from './own-fold.ts';
import { wallOf } from './own-time.ts';
import type { ReasonRow, VisitRow } from './rows.ts';

const name = 'invited';
const day_ms = 86_400_000;
const inviting = ['recall', 'plan_followup', 'personal_contact'];
const kinds: readonly string[] = [
  'hygiene',
  'checkup',
  'control',
  'plan',
  'personal',
  'later_need',
];

/** What was recorded although a rule forbids it. Noted by whoever records. */
export const acceptedOf = (world: World): string[] =>
  noteOf(world, 'accepted', () => [] as string[]);

const isTold = (value: unknown): boolean => value !== null && value !== undefined && value !== '';

/** By the list of what each reason needs. */
function isEvident({ kind, evidence, ...row }: ReasonRow): boolean {
  const plan = evidence.plan as Record<string, unknown> | undefined;
  const isBegun = [plan?.done, plan?.left, plan?.risk].every(isTold);
  switch (kind) {
    case 'hygiene':
      return isTold(evidence.lastVisitOn);
    case 'checkup':
      // A clinic system's list carries a date and no word of a doctor.
      return isTold(evidence.importedFrom) || (isTold(row.doctor_id) && isTold(row.argument));
    case 'control':
      return isTold(evidence.importedFrom) || (isTold(row.doctor_id) && isTold(evidence.treatedOn));
    case 'plan':
      return isTold(plan?.signedOn) && (isTold(plan?.urgentItem) || isBegun);
    case 'personal':
      return isTold(row.doctor_id) && isTold(row.argument);
    default:
      return kind === 'later_need' && isTold(row.doctor_id) && isTold(row.note);
  }
}

const living = ['booked', 'confirmed', 'arrived', 'completed'];

/** A visit made since then with that doctor, about when it is due or later. */
const isMet = (reason: ReasonRow, visits: readonly VisitRow[]): boolean =>
  visits.some(
    (visit) =>
      visit.patient_id === reason.patient_id &&
      visit.id !== reason.appointment_id &&
      visit.doctor_id === reason.doctor_id &&
      living.includes(visit.status) &&
      Date.parse(visit.created_at) >= Date.parse(reason.reopened_at ?? reason.created_at) &&
      Date.parse(visit.starts_at) >= Date.parse(reason.due_at) - 30 * day_ms,
  );

function isAgreed(message: Sent, request: SeenRequest, { ledger }: Photo, purpose: string) {
  const { channel, startedAt } = request;
  const place = { patient: message.patient_id ?? '', channel, binding: message.binding_id };
  return isHeld(heldOf(ledger, { ...place, purpose }), startedAt.getTime());
}

/** What is wrong with it, as one photo shows it; null if nothing. */
function faultIn(message: Sent, request: SeenRequest, photo: Photo): string | null {
  const reason = photo.reasons.find(({ id }) => id === message.reason_id);
  if (!reason || !kinds.includes(reason.kind)) return 'has no reason to invite';
  if (!['planned', 'silent'].includes(reason.state)) return `is about a reason ${reason.state}`;
  if (!isEvident(reason)) return `is about ${reason.kind} without its evidence`;
  if (isMet(reason, photo.visits)) return 'is about what is booked already';
  const isQuestion = message.kind === 'ask_recall';
  const purpose = isQuestion ? 'visit' : reason.purpose;
  return isAgreed(message, request, photo, purpose) ? null : `lacks an agreement to ${purpose}`;
}

interface Before {
  readonly id: string;
  readonly reason: string;
  readonly state: string;
  readonly channel: string;
  readonly at: number | string;
  readonly heard: boolean;
}

/** What has left before for this patient; `heard`: they wrote, or their card was renewed, since. */
const beforeText = `select m.id::text as id, m.reason_id::text as reason, r.state, m.channel,
    extract(epoch from coalesce(t.at, m.decided_at)) * 1000 as at,
    exists (select 1 from service_card c where c.patient_id = m.patient_id and c.updated_at >= m.decided_at)
      or exists (select 1 from binding b join address a on a.id = b.address_id
        where b.patient_id = m.patient_id and a.last_inbound_at >= m.decided_at) as heard
  from message m join reason r on r.id = m.reason_id
  left join lateral (select max(started_at) as at from attempt where message_id = m.id) t on true
  where m.patient_id = $1 and m.kind in ('recall', 'plan_followup', 'personal_contact')
    and m.state in ('accepted', 'sent', 'delivered', 'read', 'unknown') and m.id <> $2::uuid`;

/** An hour of a workday or of a day of rest. */
function placeOf(at: Date, zone: string): string {
  const { minutes, weekday } = wallOf(at, zone);
  return `${Math.floor(minutes / 60)} h of ${weekday >= 6 ? 'a weekend' : 'a workday'}`;
}

async function unheard(world: World, request: SeenRequest, message: Sent, photo: Photo) {
  const before = await world.sql<Before>(beforeText, [message.patient_id, message.id]);
  const own = before.filter(({ reason }) => reason === message.reason_id);
  const turns = photo.reasons.find(({ id }) => id === message.reason_id)?.reopened_at ? 3 : 2;
  const card = photo.cards.find(({ patient_id: id }) => id === message.patient_id);
  const zone = card?.zone ?? photo.zone;
  const place = placeOf(request.startedAt, zone);
  const ignored = before.filter(({ heard, state }) => !heard && state === 'silent');
  const same = own.find(
    (one) =>
      !one.heard &&
      one.channel === request.channel &&
      placeOf(new Date(Number(one.at)), zone) === place,
  );
  const found = [
    own.length >= turns && `comes after ${own.length} others about the same`,
    ignored.length >= 2 && `comes after ${ignored.length} that nobody answered`,
    same && `repeats what nobody answered at ${place} on ${same.channel}`,
  ];
  return found.filter((one) => typeof one === 'string');
}

export const invited: Check = {
  name,
  onRequest: async (world, request) => {
    const { message, photos } = await sightOf(world, request);
    const last = photos.at(-1);
    const isOne = inviting.includes(message?.kind ?? '') || message?.kind === 'ask_recall';
    if (!message || !last || !isOne) return [];
    looked(world, name);
    const about = `${message.kind} ${message.id} for ${message.patient_id}`;
    const fault = faultIn(message, request, last);
    const found: Violation[] = [
      ...unless(
        wasSo(photos, (photo) => faultIn(message, request, photo) === null),
        name,
        () => `${about} ${fault}`,
      ),
    ];
    if (message.kind === 'ask_recall') return found;
    const more = await unheard(world, request, message, last);
    return [...found, ...more.map((what) => wrong(name, `${about} ${what}`))];
  },
  onStep: async (world) => acceptedOf(world).map((what) => wrong(name, `it was recorded: ${what}`)),
};
