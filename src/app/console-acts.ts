/** Small acts that only the console has. */

import type { Language } from '../domain/words.ts';
import { markSeen } from '../store/inbound.ts';
import { findStaff, updateStaff } from '../store/staff.ts';
import { type Context, transact } from './context.ts';
import { notFound, type Outcome, ok } from './fault.ts';
import { issueLink, noteOfStaff, type StaffAct } from './staff.ts';

export async function chooseLanguage(
  ctx: Context,
  { staffId, language }: { staffId: string; language: Language },
): Promise<void> {
  await updateStaff(ctx.db, staffId, { language });
}

export async function dismissInbound(ctx: Context, id: number): Promise<void> {
  await markSeen(ctx.db, { id, at: ctx.clock.now() });
}

/** For a colleague who has lost the first link or the password. The old password holds until the link is used. */
export async function renewSignInLink(
  ctx: Context,
  { staffId, actor }: StaffAct,
): Promise<Outcome<{ token: string }>> {
  return transact(ctx, async (tx) => {
    const staff = await findStaff(tx.db, staffId);
    if (!staff || staff.disabledAt) return notFound('id', 'colleague');
    const token = await issueLink(tx, staffId);
    await noteOfStaff(tx, { staffId, actor }, 'sign_in_link_made');
    return ok({ token });
  });
}
