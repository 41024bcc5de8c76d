import { expect, test } from 'vitest';
import { type Context, transact } from '../../../src/app/context.ts';
import { appendEvent } from '../../../src/app/events.ts';
import { postEvents } from '../../../src/app/webhooks-out.ts';
import { eventTypes } from '../../../src/domain/events.ts';
import { createOutlet } from '../../../src/entry/outlet.ts';
import { createApi } from '../../../src/web/api/api.ts';
import { verifyCode } from '../../../src/web/api/docs-guide.ts';
import { openReceiver } from '../../app/receiver.ts';
import { createClient, furnish } from './client.ts';

const api = createApi({ channels: [] } as unknown as Context, { apiKey: 'a-key' });
const page = async () => (await api.request('/docs')).text();
const document = async () => (await api.request('/openapi.json')).json();

test('the page is read without a key, whole in itself', async () => {
  const response = await api.request('/docs');
  expect([response.status, response.headers.get('content-type')]).toEqual([
    200,
    'text/html; charset=UTF-8',
  ]);
  const text = await response.text();
  expect(text).not.toMatch(/<script|<link rel="stylesheet"|src="http/);
  expect(text).not.toMatch(/undefined|\[object |NaN/);
});

test('has every operation, every schema and every type of event', async () => {
  const text = await page();
  const { paths, components } = await document();
  const wanted = [
    ...Object.keys(paths).map((path) => `<code>${path}</code>`),
    ...Object.keys(components.schemas).map((name) => `id="schema-${name}"`),
    ...eventTypes.map((type) => `<code>${type}</code>`),
  ];
  expect(wanted.filter((part) => !text.includes(part))).toEqual([]);
});

test('its links lead somewhere, and no place has two names', async () => {
  const text = await page();
  const ids = [...text.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const [, to] of text.matchAll(/href="#([^"]+)"/g)) expect(ids).toContain(to);
});

test('the document describes the webhooks', async () => {
  const { webhooks, components } = await document();
  const told = Object.values(webhooks as Record<string, object>).map((one) => JSON.stringify(one));
  expect(told.join()).toContain('webhook-signature');
  const inSchemas = JSON.stringify(components.schemas);
  for (const type of eventTypes) expect(inSchemas).toContain(`"${type}"`);
});

test('the code shown for checking a signature does', async () => {
  const shown = `data:text/javascript,${encodeURIComponent(verifyCode)}`;
  const { verify } = await import(/* @vite-ignore */ shown);
  const receiver = await openReceiver();
  const outlet = createOutlet({ allowsHttp: true });
  const client = await createClient({ outlet });
  await furnish(client);
  const { body } = await client.put('/webhook-endpoints/mis', { url: receiver.url });
  const { body: rotated } = await client.post('/webhook-endpoints/mis/rotate-secret');
  await transact(client.ctx, (tx) =>
    appendEvent(tx, { type: 'patient.erased', patientId: 'p1', data: {} }),
  );
  await postEvents(client.ctx);
  const [call] = receiver.calls;
  for (const secret of [body.secret, rotated.secret])
    expect(verify(secret, call?.headers, call?.body)).toMatchObject({ type: 'patient.erased' });
  expect(() => verify(body.secret, call?.headers, `${call?.body} `)).toThrow('not signed');
  const old = { ...call?.headers, 'webhook-timestamp': '1700000000' };
  expect(() => verify(body.secret, old, call?.body)).toThrow('too old');
  await client.close();
  await outlet.close();
  await receiver.close();
});
