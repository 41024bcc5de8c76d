/** A message that staff start. It passes the same policy as all others. */

import { z } from 'zod';
import { writeToPatient } from '../../app/staff-message.ts';
import { purposes } from '../../domain/words.ts';
import { actorOf, type Desk, doors, type Handler } from './desk.ts';
import { faultsOf, oneOf, posted, valuesOf } from './form.ts';
import { showPatient } from './patients.ts';

export function writeRoutes(desk: Desk) {
  const { app, post } = doors(desk);
  post('/patients/:id/messages', 'office', write(desk));
  return app;
}

const words = z.object({ purpose: oneOf(purposes), text: z.string().trim().min(1, 'empty') });

function write(desk: Desk): Handler {
  return async (c) => {
    const patientId = c.req.param('id') ?? '';
    const form = await posted(c, words);
    if (!form.ok) return showPatient(desk, { draft: { form: 'write', ...form } })(c);
    const actor = actorOf(c.var.staff);
    const sent = await writeToPatient(desk.ctx, { ...form.value, patientId, actor });
    if (sent.ok)
      return c.redirect(`/patients/${patientId}?wrote=${sent.value.messageId}#write`, 303);
    const draft = { form: 'write', values: await valuesOf(c), faults: faultsOf(sent) } as const;
    return showPatient(desk, { draft })(c);
  };
}
