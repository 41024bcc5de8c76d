/** A clinic that is listened to: an endpoint `mis`, its receiver, and the smallest of events to send there. */

import { sql } from 'drizzle-orm';
import { type Context, transact } from '../../src/app/context.ts';
import { appendEvent } from '../../src/app/events.ts';
import { putPatient } from '../../src/app/registry.ts';
import {
  type EndpointInput,
  putEndpoint,
  readDeliveries,
  readEndpoint,
  type ShownEndpoint,
} from '../../src/app/webhook-endpoints.ts';
import { createOutlet } from '../../src/entry/outlet.ts';
import type { DeliveryRow } from '../../src/store/webhooks.ts';
import { freshContext, type Logged } from '../support/fresh.ts';
import { done } from './found.ts';
import { openReceiver, type Receiver } from './receiver.ts';

export interface Listening {
  readonly ctx: Context;
  readonly receiver: Receiver;
  readonly logged: readonly Logged[];
  /** Of `mis`. */
  readonly secret: string;
  /** Makes or changes one; the secret of a new one. */
  endpoint(wish: Partial<EndpointInput>): Promise<string>;
  happens(code: string): Promise<void>;
  /** Of what has come, in the order of coming. */
  codes(): unknown[];
  /** Oldest event first. */
  deliveries(id?: string): Promise<DeliveryRow[]>;
  state(id?: string): Promise<ShownEndpoint>;
  /** As if that much time had gone by for everything that waits. */
  timePasses(ms: number): Promise<void>;
  close(): Promise<void>;
}

const person = { phone: null, language: null, birthDate: null, guardian: null, clinicId: null };

const call = {
  callTaskId: '0198c9a1-7c1e-7b52-9f63-5a1c6f0c2f11',
  purpose: 'visit',
  dueAt: '2026-03-01T09:00:00.000Z',
  appointmentId: null,
} as const;

export async function listen(): Promise<Listening> {
  const outlet = createOutlet({ allowsHttp: true });
  const fresh = await freshContext({ outlet });
  const { ctx, logged } = fresh;
  const receiver = await openReceiver();
  await putPatient(ctx, { id: 'p1', name: 'Анна', ...person, actor: 'api' });
  const endpoint = async (wish: Partial<EndpointInput>) => {
    const input = { id: 'mis', url: receiver.url, types: null, enabled: undefined, actor: 'api' };
    return done(await putEndpoint(ctx, { ...input, ...wish })).secret ?? '';
  };
  return {
    ctx,
    receiver,
    logged,
    secret: await endpoint({}),
    endpoint,
    happens: (code) =>
      transact(ctx, (tx) =>
        appendEvent(tx, { type: 'call_task.opened', patientId: 'p1', data: { ...call, code } }),
      ),
    codes: () => receiver.calls.map(({ body }) => JSON.parse(body).data.code),
    deliveries: async (endpointId = 'mis') => {
      const filter = { endpointId, state: null, before: null, limit: 50 };
      const { items } = done(await readDeliveries(ctx, filter));
      return items.map(({ delivery }) => delivery).toReversed();
    },
    state: async (id = 'mis') => done(await readEndpoint(ctx, id)),
    timePasses: (ms) => letPass(ctx, ms),
    close: async () => {
      await receiver.close();
      await outlet.close();
      await fresh.close();
    },
  };
}

async function letPass({ db }: Context, ms: number): Promise<void> {
  const gap = sql`${ms} * interval '1 millisecond'`;
  await db.execute(
    sql`update webhook_delivery set next_at = next_at - ${gap}, started_at = started_at - ${gap}`,
  );
  await db.execute(sql`update webhook_endpoint set not_before = not_before - ${gap},
    old_secret_until = old_secret_until - ${gap}, answered_at = answered_at - ${gap}`);
}
