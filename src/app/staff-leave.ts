/** A colleague who no longer works here, and one who is back. The owner says so, and never of themselves. */

import {
  deleteSessionsOf,
  deleteSignInLinksOf,
  lockOwners,
  lockStaff,
  updateStaff,
} from '../store/staff.ts';
import { leaveThreadsOf } from '../store/threads.ts';
import { handBackAlarms } from './alarms.ts';
import { type Context, transact } from './context.ts';
import { conflict, notFound, type Outcome, ok } from './fault.ts';
import { noteOfStaff, type StaffAct } from './staff.ts';

/** Console, links and Telegram are closed to them at once; the alarms and chats they had are everybody's again. */
export async function staffLeaves(ctx: Context, change: StaffAct): Promise<Outcome<null>> {
  const { staffId, actor } = change;
  if (actor === `staff:${staffId}`)
    return conflict('id', 'own_account', 'nobody closes their own account');
  return transact(ctx, async (tx) => {
    // Two owners may send each other away in the same moment.
    const [owner, ...others] = await lockOwners(tx.db);
    const staff = await lockStaff(tx.db, staffId);
    if (!staff) return notFound('id', 'colleague');
    if (staff.disabledAt) return ok(null);
    if (owner?.id === staffId && others.length === 0)
      return conflict('id', 'last_owner', 'one owner stays');
    await updateStaff(tx.db, staffId, { disabledAt: tx.clock.now(), telegramStep: null });
    await deleteSessionsOf(tx.db, staffId);
    await deleteSignInLinksOf(tx.db, staffId);
    await leaveThreadsOf(tx.db, staffId);
    await handBackAlarms(tx, staffId);
    await noteOfStaff(tx, change, 'staff_left');
    return ok(null);
  });
}

/** With the password and the Telegram they had. */
export async function staffReturns(ctx: Context, change: StaffAct): Promise<Outcome<null>> {
  return transact(ctx, async (tx) => {
    const staff = await lockStaff(tx.db, change.staffId);
    if (!staff) return notFound('id', 'colleague');
    if (!staff.disabledAt) return ok(null);
    await updateStaff(tx.db, staff.id, { disabledAt: null });
    await noteOfStaff(tx, change, 'staff_returned');
    return ok(null);
  });
}
