import type { Core } from '../core.ts';
import { type Courier, createCourier, post } from '../courier.ts';
import { findFault } from '../faults.ts';
import type { Update } from './state.ts';
import { pendingUpdates, takeUpdates, updateShape } from './updates.ts';

export function createUpdateCourier(core: Core, changed: () => void): Courier {
  return createCourier<Update>({
    pending: () => pendingUpdates(core),
    held: () =>
      core.state.telegram.webhook === null ||
      findFault(core, { channel: 'telegram' }, 'hold_webhooks') !== undefined,
    reversed: () => findFault(core, { channel: 'telegram' }, 'reorder_webhooks') !== undefined,
    changed,
    deliver: (update) => deliver(core, update),
  });
}

async function deliver(core: Core, update: Update) {
  const { webhook } = core.state.telegram;
  if (!webhook) return { type: 'refused' } as const;
  const delivery = await post({
    fetch: core.fetch,
    url: webhook.url,
    body: JSON.stringify(updateShape(update)),
    headers: webhook.secret ? { 'x-telegram-bot-api-secret-token': webhook.secret } : {},
    signal: core.ending,
  });
  if (core.ending.aborted) return delivery;
  if (delivery.type === 'taken') takeUpdates(core, [update]);
  else {
    core.log('sandbox.telegram.webhook_refused', { status: delivery.status, update: update.id });
    core.commit({ type: 'tg/delivery-failed', at: core.now(), status: delivery.status });
  }
  return delivery;
}
