/** Who may enter the console: first by a one-time link, then by login and password. */

import { scryptAsync } from '@noble/hashes/scrypt.js';
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { dayMs } from '../domain/time.ts';
import type { Language } from '../domain/words.ts';
import { appendAudit } from '../store/consent.ts';
import {
  deleteSession,
  deleteSessionsOf,
  findSession,
  findSignInLink,
  findStaffByLogin,
  insertSession,
  insertSignInLink,
  insertStaff,
  listStaff,
  type StaffRole,
  type StaffRow,
  updateStaff,
  useSignInLink,
} from '../store/staff.ts';
import { type Context, type TxContext, transact } from './context.ts';
import { conflict, invalid, type Outcome, ok } from './fault.ts';
import { hashToken, newId, newToken } from './ids.ts';

const link_ms = 7 * dayMs;
const session_ms = 14 * dayMs;
const password_chars_min = 10;
const password_chars_max = 200;
/** About 100 ms of one core and 32 MiB: dear for a guesser, cheap for a desk. */
const cost = { N: 2 ** 15, r: 8, p: 1, dkLen: 32 };

/** While nobody has a password yet: a link for the owner, made on first need. Older links keep working until used. */
export async function ownerLink(ctx: Context): Promise<string | null> {
  return transact(ctx, async (tx) => {
    const staff = await listStaff(tx.db);
    if (staff.some((one) => one.passwordHash !== null)) return null;
    const owner = staff.find((one) => one.role === 'owner') ?? (await makeOwner(tx));
    return issueLink(tx, owner.id);
  });
}

async function makeOwner(ctx: TxContext): Promise<{ id: string }> {
  const id = newId();
  const createdAt = ctx.clock.now();
  await insertStaff(ctx.db, {
    id,
    login: 'owner',
    name: 'Owner',
    role: 'owner',
    language: 'ru',
    createdAt,
  });
  const staff = await listStaff(ctx.db);
  return staff.find((one) => one.role === 'owner') ?? { id };
}

export interface StaffAct {
  readonly staffId: string;
  /** `staff:<id>`. */
  readonly actor: string;
}

export const noteOfStaff = (
  ctx: TxContext,
  { staffId, actor }: StaffAct,
  action: string,
): Promise<void> =>
  appendAudit(ctx.db, {
    at: ctx.clock.now(),
    actor,
    action,
    subject: `staff:${staffId}`,
    details: {},
  });

export async function issueLink(ctx: TxContext, staffId: string): Promise<string> {
  const token = newToken();
  const createdAt = ctx.clock.now();
  const expiresAt = new Date(createdAt.getTime() + link_ms);
  await insertSignInLink(ctx.db, { tokenHash: hashToken(token), staffId, createdAt, expiresAt });
  return token;
}

export interface NewStaff {
  readonly login: string;
  readonly name: string;
  readonly role: StaffRole;
  readonly doctorId: string | null;
  readonly language: Language;
  readonly actor: string;
}

/** Returns the one-time token with which the new colleague sets a password. */
export async function addStaff(ctx: Context, input: NewStaff): Promise<Outcome<{ token: string }>> {
  const login = input.login.trim();
  if (login === '') return invalid('login', 'empty', 'login must not be empty');
  return transact(ctx, async (tx) => {
    const id = newId();
    const { name, role, doctorId, language } = input;
    const at = tx.clock.now();
    const made = await insertStaff(tx.db, {
      id,
      login,
      name,
      role,
      doctorId,
      language,
      createdAt: at,
    });
    if (!made) return conflict('login', 'taken', 'this login is taken');
    await appendAudit(tx.db, {
      at,
      actor: input.actor,
      action: 'staff_added',
      subject: `staff:${id}`,
      details: { role },
    });
    return ok({ token: await issueLink(tx, id) });
  });
}

/** Whose link this is, without using it up. */
export function staffOfLink(ctx: Context, token: string): Promise<StaffRow | null> {
  return findSignInLink(ctx.db, { tokenHash: hashToken(token), now: ctx.clock.now() });
}

export interface FirstSignIn {
  readonly token: string;
  readonly login: string;
  readonly name: string;
  readonly password: string;
  readonly language: Language;
}

/** Uses the link up, sets the password, signs in. Returns the session token for the cookie. */
export async function acceptLink(
  ctx: Context,
  input: FirstSignIn,
): Promise<Outcome<{ session: string }>> {
  const fault = faultOfPassword(input.password) ?? faultOfName(input);
  if (fault) return fault;
  const passwordHash = await hashPassword(input.password);
  return transact(ctx, async (tx) => {
    const now = tx.clock.now();
    const login = input.login.trim();
    const staffId = await useSignInLink(tx.db, { tokenHash: hashToken(input.token), now });
    if (!staffId) return conflict('token', 'link_used', 'this link was used or has expired');
    const holder = await findStaffByLogin(tx.db, login);
    if (holder && holder.id !== staffId) return conflict('login', 'taken', 'this login is taken');
    const { name, language } = input;
    await updateStaff(tx.db, staffId, { login, name: name.trim(), language, passwordHash });
    await deleteSessionsOf(tx.db, staffId);
    await appendAudit(tx.db, {
      at: now,
      actor: `staff:${staffId}`,
      action: 'password_set',
      subject: `staff:${staffId}`,
      details: {},
    });
    return ok({ session: await openSession(tx, staffId) });
  });
}

function faultOfPassword(password: string): Outcome<never> | null {
  if (password.length < password_chars_min) {
    return invalid(
      'password',
      'too_short',
      `password must have at least ${password_chars_min} characters`,
    );
  }
  return password.length > password_chars_max
    ? invalid('password', 'too_long', `password must have at most ${password_chars_max} characters`)
    : null;
}

function faultOfName({ login, name }: FirstSignIn): Outcome<never> | null {
  if (login.trim() === '') return invalid('login', 'empty', 'login must not be empty');
  return name.trim() === '' ? invalid('name', 'empty', 'name must not be empty') : null;
}

/** Null for a wrong login or password; which of the two is nobody's business. */
export async function signIn(
  ctx: Context,
  { login, password }: { login: string; password: string },
): Promise<{ session: string; staff: StaffRow } | null> {
  const staff = await findStaffByLogin(ctx.db, login.trim());
  // A login that does not exist costs the same time as one that does.
  const right = await verifyPassword(
    password.slice(0, password_chars_max),
    staff?.passwordHash ?? null,
  );
  if (!staff || !right) return null;
  return { session: await transact(ctx, (tx) => openSession(tx, staff.id)), staff };
}

async function openSession(ctx: TxContext, staffId: string): Promise<string> {
  const token = newToken();
  const createdAt = ctx.clock.now();
  // The clinic's clock may be moved far ahead in a trial; real time decides how long a session lives.
  const expiresAt = new Date(Date.now() + session_ms);
  await insertSession(ctx.db, { tokenHash: hashToken(token), staffId, createdAt, expiresAt });
  return token;
}

export function staffOfSession(ctx: Context, token: string): Promise<StaffRow | null> {
  return findSession(ctx.db, { tokenHash: hashToken(token), now: new Date() });
}

export async function signOut(ctx: Context, token: string): Promise<void> {
  await deleteSession(ctx.db, hashToken(token));
}

/** `scrypt$N$r$p$salt$hash`. */
async function hashPassword(password: string): Promise<string> {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const hash = await scryptAsync(utf8ToBytes(password.normalize('NFKC')), salt, cost);
  return ['scrypt', cost.N, cost.r, cost.p, bytesToHex(salt), bytesToHex(hash)].join('$');
}

const nobody = `scrypt$${cost.N}$${cost.r}$${cost.p}$${'00'.repeat(16)}$${'00'.repeat(32)}`;

async function verifyPassword(password: string, stored: string | null): Promise<boolean> {
  const [, N, r, p, salt = '', hash = ''] = (stored ?? nobody).split('$');
  const options = { N: Number(N), r: Number(r), p: Number(p), dkLen: hash.length / 2 };
  const computed = await scryptAsync(
    utf8ToBytes(password.normalize('NFKC')),
    hexToBytes(salt),
    options,
  );
  return stored !== null && sameBytes(computed, hexToBytes(hash));
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  let difference = a.length ^ b.length;
  for (let index = 0; index < a.length; index += 1) difference |= (a[index] ?? 0) ^ (b[index] ?? 0);
  return difference === 0;
}
