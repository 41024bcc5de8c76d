/** The last message to an account that asked to be forgotten, and the account's own end after it. */

import { dayMs } from '../domain/time.ts';
import type { Language } from '../domain/words.ts';
import { bindingsOfAddress } from '../store/bindings.ts';
import type { ErasureProof, ErasureRow } from '../store/erasure.ts';
import { forgetAccounts, waitingLastWords } from '../store/forget.ts';
import { type AddressRow, findAddress } from '../store/people.ts';
import { exportWordsOf } from '../text/export.ts';
import { insertAnswer } from './answer.ts';
import { channelOf, type TxContext } from './context.ts';
import { extended } from './erasure-proof.ts';
import { languageOfAccount } from './situation.ts';

export interface Asker {
  readonly id: string;
  readonly address: AddressRow;
  /** Read before it is forgotten too. */
  readonly language: Language;
}

/** Null where nobody would hear it, or somebody else would. */
export async function lastWordTo(ctx: TxContext, row: ErasureRow): Promise<Asker | null> {
  const address = row.addressId ? await findAddress(ctx.db, row.addressId) : null;
  if (!address || !(await mayHear(ctx, address, row.patientId))) return null;
  const language = await languageOfAccount(ctx, address, row.patientId);
  return { id: address.id, address, language };
}

async function mayHear(ctx: TxContext, address: AddressRow, patientId: string): Promise<boolean> {
  const channel = channelOf(ctx, address.channel);
  const bound = await bindingsOfAddress(ctx.db, address.id);
  const now = ctx.clock.now();
  const isOpen = !channel?.capabilities.window || (address.windowExpiresAt ?? now) > now;
  return (
    channel?.account === address.account &&
    isOpen &&
    address.quarantinedAt === null &&
    address.unreachableCode === null &&
    bound.some((binding) => binding.patientId === patientId)
  );
}

export async function sayLastWord(ctx: TxContext, { address, language }: Asker): Promise<void> {
  await insertAnswer(ctx, address, {
    kind: 'erased',
    content: { text: exportWordsOf(language).erased },
    notAfter: new Date(ctx.clock.now().getTime() + dayMs),
  });
}

export interface Ending {
  readonly addressId: string;
  readonly since: Date;
  readonly proof: ErasureProof;
  readonly isLate: boolean;
}

/** The proof with the account in it; null while the last word is still on its way. */
export async function forgetAsker(ctx: TxContext, ending: Ending): Promise<ErasureProof | null> {
  const { addressId, since, proof, isLate } = ending;
  if (!isLate && (await waitingLastWords(ctx.db, addressId))) return null;
  const address = await findAddress(ctx.db, addressId);
  // Written again or bound again since: a new acquaintance, of whom nothing older is known.
  const isBack =
    (address?.lastInboundAt ?? since) > since ||
    (await bindingsOfAddress(ctx.db, addressId)).length > 0;
  if (isBack) return proof;
  return extended(proof, { address: await forgetAccounts(ctx.db, [addressId]) });
}
