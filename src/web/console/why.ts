/** The record behind one message, as part of a patient's page or as a page of its own. */

import { z } from 'zod';
import { staffNames } from '../../app/queries-console.ts';
import { isPatientOf } from '../../app/queries-console-patients.ts';
import { readWhy } from '../../app/why.ts';
import { type Desk, doors, forbidden, type Handler, missing, ownDoctor } from './desk.ts';
import { whyPage, whyPanel } from './why-view.ts';

export function whyRoutes(desk: Desk) {
  const { app, get } = doors(desk);
  get('/patients/:id/messages/:message', 'staff', showWhy(desk));
  return app;
}

function showWhy(desk: Desk): Handler {
  return async (c) => {
    const patientId = c.req.param('id') ?? '';
    const own = ownDoctor(c.var.staff);
    if (own !== null && !(await isPatientOf(desk.ctx, { ...own, patientId }))) return forbidden(c);
    const id = z.uuid().safeParse(c.req.param('message'));
    const found = id.success ? await readWhy(desk.ctx, id.data) : null;
    if (!found?.ok || found.value.message.patientId !== patientId) return missing(c);
    const view = { why: found.value, names: await staffNames(desk.ctx) };
    const { frame } = c.var;
    return c.html(
      c.req.header('hx-request') === 'true' ? whyPanel(frame, view) : whyPage(frame, view),
    );
  };
}
