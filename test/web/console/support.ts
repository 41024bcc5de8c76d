/** A console on an embedded database, and a browser good enough to sign in and post forms. */

import type { Channel, InboundEvent, SendOutcome } from '../../../bots/channel.ts';
import type { Context, Outlet } from '../../../src/app/context.ts';
import type { StaffRole } from '../../../src/app/queries-console.ts';
import { addStaff } from '../../../src/app/staff.ts';
import type { ChannelId, Language } from '../../../src/domain/words.ts';
import { createConsole } from '../../../src/web/console/console.ts';
import { type Fresh, freshContext } from '../../support/fresh.ts';

export const now = '2026-11-24T09:05:00Z';
export const password = 'correct horse battery';

let sent = 0;
const nextSent = () => {
  sent += 1;
  return sent;
};

/** Takes everything, unless told otherwise. */
export function fakeChannel(id: ChannelId, outcome?: () => SendOutcome): Channel {
  return {
    id,
    account: id === 'telegram' ? '700' : '800',
    capabilities: {
      window: id === 'whatsapp',
      edits: id === 'telegram',
      receipts: id === 'whatsapp',
      contactRequest: id === 'telegram',
      writesFirst: id === 'whatsapp',
      calendarFiles: id === 'telegram',
      rate: { perSecond: 1000, addressGapMs: 0 },
    },
    verify: async () => true,
    parse: () => [],
    send: async () => outcome?.() ?? { type: 'accepted', externalId: `${id}-${nextSent()}` },
    invitationUrl: ({ token }) =>
      id === 'telegram'
        ? `https://t.me/zabota_test_bot?start=${token}`
        : `https://wa.me/79990000000?text=${token}`,
    prepare: async () => null,
  };
}

export interface World extends Fresh {
  readonly app: ReturnType<typeof createConsole>;
  /** A browser in which a new colleague has just signed in. */
  signIn(role?: StaffRole, language?: Language, doctorId?: string): Promise<Browser>;
  stranger(): Browser;
}

export interface ConsoleWish {
  readonly secureCookies?: boolean;
  /** The real script, where a real browser looks on. */
  readonly htmx?: string;
  readonly outlet?: Outlet;
}

export async function openConsole(options: ConsoleWish = {}): Promise<World> {
  const channels = [fakeChannel('telegram'), fakeChannel('whatsapp')];
  const { outlet } = options;
  const fresh = await freshContext({ now, channels, ...(outlet && { outlet }) });
  const app = createConsole(fresh.ctx, {
    assets: { 'htmx.js': { type: 'text/javascript', body: options.htmx ?? '/* htmx */' } },
    secureCookies: options.secureCookies ?? false,
    sandboxUrl: '/sandbox/',
  });
  const stranger = () => browser(app);
  return {
    ...fresh,
    app,
    stranger,
    async signIn(role = 'owner', language = 'ru', doctorId) {
      const one = stranger();
      const token = await linkFor(fresh.ctx, { role, doctorId: doctorId ?? null });
      const login = `${role}-${token.slice(0, 6)}`;
      await one.post(`/sign-in/${token}`, { login, name: 'Ольга Ивановна', password, language });
      return one;
    },
  };
}

export async function linkFor(
  ctx: Context,
  who: { role: StaffRole; doctorId: string | null },
): Promise<string> {
  const login = `new-${crypto.randomUUID()}`;
  const added = await addStaff(ctx, { ...who, login, name: 'New', language: 'ru', actor: 'test' });
  if (!added.ok) throw new Error(added.fault.code);
  return added.value.token;
}

export interface Page {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly location: string | null;
}

export interface Browser {
  get(path: string, headers?: Record<string, string>): Promise<Page>;
  post(path: string, form?: Form, headers?: Record<string, string>): Promise<Page>;
  cookie(): string;
}

type Form = Readonly<Record<string, string | readonly string[]>>;

/** Remembers its cookie and says where its forms come from, as browsers do. */
function browser(app: World['app']): Browser {
  let cookie = '';
  const request = async (path: string, init: RequestInit): Promise<Page> => {
    const headers = {
      host: 'localhost',
      cookie,
      'accept-language': 'ru',
      ...(init.headers as Record<string, string>),
    };
    const response = await app.request(`http://localhost${path}`, { ...init, headers });
    const set = response.headers.get('set-cookie');
    if (set) cookie = set.split(';')[0] ?? '';
    const { status } = response;
    return {
      status,
      headers: response.headers,
      text: await response.text(),
      location: response.headers.get('location'),
    };
  };
  return {
    cookie: () => cookie,
    get: (path, headers = {}) => request(path, { headers }),
    post(
      path,
      form = {},
      headers = { origin: 'http://localhost', 'sec-fetch-site': 'same-origin' },
    ) {
      const body = new URLSearchParams();
      for (const [name, value] of Object.entries(form)) {
        for (const one of typeof value === 'string' ? [value] : value) body.append(name, one);
      }
      return request(path, { method: 'POST', body, headers });
    },
  };
}

let events = 0;
const nextEvent = () => {
  events += 1;
  return events;
};

/** An event as an adapter would have parsed it. */
export function eventFrom(
  channel: Channel,
  userId: string,
  rest: Record<string, unknown>,
): InboundEvent {
  const sender = { userId, displayName: `User ${userId}`, language: 'ru' };
  const common = {
    externalId: `event-${nextEvent()}`,
    account: channel.account,
    at: null,
    sender,
  };
  return { ...common, ...rest } as InboundEvent;
}
