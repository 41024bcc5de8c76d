/** After an agreement is recorded outside the chat, the patient sees in the chat what was recorded. */

import { expiryOf } from '../domain/consent.ts';
import { isProven } from '../domain/identity.ts';
import { dayMs, laterOf } from '../domain/time.ts';
import type { CardChannel, Purpose } from '../domain/words.ts';
import { insertMessage } from '../store/messages.ts';
import { bindingsOfPatient, type LiveBinding } from '../store/people.ts';
import type { ClinicRow, PatientRow } from '../store/registry.ts';
import { receipt } from '../text/receipts.ts';
import { channelOf, type TxContext } from './context.ts';
import { newId } from './ids.ts';
import { clinicOf, languageOfAccount } from './situation.ts';

interface Recorded {
  readonly act: 'given' | 'withdrawn';
  readonly purposes: readonly Purpose[];
  readonly channels: readonly CardChannel[];
  readonly bindingId?: string | null | undefined;
}

/** Only to accounts that are proven and open to free words; a receipt is not worth a template. */
export async function sendReceipts(
  ctx: TxContext,
  patient: PatientRow,
  recorded: Recorded,
): Promise<void> {
  const clinic = await clinicOf(ctx, patient);
  for (const live of await bindingsOfPatient(ctx.db, patient.id)) {
    const { binding, address } = live;
    const meant = !recorded.bindingId || recorded.bindingId === binding.id;
    const named = recorded.channels.includes(address.channel);
    if (meant && named && isOpen(ctx, live)) await write(ctx, { patient, clinic, live, recorded });
  }
}

function isOpen(ctx: TxContext, { binding, address }: LiveBinding): boolean {
  const windowed = channelOf(ctx, address.channel)?.capabilities.window ?? false;
  const closes = address.windowExpiresAt;
  const open = !windowed || (closes !== null && closes > ctx.clock.now());
  return open && isProven(binding.verifiedBy) && !address.quarantinedAt && !address.unreachableCode;
}

async function write(
  ctx: TxContext,
  on: { patient: PatientRow; clinic: ClinicRow | null; live: LiveBinding; recorded: Recorded },
): Promise<void> {
  const { patient, clinic, live, recorded } = on;
  const now = ctx.clock.now();
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
    dueAt: now,
    notAfter: new Date(now.getTime() + dayMs),
    tries: 0,
    createdAt: now,
  });
}
