/** Who feels bad: taking it, and saying how it ended. */

import { html } from 'hono/html';
import { z } from 'zod';
import { closeAlarm, takeAlarm } from '../../app/alarms.ts';
import { type AlarmView, readAlarm } from '../../app/queries-alarms.ts';
import { alarmBanner, alarmPanel, alarmsKey } from './alarms-view.ts';
import { actorOf, type Desk, doors, type Handler, missing } from './desk.ts';
import { type Faults, faultsOf, posted } from './form.ts';
import { page } from './layout.ts';
import { linkButton } from './parts.ts';

export function alarmRoutes(desk: Desk) {
  const { app, get, post } = doors(desk);

  get('/live/alarms', 'staff', (c) => {
    const { frame } = c.var;
    if (c.req.query('seen') === alarmsKey(frame)) return c.body(null, 204);
    return c.html(alarmBanner(frame));
  });

  get('/alarms/:id', 'staff', show(desk, {}));
  post('/alarms/:id/take', 'staff', take(desk));
  post('/alarms/:id/close', 'staff', close(desk));
  return app;
}

async function find({ ctx }: Desk, id: string | undefined): Promise<AlarmView | null> {
  return id !== undefined && z.uuid().safeParse(id).success ? readAlarm(ctx, id) : null;
}

function show(desk: Desk, faults: Faults): Handler {
  return async (c) => {
    const view = await find(desk, c.req.param('id'));
    if (!view) return missing(c);
    const { frame } = c.var;
    const { threadId } = view.alarm;
    const toChat = frame.words.alarms.toChat;
    const actions = threadId ? linkButton(`/threads/${threadId}`, toChat, true) : null;
    const body = html`<div class="narrow">${alarmPanel(frame, view, faults)}</div>`;
    const status = Object.keys(faults).length === 0 ? 200 : 422;
    return c.html(page(frame, { title: view.patient.name, body, actions }), status);
  };
}

/** To the chat, which is where the work is; whoever came second sees who has it. */
function take(desk: Desk): Handler {
  return async (c) => {
    const view = await find(desk, c.req.param('id'));
    if (!view) return missing(c);
    const { id: alarmId, threadId } = view.alarm;
    const { staff } = c.var;
    const taken = await takeAlarm(desk.ctx, { alarmId, staffId: staff.id, actor: actorOf(staff) });
    if (!taken.ok) return show(desk, { form: taken.fault.code })(c);
    return c.redirect(threadId ? `/threads/${threadId}` : `/alarms/${alarmId}`, 303);
  };
}

const ending = z.object({ outcome: z.string().catch('') });

function close(desk: Desk): Handler {
  return async (c) => {
    const view = await find(desk, c.req.param('id'));
    if (!view) return missing(c);
    const form = await posted(c, ending);
    const { staff } = c.var;
    const closed = await closeAlarm(desk.ctx, {
      alarmId: view.alarm.id,
      staffId: staff.id,
      actor: actorOf(staff),
      outcome: form.ok ? form.value.outcome : '',
    });
    if (!closed.ok) return show(desk, faultsOf(closed))(c);
    return c.redirect(`/alarms/${view.alarm.id}?done=alarm`, 303);
  };
}
