/** After an agreement is recorded outside the chat, the patient sees in the chat what was recorded. */

import { expiryOf, isLive, standing } from '../domain/consent.ts';
import { nextAgreed } from '../domain/hours.ts';
import { dayMs, laterOf } from '../domain/time.ts';
import type { CardChannel, EvidenceStrength, Purpose } from '../domain/words.ts';
import { bindingsOfPatient, type LiveBinding } from '../store/bindings.ts';
import type { ConsentRow } from '../store/consent.ts';
import type { ClinicRow, PatientRow } from '../store/registry.ts';
import { receipt } from '../text/receipts.ts';
import { insertAnswer } from './answer.ts';
import type { TxContext } from './context.ts';
import { placeOf } from './places.ts';
import { cardOf, clinicOf, isWindowOpen, languageOfAccount, zoneOf } from './situation.ts';
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
    if (news && isOpen(live) && (await mayAct(ctx, live))) {
      await write(ctx, { patient, clinic, live, recorded });
    }
  }
}

/** A clinic system that tells the same every night is heard once. */
function changes(
  { purposes, act, strength, before }: Recorded,
  live: LiveBinding,
  now: Date,
): boolean {
  return purposes.some((purpose) => {
    const held = standing(before, { ...placeOf(live), purpose });
    if (act === 'withdrawn') return isLive(held, now);
    return !isLive(held, now) || (held?.strength ?? 0) < strength;
  });
}

const isOpen = ({ address }: LiveBinding): boolean =>
  !address.stoppedAt && !address.pausedAt && !address.unreachableCode;

async function write(
  ctx: TxContext,
  on: { patient: PatientRow; clinic: ClinicRow | null; live: LiveBinding; recorded: Recorded },
): Promise<void> {
  const { patient, clinic, live, recorded } = on;
  const now = ctx.clock.now();
  const card = await cardOf(ctx, patient.id);
  const dueAt = nextAgreed(now, card.hours, zoneOf(card, clinic));
  // Due at night, it may have to wait for longer than free words are taken.
  if (!dueAt || !isWindowOpen(ctx, live.address, dueAt)) return;
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
  await insertAnswer(ctx, live.address, {
    kind: 'receipt',
    content: { text },
    patientId: patient.id,
    bindingId: live.binding.id,
    dueAt,
    notAfter: new Date(dueAt.getTime() + dayMs),
  });
}
