/** Lists of the clinic system: bringing one, watching it, agreeing to it, and what a schedule no longer has. */

import { z } from 'zod';
import { startImport } from '../../app/import.ts';
import { decideAbsence } from '../../app/import-absent.ts';
import { readAbsent, readEveryFault, readImports, readReport } from '../../app/import-queries.ts';
import { decideImport } from '../../app/import-write.ts';
import { codeOf } from '../../app/queries-api.ts';
import { readRegister, staffNames } from '../../app/queries-console.ts';
import { replan } from '../../app/replan.ts';
import { encodings, fileName } from '../../domain/imports.ts';
import { importKinds } from '../../domain/words.ts';
import { actorOf, type Desk, doors, type Handler, missing } from './desk.ts';
import { faultsOf, oneOf, optionalDate, optionalLine, posted } from './form.ts';
import { isAtWork, progressPart, reportCsv, reportPage } from './imports-report-view.ts';
import { type ListDraft, type ListsView, listsPage } from './imports-view.ts';

export function importRoutes(desk: Desk) {
  const { app, get, post, upload } = doors(desk);
  get('/imports', 'office', (c) =>
    show(desk, {
      values: {},
      faults: c.req.query('fault') === 'too_large' ? { file: 'file_too_large' } : {},
    })(c),
  );
  upload('/imports', 'office', bring(desk));
  get('/imports/:id', 'office', watch(desk));
  get('/imports/:id/progress', 'office', progress(desk));
  get('/imports/:id/report', 'office', download(desk));
  post('/imports/:id/decision', 'office', decide(desk));
  post('/absences/:id', 'office', say(desk));
  return app;
}

const runs_each = 20;

function show({ ctx }: Desk, draft: ListDraft): Handler {
  return async (c) => {
    const after = z.uuid().safeParse(c.req.query('after')).data;
    const view: ListsView = {
      runs: await readImports(ctx, { after, limit: runs_each }),
      isFirst: after === undefined,
      absent: await readAbsent(ctx),
      clinics: (await readRegister(ctx)).clinics,
      names: await staffNames(ctx),
      draft,
    };
    return c.html(listsPage(c.var.frame, view), Object.keys(draft.faults).length > 0 ? 422 : 200);
  };
}

const wish = z
  .object({
    kind: oneOf(importKinds),
    act: z.enum(['look', 'write']).catch('look'),
    snapshot: z.literal('on').optional(),
    from: optionalDate,
    until: optionalDate,
    clinicId: optionalLine,
    encoding: z.enum(encodings).nullable().catch(null),
  })
  .refine(({ from, until }) => !from || !until || from <= until, {
    path: ['until'],
    error: 'bad_date',
  });

const name_chars_max = 100;

function bring(desk: Desk): Handler {
  return async (c) => {
    const form = await posted(c, wish);
    if (!form.ok) return show(desk, form)(c);
    const { kind, act, snapshot, ...rest } = form.value;
    const { file } = await c.req.parseBody();
    if (!(file instanceof File) || file.size === 0)
      return show(desk, { values: { kind }, faults: { file: 'required' } })(c);
    const { id, done } = await startImport(desk.ctx, {
      kind,
      filename: file.name.slice(0, name_chars_max) || fileName(kind),
      bytes: new Uint8Array(await file.arrayBuffer()),
      options: { ...rest, dryRun: act === 'look', snapshot: snapshot === 'on' },
      requestKey: null,
      actor: actorOf(c.var.staff),
    });
    const all = done.then(() => replan(desk.ctx));
    if (desk.options.staysAlive) all.catch((error: unknown) => failed(desk, error));
    else await all;
    return c.redirect(`/imports/${id}`, 303);
  };
}

const failed = ({ ctx }: Desk, error: unknown): void =>
  ctx.log.error('list_failed', { code: codeOf(error) });

function watch({ ctx }: Desk): Handler {
  return async (c) => {
    const report = await reportOf(ctx, c.req.param('id'));
    if (!report) return missing(c);
    return c.html(reportPage(c.var.frame, { ...report, names: await staffNames(ctx) }));
  };
}

async function reportOf(ctx: Desk['ctx'], id: string | undefined) {
  const known = z.uuid().safeParse(id);
  return known.success ? readReport(ctx, known.data) : null;
}

/** Asked for each second while it is at work; then the whole page is another. */
function progress({ ctx }: Desk): Handler {
  return async (c) => {
    const report = await reportOf(ctx, c.req.param('id'));
    if (!report) return missing(c);
    if (!isAtWork(report)) c.header('HX-Refresh', 'true');
    return c.html(progressPart(c.var.frame, report));
  };
}

function download({ ctx }: Desk): Handler {
  return async (c) => {
    const report = await reportOf(ctx, c.req.param('id'));
    if (!report) return missing(c);
    const text = reportCsv(c.var.frame, await readEveryFault(ctx, report.run.id));
    return c.body(text, 200, {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="report-${report.run.kind}.csv"`,
    });
  };
}

const decision = z.object({ decision: z.enum(['agreed', 'declined']) });

function decide(desk: Desk): Handler {
  return async (c) => {
    const report = await reportOf(desk.ctx, c.req.param('id'));
    const form = await posted(c, decision);
    if (!report || !form.ok) return missing(c);
    const { id } = report.run;
    const decided = await decideImport(desk.ctx, {
      id,
      ...form.value,
      actor: actorOf(c.var.staff),
    });
    if (decided.ok) {
      const all = replan(desk.ctx);
      if (desk.options.staysAlive) all.catch((error: unknown) => failed(desk, error));
      else await all;
    }
    return c.redirect(`/imports/${id}${decided.ok ? '?done=decided' : ''}`, 303);
  };
}

const word = z.object({ decision: z.enum(['still_on', 'cancelled']) });

function say(desk: Desk): Handler {
  return async (c) => {
    const form = await posted(c, word);
    if (!form.ok) return missing(c);
    const said = await decideAbsence(desk.ctx, {
      appointmentId: c.req.param('id') ?? '',
      decision: form.value.decision,
      actor: actorOf(c.var.staff),
    });
    if (said.ok) return c.redirect('/imports?done=decided', 303);
    if (said.fault.kind === 'not_found') return missing(c);
    const code = Object.values(faultsOf(said))[0] ?? 'other';
    return show(desk, { values: {}, faults: { [`absent-${c.req.param('id')}`]: code } })(c);
  };
}
