/** Free words go to WhatsApp only while it takes them: a day from the last word that we have. */

import type { Check } from '../contract.ts';
import { authority_ms, sightOf } from './eyes.ts';
import { looked, unless } from './looked.ts';

const name = 'window';
const day_ms = 24 * 3_600_000;

const lastText = `select max(received_at) as at from inbound
  where channel = 'whatsapp' and (event->'sender'->>'userId' = $1 or event->'sender'->>'phone' = $2)
    and type not in ('status', 'account', 'account_changed', 'platform_stop')`;

/** With a patient who was forgotten went what the account had written, that others use too. */
const erasedText = `select 1 from erasure where done_at is not null limit 1`;

export const window: Check = {
  name,
  onRequest: async (world, request) => {
    if (request.channel !== 'whatsapp' || request.template) return [];
    const { message } = await sightOf(world, request);
    // Its last word answers one that has been forgotten since.
    if (message?.kind === 'erased') return [];
    const [row] = await world.sql<{ at: Date | string | null }>(lastText, [
      request.userId,
      request.number,
    ]);
    looked(world, name);
    const lastMs = row?.at ? new Date(row.at).getTime() : Number.NEGATIVE_INFINITY;
    // The clock may have been put since the decision.
    const decidedMs = (message?.attempt_at ?? request.startedAt).getTime();
    const silence = Math.min(request.startedAt.getTime(), decidedMs) - lastMs;
    const isOpen = silence <= day_ms + authority_ms;
    return unless(
      isOpen || (await world.sql(erasedText)).length > 0,
      name,
      () =>
        `${message?.kind} ${message?.id} says free words ${Math.round(silence / 60_000)} min after the last word from there`,
    );
  },
};
