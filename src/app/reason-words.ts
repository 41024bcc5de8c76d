/** What an invitation says, from the reason as it is now. */

import type { Content } from '../domain/content.ts';
import { isFollowUp } from '../domain/reasons.ts';
import type { Language } from '../domain/words.ts';
import type { MessageRow } from '../store/messages.ts';
import { findDoctor } from '../store/registry.ts';
import { textsOf } from '../text/catalogue.ts';
import { compose, isProactiveKind } from '../text/proactive.ts';
import type { TxContext } from './context.ts';
import { isContact } from './reason-sent.ts';
import type { Subject } from './situation.ts';

export const speaksOfReason = (kind: string): boolean => isContact(kind) || kind === 'ask_recall';

export interface Spoken extends Pick<Subject, 'clinic' | 'reason'> {
  /** What the contact calls the patient, where that must be said. */
  readonly person: string | null;
  readonly language: Language;
}

/** Null where the reason is gone. */
export async function reasonWords(
  ctx: TxContext,
  { id: messageId, kind }: MessageRow,
  { clinic, reason, person, language }: Spoken,
): Promise<Content | null> {
  if (!isProactiveKind(kind) || !reason || !isFollowUp(reason.kind)) return null;
  const doctor = reason.doctorId ? await findDoctor(ctx.db, reason.doctorId) : null;
  const because = {
    doctor: doctor?.name ?? null,
    argument: reason.argument,
    topic: textsOf(language).purposes[reason.purpose],
    isFree: reason.kind === 'checkup',
    isGuarantee: reason.guarantee,
  };
  const place = { clinic: clinic?.name ?? '', zone: clinic?.zone ?? 'UTC', address: null };
  return compose(kind, { messageId, startsAt: reason.dueAt, ...place, person, because }, language);
}
