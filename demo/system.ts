/** The clinic's own system: it brings its list of visits, and hears of everything that the bot has done. */

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { clinic, type Patient, visitMinutes } from './cast.ts';
import { type Client, Lost } from './client.ts';
import { type Day, each, settle } from './day.ts';
import { visitAt } from './office.ts';
import type { Progress } from './progress.ts';
import type { Record as DayRecord } from './record.ts';
import { wallClock } from './time.ts';

export interface EventView {
  readonly id: string;
  readonly type: string;
  readonly seq: number;
}

export interface System {
  /** What has been posted here and was signed by the product. */
  readonly heard: readonly EventView[];
  /** What came without a good signature. */
  readonly forged: () => number;
  close(): void;
}

const endpoint = '/api/v1/webhook-endpoints/demo';

/** Heard from now on, also through restarts of the product. */
export async function listen(client: Client, progress: Progress): Promise<System> {
  const heard: EventView[] = [];
  let forged = 0;
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const event = open(Buffer.concat(chunks).toString(), request.headers);
    if (!event) forged += 1;
    // A delivery whose answer was lost comes again.
    else if (!heard.some(({ id }) => id === event.id)) heard.push(event);
    response.writeHead(event ? 204 : 401).end();
  });
  function open(body: string, headers: object): EventView | null {
    try {
      new Webhook(progress.state.secret ?? '').verify(body, { ...headers });
      return JSON.parse(body) as EventView;
    } catch {
      return null;
    }
  }
  server.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/events`;
  if (progress.state.secret === null) await client.delete(endpoint).catch(() => null);
  const made = await client.put<{ secret?: string }>(endpoint, { url });
  if (made.secret) progress.state.secret = made.secret;
  progress.save();
  return { heard, forged: () => forged, close: () => server.close() };
}

interface Listed {
  readonly counts: Readonly<Record<string, number>>;
}

interface Line {
  readonly startsAt: Date;
  readonly status: 'Записан' | 'Отменён';
}

/** First only looked at, then written; brought again it is the same list. */
export async function bringList(
  day: Day,
  { people, lineOf }: { people: readonly Patient[]; lineOf: (patient: Patient) => Partial<Line> },
): Promise<void> {
  const rows = people.map((patient) => {
    const line: Line = { startsAt: visitAt(day, patient), status: 'Записан', ...lineOf(patient) };
    const { date, time } = wallClock(line.startsAt);
    const { visitId, id, doctorId, serviceId } = patient;
    const cells = [visitId, id, doctorId, serviceId, date, time, visitMinutes, line.status];
    return cells.join(';');
  });
  const names = 'Номер;Код пациента;Врач;Услуга;Дата;Время;Длительность;Статус';
  const csv = `${[names, ...rows].join('\r\n')}\r\n`;
  const { print } = day;
  const bring = (query: string, key?: string) =>
    upload(day, `/api/v1/imports/visits?clinicId=${clinic.id}${query}`, { csv, key });
  print.clinic(print.words.listed((await bring('&dryRun=true')).counts, true));
  print.clinic(print.words.listed((await bring('', 'list of the day')).counts, false));
  await settle(day);
}

/** The key makes it one list, however often the answer is lost. */
async function upload(
  { client }: Day,
  path: string,
  list: { readonly csv: string; readonly key: string | undefined },
): Promise<Listed> {
  for (;;) {
    try {
      return await client.upload<Listed>(path, list);
    } catch (error) {
      if (!(error instanceof Lost)) throw error;
    }
  }
}

/** Every event in its order, by the cursor. */
async function feedOf(client: Client): Promise<EventView[]> {
  const events: EventView[] = [];
  for (let after: number | null = 0; after !== null; ) {
    const page: { items: EventView[]; next: number | null } = await client.get(
      `/api/v1/events?after=${after}&limit=200`,
    );
    events.push(...page.items);
    after = page.next;
  }
  return events;
}

/** The calendar entries that WhatsApp's reminders link to. */
async function calendarsOf({ client }: Day, texts: readonly string[]): Promise<string[]> {
  const links = texts.flatMap((text) => /https?:\/\/\S+\.ics/.exec(text)?.[0] ?? []);
  const files: string[] = [];
  await each([...new Set(links)], async (link) => {
    files.push(await client.text(new URL(link).pathname));
  });
  return files;
}

export interface Told {
  readonly feed: readonly EventView[];
  readonly calendars: readonly string[];
}

export const readTold = async (day: Day, { patients }: DayRecord): Promise<Told> => ({
  feed: await feedOf(day.client),
  calendars: await calendarsOf(
    day,
    patients.flatMap(({ messages }) => messages.flatMap(({ text }) => text ?? [])),
  ),
});

/** What the patients did in the chat, as the clinic system has to hear it. */
const must = ['appointment.confirmed', 'appointment.moved', 'appointment.cancelled'];

/** Each fault of what the clinic system was told. */
export function checkSystem(day: Day, { feed, calendars }: Told): string[] {
  const { heard, forged } = day.system;
  const ids = new Set(feed.map(({ id }) => id));
  const missing = feed.filter(({ id }) => !heard.some((event) => event.id === id));
  const isWhole = day.progress.state.interruptions > 0 || missing.length === 0;
  return [
    ...must
      .filter((type) => !heard.some((event) => event.type === type))
      .map((type) => `the clinic system never heard of ${type}`),
    ...(forged() > 0 ? [`${forged()} events came without a good signature`] : []),
    ...(heard.every(({ id }) => ids.has(id)) ? [] : ['an event is not in the feed']),
    ...(isWhole ? [] : [`${missing.length} events of the feed were never posted`]),
    ...(feed.every(({ seq }, index) => seq === index + 1) ? [] : ['the feed has gaps']),
    ...(calendars.length > 0 ? [] : ['no reminder has a calendar entry']),
    ...calendars.flatMap((file) =>
      /BEGIN:VEVENT[\s\S]*UID:[\s\S]*SEQUENCE:\d/.test(file) ? [] : ['a calendar entry is none'],
    ),
  ];
}
