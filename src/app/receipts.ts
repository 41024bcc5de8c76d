/** After an agreement is recorded outside the chat, the patient sees in the chat what was recorded. */

import { expiryOf, isLive, standing } from '../domain/consent.ts';
import { nextAgreed } from '../domain/hours.ts';
import { dayMs, laterOf } from '../domain/time.ts';
import type { CardChannel, EvidenceStrength, Purpose } from '../domain/words.ts';
import type { ConsentRow } from '../store/consent.ts';
import { insertMessage } from '../store/messages.ts';
import { bindingsOfPatient, type LiveBinding } from '../store/people.ts';
import type { ClinicRow, PatientRow } from '../store/registry.ts';
import { receipt } from '../text/receipts.ts';
import { channelOf, type TxContext } from './context.ts';
import { newId } from './ids.ts';
import { cardOf, clinicOf, languageOfAccount, zoneOf } from './situation.ts';
import { mayAct } from './speaks.ts';

interface Recorded {
  readonly act: 'given' | 'withdrawn';
  readonly purposes: readonly Purpose[];
  readonly channels: readonly CardChannel[];
  readonly strength: EvidenceStrength;
  readonly bindingId?: string | null | undefined;
  /** The ledger before this was recorded. */
  readonly before: readonly ConsentRow[];
}

/**
 * Only of what changed something, and to accounts that are sure, not halted, and open to free words. A
 * claim from another system is no agreement to give a copy of.
 */
export async function sendReceipts(
  ctx: TxContext,
  patient: PatientRow,
  recorded: Recorded,
): Promise<void> {
  if (recorded.strength === 0) return;
  const clinic = await clinicOf(ctx, patient);
  for (const live of await bindingsOfPatient(ctx.db, patient.id)) {
    const { binding, address } = live;
    const meant = !recorded.bindingId || recorded.bindingId === binding.id;
    const named = recorded.channels.includes(address.channel);
    const news = meant && named && changes(recorded, live, ctx.clock.now());
    if (news && isOpen(ctx, live) && (await mayAct(ctx, live))) {
      await write(ctx, { patient, clinic, live, recorded });
    }
  }
}

/** A clinic system that tells the same every night is heard once. */
function changes(
  { purposes, act, strength, before }: Recorded,
  { binding, address }: LiveBinding,
  now: Date,
): boolean {
  return purposes.some((purpose) => {
    const question = { purpose, channel: address.channel, bindingId: binding.id };
    const held = standing(before, question);
    if (act === 'withdrawn') return isLive(held, now);
    return !isLive(held, now) || (held?.strength ?? 0) < strength;
  });
}

function isOpen(ctx: TxContext, { address }: LiveBinding): boolean {
  const windowed = channelOf(ctx, address.channel)?.capabilities.window ?? false;
  const closes = address.windowExpiresAt;
  const open = !windowed || (closes !== null && closes > ctx.clock.now());
  return open && !address.stoppedAt && !address.pausedAt && !address.unreachableCode;
}

async function write(
  ctx: TxContext,
  on: { patient: PatientRow; clinic: ClinicRow | null; live: LiveBinding; recorded: Recorded },
): Promise<void> {
  const { patient, clinic, live, recorded } = on;
  const now = ctx.clock.now();
  const card = await cardOf(ctx, patient.id);
  const dueAt = nextAgreed(now, card.hours, zoneOf(card, clinic));
  if (!dueAt) return;
  const ends = recorded.purposes.map((purpose) => expiryOf(purpose, now));
  const text = receipt(
    {
      act: recorded.act,
      purposes: recorded.purposes,
      clinic: clinic?.name ?? '',
      zone: clinic?.zone ?? 'UTC',
      person: live.binding.label,
      until: ends.reduce(laterOf),
    },
    await languageOfAccount(ctx, live.address, patient.id),
  );
  await insertMessage(ctx.db, {
    id: newId(),
    direction: 'out',
    kind: 'receipt',
    proactive: false,
    purpose: 'service',
    patientId: patient.id,
    addressId: live.address.id,
    bindingId: live.binding.id,
    channel: live.address.channel,
    account: live.address.account,
    content: { text },
    author: 'bot',
    state: 'planned',
    dueAt,
    notAfter: new Date(dueAt.getTime() + dayMs),
    tries: 0,
    createdAt: now,
  });
}
