/** What the family of `family.ts` and the clinic have said to each other. */

import { sql } from 'drizzle-orm';
import { transact } from '../../src/app/context.ts';
import { handOver } from '../../src/app/hand-over.ts';
import { newId } from '../../src/app/ids.ts';
import type { ChannelId } from '../../src/domain/words.ts';
import { rows } from '../../src/store/db.ts';
import { storeInbound } from '../../src/store/inbound.ts';
import { insertMessage, type NewMessage } from '../../src/store/messages.ts';
import { insertCallTask } from '../../src/store/threads.ts';
import type { Fresh } from '../support/fresh.ts';

const at = (fresh: Fresh) => fresh.ctx.clock.now();

export async function conversations(
  fresh: Fresh,
  { mother, masha }: { mother: string; masha: string },
): Promise<void> {
  const { ctx } = fresh;
  const telegram = { channel: 'telegram' as const, addressId: mother };
  const whatsapp = { channel: 'whatsapp' as const, addressId: masha };
  await said(fresh, { ...whatsapp, who: 'masha-user', text: 'Мне больно жевать' });
  await said(fresh, { ...telegram, who: 'olga-user', text: 'А Машу можно перенести?' });
  await said(fresh, { ...telegram, who: 'olga-user', text: 'У Пети всё хорошо' });
  await written(fresh, { ...telegram, patientId: 'masha', text: 'Визит завтра. Кому: Маша' });
  await written(fresh, { ...telegram, patientId: 'petya', text: 'Визит завтра. Кому: Петя' });
  await written(fresh, { ...telegram, patientId: null, text: 'Маша: согласны. Петя: согласны.' });
  const over = { patientId: 'masha', reason: 'not_understood' as const, urgent: false };
  await transact(ctx, (tx) => handOver(tx, { addressId: masha, ...over }));
  await insertCallTask(ctx.db, {
    id: newId(),
    patientId: 'masha',
    purpose: 'control',
    code: 'phone_chosen',
    phone: '+79161112233',
    dueAt: at(fresh),
    state: 'done',
    result: 'Мария просила перезвонить',
    createdAt: at(fresh),
  });
}

interface Said {
  readonly channel: ChannelId;
  readonly addressId: string;
  readonly who: string;
  readonly text: string;
}

let serial = 0;

/** As it came in, and as staff see it. */
async function said(fresh: Fresh, { channel, addressId, who, text }: Said): Promise<void> {
  const { db } = fresh.ctx;
  const account = `${channel}-account`;
  serial += 1;
  const externalId = `in-${serial}`;
  const sender = { userId: who, displayName: who === 'olga-user' ? 'Ольга' : 'Мария С' };
  await storeInbound(db, [
    {
      channel,
      account,
      externalId,
      sequenceKey: `${channel}:${account}:${who}`,
      type: 'text',
      event: { type: 'text', text, externalId, sender },
      receivedAt: at(fresh),
      state: 'done',
      tries: 0,
    },
  ]);
  const [newest] = await rows<{ id: number }>(db, sql`select max(id)::int as id from inbound`);
  await insertMessage(db, {
    ...blankMessage(fresh, { channel, addressId, text }),
    direction: 'in',
    kind: 'text',
    author: 'patient',
    state: 'received',
    inboundId: newest?.id ?? null,
    externalId,
  });
}

export async function written(
  fresh: Fresh,
  message: {
    channel: ChannelId;
    addressId: string;
    patientId: string | null;
    text: string;
    state?: 'sent' | 'claimed';
  },
): Promise<string> {
  const row = {
    ...blankMessage(fresh, message),
    direction: 'out' as const,
    kind: 'reply.note',
    patientId: message.patientId,
    author: 'bot',
    state: message.state ?? 'sent',
    externalId: 'wamid.out',
  };
  await insertMessage(fresh.ctx.db, row);
  return row.id;
}

const blankMessage = (
  fresh: Fresh,
  { channel, addressId, text }: { channel: ChannelId; addressId: string; text: string },
): Omit<NewMessage, 'direction' | 'kind' | 'author' | 'state'> => ({
  id: newId(),
  proactive: false,
  purpose: 'service',
  addressId,
  channel,
  account: `${channel}-account`,
  content: { text },
  dueAt: at(fresh),
  notAfter: at(fresh),
  tries: 0,
  createdAt: at(fresh),
});
