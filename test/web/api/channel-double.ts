/** The platform's side of a channel: signed by a word, one event per line of the body. */

import type { Channel, InboundEvent } from '../../../bots/channel.ts';
import type { ChannelId } from '../../../src/domain/words.ts';

export const signature = { 'x-signature': 'ours' };

export function platformDouble(id: ChannelId): Channel {
  const account = `${id}-account`;
  const event = (line: string): InboundEvent => {
    const [externalId, text] = line.split(' ', 2);
    const base = { externalId: externalId ?? '', account, at: null };
    return text === undefined
      ? { ...base, sender: null, type: 'unsupported', what: 'line' }
      : { ...base, sender: { userId: '77' }, type: 'text', text };
  };
  return {
    id,
    account,
    capabilities: {
      window: false,
      edits: false,
      receipts: false,
      contactRequest: false,
      writesFirst: false,
      calendarFiles: false,
      rate: { perSecond: 1, addressGapMs: 0 },
    },
    verify: async ({ headers }) => headers.get('x-signature') === 'ours',
    parse: (body) => new TextDecoder().decode(body).split('\n').map(event),
    send: async () => ({ type: 'rejected', code: 'double', elsewhere: false }),
    invitationUrl: ({ token }) => `https://${id}.example/${token}`,
    prepare: async () => null,
  };
}
