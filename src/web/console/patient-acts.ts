/** What staff do on a patient's page: details, an invitation, a code to say aloud, a copy of everything. */

import { z } from 'zod';
import { exportPatient } from '../../app/export.ts';
import { issueCode } from '../../app/identity.ts';
import { invite } from '../../app/invitations.ts';
import { readPatientRow } from '../../app/queries-console-patients.ts';
import { putPatient } from '../../app/registry.ts';
import { languages, relations } from '../../domain/words.ts';
import { saveCard } from './card-acts.ts';
import { actorOf, type Desk, doors, type Handler, missing } from './desk.ts';
import { faultsOf, oneOf, posted } from './form.ts';
import { codeFragment, invitationFragment } from './invitation-view.ts';
import type { Html } from './layout.ts';
import { showPatient } from './patients.ts';
import { person, personRow } from './person-form.ts';

export function patientActRoutes(desk: Desk) {
  const { app, get, post } = doors(desk);
  post('/patients/:id', 'office', savePerson(desk));
  post('/patients/:id/card', 'office', saveCard(desk));
  post('/patients/:id/invitations', 'office', makeInvitation(desk));
  post('/patients/:id/codes', 'office', makeCode(desk));
  get('/patients/:id/export', 'office', exportFile(desk));
  return app;
}

function savePerson(desk: Desk): Handler {
  return async (c) => {
    const id = c.req.param('id') ?? '';
    const known = await readPatientRow(desk.ctx, id);
    if (!known) return missing(c);
    const form = await posted(c, person);
    if (!form.ok) return showPatient(desk, { draft: { form: 'person', ...form } })(c);
    const { name, phone, language, birthDate, guardian } = personRow(form.value);
    // A guardian may also be another patient, which this form does not ask about.
    const link = known.guardian?.patientId ? { patientId: known.guardian.patientId } : {};
    const parent = guardian || known.guardian?.patientId ? { ...link, ...guardian } : null;
    const row = {
      id,
      name,
      phone,
      language,
      birthDate,
      guardian: parent,
      clinicId: known.clinicId,
    };
    const put = await putPatient(desk.ctx, { ...row, actor: actorOf(c.var.staff) });
    if (!put.ok)
      return showPatient(desk, { draft: { form: 'person', values: {}, faults: faultsOf(put) } })(c);
    return c.redirect(`/patients/${id}?done=saved`, 303);
  };
}

const wish = z.object({ relation: oneOf(['', ...relations]).default('') });

/** Not redirected: the token and the code are known only now and are never stored. */
function makeInvitation(desk: Desk): Handler {
  return async (c) => {
    const patientId = c.req.param('id') ?? '';
    const form = await posted(c, wish);
    const relation = form.ok && form.value.relation !== '' ? form.value.relation : null;
    const made = await invite(desk.ctx, { patientId, relation, actor: actorOf(c.var.staff) });
    if (!made.ok) return missing(c);
    const view = { patientId, relation, invitation: made.value };
    return part(desk, c, invitationFragment(c.var.frame, view));
  };
}

function makeCode(desk: Desk): Handler {
  return async (c) => {
    const patientId = c.req.param('id') ?? '';
    const made = await issueCode(desk.ctx, { patientId, actor: actorOf(c.var.staff) });
    return made.ok ? part(desk, c, codeFragment(c.var.frame, patientId, made.value)) : missing(c);
  };
}

/** In its place on the page that is open, else on a page drawn anew around it. */
function part(desk: Desk, c: Parameters<Handler>[0], invitation: Html): ReturnType<Handler> {
  const live = c.req.header('hx-request') === 'true';
  return live ? c.html(invitation) : showPatient(desk, { invitation })(c);
}

const asked = z.object({ language: oneOf(languages) });

/** Everything we hold, to hand to the patient. */
function exportFile(desk: Desk): Handler {
  return async (c) => {
    const id = c.req.param('id') ?? '';
    const query = asked.safeParse({ language: c.req.query('language') });
    if (!query.success) return missing(c);
    const { language } = query.data;
    const wish = { patientId: id, language, actor: actorOf(c.var.staff) };
    const made = await exportPatient(desk.ctx, wish);
    if (!made.ok) return missing(c);
    const { text, filename } = made.value;
    return c.body(text, 200, {
      'content-type': 'text/plain; charset=utf-8',
      'content-disposition': `attachment; filename="${filename}"`,
    });
  };
}
