/** A colleague's own Telegram: everybody connects theirs, the owner sees to that of others. */

import { readSetup, type StaffRow } from '../../app/queries-console.ts';
import { disconnectStaff, issueStaffCode } from '../../app/staff-telegram.ts';
import { actorOf, type Desk, doors, type Handler, missing } from './desk.ts';
import { page } from './layout.ts';
import { type TelegramView, telegramPanel } from './telegram-view.ts';

export function telegramRoutes(desk: Desk) {
  const { app, get, post } = doors(desk);
  get('/me/telegram', 'staff', show(desk));
  post('/me/telegram', 'staff', code(desk));
  post('/me/telegram/off', 'staff', off(desk));
  get('/setup/staff/:id/telegram', 'owner', show(desk));
  post('/setup/staff/:id/telegram', 'owner', code(desk));
  post('/setup/staff/:id/telegram/off', 'owner', off(desk));
  return app;
}

type Request = Parameters<Handler>[0];

/** The colleague named in the address; without one whoever is signed in. */
async function meant({ ctx }: Desk, c: Request): Promise<StaffRow | null> {
  const id = c.req.param('id');
  if (id === undefined) return c.var.staff;
  return (await readSetup(ctx)).staff.find((one) => one.id === id) ?? null;
}

const urlOf = (c: Request, { id }: StaffRow): string =>
  c.req.param('id') === undefined ? '/me/telegram' : `/setup/staff/${id}/telegram`;

function respond(c: Request, of: StaffRow, made: TelegramView['made']) {
  const { frame } = c.var;
  const { telegram } = frame.words;
  const title = of.id === frame.staff?.id ? telegram.title : telegram.titleOf(of.name);
  const body = telegramPanel(frame, { of, url: urlOf(c, of), made });
  return c.html(page(frame, { title, body }));
}

function show(desk: Desk): Handler {
  return async (c) => {
    const of = await meant(desk, c);
    return of ? respond(c, of, null) : missing(c);
  };
}

/** Shown once, in the answer itself. */
function code(desk: Desk): Handler {
  return async (c) => {
    const of = await meant(desk, c);
    if (!of) return missing(c);
    const made = await issueStaffCode(desk.ctx, { staffId: of.id, actor: actorOf(c.var.staff) });
    return made.ok ? respond(c, of, made.value) : missing(c);
  };
}

function off(desk: Desk): Handler {
  return async (c) => {
    const of = await meant(desk, c);
    if (!of) return missing(c);
    await disconnectStaff(desk.ctx, { staffId: of.id, actor: actorOf(c.var.staff) });
    return c.redirect(`${urlOf(c, of)}?done=saved`, 303);
  };
}
