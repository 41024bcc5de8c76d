/** Staff record what a patient signed, said or refused. */

import { z } from 'zod';
import { recordAgreements } from '../../app/consents.ts';
import { readPatientRow } from '../../app/queries-console-patients.ts';
import { cardChannels, purposes } from '../../domain/words.ts';
import { actorOf, type Desk, doors, type Handler, missing } from './desk.ts';
import {
  type Faults,
  faultsOf,
  list,
  oneOf,
  optionalLine,
  optionalText,
  posted,
  type Values,
} from './form.ts';
import { paperPage } from './paper-view.ts';
import { showPatient } from './patients.ts';

export function paperRoutes(desk: Desk) {
  const { app, get, post } = doors(desk);
  get('/patients/:id/paper', 'office', showPaper(desk, {}, {}));
  post('/patients/:id/paper', 'office', savePaper(desk));
  post('/patients/:id/consents', 'office', saveWords(desk));
  return app;
}

function showPaper(desk: Desk, values: Values, faults: Faults): Handler {
  return async (c) => {
    const patient = await readPatientRow(desk.ctx, c.req.param('id') ?? '');
    if (!patient || patient.erasedAt) return missing(c);
    const { frame } = c.var;
    const status = Object.keys(faults).length === 0 ? 200 : 422;
    return c.html(paperPage({ frame, values, faults, scope: '-paper' }, patient), status);
  };
}

const chosen = <const T extends readonly [string, ...string[]]>(options: T, none: string) =>
  list.pipe(z.array(oneOf(options)).min(1, none));

const whatAndWhere = {
  purposes: chosen(purposes, 'no_purpose'),
  channels: chosen(cardChannels, 'no_channel'),
  wording: optionalText,
};

const paper = z.object({ ...whatAndWhere, document: optionalLine });

function savePaper(desk: Desk): Handler {
  return async (c) => {
    const patientId = c.req.param('id') ?? '';
    const form = await posted(c, paper);
    if (!form.ok) return showPaper(desk, form.values, form.faults)(c);
    const recorded = await recordAgreements(desk.ctx, {
      ...form.value,
      patientId,
      act: 'given',
      mechanism: 'paper',
      strength: null,
      actor: actorOf(c.var.staff),
    });
    return recorded.ok
      ? c.redirect(`/patients/${patientId}?done=consent#consents`, 303)
      : showPaper(desk, {}, faultsOf(recorded))(c);
  };
}

const spoken = z.object({ ...whatAndWhere, act: oneOf(['given', 'withdrawn']) });

function saveWords(desk: Desk): Handler {
  return async (c) => {
    const patientId = c.req.param('id') ?? '';
    const form = await posted(c, spoken);
    if (!form.ok) return showPatient(desk, { draft: { form: 'consent', ...form } })(c);
    const recorded = await recordAgreements(desk.ctx, {
      ...form.value,
      patientId,
      mechanism: 'desk',
      document: null,
      strength: null,
      actor: actorOf(c.var.staff),
    });
    if (recorded.ok) return c.redirect(`/patients/${patientId}?done=consent#consents`, 303);
    const draft = { form: 'consent', values: {}, faults: faultsOf(recorded) } as const;
    return showPatient(desk, { draft })(c);
  };
}
