/** What a message says is so: the visit stands, at that time, and is still ahead. */

import type { Check, SeenRequest } from '../contract.ts';
import { authority_ms, type Photo, type Sent, sightOf, wasSo } from './eyes.ts';
import { looked, unless } from './looked.ts';
import { timeOf } from './own-time.ts';

const name = 'facts';

function visitStands(message: Sent, request: SeenRequest, { visits, zone }: Photo): boolean {
  const visit = visits.find(({ id }) => id === message.appointment_id);
  if (!visit || visit.schedule_version !== message.schedule_version) return false;
  const at = new Date(visit.starts_at);
  return (
    statusesFor(message.kind).includes(visit.status) &&
    visit.muted_at === null &&
    at.getTime() > request.startedAt.getTime() - authority_ms &&
    // A cancelled one is named by the time the patient knew.
    (message.kind === 'visit_cancelled' || request.text.includes(timeOf(at, zone)))
  );
}

/** The last reminder informs those who confirmed, as news does; the others ask, and are over then. */
function statusesFor(kind: string): readonly string[] {
  if (kind === 'visit_cancelled') return ['cancelled'];
  const informs = kind === 'visit_soon' || kind === 'visit_moved';
  return informs ? ['booked', 'confirmed'] : ['booked'];
}

/** The earlier time is still kept for them, and their visit is still later than that. */
function offerStands(message: Sent, request: SeenRequest, { requests, visits, zone }: Photo) {
  const visit = visits.find(({ id }) => id === message.appointment_id);
  const offer = requests.find(
    (one) =>
      one.appointment_id === message.appointment_id &&
      one.kind === 'earlier' &&
      one.state === 'offered',
  );
  const at = new Date(offer?.offers?.[0]?.startsAt ?? '');
  const until = Date.parse(offer?.offered_until ?? '');
  return (
    visit !== undefined &&
    ['booked', 'confirmed'].includes(visit.status) &&
    Date.parse(visit.starts_at) > at.getTime() &&
    until > request.startedAt.getTime() - authority_ms &&
    request.text.includes(timeOf(at, zone))
  );
}

/** How to behave after a visit that took place. */
function isOver(message: Sent, request: SeenRequest, { visits }: Photo): boolean {
  const visit = visits.find(({ id }) => id === message.appointment_id);
  const began = visit && Date.parse(visit.starts_at) <= request.startedAt.getTime();
  return Boolean(began) && visit?.status !== 'cancelled' && visit?.status !== 'no_show';
}

/** A question about how somebody feels after a visit that took place and has not been answered. */
function reasonStands(message: Sent, request: SeenRequest, { reasons, visits }: Photo): boolean {
  const reason = reasons.find(({ id }) => id === message.reason_id);
  const visit = visits.find(({ id }) => id === message.appointment_id);
  const over = !visit || Date.parse(visit.starts_at) <= request.startedAt.getTime();
  return (
    reason !== undefined &&
    reason.state !== 'closed' &&
    reason.state !== 'answered' &&
    over &&
    visit?.status !== 'cancelled' &&
    visit?.status !== 'no_show'
  );
}

function stands(message: Sent, request: SeenRequest, photo: Photo): boolean {
  if (message.kind === 'visit_earlier') return offerStands(message, request, photo);
  if (message.kind === 'aftercare') return isOver(message, request, photo);
  if (message.kind.startsWith('visit_')) return visitStands(message, request, photo);
  return message.reason_id === null || reasonStands(message, request, photo);
}

export const facts: Check = {
  name,
  onRequest: async (world, request) => {
    const { message, photos } = await sightOf(world, request);
    const about =
      message?.kind.startsWith('visit_') || message?.kind === 'aftercare' || message?.reason_id;
    if (!message?.proactive || !about) return [];
    looked(world, name);
    return unless(
      wasSo(photos, (photo) => stands(message, request, photo)),
      name,
      () =>
        `${message.kind} ${message.id} about ${message.appointment_id ?? message.reason_id} started at ${request.startedAt.toISOString()} and is not so: ${JSON.stringify(photos.at(-1)?.visits.find(({ id }) => id === message.appointment_id) ?? null)}`,
    );
  },
};
