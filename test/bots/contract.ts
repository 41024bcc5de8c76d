/** What every channel must do, whoever is behind it. One suite for all. */

import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { AddressRef, Channel, InboundEvent, WebhookRequest } from '../../bots/channel.ts';
import type { Content } from '../../src/domain/content.ts';

export interface PhoneMessage {
  readonly id: string | number;
  readonly from: string;
  readonly text: string;
  readonly buttons: readonly (readonly { readonly label: string; readonly data: string }[])[];
  readonly document?: { readonly filename: string; readonly text: string | null };
}

export interface Harness {
  readonly channel: Channel;
  /** The same bot, where nothing listens. */
  readonly unreachable: Channel;
  /** Someone who has written to the bot. */
  readonly patient: AddressRef;
  /** Their number, E.164. */
  readonly phone: string;
  /** What was delivered since the last call, once nothing more is on its way. */
  readonly webhooks: () => Promise<readonly WebhookRequest[]>;
  /** Requests the channel has made so far. */
  readonly requests: () => number;
  /** The patient does something: `text`, `tap`, `block`, … */
  readonly act: (name: string, body?: object) => Promise<void>;
  /** The patient follows a link. */
  readonly open: (url: string) => Promise<void>;
  /** Strikes the next request. */
  readonly fault: (name: string) => Promise<void>;
  /** The bot's messages on the patient's phone. */
  readonly messages: () => Promise<readonly PhoneMessage[]>;
  /** The texts of all messages the platform has accepted. */
  readonly accepted: () => Promise<readonly string[]>;
  /** A delivery changed in one byte of what proves it. */
  readonly tampered: (request: WebhookRequest) => WebhookRequest;
  readonly close: () => Promise<void>;
}

/** Checks a channel may leave out, each with its reason. */
export type Skips = Partial<Record<'statuses' | 'block' | 'window' | 'edit', string>>;

const token = 'Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4Zm9vYmFy-_x';

/** Runs the contract against what `makeHarness` starts, afresh for each test. */
export function describeChannel(
  name: string,
  makeHarness: () => Promise<Harness>,
  skips: Skips = {},
): void {
  describe(name, () => {
    let h: Harness;
    beforeEach(async () => {
      h = await makeHarness();
    });
    afterEach(() => h.close());
    const harness = () => h;

    incoming(harness);
    conversation(harness);
    sending(harness);
    optional(harness, skips);
  });
}

const events = async (h: Harness): Promise<readonly InboundEvent[]> =>
  (await h.webhooks()).flatMap(({ body }) => h.channel.parse(body));

const send = (h: Harness, content: Content, channel = h.channel, signal = quiet()) =>
  channel.send({ messageId: 'our-id-1', to: h.patient, form: 'session', content, signal });

const quiet = () => new AbortController().signal;

function incoming(h: () => Harness): void {
  test('a delivery is verified; changed by one byte it is not', async () => {
    await h().act('text', { text: 'Здравствуйте' });
    const [delivery] = await h().webhooks();
    expect(await h().channel.verify(delivery!)).toBe(true);
    expect(await h().channel.verify(h().tampered(delivery!))).toBe(false);
    expect(await h().channel.verify({ ...delivery!, headers: new Headers() })).toBe(false);
  });

  test('parse takes any bytes, whole or broken', async () => {
    await h().act('text', { text: 'Здравствуйте' });
    const [delivery] = await h().webhooks();
    const broken = fc
      .nat({ max: delivery!.body.length })
      .map((end) => delivery!.body.slice(0, end));
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array(), broken), (body) => {
        expect(h().channel.parse(body).length).toBeGreaterThan(0);
      }),
    );
  });

  test('the same delivery twice has the same ids, two messages have two', async () => {
    await h().act('text', { text: 'да' });
    await h().act('text', { text: 'да' });
    const ids = () =>
      deliveries.map(({ body }) =>
        h()
          .channel.parse(body)
          .map((e) => e.externalId),
      );
    const deliveries = await h().webhooks();
    expect(ids()).toEqual(ids());
    expect(new Set(ids().flat()).size).toBe(2);
  });

  test('a shared number is own only if it is', async () => {
    await h().act('contact', { own: true });
    await h().act('contact', { own: false });
    expect(await events(h())).toMatchObject([
      { type: 'contact', phone: h().phone, own: true },
      { type: 'contact', own: false },
    ]);
  });

  test('a photo is media with its caption', async () => {
    await h().act('photo', { caption: 'снимок' });
    expect(await events(h())).toMatchObject([{ type: 'media', media: 'photo', caption: 'снимок' }]);
  });

  test('an invitation link brings its token back', async () => {
    const url = h().channel.invitationUrl({ token, greeting: 'Здравствуйте!' });
    await h().open(url!);
    expect(await events(h())).toMatchObject([{ type: 'start', token, sender: h().patient }]);
  });
}

function conversation(h: () => Harness): void {
  test('a text comes in, the answer goes to its sender', async () => {
    await h().act('text', { text: 'Можно на 11?' });
    const [event] = await events(h());
    expect(event).toMatchObject({
      type: 'text',
      text: 'Можно на 11?',
      account: h().channel.account,
      sender: h().patient,
    });
    const outcome = await h().channel.send({
      messageId: 'our-id-1',
      to: event!.sender!,
      form: 'session',
      content: { text: 'Да, ждём вас <b>в 11</b> & *не позже*' },
      signal: quiet(),
    });
    const [message] = await h().messages();
    expect(message?.text).toBe('Да, ждём вас <b>в 11</b> & *не позже*');
    expect(outcome).toMatchObject({ type: 'accepted', externalId: String(message?.id) });
    await expect(h().channel.acknowledge?.(event!)).resolves.toBeUndefined();
  });

  test.each([
    ['buttons', 3],
    ['a list', 5],
  ])('%s come back with their data', async (_name, count) => {
    const buttons = Array.from({ length: count }, (_, i) => ({
      label: `Время ${i}`,
      data: `slot:${i}`,
    }));
    const outcome = await send(h(), { text: 'Когда?', buttons, menuLabel: 'Выбрать' });
    const externalId = outcome.type === 'accepted' ? outcome.externalId : '';
    const [message] = await h().messages();
    expect(message?.buttons.flat()).toMatchObject(buttons);
    await h().webhooks();
    for (const { data, label } of buttons) {
      await h().act('tap', { data });
      const [event] = await events(h());
      expect(event).toMatchObject({ type: 'button', data, label, messageId: externalId });
      await expect(h().channel.acknowledge?.(event!)).resolves.toBeUndefined();
    }
  });
}

const document = { filename: 'zabota-2026-11-22.txt', text: 'Согласие: визиты\nАнна\n' };

function sending(h: () => Harness): void {
  test('a file arrives whole, with its words', async () => {
    const outcome = await send(h(), { text: 'Вот всё, что мы храним', document });
    const [message] = await h().messages();
    expect(message).toMatchObject({ text: 'Вот всё, что мы храним', document });
    expect(outcome).toMatchObject({ type: 'accepted', externalId: String(message?.id) });
  });

  test('a file accepted, and the answer breaks off: unknown, and sent once', async () => {
    await h().fault('drop');
    expect(await send(h(), { text: 'файл', document })).toMatchObject({ type: 'unknown' });
    expect(await h().accepted()).toEqual(['файл']);
  });

  test('a text too long is refused without a request', async () => {
    const before = h().requests();
    expect(await send(h(), { text: 'я'.repeat(4097) })).toMatchObject({
      type: 'rejected',
      code: 'too_long',
    });
    expect(h().requests()).toBe(before);
  });

  test('a throttled message says when to try again, and is tried once', async () => {
    await h().fault('throttle');
    const before = h().requests();
    const outcome = await send(h(), { text: 'x' });
    expect(outcome).toMatchObject({ type: 'throttled', scope: 'address' });
    expect(outcome.type === 'throttled' && outcome.retryAfterMs).toBeGreaterThanOrEqual(1000);
    expect(h().requests()).toBe(before + 1);
  });

  test('accepted, but never answered: unknown, and sent once', async () => {
    await h().fault('silent');
    const abort = new AbortController();
    const outcome = send(h(), { text: 'молчание' }, h().channel, abort.signal);
    await vi.waitFor(async () => expect(await h().accepted()).toContain('молчание'));
    abort.abort();
    expect(await outcome).toEqual({ type: 'unknown', code: 'aborted' });
    expect(await h().accepted()).toEqual(['молчание']);
  });

  test('accepted, and the answer breaks off: unknown, and sent once', async () => {
    await h().fault('drop');
    expect(await send(h(), { text: 'обрыв' })).toMatchObject({ type: 'unknown' });
    expect(await h().accepted()).toEqual(['обрыв']);
  });

  test('nobody listens: not sent', async () => {
    const outcome = await send(h(), { text: 'x' }, h().unreachable);
    expect(outcome).toEqual({ type: 'not_sent', code: 'ECONNREFUSED' });
    expect(await h().unreachable.prepare()).toBe('unreachable');
  });

  test('a revoked token stops the channel', async () => {
    await h().fault('token_revoked');
    expect(await send(h(), { text: 'x' })).toMatchObject({ type: 'channel_down' });
    expect(await h().channel.prepare()).toBe('unauthorized');
  });
}

function optional(h: () => Harness, skips: Skips): void {
  const check = (name: keyof Skips, title: string, run: () => Promise<void>) =>
    skips[name] === undefined
      ? test(title, run)
      : test.skip(`${title}: ${skips[name]}`, () => undefined);

  check('statuses', 'statuses come with our id, up to read and to failed', async () => {
    const outcome = await send(h(), { text: 'x' });
    const messageId = outcome.type === 'accepted' ? outcome.externalId : '';
    await h().act('read');
    const of = { type: 'status', messageId, correlation: 'our-id-1' };
    expect(await events(h())).toMatchObject([
      { ...of, status: 'sent' },
      { ...of, status: 'delivered' },
      { ...of, status: 'read' },
    ]);
    await h().fault('undeliverable');
    await send(h(), { text: 'y' });
    expect(await events(h())).toMatchObject([
      { type: 'status', status: 'failed', outcome: { type: 'recipient_gone' } },
    ]);
  });

  check('block', 'a block is told, and met by recipient_gone', async () => {
    await h().act('block');
    expect(await events(h())).toMatchObject([{ type: 'reachability', reachable: false }]);
    expect(await send(h(), { text: 'x' })).toMatchObject({ type: 'recipient_gone' });
    await h().act('unblock');
    expect(await events(h())).toMatchObject([{ type: 'reachability', reachable: true }]);
    expect(await send(h(), { text: 'x' })).toMatchObject({ type: 'accepted' });
  });

  check('window', 'a closed window asks for a template', async () => {
    expect(h().channel.capabilities.window).toBe(true);
    await h().fault('window_closed');
    expect(await send(h(), { text: 'x' })).toMatchObject({ type: 'window_closed' });
  });

  check('edit', 'an edit replaces the text and takes the buttons away', async () => {
    const buttons = [{ label: 'Да', data: 'a:1' }];
    const outcome = await send(h(), { text: 'Придёте?', buttons });
    const externalId = outcome.type === 'accepted' ? outcome.externalId : '';
    const edit = { to: h().patient, externalId, content: { text: 'Ждём' }, signal: quiet() };
    expect(await h().channel.edit?.(edit)).toEqual({ type: 'accepted', externalId });
    expect(await h().channel.edit?.(edit)).toEqual({ type: 'accepted', externalId });
    expect(await h().messages()).toMatchObject([{ text: 'Ждём', buttons: [] }]);
  });
}
