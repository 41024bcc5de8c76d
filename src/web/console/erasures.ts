/** Patients who asked to be forgotten: who sees to it, until when, and the proof that it was done. */

import { z } from 'zod';
import {
  askErasure,
  type ErasureRow,
  eraseNow,
  listErasures,
  refuseErasure,
} from '../../app/erasure.ts';
import type { Outcome } from '../../app/fault.ts';
import { staffNames } from '../../app/queries-console.ts';
import { readPatientRow } from '../../app/queries-console-patients.ts';
import { actorOf, type Desk, doors, type Handler, missing } from './desk.ts';
import { erasuresPage } from './erasures-view.ts';
import { type Faults, faultsOf, posted } from './form.ts';

export function erasureRoutes(desk: Desk) {
  const { app, get, post } = doors(desk);
  get('/erasures', 'office', show(desk, null));
  post('/erasures/:id/done', 'owner', decide(desk, 'erased'));
  post('/erasures/:id/refused', 'owner', decide(desk, 'refused'));
  post('/patients/:id/erasures', 'office', ask(desk));
  return app;
}

export interface ErasureDraft {
  readonly id: string;
  readonly faults: Faults;
}

function show(desk: Desk, draft: ErasureDraft | null): Handler {
  return async (c) => {
    const all = await listErasures(desk.ctx, { open: false });
    const open = await listErasures(desk.ctx, { open: true });
    const view = {
      open: await Promise.all(open.map((row) => named(desk, row))),
      decided: await Promise.all(all.filter(isDecided).map((row) => named(desk, row))),
      names: await staffNames(desk.ctx),
      draft,
    };
    return c.html(erasuresPage(c.var.frame, view), draft ? 422 : 200);
  };
}

const isDecided = ({ doneAt, refusedAt }: ErasureRow): boolean =>
  doneAt !== null || refusedAt !== null;

const named = async (desk: Desk, erasure: ErasureRow) => ({
  erasure,
  patient: await readPatientRow(desk.ctx, erasure.patientId),
});

const refusal = z.object({ reason: z.string().trim().default('') });

function decide(desk: Desk, what: 'erased' | 'refused'): Handler {
  return async (c) => {
    const id = z.uuid().safeParse(c.req.param('id'));
    const form = await posted(c, refusal);
    if (!id.success || !form.ok) return missing(c);
    const act = { erasureId: id.data, actor: actorOf(c.var.staff) };
    const outcome: Outcome<ErasureRow> =
      what === 'erased'
        ? await eraseNow(desk.ctx, act)
        : await refuseErasure(desk.ctx, { ...act, reason: form.value.reason });
    if (outcome.ok) return c.redirect(`/erasures?done=${what}`, 303);
    if (outcome.fault.kind === 'not_found') return missing(c);
    return show(desk, { id: id.data, faults: faultsOf(outcome) })(c);
  };
}

function ask(desk: Desk): Handler {
  return async (c) => {
    const patientId = c.req.param('id') ?? '';
    const asked = await askErasure(desk.ctx, { patientId, actor: actorOf(c.var.staff) });
    return asked.ok ? c.redirect('/erasures?done=asked', 303) : missing(c);
  };
}
