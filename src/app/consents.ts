/** Agreements recorded outside the chat: on paper, at the desk, by another system. */

import { isLive, type Standing, standing, strengthNeeded, strengthOf } from '../domain/consent.ts';
import {
  type CardChannel,
  cardChannels,
  type EvidenceStrength,
  type Purpose,
  purposes,
} from '../domain/words.ts';
import { bindingsOfPatient } from '../store/bindings.ts';
import { appendAudit, type ConsentRow, consentHistory } from '../store/consent.ts';
import { lockAccountsOfPatient } from '../store/people.ts';
import { findPatient, type PatientRow } from '../store/registry.ts';
import { openDeskTask } from './call-tasks.ts';
import { type Context, type TxContext, transact } from './context.ts';
import { conflict, notFound, type Outcome, ok } from './fault.ts';
import { appendConsent, type ChainState, checkChain } from './ledger.ts';
import { connectByPaper } from './paper.ts';
import { placeOf } from './places.ts';
import { planPatient } from './plan.ts';
import { sendReceipts } from './receipts.ts';
import { clinicOf } from './situation.ts';
import { resumeByPaper } from './stopping.ts';

export interface AgreementInput {
  readonly patientId: string;
  readonly purposes: readonly Purpose[];
  readonly channels: readonly CardChannel[];
  readonly act: 'given' | 'withdrawn';
  /** `paper`, `staff`, `import`, …: decides the strength unless `strength` says it. */
  readonly mechanism: string;
  readonly strength: EvidenceStrength | null;
  readonly wording: string | null;
  /** Number or place of the paper. */
  readonly document: string | null;
  /** For one account only; null or absent for every account of the channel. */
  readonly bindingId?: string | null | undefined;
  /** `api` or `staff:<id>`. */
  readonly actor: string;
}

/** The same for one purpose on one channel. */
export type ConsentInput = Omit<AgreementInput, 'purposes' | 'channels'> & {
  readonly purpose: Purpose;
  readonly channel: CardChannel;
};

/** What the ledger comes to for one purpose on one account (`bindingId` null: on the channel as such). */
export interface Held {
  readonly purpose: Purpose;
  readonly channel: CardChannel;
  readonly bindingId: string | null;
  readonly status: 'given' | 'withdrawn' | 'expired';
  readonly strength: EvidenceStrength;
  /** What the clinic's policy asks for this purpose. */
  readonly needed: EvidenceStrength;
  readonly expiresAt: Date | null;
  readonly event: ConsentRow;
}

export interface Agreed {
  readonly held: readonly Held[];
  /** The events that `held` rests on. */
  readonly standing: readonly ConsentRow[];
  readonly history: readonly ConsentRow[];
  readonly chain: ChainState;
}

export function recordConsent(ctx: Context, input: ConsentInput): Promise<Outcome<Agreed>> {
  const { purpose, channel, ...rest } = input;
  return recordAgreements(ctx, { ...rest, purposes: [purpose], channels: [channel] });
}

/** One entry per purpose and channel, all or none, and a receipt to the patient. */
export async function recordAgreements(
  ctx: Context,
  input: AgreementInput,
): Promise<Outcome<Agreed>> {
  const outcome = await transact(ctx, async (tx) => {
    const patient = await findPatient(tx.db, input.patientId);
    if (!patient) return notFound('id', 'patient');
    if (patient.erasedAt) return conflict('id', 'erased', 'the patient asked to be forgotten');
    if (!(await ownsBinding(tx, input))) return notFound('bindingId', 'account of this patient');
    const strength = input.strength ?? strengthOf(input.mechanism);
    await lockAccountsOfPatient(tx.db, patient.id);
    const before = await consentHistory(tx.db, patient.id);
    for (const channel of input.channels) {
      for (const purpose of input.purposes) {
        await append(tx, { ...input, purpose, channel, strength });
      }
    }
    if (input.act === 'given') await afterGiving(tx, patient, { ...input, strength });
    await planPatient(tx, patient.id);
    await sendReceipts(tx, patient, { ...input, strength, before });
    return ok(await agreedOf(tx, patient));
  });
  ctx.wake();
  return outcome;
}

async function ownsBinding(
  ctx: TxContext,
  { patientId, bindingId }: AgreementInput,
): Promise<boolean> {
  if (!bindingId) return true;
  const live = await bindingsOfPatient(ctx.db, patientId);
  return live.some(({ binding }) => binding.id === bindingId);
}

async function append(
  ctx: TxContext,
  input: ConsentInput & { strength: EvidenceStrength },
): Promise<void> {
  const { patientId, purpose, channel, act, mechanism, strength, wording, document, actor } = input;
  await appendConsent(ctx, {
    patientId,
    purpose,
    channel,
    bindingId: input.bindingId ?? null,
    act,
    mechanism,
    strength,
    wording,
    document,
    actor,
  });
  await appendAudit(ctx.db, {
    at: ctx.clock.now(),
    actor,
    action: 'consent_recorded',
    subject: `patient:${patientId}`,
    details: { purpose, channel, act, mechanism },
  });
}

/** A claim from another system makes work for the desk; a proof opens the way it speaks of. */
async function afterGiving(
  ctx: TxContext,
  patient: PatientRow,
  input: AgreementInput & { strength: EvidenceStrength },
): Promise<void> {
  if (input.strength === 0) {
    const [purpose] = input.purposes;
    const code = 'consent_imported';
    if (purpose) await openDeskTask(ctx, { patientId: patient.id, purpose, code });
    return;
  }
  const clinic = await clinicOf(ctx, patient);
  const proves = input.purposes.some(
    (purpose) => input.strength >= strengthNeeded(clinic?.consentPolicy ?? null, purpose),
  );
  if (!proves) return;
  for (const channel of input.channels) {
    if (channel !== 'phone') await connectByPaper(ctx, patient, { ...input, channel });
  }
  // Agreed anew: what was withdrawn by an earlier stop stays withdrawn in the ledger, purpose by purpose.
  for (const live of await bindingsOfPatient(ctx.db, patient.id)) {
    const meant = !input.bindingId || input.bindingId === live.binding.id;
    if (meant && input.channels.includes(live.address.channel)) await resumeByPaper(ctx, live);
  }
}

export async function readConsents(ctx: Context, patientId: string): Promise<Outcome<Agreed>> {
  const patient = await findPatient(ctx.db, patientId);
  return patient ? ok(await agreedOf(ctx, patient)) : notFound('id', 'patient');
}

/** What holds now, per purpose and account, and everything that ever happened. */
async function agreedOf(ctx: TxContext, patient: PatientRow): Promise<Agreed> {
  const history = await consentHistory(ctx.db, patient.id);
  const policy = (await clinicOf(ctx, patient))?.consentPolicy ?? null;
  const live = await bindingsOfPatient(ctx.db, patient.id);
  const places = [
    ...cardChannels.map((channel) => ({ channel, bindingId: null })),
    ...live.map(placeOf).map(({ channel, bindingId }) => ({ channel, bindingId })),
  ];
  const held = places.flatMap((place) =>
    purposes.flatMap((purpose): Held[] => {
      const found = standing(history, { ...place, purpose });
      if (!found) return [];
      const needed = strengthNeeded(policy, purpose);
      const { strength, expiresAt, event } = found;
      const status = statusOf(found, ctx.clock.now());
      return [{ ...place, purpose, status, strength, needed, expiresAt, event }];
    }),
  );
  const resting = new Set(held.map(({ event }) => event));
  return {
    held,
    standing: history.filter((event) => resting.has(event)),
    history,
    chain: await checkChain(ctx, patient.id),
  };
}

function statusOf(found: Standing, now: Date): Held['status'] {
  if (found.act === 'withdrawn') return 'withdrawn';
  return isLive(found, now) ? 'given' : 'expired';
}
