/** No patient is written to first more often than agreed, in a local day or in any seven days. */

import type { Check, SeenRequest, World } from '../contract.ts';
import {
  among,
  authority_ms,
  type CardRow,
  type Photo,
  type Sent,
  seenOf,
  shownIn,
  sightOf,
  wasSo,
} from './eyes.ts';
import { unwritten } from './hours.ts';
import { looked, unless } from './looked.ts';
import { wallOf } from './own-time.ts';

const name = 'budget';
const week_ms = 7 * 24 * 3_600_000;
/** Questions whether we may write, which the patient never asked to have less of. */
const uncounted = ['still_you', 'ask_wellbeing', 'ask_recall'];

const isCounted = (message: Sent | null | undefined): message is Sent =>
  message?.proactive === true && !uncounted.includes(message.kind);

/** What went to this patient before and was, or may have been, taken. */
function before(world: World, request: SeenRequest, message: Sent): SeenRequest[] {
  return shownIn(world).filter((one) => {
    const other = seenOf(one)?.message;
    return (
      one !== request &&
      one.accepted !== false &&
      isCounted(other) &&
      other.id !== message.id &&
      other.patient_id === message.patient_id &&
      one.startedAt <= request.startedAt
    );
  });
}

/** Counted on the safe side of midnight and of the week's edge. */
function fits(card: Omit<CardRow, 'patient_id'>, zone: string, on: Counted): boolean {
  const { request, sent } = on;
  const day = (at: Date) => wallOf(at, card.zone ?? zone).date;
  const early = new Date(request.startedAt.getTime() - authority_ms);
  const days = [day(request.startedAt), day(early)];
  const today = sent.filter(({ startedAt }) => {
    const settled = new Date(startedAt.getTime() - authority_ms);
    return days.every((one) => one === day(startedAt) && one === day(settled));
  });
  const since = week_ms - 2 * authority_ms;
  const lately = sent.filter(
    ({ startedAt, startedMs }) =>
      request.startedAt.getTime() - startedAt.getTime() < since &&
      request.startedMs - startedMs < since,
  );
  return today.length < card.budget.perDay && lately.length < card.budget.perWeek;
}

interface Counted {
  readonly request: SeenRequest;
  readonly sent: readonly SeenRequest[];
}

const failedText = `select id from message where id::text in ${among(1)} and state = 'failed'`;

async function arrived(world: World, sent: readonly SeenRequest[]): Promise<SeenRequest[]> {
  const ids = sent.map((one) => seenOf(one)?.message?.id ?? '');
  const failed = await world.sql<{ id: string }>(failedText, [JSON.stringify(ids)]);
  return sent.filter((one) => !failed.some(({ id }) => id === seenOf(one)?.message?.id));
}

export const budget: Check = {
  name,
  onRequest: async (world, request) => {
    const { message, photos } = await sightOf(world, request);
    if (!isCounted(message)) return [];
    const sent = before(world, request, message);
    looked(world, name, sent.length);
    const allowed = (counted: Counted) =>
      wasSo(photos, ({ cards, zone }: Photo) => {
        const card = cards.find((one) => one.patient_id === message.patient_id) ?? unwritten;
        return fits(card, zone, counted);
      });
    if (sent.length === 0 || allowed({ request, sent })) return [];
    return unless(
      allowed({ request, sent: await arrived(world, sent) }),
      name,
      () =>
        `${message.kind} ${message.id} started at ${request.startedAt.toISOString()} is one more than ${message.patient_id} agreed to (${sent.length} before)`,
    );
  },
};
