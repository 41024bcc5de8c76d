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
  // The last reminder informs those who confirmed; the earlier ones ask, and are over then.
  const open = visit.status === 'booked' || message.kind === 'visit_soon';
  return (
    (open ? ['booked', 'confirmed'] : []).includes(visit.status) &&
    visit.muted_at === null &&
    at.getTime() > request.startedAt.getTime() - authority_ms &&
    request.text.includes(timeOf(at, zone))
  );
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
  if (message.kind.startsWith('visit_')) return visitStands(message, request, photo);
  return message.reason_id === null || reasonStands(message, request, photo);
}

export const facts: Check = {
  name,
  onRequest: async (world, request) => {
    const { message, photos } = await sightOf(world, request);
    const about = message?.kind.startsWith('visit_') || message?.reason_id;
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
