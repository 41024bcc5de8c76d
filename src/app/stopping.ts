/** Stop, stop only this, wait, go on: what a contact's word about all our messages does. */

import { isLive, type Standing, standing } from '../domain/consent.ts';
import { type Purpose, purposes } from '../domain/words.ts';
import { bindingsOfAddress, bindingsOfContact, type LiveBinding } from '../store/bindings.ts';
import { appendAudit, type ConsentRow, consentHistory } from '../store/consent.ts';
import { type Ended, endPause, endStop } from '../store/halts.ts';
import { type AddressRow, updateAddressesOf } from '../store/people.ts';
import { wakeHeld } from '../store/proactive.ts';
import { updateAppointment } from '../store/registry.ts';
import type { TxContext } from './context.ts';
import { appendConsent } from './ledger.ts';
import { placesOf } from './places.ts';
import { planPatient } from './plan.ts';
import { withdraw } from './withdraw.ts';

export interface Act {
  /** `patient` or `staff:<id>`. */
  readonly actor: string;
  readonly inboundId: number | null;
  readonly wording?: string;
  /** When the word was heard; a stop heard later is not ended by it. */
  readonly heardAt: Date;
}

/** Every account of this person, every patient they speak for, every purpose: as easy to withdraw as to give. */
export async function stopEverything(
  ctx: TxContext,
  address: Pick<AddressRow, 'contactId'>,
  { heardAt, ...act }: Act,
): Promise<void> {
  await updateAddressesOf(ctx.db, address.contactId, { stoppedAt: heardAt, pausedAt: null });
  const live = await bindingsOfContact(ctx.db, address.contactId);
  for (const place of placesOf(live)) {
    await withdraw(ctx, { place, purposes, act: { ...act, mechanism: 'stop' } });
  }
  for (const { binding } of live) await planPatient(ctx, binding.patientId);
}

export type StopScope =
  | { readonly type: 'visit'; readonly patientId: string; readonly appointmentId: string }
  | { readonly type: 'purpose'; readonly patientId: string; readonly purpose: Purpose }
  | { readonly type: 'person'; readonly patientId: string };

/** Only this was meant: everything else that the last stop withdrew is given again, as strong as it was. */
export async function narrowStop(
  ctx: TxContext,
  address: Pick<AddressRow, 'contactId'>,
  { scope, heardAt, ...act }: Act & { readonly scope: StopScope },
): Promise<void> {
  const live = await bindingsOfContact(ctx.db, address.contactId);
  const stopped = await stoppedOf(ctx, live);
  const lastStop = Math.max(...stopped.map(({ event }) => event.at.getTime()));
  for (const { event, before } of stopped) {
    if (event.at.getTime() !== lastStop || isMeant(scope, event)) continue;
    const { patientId, purpose, channel, bindingId } = event;
    const { strength, expiresAt } = before;
    const { document } = before.event;
    const same = { patientId, purpose, channel, bindingId, strength, document, expiresAt };
    await appendConsent(ctx, { ...same, ...act, act: 'given', mechanism: 'stop_narrowed' });
  }
  if (scope.type === 'visit') {
    await updateAppointment(ctx.db, scope.appointmentId, { mutedAt: ctx.clock.now() });
  }
  await resume(ctx, { contactId: address.contactId, heardAt });
  await replan(ctx, address.contactId);
}

function isMeant(scope: StopScope, event: ConsentRow): boolean {
  if (scope.type === 'visit' || event.patientId !== scope.patientId) return false;
  return scope.type === 'person' || event.purpose === scope.purpose;
}

/** What a stop withdrew and nothing has changed since, with the agreement as it stood before. */
async function stoppedOf(ctx: TxContext, live: readonly LiveBinding[]) {
  const found: { event: ConsentRow; before: Standing<ConsentRow> }[] = [];
  for (const place of placesOf(live)) {
    const history = await consentHistory(ctx.db, place.patientId);
    for (const purpose of purposes) {
      const question = { ...place, purpose };
      const now = standing(history, question);
      if (now?.act !== 'withdrawn' || now.event.mechanism !== 'stop') continue;
      const earlier = history.filter((event) => event.number < now.event.number);
      const before = standing(earlier, question);
      // What had run out by then comes back no more than it would have without the stop.
      if (before && isLive(before, now.event.at)) found.push({ event: now.event, before });
    }
  }
  return found;
}

/** Agreed anew: what was halted goes on, as far as it was halted before this was said. */
export async function resume(ctx: TxContext, ended: Ended): Promise<void> {
  await endStop(ctx.db, ended);
  await endPause(ctx.db, ended);
}

/** The same by a paper at the desk: it speaks for one patient, and settles no doubt about others. */
export async function resumeByPaper(
  ctx: TxContext,
  { binding, address }: LiveBinding,
): Promise<void> {
  const ended = { ...address, addressId: address.id, heardAt: ctx.clock.now() };
  await endStop(ctx.db, ended);
  const bound = await bindingsOfAddress(ctx.db, address.id);
  const isOnly = bound.every(({ patientId }) => patientId === binding.patientId);
  if (isOnly) await endPause(ctx.db, ended);
}

/** Until it is clear what was meant, nothing proactive leaves to any account of this person. */
export async function pause(ctx: TxContext, address: Pick<AddressRow, 'contactId'>): Promise<void> {
  await updateAddressesOf(ctx.db, address.contactId, { pausedAt: ctx.clock.now() });
  await replan(ctx, address.contactId);
}

export async function unpause(
  ctx: TxContext,
  address: Pick<AddressRow, 'id' | 'contactId'>,
  { actor, heardAt }: Pick<Act, 'actor' | 'heardAt'>,
): Promise<void> {
  await appendAudit(ctx.db, {
    at: ctx.clock.now(),
    actor,
    action: 'pause_ended',
    subject: `address:${address.id}`,
    details: {},
  });
  await endPause(ctx.db, { contactId: address.contactId, heardAt });
  await replan(ctx, address.contactId);
}

async function replan(ctx: TxContext, contactId: string): Promise<void> {
  for (const { binding } of await bindingsOfContact(ctx.db, contactId)) {
    await wakeHeld(ctx.db, { patientId: binding.patientId, now: ctx.clock.now() });
    await planPatient(ctx, binding.patientId);
  }
}
