/** The locks on every door: who is signed in, what they may open, where a POST comes from. */

import { Hono, type MiddlewareHandler, type Context as Request } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { Context } from '../../app/context.ts';
import type { ChairActor } from '../../app/doctor-record.ts';
import { listErasures } from '../../app/erasure.ts';
import { countWaiting } from '../../app/import-queries.ts';
import { type AlarmView, readLiveAlarms } from '../../app/queries-alarms.ts';
import { readFrame, type StaffRole, type StaffRow } from '../../app/queries-console.ts';
import { schedulesOf } from '../../app/schedule.ts';
import { staffOfSession } from '../../app/staff.ts';
import { bytesMax } from '../../domain/imports.ts';
import { type ChannelId, channelIds, type Language } from '../../domain/words.ts';
import { type Frame, notePage } from './layout.ts';
import { wordsOf } from './words.ts';

export interface ConsoleOptions {
  /** Served under `/assets/`; `htmx.js` is needed. */
  readonly assets: Readonly<
    Record<string, { readonly type: string; readonly body: string | Uint8Array }>
  >;
  /** True wherever the outside address is https. */
  readonly secureCookies: boolean;
  /** Null where every channel is real. */
  readonly sandboxUrl: string | null;
  /** Channels the sandbox serves; without it all of them, if there is a sandbox. */
  readonly sandboxed?: readonly ChannelId[];
  /** This process goes on working after it has answered. */
  readonly staysAlive?: boolean;
}

/** What every page needs from the entry. */
export interface Desk {
  readonly ctx: Context;
  readonly options: ConsoleOptions;
  /** Paths of our own assets, with a hash of what is in them. */
  readonly urls: { readonly css: string; readonly js: string; readonly htmx: string };
}

/** `staff` and `frame` are set by the guard; on doors open to anyone `staff` is null. */
export interface Env {
  Variables: { staff: StaffRow; frame: Frame; session: string };
}

export type Handler = (c: Request<Env>) => Response | Promise<Response>;

export type Who = 'anyone' | 'staff' | 'office' | 'owner';

const allowed: Readonly<Record<Who, readonly StaffRole[]>> = {
  anyone: [],
  staff: ['owner', 'administrator', 'doctor'],
  office: ['owner', 'administrator'],
  owner: ['owner'],
};

const body_bytes_max = 64 * 1024;
const upload_bytes_max = bytesMax + body_bytes_max;

export interface Doors {
  readonly app: Hono<Env>;
  get(path: string, who: Who, handler: Handler): void;
  post(path: string, who: Who, handler: Handler): void;
  /** A POST with a file. */
  upload(path: string, who: Who, handler: Handler): void;
}

/** A router on which no page can be opened without saying who may, and no POST without its origin. */
export function doors(desk: Desk): Doors {
  const app = new Hono<Env>();
  const limit = bodyLimit({ maxSize: body_bytes_max });
  const uploadLimit = bodyLimit({
    maxSize: upload_bytes_max,
    onError: (c) => c.redirect(`${c.req.path}?fault=too_large`, 303),
  });
  return {
    app,
    get: (path, who, handler) => app.get(path, guard(desk, who), handler),
    post: (path, who, handler) =>
      app.post(path, limit, sameOrigin(desk), guard(desk, who), handler),
    upload: (path, who, handler) =>
      app.post(path, uploadLimit, sameOrigin(desk), guard(desk, who), handler),
  };
}

function guard(desk: Desk, who: Who): MiddlewareHandler<Env> {
  return async (c, next) => {
    pageHeaders(c);
    const session = getCookie(c, cookieName(desk)) ?? '';
    const staff = session === '' ? null : await staffOfSession(desk.ctx, session);
    if (who !== 'anyone' && !staff) return toSignIn(c);
    c.set('frame', await frameOf(desk, c, staff));
    if (who === 'anyone' || !staff) return next();
    c.set('staff', staff);
    c.set('session', session);
    return allowed[who].includes(staff.role) ? next() : forbidden(c);
  };
}

export async function frameOf(desk: Desk, c: Request, staff: StaffRow | null): Promise<Frame> {
  const { now, clinics, counts } = await readFrame(desk.ctx);
  const language = staff?.language ?? languageOfBrowser(c);
  const office = staff !== null && allowed.office.includes(staff.role);
  const erasures = office ? (await listErasures(desk.ctx, { open: true })).length : 0;
  const lists = office ? await countWaiting(desk.ctx) : 0;
  return {
    words: wordsOf(language),
    language,
    now,
    zone: clinics[0]?.zone ?? 'UTC',
    clinic: clinics[0]?.name ?? null,
    counts: { ...counts, erasures, lists },
    alarms: staff ? alarmsFor(staff, await readLiveAlarms(desk.ctx)) : [],
    stale: staff ? schedulesOf(clinics, now).filter(({ isStale }) => isStale) : [],
    staff,
    path: c.req.path,
    done: c.req.query('done') ?? null,
    sandboxUrl: desk.options.sandboxUrl,
    urls: desk.urls,
  };
}

/** What a patient thought of a visit is for the desk. */
const alarmsFor = ({ role }: StaffRow, all: readonly AlarmView[]): readonly AlarmView[] =>
  role === 'doctor' ? all.filter(({ alarm }) => alarm.code !== 'low_mark') : all;

/** Russian for whoever reads it at all, else English. */
function languageOfBrowser(c: Request): Language {
  const asked = c.req.query('lang');
  if (asked === 'ru' || asked === 'en') return asked;
  return /\b(ru|uk|be|kk)\b/i.test(c.req.header('accept-language') ?? 'ru') ? 'ru' : 'en';
}

function pageHeaders(c: Request): void {
  c.header('Cache-Control', 'no-store');
  // `no-referrer` would make browsers send `Origin: null` with our own forms.
  c.header('Referrer-Policy', 'same-origin');
  c.header('X-Frame-Options', 'DENY');
}

const isLive = (c: Request): boolean => c.req.header('hx-request') === 'true';

/** A live fragment cannot show a sign-in page inside itself. */
function toSignIn(c: Request): Response {
  if (!isLive(c)) return c.redirect('/sign-in', 303);
  c.header('HX-Redirect', '/sign-in');
  return c.body(null, 401);
}

export function forbidden(c: Request<Env>): Response | Promise<Response> {
  const { refusal } = c.var.frame.words;
  return c.html(
    notePage(c.var.frame, { title: refusal.forbiddenTitle, text: refusal.forbidden }),
    403,
  );
}

export function missing(c: Request<Env>): Response | Promise<Response> {
  const { refusal } = c.var.frame.words;
  return c.html(notePage(c.var.frame, { title: refusal.missingTitle, text: refusal.missing }), 404);
}

/**
 * Against forged requests. The browser says where a POST comes from: `Sec-Fetch-Site` on secure
 * origins, `Origin` everywhere. One of them must be there, and each that is must be ours. A proxy
 * has to pass `Host` on.
 */
export function sameOrigin(desk: Desk): MiddlewareHandler<Env> {
  return async (c, next) => {
    if (isOurs(c)) return next();
    const frame = await frameOf(desk, c, null);
    const { refusal } = frame.words;
    return c.html(notePage(frame, { title: refusal.originTitle, text: refusal.origin }), 403);
  };
}

function isOurs(c: Request): boolean {
  const site = c.req.header('sec-fetch-site');
  const origin = c.req.header('origin');
  if (site === undefined && origin === undefined) return false;
  if (site !== undefined && site !== 'same-origin') return false;
  return (
    origin === undefined || hostOf(origin) === (c.req.header('host') ?? new URL(c.req.url).host)
  );
}

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}

const session_seconds = 14 * 24 * 3600;

/** `__Host-` ties the cookie to this very host; browsers accept the prefix only with `Secure`. */
const cookieName = (desk: Desk): string =>
  desk.options.secureCookies ? '__Host-zabota' : 'zabota';

export function rememberSession(desk: Desk, c: Request, session: string): void {
  const secure = desk.options.secureCookies;
  setCookie(c, cookieName(desk), session, {
    httpOnly: true,
    sameSite: 'Lax',
    path: '/',
    secure,
    maxAge: session_seconds,
  });
}

export function forgetSession(desk: Desk, c: Request): void {
  deleteCookie(c, cookieName(desk), { path: '/', secure: desk.options.secureCookies });
}

export const sandboxedOf = ({ sandboxUrl, sandboxed }: ConsoleOptions): readonly ChannelId[] =>
  sandboxUrl === null ? [] : (sandboxed ?? channelIds);

/** Who did it, for the ledger and the audit. */
export const actorOf = (staff: StaffRow): string => `staff:${staff.id}`;

/** Who records something, and in which doctor's name. */
export const chairActorOf = (staff: StaffRow): ChairActor => ({
  actor: actorOf(staff),
  byDoctor: ownDoctor(staff)?.doctorId ?? null,
});

/** Null for a doctor account that is not tied to a doctor: it has no patients of its own. */
export const ownDoctor = (staff: StaffRow): { readonly doctorId: string } | null =>
  staff.role === 'doctor' ? { doctorId: staff.doctorId ?? '' } : null;
