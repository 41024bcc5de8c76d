import type { Core } from '../core.ts';
import { type Courier, createCourier, post } from '../courier.ts';
import { findFault, strike } from '../faults.ts';
import { toHex } from '../ids.ts';
import type { WaEvent } from './state.ts';

/** Meta's two pages say 36 hours and 7 days; the longer one is the harder to live with. */
const eventLivesMs = 7 * 24 * 3_600_000;
const here = { channel: 'whatsapp' } as const;

export function createEventCourier(core: Core, changed: () => void): Courier {
  return createCourier<WaEvent>({
    pending: () => pendingEvents(core),
    held: () => !core.options.whatsapp || findFault(core, here, 'hold_webhooks') !== undefined,
    reversed: () => findFault(core, here, 'reorder_webhooks') !== undefined,
    changed,
    deliver: (event) => deliver(core, event),
  });
}

export function pendingEvents(core: Core): readonly WaEvent[] {
  const now = Date.parse(core.now());
  return core.state.whatsapp.events.filter((event) => now - Date.parse(event.at) <= eventLivesMs);
}

async function deliver(core: Core, event: WaEvent) {
  const delivery = await postSigned(core, event.body);
  if (core.ending.aborted) return delivery;
  if (delivery.type === 'refused') {
    core.log('sandbox.whatsapp.webhook_refused', { status: delivery.status, event: event.id });
    return delivery;
  }
  if (strike(core, here, ['duplicate_webhooks'])) await postSigned(core, event.body);
  if (!core.ending.aborted) core.commit({ type: 'wa/event-taken', id: event.id });
  return delivery;
}

async function postSigned(core: Core, text: string) {
  const { appSecret, webhookUrl } = core.options.whatsapp!;
  const body = new TextEncoder().encode(text);
  return post({
    fetch: core.fetch,
    url: webhookUrl(),
    body,
    headers: { 'x-hub-signature-256': `sha256=${await sign(appSecret, body)}` },
    signal: core.ending,
  });
}

/** HMAC-SHA256 over the bytes that are sent, as hex. */
export async function sign(secret: string, body: Uint8Array<ArrayBuffer>): Promise<string> {
  const bytes = new TextEncoder().encode(secret);
  const how = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', bytes, how, false, ['sign']);
  return toHex(await crypto.subtle.sign('HMAC', key, body));
}

/** The handshake Meta makes when a webhook address is entered. */
export async function verifyWebhook(core: Core): Promise<{ ok: boolean; status: number }> {
  const { webhookUrl, verifyToken } = core.options.whatsapp!;
  const challenge = String(core.state.seed);
  const url = new URL(webhookUrl());
  url.searchParams.set('hub.mode', 'subscribe');
  url.searchParams.set('hub.challenge', challenge);
  url.searchParams.set('hub.verify_token', verifyToken);
  try {
    const response = await core.fetch(url, { signal: AbortSignal.timeout(10_000) });
    const echoed = (await response.text()) === challenge;
    return { ok: response.status === 200 && echoed, status: response.status };
  } catch {
    return { ok: false, status: 0 };
  }
}
