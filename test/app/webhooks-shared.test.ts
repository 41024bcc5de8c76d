import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { transact } from '../../src/app/context.ts';
import { rotateSecret } from '../../src/app/webhook-endpoints.ts';
import { postEvents } from '../../src/app/webhooks-out.ts';
import { numberEvents } from '../../src/store/events.ts';
import { claimDelivery } from '../../src/store/webhooks.ts';
import { done } from './found.ts';
import { type Listening, listen } from './listening.ts';

let clinic: Listening;
beforeEach(async () => {
  clinic = await listen();
});
afterEach(() => clinic.close());

describe('a changed secret', () => {
  test('signs beside the old one for a day', async () => {
    const { secret: changed } = done(await rotateSecret(clinic.ctx, { id: 'mis', actor: 'api' }));
    expect(changed).not.toBe(clinic.secret);
    await clinic.happens('both');
    await postEvents(clinic.ctx);
    expect(clinic.receiver.heard(clinic.secret)).toEqual(clinic.receiver.heard(changed));
    await clinic.timePasses(24 * 3_600_000);
    await clinic.happens('new only');
    await postEvents(clinic.ctx);
    expect(clinic.receiver.heard(changed)).toHaveLength(2);
    expect(() => clinic.receiver.heard(clinic.secret)).toThrow('No matching signature');
  });
});

describe('more than one process', () => {
  test('post each event once, and one at a time to an endpoint', async () => {
    let under = 0;
    let most = 0;
    const slow = async () => {
      under += 1;
      most = Math.max(most, under);
      await new Promise((resolve) => setImmediate(resolve));
      under -= 1;
      return { status: 200 };
    };
    const names = Array.from({ length: 12 }, (_, n) => `e${n}`);
    for (const name of names) await clinic.happens(name);
    clinic.receiver.answers(...names.map(() => slow));
    await Promise.all([
      postEvents(clinic.ctx),
      postEvents({ ...clinic.ctx, process: 'other' }),
      postEvents(clinic.ctx),
    ]);
    expect(clinic.codes()).toEqual(names);
    expect(most).toBe(1);
  });

  test('what one that died had claimed is posted by another, once a minute has gone by', async () => {
    await clinic.happens('lost');
    await transact(clinic.ctx, (tx) => numberEvents(tx.db));
    const lost = await transact(clinic.ctx, (tx) => claimDelivery(tx.db));
    await postEvents(clinic.ctx);
    expect(clinic.codes()).toEqual([]);
    await clinic.timePasses(61_000);
    await postEvents(clinic.ctx);
    expect(clinic.receiver.heard(clinic.secret)).toMatchObject([{ id: lost?.event.id, seq: 1 }]);
    expect(await clinic.deliveries()).toMatchObject([{ state: 'delivered', tries: 1 }]);
  });

  test('a stop lets go at once of what is under way', async () => {
    await clinic.happens('later');
    const stop = new AbortController();
    clinic.receiver.answers(() => {
      stop.abort();
      return new Promise(() => {});
    });
    await postEvents(clinic.ctx, stop.signal);
    expect(await clinic.deliveries()).toMatchObject([{ state: 'waiting', tries: 0 }]);
    await postEvents(clinic.ctx);
    expect(clinic.codes()).toEqual(['later', 'later']);
  });
});
