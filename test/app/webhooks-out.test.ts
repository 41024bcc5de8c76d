import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { transact } from '../../src/app/context.ts';
import { appendEvent } from '../../src/app/events.ts';
import { replay } from '../../src/app/webhook-endpoints.ts';
import { nextPostMs, postEvents } from '../../src/app/webhooks-out.ts';
import { retryDelaysMs } from '../../src/domain/webhooks.ts';
import { done } from './found.ts';
import { type Listening, listen } from './listening.ts';

let clinic: Listening;
beforeEach(async () => {
  clinic = await listen();
});
afterEach(() => clinic.close());

describe('an event', () => {
  test('is posted once, in the order of its number, signed as the standard says', async () => {
    await clinic.happens('one');
    await clinic.happens('two');
    await postEvents(clinic.ctx);
    const heard = clinic.receiver.heard(clinic.secret);
    expect(heard.map(({ seq, type, data }) => [seq, type, data.code])).toEqual([
      [1, 'call_task.opened', 'one'],
      [2, 'call_task.opened', 'two'],
    ]);
    expect(heard[0]).toMatchObject({ patientId: 'p1', timestamp: '2026-03-01T09:00:00.000Z' });
    expect(clinic.receiver.calls.map(({ headers }) => headers['webhook-id'])).toEqual(
      heard.map(({ id }) => id),
    );
    await postEvents(clinic.ctx);
    expect(clinic.receiver.calls).toHaveLength(2);
    expect(await clinic.deliveries()).toMatchObject([
      { state: 'delivered', tries: 1, lastCode: 'http_204' },
      { state: 'delivered', tries: 1, lastCode: 'http_204' },
    ]);
    expect(await nextPostMs(clinic.ctx)).toBeNull();
  });

  test('of a type that was not asked for, or from before, is not posted', async () => {
    await clinic.happens('before');
    await clinic.endpoint({ id: 'later', types: ['appointment.confirmed'] });
    await clinic.endpoint({ id: 'new' });
    await clinic.happens('after');
    await postEvents(clinic.ctx);
    expect((await clinic.deliveries('later')).length).toBe(0);
    expect((await clinic.deliveries('new')).map(({ eventSeq }) => eventSeq)).toEqual([2]);
    expect((await clinic.state('new')).afterSeq).toBe(1);
    expect((await clinic.deliveries()).length).toBe(2);
  });

  test('of a transaction that came to nothing is not there', async () => {
    const failing = transact(clinic.ctx, async (tx) => {
      await appendEvent(tx, { type: 'patient.erased', patientId: 'p1', data: {} });
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    await postEvents(clinic.ctx);
    expect(clinic.receiver.calls).toEqual([]);
  });
});

describe('a failure', () => {
  test('is tried again by the schedule, with the same id, and does not hold up what comes after', async () => {
    clinic.receiver.answers({ status: 500 });
    await clinic.happens('bad');
    await clinic.happens('good');
    await postEvents(clinic.ctx);
    expect(clinic.codes()).toEqual(['bad', 'good']);
    const waits = (await nextPostMs(clinic.ctx)) ?? 0;
    expect(waits).toBeGreaterThan(4_000);
    expect(waits).toBeLessThanOrEqual(5_500);
    await postEvents(clinic.ctx);
    expect(clinic.receiver.calls).toHaveLength(2);
    await clinic.timePasses(6_000);
    await postEvents(clinic.ctx);
    const [first, , again] = clinic.receiver.heard(clinic.secret);
    expect(again).toEqual(first);
    expect(await clinic.deliveries()).toMatchObject([
      { state: 'delivered', tries: 2 },
      { state: 'delivered', tries: 1 },
    ]);
  });

  test('of each kind has its code, and a redirect is followed nowhere', async () => {
    const { url } = clinic.receiver;
    clinic.receiver.answers({ status: 302, headers: { location: url } });
    await clinic.happens('moved');
    await postEvents(clinic.ctx);
    expect(clinic.receiver.calls).toHaveLength(1);
    expect(await clinic.deliveries()).toMatchObject([{ state: 'waiting', lastCode: 'http_302' }]);
    await clinic.endpoint({ url: 'http://127.0.0.1:9/' });
    await clinic.timePasses(6_000);
    await postEvents(clinic.ctx);
    expect(await clinic.deliveries()).toMatchObject([{ tries: 2, lastCode: 'unreachable' }]);
    await clinic.endpoint({ url: 'https://no-such-host.invalid/' });
    await clinic.timePasses(600_000);
    await postEvents(clinic.ctx);
    expect(await clinic.deliveries()).toMatchObject([{ tries: 3, lastCode: 'no_such_host' }]);
  });

  test('for want of an answer in time lets the endpoint rest', async () => {
    const timers = { ...clinic.ctx.timers, timeout: () => AbortSignal.abort(new Error('late')) };
    await clinic.happens('slow');
    await clinic.happens('next');
    await postEvents({ ...clinic.ctx, timers });
    expect(await clinic.deliveries()).toMatchObject([
      { tries: 1, lastCode: 'timeout' },
      { tries: 0, lastCode: null },
    ]);
    await postEvents(clinic.ctx);
    expect(await clinic.deliveries()).toMatchObject([{ tries: 1 }, { tries: 0 }]);
    await clinic.timePasses(6_000);
    await postEvents(clinic.ctx);
    expect(clinic.codes()).toEqual(['slow', 'next']);
  });

  test('that asks for a pause gets it, and what failed while it was away goes when it is back', async () => {
    clinic.receiver.answers({ status: 503, headers: { 'retry-after': '7200' } });
    await clinic.happens('first');
    await postEvents(clinic.ctx);
    await clinic.happens('second');
    await postEvents(clinic.ctx);
    expect(clinic.codes()).toEqual(['first']);
    expect(await nextPostMs(clinic.ctx)).toBeGreaterThan(7_190_000);
    await clinic.timePasses(7_200_000);
    clinic.receiver.answers({ status: 502 });
    await postEvents(clinic.ctx);
    expect(clinic.codes()).toEqual(['first', 'first']);
    // The first would wait five minutes more; the second gets through and wakes it.
    await clinic.ctx.db.execute(sql`update webhook_endpoint set not_before = null`);
    await postEvents(clinic.ctx);
    expect(clinic.codes()).toEqual(['first', 'first', 'second', 'first']);
  });

  test('for three days ends it and disables the endpoint, if nothing else got through', async () => {
    for (const _ of [0, ...retryDelaysMs]) clinic.receiver.answers({ status: 500 });
    await clinic.happens('never');
    await postEvents(clinic.ctx);
    for (const ms of retryDelaysMs) {
      await clinic.timePasses(ms * 1.2);
      await postEvents(clinic.ctx);
    }
    expect(clinic.receiver.calls).toHaveLength(10);
    expect(await clinic.deliveries()).toMatchObject([
      { state: 'failed', tries: 10, lastCode: 'http_500' },
    ]);
    expect(await clinic.state()).toMatchObject({ disabledCode: 'failing', failed: 1 });
    expect(clinic.logged).toContainEqual(
      expect.objectContaining({ level: 'error', code: 'webhook_disabled' }),
    );
  });

  test('of one event alone disables nothing while others get through', async () => {
    clinic.receiver.answers(
      ...retryDelaysMs.map(() => ({ status: 422 })),
      { status: 204 },
      { status: 422 },
    );
    await clinic.happens('poison');
    await postEvents(clinic.ctx);
    for (const ms of retryDelaysMs.slice(0, -1)) {
      await clinic.timePasses(ms * 1.2);
      await postEvents(clinic.ctx);
    }
    await clinic.happens('fine');
    await postEvents(clinic.ctx);
    await clinic.timePasses((retryDelaysMs.at(-1) ?? 0) * 1.2);
    await postEvents(clinic.ctx);
    expect(await clinic.deliveries()).toMatchObject([
      { state: 'failed', tries: 10 },
      { state: 'delivered', tries: 1 },
    ]);
    expect(await clinic.state()).toMatchObject({ disabledCode: null, failed: 1 });
  });

  test('410 disables at once; what comes meanwhile can be sent again', async () => {
    clinic.receiver.answers({ status: 410 });
    await clinic.happens('one');
    await clinic.happens('two');
    await postEvents(clinic.ctx);
    await clinic.happens('three');
    await postEvents(clinic.ctx);
    expect(clinic.codes()).toEqual(['one']);
    expect((await clinic.state()).disabledCode).toBe('gone');
    expect(await clinic.deliveries()).toMatchObject([
      { state: 'failed', lastCode: 'http_410' },
      { state: 'failed', lastCode: 'disabled' },
      { state: 'failed', lastCode: 'disabled' },
    ]);
    const refused = await replay(clinic.ctx, { id: 'mis', eventIds: null, actor: 'api' });
    expect(refused).toMatchObject({ ok: false, fault: { code: 'disabled' } });
    await clinic.endpoint({ enabled: true });
    done(await replay(clinic.ctx, { id: 'mis', eventIds: null, actor: 'api' }));
    await postEvents(clinic.ctx);
    expect(clinic.codes()).toEqual(['one', 'one', 'two', 'three']);
  });
});
