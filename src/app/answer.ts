/** Writes what answers somebody: due at once, to the account that is answered. */

import { insertMessage, type NewMessage } from '../store/messages.ts';
import type { TxContext } from './context.ts';
import { newId } from './ids.ts';

/** An address, or what is known of it. */
export interface Answered {
  readonly id: string;
  readonly channel: NewMessage['channel'];
  readonly account: NewMessage['account'];
}

type Words = Pick<NewMessage, 'kind' | 'content' | 'notAfter'> & Partial<NewMessage>;

/** The new message's id. */
export async function insertAnswer(ctx: TxContext, to: Answered, words: Words): Promise<string> {
  const now = ctx.clock.now();
  const id = words.id ?? newId();
  await insertMessage(ctx.db, {
    direction: 'out',
    proactive: false,
    purpose: 'service',
    addressId: to.id,
    channel: to.channel,
    account: to.account,
    author: 'bot',
    state: 'planned',
    dueAt: now,
    tries: 0,
    createdAt: now,
    ...words,
    id,
  });
  return id;
}
