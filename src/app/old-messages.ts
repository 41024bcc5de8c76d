/** What we wrote of a visit before it changed says so, where a channel can still change what it shows. */

import { dayMs } from '../domain/time.ts';
import type { MessageRow } from '../store/messages.ts';
import { findAddress } from '../store/people.ts';
import type { AppointmentRow } from '../store/registry.ts';
import { textsOf } from '../text/catalogue.ts';
import { insertAnswer } from './answer.ts';
import { channelOf, readerOf, type TxContext } from './context.ts';
import { languageOfAccount } from './situation.ts';

const shown: readonly MessageRow['state'][] = ['accepted', 'sent', 'delivered', 'read'];

/** The newest of each account: older ones have been answered by it. Its buttons go, its words stay. */
export async function markOld(ctx: TxContext, before: AppointmentRow): Promise<void> {
  const rows = await readerOf(ctx).messagesOfVisit(before.id);
  const told = rows.filter(
    (row) =>
      row.proactive &&
      row.scheduleVersion === before.scheduleVersion &&
      row.externalId !== null &&
      shown.includes(row.state),
  );
  const newest = new Map(told.toSorted((a, b) => a.seq - b.seq).map((row) => [row.addressId, row]));
  for (const row of newest.values()) await mark(ctx, row);
}

async function mark(ctx: TxContext, { id, addressId, patientId, content }: MessageRow) {
  const address = addressId ? await findAddress(ctx.db, addressId) : null;
  if (!address || !content?.text) return;
  if (!channelOf(ctx, address.channel)?.capabilities.edits) return;
  const language = await languageOfAccount(ctx, address, patientId);
  await insertAnswer(ctx, address, {
    kind: 'edit',
    content: { text: `${content.text}\n\n${textsOf(language).visit.marks.changed}` },
    patientId,
    editsId: id,
    notAfter: new Date(ctx.clock.now().getTime() + dayMs),
  });
}
