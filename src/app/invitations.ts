/** Single-use links that bind a messenger account to a patient. */

import { renderSVG } from 'uqr';
import { dayMs, hourMs } from '../domain/time.ts';
import type { ChannelId, Relation } from '../domain/words.ts';
import type { BindingRow } from '../store/bindings.ts';
import { appendAudit } from '../store/consent.ts';
import { insertInvitation } from '../store/invitations.ts';
import { findPatient } from '../store/registry.ts';
import { invitationGreeting } from '../text/links.ts';
import { type Context, channelOf, type TxContext, transact } from './context.ts';
import { conflict, notFound, type Outcome, ok } from './fault.ts';
import { newCode } from './identity.ts';
import { hashToken, newToken } from './ids.ts';
import { clinicOf, languageOf } from './situation.ts';

const valid_days = 14;
/** Asked for in the chat, it is opened in the same minute or not at all. */
const chat_link_ms = 2 * hourMs;

export interface Invitation {
  /** Null while that channel has not told us its own name, or is not served. */
  readonly telegramUrl: string | null;
  readonly whatsappUrl: string | null;
  /** The first of the two as a QR code, `<svg>…</svg>`. */
  readonly qrSvg: string | null;
  readonly whatsappQrSvg: string | null;
  readonly expiresAt: Date;
  /** Six digits to say at the desk, for an account whose number is not the one we know. */
  readonly code: string;
  readonly codeExpiresAt: Date;
}

export interface Wish {
  readonly patientId: string;
  /** How whoever opens it stands to the patient; else decided by age and guardian. */
  readonly relation?: Relation | null | undefined;
  readonly actor: string;
}

/** One token for both channels: whichever link is opened first uses it up. */
export async function invite(ctx: Context, wish: Wish): Promise<Outcome<Invitation>> {
  const { patientId, actor } = wish;
  return transact(ctx, async (tx) => {
    const patient = await findPatient(tx.db, patientId);
    if (!patient) return notFound('id', 'patient');
    if (patient.erasedAt) return conflict('id', 'erased', 'the patient asked to be forgotten');
    const { token, expiresAt } = await issue(tx, wish);
    const { code, expiresAt: codeExpiresAt } = await newCode(tx, { patientId, actor });
    const telegramUrl = await urlOf(tx, 'telegram', { patientId, token });
    const whatsappUrl = await urlOf(tx, 'whatsapp', { patientId, token });
    return ok({
      telegramUrl,
      whatsappUrl,
      qrSvg: qr(telegramUrl ?? whatsappUrl),
      whatsappQrSvg: qr(whatsappUrl),
      expiresAt,
      code,
      codeExpiresAt,
    });
  });
}

/** For a patient who asks, in one messenger, to be written to in another. */
export async function invitationLink(
  ctx: TxContext,
  wish: Wish & { readonly channel: ChannelId; readonly binding: BindingRow },
): Promise<{ url: string } | null> {
  const { token } = await issue(ctx, wish);
  const url = await urlOf(ctx, wish.channel, { patientId: wish.patientId, token });
  return url === null ? null : { url };
}

async function issue(
  ctx: TxContext,
  { patientId, relation, actor, binding }: Wish & { readonly binding?: BindingRow },
) {
  const token = newToken();
  const createdAt = ctx.clock.now();
  const validMs = binding ? chat_link_ms : valid_days * dayMs;
  const expiresAt = new Date(createdAt.getTime() + validMs);
  await insertInvitation(ctx.db, {
    tokenHash: hashToken(token),
    patientId,
    createdAt,
    createdBy: actor,
    relation: relation ?? null,
    bindingId: binding?.id ?? null,
    expiresAt,
  });
  await appendAudit(ctx.db, {
    at: createdAt,
    actor,
    action: 'invited',
    subject: `patient:${patientId}`,
    details: {},
  });
  return { token, expiresAt };
}

async function urlOf(
  ctx: TxContext,
  id: ChannelId,
  { patientId, token }: { patientId: string; token: string },
): Promise<string | null> {
  const patient = await findPatient(ctx.db, patientId);
  const language = languageOf(patient, null, await clinicOf(ctx, patient));
  return (
    channelOf(ctx, id)?.invitationUrl({ token, greeting: invitationGreeting(language) }) ?? null
  );
}

const qr = (url: string | null): string | null =>
  url === null ? null : renderSVG(url, { border: 2 });
