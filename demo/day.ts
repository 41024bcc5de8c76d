/** What every stage works with: the people, the clock, the outer interface, and where we are. */

import type { StateView } from '../bots/sandbox/control/view.ts';
import { castOf, type Patient, type Role, staffPhoneOf } from './cast.ts';
import { type Client, Lost, Refused } from './client.ts';
import type { Printer } from './print.ts';
import type { Product } from './product.ts';
import type { Progress } from './progress.ts';
import type { System } from './system.ts';
import { moscow, nextDemoDay, plusDays } from './time.ts';

export interface Day {
  readonly client: Client;
  readonly product: Product;
  /** Which start of the product is known to have taken all that waited for it. */
  readonly quiet: { start: number };
  readonly progress: Progress;
  readonly system: System;
  readonly print: Printer;
  readonly cast: readonly Patient[];
  readonly staffPhone: string;
  /** A moment of the story: day 0 is the day before the visits. */
  at(day: number, time: string): Date;
}

export type PhoneView = StateView['phones'][number];
export type Chat = NonNullable<PhoneView['telegram' | 'whatsapp']>;
export type ChatMessage = Chat['messages'][number];

const quiet_ms_max = 90_000;

export async function createDay(
  client: Client,
  parts: Pick<Day, 'product' | 'progress' | 'print' | 'system'>,
): Promise<Day> {
  const { progress } = parts;
  const { state } = progress;
  if (state.date === null) {
    const { now } = await client.get<{ now: string }>('/sandbox/clock');
    state.date = nextDemoDay(new Date(now));
    progress.save();
  }
  const first = state.date;
  const at = (day: number, time: string) => moscow(plusDays(first, day), time);
  const { run } = state;
  const cast = castOf(run);
  return { client, ...parts, quiet: { start: 0 }, cast, staffPhone: staffPhoneOf(run), at };
}

export async function now({ client }: Day): Promise<Date> {
  return new Date((await client.get<{ now: string }>('/sandbox/clock')).now);
}

/** Waits until all is done, nothing is on its way in either, and returns what the phones show. */
export async function settle(day: Day): Promise<StateView> {
  const { product, quiet } = day;
  const giveUpAt = Date.now() + quiet_ms_max;
  for (;;) {
    const starts = product.starts();
    // What is taken only after the product has said that it is done is not handled yet.
    const wasTaken = isTaken(await look(day));
    const isDone = await move(day, { advance: 'PT0S' });
    const state = await look(day);
    if (wasTaken && isDone && isTaken(state) && product.starts() === starts) {
      quiet.start = starts;
      return state;
    }
    if (Date.now() > giveUpAt) throw new Error('what the messengers have is not taken');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Time goes on until `to`, with all that falls due on the way. It never goes back. */
export async function moveTo(day: Day, to: Date): Promise<StateView> {
  const { product, quiet } = day;
  for (;;) {
    // A product that has just started may not have asked yet for what waits at the messengers, and
    // they give up what waits for too long.
    if (product.starts() !== quiet.start) await settle(day);
    if (!(await move(day, { set: to.toISOString() }))) continue;
    const state = await look(day);
    return isTaken(state) ? state : settle(day);
  }
}

/** False if it was cut off. It then goes on where it was: the new time is kept before it is used. */
async function move(
  { client }: Day,
  body: { set: string } | { advance: string },
): Promise<boolean> {
  try {
    await client.post('/sandbox/clock', body);
    return true;
  } catch (error) {
    if (error instanceof Refused && error.code === 'backwards') return true;
    if (error instanceof Lost) return false;
    throw error;
  }
}

async function look({ client, print }: Day): Promise<StateView> {
  const state = await client.get<StateView>('/sandbox/api/state');
  print.setClock(new Date(state.clock));
  return state;
}

const isTaken = ({ channels: { telegram, whatsapp } }: StateView): boolean =>
  !telegram?.pending && !whatsapp?.pending;

export const chatOf = (phone: PhoneView, patient: Patient): Chat => {
  const chat = phone[patient.channel];
  if (!chat) throw new Error(`${patient.channel} is not served by the sandbox`);
  return chat;
};

export function patientOf(cast: readonly Patient[], id: string): Patient {
  const found = cast.find((patient) => patient.id === id);
  if (!found) throw new Error(`${id} does not take part`);
  return found;
}

export function who({ cast }: Day, role: Role): Patient {
  const found = cast.find((patient) => patient.role === role);
  if (!found) throw new Error(`nobody plays ${role}`);
  return found;
}

/** Everybody with a phone of their own. */
export const holders = ({ cast }: Day): readonly Patient[] =>
  cast.filter(({ id, holderId }) => id === holderId);

/** Who is written to on a parent's phone. */
export const children = ({ cast }: Day): readonly Patient[] =>
  cast.filter(({ id, holderId }) => id !== holderId);

/** The one the patient had first: numbers change hands. */
export function phoneOf(state: StateView, patient: Patient): PhoneView {
  const phone = state.phones.find((one) => one.phone === patient.phone);
  if (!phone) throw new Error(`${patient.phone} has no phone in the sandbox`);
  return phone;
}

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
