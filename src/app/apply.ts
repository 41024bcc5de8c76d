/** Turns the dialogue's effects into rows, all in the transaction of the event that caused them. */

import type { InboundEvent, Sender } from '../../bots/channel.ts';
import type { Effect } from '../dialogue/types.ts';
import { isProven } from '../domain/identity.ts';
import { dayMs } from '../domain/time.ts';
import { type Purpose, purposes } from '../domain/words.ts';
import { bindingsOfAddress, findLiveBinding } from '../store/bindings.ts';
import { hasLaterStop, type InboundRow } from '../store/inbound.ts';
import type { MessageRow } from '../store/messages.ts';
import { type AddressRow, setContactLanguage } from '../store/people.ts';
import { insertAnswer } from './answer.ts';
import { acceptInvitation, label, notMe, stillMe } from './apply-identity.ts';
import { exportData, forget, recordConsent } from './apply-rights.ts';
import {
  callOff,
  declineWellbeing,
  noteTold,
  openRequest,
  release,
  toPerson,
  wellbeingAnswer,
  withdrawRequest,
} from './apply-visit.ts';
import { confirmVisit } from './appointments.ts';
import { saveCard } from './cards.ts';
import { channelOf, type TxContext } from './context.ts';
import { invitationLink } from './invitations.ts';
import { planPatients } from './plan.ts';
import { answerReason } from './reason-answers.ts';
import { isSure, mayAct } from './speaks.ts';
import { narrowStop, pause, resume, stopEverything, unpause } from './stopping.ts';
import { noteCancelReason } from './visit-changes.ts';
import { handOverPaper } from './visit-papers.ts';
import { renew } from './withdraw.ts';

/** An answer to a chat is of no use a day later. */
const reply_ms = dayMs;

export interface Application {
  readonly row: InboundRow;
  readonly event: InboundEvent;
  readonly sender: Sender;
  readonly address: AddressRow;
  readonly about: MessageRow | null;
  readonly pressed: MessageRow | null;
  readonly effects: readonly Effect[];
  readonly inboundMessageId: string;
}

export type EffectOf<T extends Effect['type']> = Extract<Effect, { type: T }>;

export async function apply(ctx: TxContext, application: Application): Promise<void> {
  for (const effect of application.effects) await applyOne(ctx, application, effect);
  await renewByPress(ctx, application);
  const bound = await bindingsOfAddress(ctx.db, application.address.id);
  await planPatients(
    ctx,
    bound.map(({ patientId }) => patientId),
  );
}

async function applyOne(ctx: TxContext, on: Application, effect: Effect): Promise<void> {
  const act = { actor: 'patient', inboundId: on.row.id, heardAt: on.row.receivedAt };
  if (undoes.includes(effect.type) && !(await mayUndo(ctx, on))) return;
  switch (effect.type) {
    case 'reply':
      return reply(ctx, on, effect);
    case 'edit_pressed':
      return editPressed(ctx, on, effect);
    case 'accept_invitation':
      return acceptInvitation(ctx, on, effect);
    case 'label':
      return label(ctx, on, effect);
    case 'still_me':
      return stillMe(ctx, on);
    case 'not_me':
      return notMe(ctx, on);
    case 'consent':
      return recordConsent(ctx, on, effect);
    case 'card': {
      const { patientId, change } = effect;
      return saveCard(ctx, { patientId, change, actor: 'patient' });
    }
    case 'language':
      return chooseLanguage(ctx, on, effect);
    case 'confirm_visit':
      return confirmVisit(ctx, { appointmentId: effect.appointmentId, via: on.address.channel });
    case 'cancel_visit':
      return callOff(ctx, on, effect);
    case 'cancel_reason':
      return noteCancelReason(ctx, effect, on.address.channel);
    case 'release_time':
      return release(ctx, effect.patientId);
    case 'visit_request':
      return openRequest(ctx, on, effect);
    case 'withdraw_request':
      return withdrawRequest(ctx, effect);
    case 'visit_told':
      return noteTold(ctx, effect);
    case 'visit_paper':
      return handOverPaper(ctx, on, effect);
    case 'hand_over':
      return toPerson(ctx, on, effect);
    case 'wellbeing_answer':
      return wellbeingAnswer(ctx, effect);
    case 'reason_answer':
      return answerReason(ctx, effect);
    case 'decline_wellbeing':
      return declineWellbeing(ctx, effect);
    case 'stop_everything':
      return stopEverything(ctx, on.address, { ...act, wording: effect.wording });
    case 'narrow_stop':
      return narrowStop(ctx, on.address, { ...act, wording: effect.wording, scope: effect.scope });
    case 'pause':
      return pause(ctx, on.address);
    case 'unpause':
      return unpause(ctx, on.address, act);
    case 'resume':
      return resume(ctx, { ...on.address, addressId: on.address.id, heardAt: act.heardAt });
    case 'export':
      return exportData(ctx, on);
    case 'forget':
      return forget(ctx, on, effect);
  }
}

/** On the cards too, so that the desk sees and may change what the patient chose. */
async function chooseLanguage(
  ctx: TxContext,
  on: Application,
  { language }: EffectOf<'language'>,
): Promise<void> {
  await setContactLanguage(ctx.db, { id: on.address.contactId, language });
  for (const { patientId, verifiedBy } of await bindingsOfAddress(ctx.db, on.address.id)) {
    if (!isProven(verifiedBy)) continue;
    await saveCard(ctx, { patientId, change: { language }, actor: 'patient' });
  }
}

/** Effects that bring back what was halted. */
const undoes: readonly Effect['type'][] = ['resume', 'narrow_stop', 'unpause'];

/** Only of somebody known to hold the account, and not over a later stop that is still to be handled. */
async function mayUndo(ctx: TxContext, on: Application): Promise<boolean> {
  const bound = await bindingsOfAddress(ctx.db, on.address.id);
  const now = ctx.clock.now();
  const sure = bound.some((binding) => isSure(binding, on.address, now));
  return sure && !(await hasLaterStop(ctx.db, on.row));
}

async function reply(ctx: TxContext, on: Application, effect: EffectOf<'reply'>): Promise<void> {
  const link = effect.link ? await linkFor(ctx, on, effect.link) : null;
  const text = effect.content.text.replace('{{link}}', link?.url ?? '').trim();
  await answer(ctx, on, { kind: effect.kind, content: { ...effect.content, text } });
}

/** Into another messenger, for whoever may act for the patient here. */
async function linkFor(
  ctx: TxContext,
  on: Application,
  { patientId, channel }: NonNullable<EffectOf<'reply'>['link']>,
): Promise<{ url: string } | null> {
  const binding = await findLiveBinding(ctx.db, { addressId: on.address.id, patientId });
  if (!binding || !(await mayAct(ctx, { binding, address: on.address }))) return null;
  return invitationLink(ctx, { patientId, channel, binding, actor: 'patient' });
}

export interface Answer {
  readonly kind: string;
  readonly content: NonNullable<MessageRow['content']>;
  readonly editsId?: string;
}

/** An answer to the account that wrote, in the transaction that heard it. */
export async function answer(
  ctx: TxContext,
  on: Application,
  { kind, content, editsId }: Answer,
): Promise<void> {
  const bound = await bindingsOfAddress(ctx.db, on.address.id);
  const only = bound.length === 1 ? (bound[0]?.patientId ?? null) : null;
  await insertAnswer(ctx, on.address, {
    kind,
    content,
    patientId: on.about?.patientId ?? only,
    editsId: editsId ?? null,
    inboundId: on.row.id,
    notAfter: new Date(ctx.clock.now().getTime() + reply_ms),
  });
}

async function editPressed(
  ctx: TxContext,
  on: Application,
  effect: EffectOf<'edit_pressed'>,
): Promise<void> {
  const canEdit = channelOf(ctx, on.address.channel)?.capabilities.edits ?? false;
  const edited = on.pressed ?? on.about;
  if (!canEdit || !edited?.externalId) return;
  await answer(ctx, on, { kind: 'edit', content: effect.content, editsId: edited.id });
}

/** Whoever wants it later, or books, still agrees to hear of it. */
const isTakenUp = (type: Effect['type'], { effects }: Application): boolean =>
  type === 'reason_answer' &&
  effects.some(
    (one) => one.type === 'reason_answer' && (one.answer === 'later' || one.answer === 'book'),
  );

/** Answering a message by its button shows that its purpose is still agreed to. */
async function renewByPress(ctx: TxContext, on: Application): Promise<void> {
  const { about, address, row } = on;
  const answers = on.effects.some(
    ({ type }) => type === 'confirm_visit' || type === 'wellbeing_answer' || isTakenUp(type, on),
  );
  if (on.event.type !== 'button' || !about?.proactive || !answers) return;
  const purpose = purposes.find((one): one is Purpose => one === about.purpose);
  const { patientId } = about;
  const binding =
    patientId && (await findLiveBinding(ctx.db, { addressId: address.id, patientId }));
  if (!purpose || !binding || !(await mayAct(ctx, { binding, address }))) return;
  await renew(ctx, { binding, address }, { purpose, inboundId: row.id });
}
