/** Small acts that only the console has. */

import { dayMs } from '../domain/time.ts';
import type { Language } from '../domain/words.ts';
import { appendAudit } from '../store/consent.ts';
import { markSeen } from '../store/inbound.ts';
import { findStaff, insertSignInLink, updateStaff } from '../store/staff.ts';
import { type Context, transact } from './context.ts';
import { notFound, type Outcome, ok } from './fault.ts';
import { hashToken, newToken } from './ids.ts';

export async function chooseLanguage(
  ctx: Context,
  { staffId, language }: { staffId: string; language: Language },
): Promise<void> {
  await updateStaff(ctx.db, staffId, { language });
}

export async function dismissInbound(ctx: Context, id: number): Promise<void> {
  await markSeen(ctx.db, { id, at: ctx.clock.now() });
}

const link_ms = 7 * dayMs;

/** For a colleague who has lost the first link or the password. The old password holds until the link is used. */
export async function renewSignInLink(
  ctx: Context,
  { staffId, actor }: { staffId: string; actor: string },
): Promise<Outcome<{ token: string }>> {
  const token = newToken();
  return transact(ctx, async (tx) => {
    const staff = await findStaff(tx.db, staffId);
    if (!staff || staff.disabledAt) return notFound('id', 'colleague');
    const createdAt = tx.clock.now();
    const expiresAt = new Date(createdAt.getTime() + link_ms);
    await insertSignInLink(tx.db, { tokenHash: hashToken(token), staffId, createdAt, expiresAt });
    await appendAudit(tx.db, {
      at: createdAt,
      actor,
      action: 'sign_in_link_made',
      subject: `staff:${staffId}`,
      details: {},
    });
    return ok({ token });
  });
}
