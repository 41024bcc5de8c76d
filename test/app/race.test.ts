/**
 * Many patients want twenty times at once, on both messengers and real PostgreSQL. The long run is
 * `RACERS=200 npx vitest run test/app/race.test.ts`.
 */

import { afterEach, beforeEach, expect, test } from 'vitest';
import { putAvailability } from '../../src/app/availability.ts';
import { weekOf } from '../../src/domain/card.ts';
import type { ChannelId } from '../../src/domain/words.ts';
import { visitsBetween } from '../../src/store/registry.ts';
import { bindPhone } from '../support/bound.ts';
import { freshStore } from '../support/postgres.ts';
import { createWorld, type World } from '../support/world.ts';

const people = Number(process.env.RACERS ?? 60);
const times = 20;
const day = '2026-11-30';

let world: World;
beforeEach(async () => {
  world = await createWorld(await freshStore());
});
afterEach(() => world.stop());

interface Racer {
  readonly phone: string;
  readonly channel: ChannelId;
}

interface Message {
  readonly from: string;
  readonly text: string;
  readonly buttons: { label: string; data: string }[][];
}

async function api<T>(method: string, path: string, body?: object): Promise<T> {
  const headers = { 'content-type': 'application/json' };
  const init = body ? { body: JSON.stringify(body), headers } : {};
  const response = await fetch(`${world.origin}/sandbox/api${path}`, { method, ...init });
  return (await response.json()) as T;
}

const pathOf = ({ phone, channel }: Racer, act: string) =>
  `/phones/${encodeURIComponent(phone)}/${channel}/${act}`;

/** All at once, then until everybody has an answer. */
async function together(racers: readonly Racer[], act: (racer: Racer) => Promise<unknown>) {
  await Promise.all(racers.map(act));
  await world.settle();
}

async function lastOf({ phone, channel }: Racer): Promise<Message> {
  type Chats = Record<ChannelId, { messages: Message[] }>;
  const chats = await api<Chats>('GET', `/phones/${encodeURIComponent(phone)}`);
  const last = chats[channel].messages.findLast(({ from }) => from === 'bot');
  if (!last) throw new Error('not answered');
  return last;
}

const buttonsOf = (message: Message) => message.buttons.flat();

/** A patient with a proven account and a visit on a day of its own, which leaves the wanted day alone. */
async function racer(n: number): Promise<Racer> {
  const id = `r${n}`;
  const channel = n % 2 === 0 ? 'telegram' : 'whatsapp';
  const number = `+7903${String(1_000_000 + n)}`;
  const phone = await world.patient(id, { phone: number });
  await bindPhone(world, { id, phone, channel });
  const at = new Date(
    Date.parse('2026-12-07T06:00:00Z') + Math.floor(n / 40) * 86_400_000 + (n % 40) * 15 * 60_000,
  );
  await world.visit(`v-${id}`, id, at.toISOString(), { durationMin: 15 });
  return { phone: phone.id, channel };
}

test('twenty win, nobody is booked twice, and everybody is answered', {
  timeout: 240_000,
}, async () => {
  await putAvailability(world.ctx, {
    doctorId: 'd1',
    clinicId: 'c1',
    week: weekOf([], []),
    days: { [day]: [{ from: '09:00', to: '14:00' }] },
    stepMin: 15,
    actor: 'test',
  });
  const racers: Racer[] = [];
  for (let n = 0; n < people; n += 1) racers.push(await racer(n));

  await together(racers, (one) =>
    api('POST', pathOf(one, 'text'), { text: 'перенести на 30 ноября' }),
  );
  let open = racers;
  const done: Racer[] = [];
  // Whoever finds a time taken tries another that is shown, until none is.
  for (let round = 0; round < people && open.length > 0; round += 1) {
    const last = new Map(
      await Promise.all(open.map(async (one) => [one, await lastOf(one)] as const)),
    );
    const pressed = open.flatMap((one, place) => {
      const shown = buttonsOf(last.get(one) as Message);
      const yes = shown.find(({ data }) => data.startsWith('v.take:'));
      const free = shown.filter(({ data }) => data.startsWith('v.pick:'));
      const days = shown.find(({ data }) => data.startsWith('v.day:'));
      const wanted = yes ?? free[place % Math.max(1, free.length)] ?? days;
      return wanted ? [{ one, data: wanted.data }] : [];
    });
    const given = new Map(pressed.map(({ one, data }) => [one, data]));
    open = open.filter((one) => given.has(one));
    await together(open, (one) => api('POST', pathOf(one, 'tap'), { data: given.get(one) }));
    const after = await Promise.all(open.map(async (one) => [one, await lastOf(one)] as const));
    for (const [one, message] of after) if (message.text.startsWith('Готово')) done.push(one);
    open = open.filter((one) => !done.includes(one));
  }

  const visits = await visitsBetween(world.ctx.db, {
    from: new Date(`${day}T00:00:00Z`),
    to: new Date(`${day}T23:00:00Z`),
  });
  expect(done).toHaveLength(times);
  expect(visits).toHaveLength(times);
  expect(new Set(visits.map(({ appointment }) => appointment.startsAt.getTime())).size).toBe(times);
  const left = racers.filter((one) => !done.includes(one));
  const words = await Promise.all(left.map(async (one) => (await lastOf(one)).text));
  const answered = words.filter((text) =>
    /Напишите, какие дни и часы|только что заняли/.test(text),
  );
  expect(answered).toHaveLength(people - times);
});
