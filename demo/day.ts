/** What every stage works with: the people, the clock, the outer interface, and where we are. */

import type { StateView } from '../bots/sandbox/control/view.ts';
import { castOf, type Patient } from './cast.ts';
import { type Client, Lost } from './client.ts';
import type { Printer } from './print.ts';
import type { Progress } from './progress.ts';
import { moscow, nextDemoDay, plusDays, wallClock } from './time.ts';

export interface Day {
  readonly client: Client;
  readonly progress: Progress;
  readonly print: Printer;
  readonly cast: readonly Patient[];
  /** A moment of the story: day 0 is the day before the visits. */
  at(day: number, time: string): Date;
}

export type PhoneView = StateView['phones'][number];
export type Chat = NonNullable<PhoneView['telegram' | 'whatsapp']>;
export type ChatMessage = Chat['messages'][number];

const quiet_ms_max = 90_000;

export async function createDay(
  client: Client,
  { progress, print }: { progress: Progress; print: Printer },
): Promise<Day> {
  const { state } = progress;
  if (state.date === null) {
    const { now } = await client.get<{ now: string }>('/sandbox/clock');
    state.date = nextDemoDay(new Date(now));
    progress.save();
  }
  const first = state.date;
  const at = (day: number, time: string) => moscow(plusDays(first, day), time);
  return { client, progress, print, cast: castOf(state.run), at };
}

export async function now({ client, print }: Day): Promise<Date> {
  const at = new Date((await client.get<{ now: string }>('/sandbox/clock')).now);
  print.setClock(at);
  return at;
}

/** Waits until all is done, nothing is on its way in either, and returns what the phones show. */
export async function settle({ client }: Day): Promise<StateView> {
  const giveUpAt = Date.now() + quiet_ms_max;
  for (;;) {
    await move(client, { advance: 'PT0S' });
    const state = await client.get<StateView>('/sandbox/api/state');
    const { telegram, whatsapp } = state.channels;
    // After a restart the product may not have asked Telegram for its updates yet.
    if (!telegram?.pending && !whatsapp?.pending) return state;
    if (Date.now() > giveUpAt) throw new Error('messages on their way in are not taken');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Time goes on until `to`, with all that falls due on the way. It never goes back. */
export async function moveTo(day: Day, to: Date): Promise<StateView> {
  await settle(day);
  while ((await now(day)) < to) await move(day.client, { set: to.toISOString() });
  return settle(day);
}

/** A move that was cut off goes on where it was: the new time is kept before it is used. */
async function move(client: Client, body: { set: string } | { advance: string }): Promise<void> {
  try {
    await client.post('/sandbox/clock', body);
  } catch (error) {
    if (!(error instanceof Lost)) throw error;
    if ('advance' in body) await move(client, body);
  }
}

export const chatOf = (phone: PhoneView, patient: Patient): Chat => {
  const chat = phone[patient.channel];
  if (!chat) throw new Error(`${patient.channel} is not served by the sandbox`);
  return chat;
};

export function phoneOf(state: StateView, patient: Patient): PhoneView {
  const phone = state.phones.find((one) => one.phone === patient.phone);
  if (!phone) throw new Error(`${patient.phone} has no phone in the sandbox`);
  return phone;
}

export const localTime = (at: Date): string => wallClock(at).time;

/** Several at a time, in no order: forty people do not wait for each other. */
export async function each<T>(
  items: readonly T[],
  act: (item: T) => Promise<unknown>,
): Promise<void> {
  const queue = [...items];
  const lane = async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await act(item);
  };
  await Promise.all(Array.from({ length: 6 }, lane));
}
