/** Agreements recorded outside the chat: on paper, at the desk, by another system. */

import { standing, strengthOf } from '../domain/consent.ts';
import {
  type CardChannel,
  cardChannels,
  type EvidenceStrength,
  type Purpose,
  purposes,
} from '../domain/words.ts';
import { appendAudit, type ConsentRow, consentHistory } from '../store/consent.ts';
import { bindingsOfPatient } from '../store/people.ts';
import { findPatient } from '../store/registry.ts';
import { type Context, type TxContext, transact } from './context.ts';
import { notFound, type Outcome, ok } from './fault.ts';
import { appendConsent } from './ledger.ts';
import { planPatient } from './plan.ts';

export interface ConsentInput {
  readonly patientId: string;
  readonly purpose: Purpose;
  readonly channel: CardChannel;
  readonly act: 'given' | 'withdrawn';
  /** `paper`, `staff`, `import`, …: decides the strength unless `strength` says it. */
  readonly mechanism: string;
  readonly strength: EvidenceStrength | null;
  readonly wording: string | null;
  /** Number or place of the paper. */
  readonly document: string | null;
  readonly actor: string;
}

export interface Agreed {
  readonly standing: readonly ConsentRow[];
  readonly history: readonly ConsentRow[];
}

export async function recordConsent(ctx: Context, input: ConsentInput): Promise<Outcome<Agreed>> {
  const outcome = await transact(ctx, async (tx) => {
    if (!(await findPatient(tx.db, input.patientId))) return notFound('id', 'patient');
    await append(tx, input);
    await planPatient(tx, input.patientId);
    return ok(await agreedOf(tx, input.patientId));
  });
  ctx.wake();
  return outcome;
}

async function append(ctx: TxContext, input: ConsentInput): Promise<void> {
  const at = ctx.clock.now();
  const { strength, ...row } = input;
  await appendConsent(ctx, {
    ...row,
    bindingId: null,
    strength: strength ?? strengthOf(input.mechanism),
  });
  const { purpose, channel, act, mechanism } = input;
  await appendAudit(ctx.db, {
    at,
    actor: input.actor,
    action: 'consent_recorded',
    subject: `patient:${input.patientId}`,
    details: { purpose, channel, act, mechanism },
  });
}

export async function readConsents(ctx: Context, patientId: string): Promise<Outcome<Agreed>> {
  if (!(await findPatient(ctx.db, patientId))) return notFound('id', 'patient');
  return ok(await agreedOf(ctx, patientId));
}

/** What holds now, per purpose and account, and everything that ever happened. */
async function agreedOf(ctx: TxContext, patientId: string): Promise<Agreed> {
  const history = await consentHistory(ctx.db, patientId);
  const live = await bindingsOfPatient(ctx.db, patientId);
  const places = [
    ...cardChannels.map((channel) => ({ channel, bindingId: null })),
    ...live.map(({ binding, address }) => ({ channel: address.channel, bindingId: binding.id })),
  ];
  const holding = places.flatMap((place) =>
    purposes.map((purpose) => standing(history, { ...place, purpose })),
  );
  const distinct = new Set(holding.map((held) => held?.event));
  return { standing: history.filter((event) => distinct.has(event)), history };
}
