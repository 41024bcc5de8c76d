/** Staff at the console: they sign in by a one-time link, then fill in forms. */

import { createHash } from 'node:crypto';
import type { Form } from './client.ts';
import type { Day } from './day.ts';

/** What a colleague sees and does, through restarts of the product. */
export interface Desk {
  read(path: string): Promise<string>;
  /** Returns the page that comes of it. Done twice where an answer was lost: only for what may be. */
  submit(path: string, form: Form): Promise<string>;
}

export interface Colleague {
  readonly login: string;
  readonly name: string;
  readonly role: 'owner' | 'doctor' | 'administrator';
  readonly doctorId?: string;
}

const owner: Colleague = { login: 'demo-owner', name: 'Седова Елена Юрьевна', role: 'owner' };

/** Known to whoever may open the database, and to nobody else. */
const password = ({ progress: { folder } }: Day): string =>
  createHash('sha256')
    .update(`demo ${process.env.DATABASE_URL ?? folder}`)
    .digest('hex');

const ownersDesk = (day: Day): Promise<Desk> =>
  openDesk(day, owner, async () => day.product.signInLink());

/** Who is not known yet is let in by the owner. */
export const deskOf = (day: Day, colleague: Colleague): Promise<Desk> =>
  openDesk(day, colleague, () => invite(day, colleague));

async function openDesk(
  day: Day,
  colleague: Colleague,
  linkOf: () => Promise<string | null>,
): Promise<Desk> {
  let cookie = await enter(day, colleague, linkOf);
  const reach = async (path: string, form?: Form): Promise<string> => {
    const answer = await day.client.page(path, { cookie, form });
    if (!answer.location?.startsWith('/sign-in'))
      return answer.location ? reach(answer.location) : answer.html;
    cookie = await enter(day, colleague, linkOf);
    return reach(path, form);
  };
  return { read: (path) => reach(path), submit: reach };
}

/** The session, by password; by link where there is none yet. */
async function enter(
  day: Day,
  { login, name }: Colleague,
  linkOf: () => Promise<string | null>,
): Promise<string> {
  const secret = password(day);
  const known = await day.client.page('/sign-in', { form: { login, password: secret } });
  if (known.cookie) return known.cookie;
  const link = await linkOf();
  if (link === null) throw new Error('the database has other staff: give the demo one of its own');
  const form = { login, name, password: secret, language: 'ru' };
  const fresh = await day.client.page(new URL(link).pathname, { form });
  if (fresh.cookie) return fresh.cookie;
  throw new Error(`${login} is not let in`);
}

const linkIn = (html: string): string | null =>
  /http[^"\s]+\/sign-in\/[\w-]+/.exec(html)?.[0] ?? null;

async function invite(day: Day, colleague: Colleague): Promise<string | null> {
  const desk = await ownersDesk(day);
  const { login, name, role, doctorId = '' } = colleague;
  const added = await desk.submit('/setup/staff', { login, name, role, doctorId, language: 'ru' });
  const link = linkIn(added);
  if (link) return link;
  // Let in before, and the link lost with the answer.
  const page = await desk.read('/setup');
  const line = page.split('<details').find((one) => one.includes(login));
  const path = /\/setup\/staff\/[\w-]+\/link/.exec(line ?? '')?.[0];
  return path ? linkIn(await desk.submit(path, {})) : null;
}
