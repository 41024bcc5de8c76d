/** One chat: read it, take it, answer it, give it back to the bot. */

import { z } from 'zod';
import { closeThread, replyToThread, takeThread } from '../../app/hand-over.ts';
import { resolvePause } from '../../app/identity.ts';
import { readAlarmOfThread } from '../../app/queries-alarms.ts';
import { readThread, type ThreadPage } from '../../app/queries-console.ts';
import { type Beside, isPatientOf, readBeside } from '../../app/queries-console-patients.ts';
import { actorOf, type Desk, doors, type Handler, missing, ownDoctor } from './desk.ts';
import { type Faults, faultsOf, oneOf, posted } from './form.ts';
import { chatFragment, threadPage } from './threads-view.ts';

const isUuid = (text: string) => z.uuid().safeParse(text).success;

export function threadRoutes(desk: Desk) {
  const { app, get, post } = doors(desk);
  get('/threads/:id', 'staff', (c) => showThread(desk, {}, '')(c));
  get('/threads/:id/live', 'staff', live(desk));
  post('/threads/:id/replies', 'staff', reply(desk));
  post('/threads/:id/take', 'staff', take(desk));
  post('/threads/:id/close', 'office', close(desk));
  post('/threads/:id/pause', 'office', pause(desk));
  return app;
}

async function find({ ctx }: Desk, id: string | undefined): Promise<ThreadPage | null> {
  return id !== undefined && isUuid(id) ? readThread(ctx, id) : null;
}

function showThread(desk: Desk, faults: Faults, draft: string): Handler {
  return async (c) => {
    const thread = await find(desk, c.req.param('id'));
    if (!thread) return missing(c);
    const patient = thread.patient;
    const alarm = await readAlarmOfThread(desk.ctx, thread.thread.id);
    const beside: Beside | null = patient && (await readBeside(desk.ctx, patient.id));
    const own = ownDoctor(c.var.staff);
    const mayOpenCard =
      patient !== null &&
      (own === null || (await isPatientOf(desk.ctx, { ...own, patientId: patient.id })));
    const status = Object.keys(faults).length === 0 ? 200 : 422;
    return c.html(
      threadPage(c.var.frame, { thread, alarm, beside, mayOpenCard, faults, draft }),
      status,
    );
  };
}

function live(desk: Desk): Handler {
  return async (c) => {
    const thread = await find(desk, c.req.param('id'));
    if (!thread) return c.body(null, 404);
    if (thread.revision === c.req.query('seen')) return c.body(null, 204);
    return c.html(chatFragment(c.var.frame, thread, true));
  };
}

const answer = z.object({ text: z.string().catch('') });

function reply(desk: Desk): Handler {
  return async (c) => {
    const thread = await find(desk, c.req.param('id'));
    if (!thread) return missing(c);
    const form = await posted(c, answer);
    const text = form.ok ? form.value.text : '';
    const { staff } = c.var;
    const outcome = await replyToThread(desk.ctx, {
      threadId: thread.thread.id,
      text,
      actor: actorOf(staff),
      staffId: staff.id,
    });
    if (!outcome.ok) return showThread(desk, faultsOf(outcome), text)(c);
    return c.redirect(`/threads/${thread.thread.id}`, 303);
  };
}

function take(desk: Desk): Handler {
  return async (c) => {
    const thread = await find(desk, c.req.param('id'));
    if (!thread) return missing(c);
    const threadId = thread.thread.id;
    await takeThread(desk.ctx, { threadId, staffId: c.var.staff.id, actor: actorOf(c.var.staff) });
    return c.redirect(`/threads/${threadId}?done=taken`, 303);
  };
}

function close(desk: Desk): Handler {
  return async (c) => {
    const thread = await find(desk, c.req.param('id'));
    if (!thread) return missing(c);
    await closeThread(desk.ctx, { threadId: thread.thread.id, actor: actorOf(c.var.staff) });
    return c.redirect('/?done=closed', 303);
  };
}

const choice = z.object({ go: oneOf(['on', 'stop']) });

/** After doubtful words: staff have understood what was meant. */
function pause(desk: Desk): Handler {
  return async (c) => {
    const thread = await find(desk, c.req.param('id'));
    const form = await posted(c, choice);
    if (!thread || !form.ok) return missing(c);
    const { go } = form.value;
    const { id: addressId } = thread.address;
    await resolvePause(desk.ctx, { addressId, go, actor: actorOf(c.var.staff) });
    const done = go === 'on' ? 'goingOn' : 'halted';
    return c.redirect(`/threads/${thread.thread.id}?done=${done}`, 303);
  };
}
