import { createRoute, type OpenAPIHono, type RouteConfig, z } from '@hono/zod-openapi';
import type { Context as Request } from 'hono';
import type { Context } from '../../app/context.ts';
import { notFound } from '../../app/fault.ts';
import { importList } from '../../app/import.ts';
import { decideAbsence } from '../../app/import-absent.ts';
import {
  type AbsentVisit,
  type ImportFaultRow,
  readAbsent,
  readFaults,
  readImport,
  readImports,
} from '../../app/import-queries.ts';
import { decideImport } from '../../app/import-write.ts';
import { replan } from '../../app/replan.ts';
import { encodings, fileName } from '../../domain/imports.ts';
import { importKinds } from '../../domain/words.ts';
import { problem } from '../problem.ts';
import { actor, answer, done, emptyResponses, jsonBody, responses, withBody } from './answers.ts';
import { id, instant, isUuid, line, pathId } from './fields.ts';
import { Import, LineFault, presentImport, refusedProblem } from './import-report.ts';
import { idCursor, limit, numberCursor, pageSchema, presentPage } from './paging.ts';

const flag = z
  .enum(['true', 'false'])
  .default('false')
  .transform((text) => text === 'true');
const day = z.iso.date().optional().openapi({ example: '2026-03-02' });

const ListQuery = z
  .object({
    dryRun: flag.openapi({ description: 'Only say what would come of it.' }),
    snapshot: flag.openapi({
      description:
        'Of visits: the list is the whole schedule of its days. What it does not have is not cancelled: nothing is said of ' +
        'it to the patient until a person has looked, or it is told of again.',
    }),
    from: day.openapi({ description: 'First day of the snapshot; left out: that of the list.' }),
    until: day.openapi({ description: 'Last day of the snapshot.' }),
    clinicId: id.optional().openapi({ description: 'For lines that name no clinic.' }),
    encoding: z.enum(encodings).optional().openapi({ description: 'Left out, it is found out.' }),
    filename: line(100).optional().openapi({ description: 'For people who look at it later.' }),
  })
  .refine(({ from, until }) => !from || !until || from <= until, {
    path: ['until'],
    error: 'must not be before from',
    params: { code: 'before_from' },
  });

const csv = z.string().openapi({
  format: 'binary',
  example: 'id;patientId;doctorId;date;time;status\r\nA-17;P-1;D-1;02.03.2026;10:30;booked\r\n',
});

const listAnswers: RouteConfig['responses'] = {
  ...responses({
    schema: Import,
    description: 'Written, or only looked at.',
    faults: [413, 415],
  }),
  202: {
    description: 'It waits for a person.',
    content: { 'application/json': { schema: Import } },
  },
};

const listRoute = createRoute({
  method: 'post',
  path: '/imports/{kind}',
  tags: ['Lists'],
  summary: 'Bring a list: visits, patients or recalls',
  description:
    'CSV of up to 50,000 rows and 16 MiB, as the body itself or as the file of a form; UTF-8, windows-1251 or UTF-16; `;`, `,` or ' +
    'tabs. Names of columns: those of the PUT routes, or usual Russian ones. It is written whole or not at all. 202: it changes more than ' +
    '20 % of the visits to come, or more than 50, and waits for a person. 422: refused, with the report as `import`. A column that ' +
    'looks medical refuses the list. The same `Idempotency-Key` is answered with what came of it the first time.',
  request: {
    params: z.object({ kind: z.enum(importKinds) }),
    query: ListQuery,
    headers: z.object({ 'idempotency-key': line(200).optional() }),
    body: { required: true, content: { 'text/csv': { schema: csv } } },
  },
  responses: listAnswers,
});

const runsRoute = createRoute({
  method: 'get',
  path: '/imports',
  tags: ['Lists'],
  summary: 'List the lists, newest first',
  request: { query: z.object({ cursor: idCursor, limit }) },
  responses: responses({
    schema: pageSchema(Import, 'ImportPage'),
    description: 'A page of them.',
  }),
});

const runRoute = createRoute({
  method: 'get',
  path: '/imports/{id}',
  tags: ['Lists'],
  summary: 'Read what a list has come to, line by line',
  request: {
    params: pathId('list'),
    query: z.object({ cursor: numberCursor, limit }),
  },
  responses: responses({
    schema: Import.extend({ faults: pageSchema(LineFault, 'LineFaultPage') }).openapi(
      'ImportReport',
    ),
    description: 'With a page of what there is to say of its lines.',
    faults: [404],
  }),
});

const decisionRoute = createRoute({
  method: 'post',
  path: '/imports/{id}/decision',
  tags: ['Lists'],
  summary: 'Agree to a list that waits, or decline it',
  description:
    'For a person who has seen what it changes. It is compared with what is recorded by then: if it would change more than was shown, ' +
    'it is refused as `changed_since`; after 24 hours as `too_old`. 409 `not_held`: it does not wait.',
  request: {
    params: pathId('list'),
    body: jsonBody(
      z.object({ decision: z.enum(['agreed', 'declined']) }).openapi('ImportDecision'),
    ),
  },
  responses: responses({
    schema: Import,
    description: 'What came of it.',
    faults: [404, 409, ...withBody],
  }),
});

const Absence = z
  .object({
    id,
    patientId: z.string(),
    clinicId: z.string(),
    startsAt: instant,
    absentAt: instant.openapi({ description: 'When a whole schedule was told without it.' }),
  })
  .openapi('Absence');

const absencesRoute = createRoute({
  method: 'get',
  path: '/absences',
  tags: ['Lists'],
  summary: 'List visits to come that the schedule no longer has',
  responses: responses({
    schema: z.object({ items: z.array(Absence), next: z.null() }).openapi('AbsenceList'),
    description: 'Up to 200, soonest first.',
  }),
});

const absenceRoute = createRoute({
  method: 'post',
  path: '/absences/{id}',
  tags: ['Lists'],
  summary: 'Say whether such a visit stands',
  description:
    '409 `not_absent`: the schedule has it. 409 `slot_taken`: its time has been given away.',
  request: {
    params: pathId('visit'),
    body: jsonBody(
      z.object({ decision: z.enum(['still_on', 'cancelled']) }).openapi('AbsenceDecision'),
    ),
  },
  responses: emptyResponses('Recorded.', [404, 409, ...withBody]),
});

export function importRoutes(api: OpenAPIHono, ctx: Context): void {
  api.openapi(listRoute, async (c) => {
    const bytes = await bytesOf(c);
    if (!bytes) return notCsv(c);
    const { kind } = c.req.valid('param');
    const { filename, from, until, clinicId, encoding, ...flags } = c.req.valid('query');
    const key = c.req.valid('header')['idempotency-key'];
    const run = await importList(ctx, {
      ...{ kind, bytes, actor, filename: filename ?? fileName(kind) },
      options: {
        ...flags,
        ...{ from: from ?? null, until: until ?? null },
        ...{ clinicId: clinicId ?? null, encoding: encoding ?? null },
      },
      requestKey: key === undefined ? null : `${kind}:${key}`,
    });
    if (run.state === 'applied') await replan(ctx);
    if (run.state === 'refused') return refusedProblem(c, ctx, run);
    return c.json(presentImport(run), run.state === 'held' || run.state === 'running' ? 202 : 200);
  });
  api.openapi(runsRoute, async (c) => {
    const { cursor, limit: size } = c.req.valid('query');
    return c.json(
      presentPage(await readImports(ctx, { after: cursor, limit: size }), presentImport),
    );
  });
  api.openapi(runRoute, async (c) => {
    const { cursor, limit: size } = c.req.valid('query');
    const runId = c.req.valid('param').id;
    const run = isUuid(runId) ? await readImport(ctx, runId) : unknown();
    const faults = run.ok
      ? await readFaults(ctx, { id: runId, skip: cursor ?? 0, limit: size })
      : null;
    return answer(c, run, {
      present: (one) => ({
        ...presentImport(one),
        faults: faults && presentPage(faults, presentFault),
      }),
    });
  });
  api.openapi(decisionRoute, async (c) => {
    const runId = c.req.valid('param').id;
    const { decision } = c.req.valid('json');
    const run = isUuid(runId) ? await decideImport(ctx, { id: runId, decision, actor }) : unknown();
    if (run.ok) await replan(ctx);
    return answer(c, run, { present: presentImport });
  });
  api.openapi(absencesRoute, async (c) =>
    c.json({ items: (await readAbsent(ctx)).map(presentAbsence), next: null }),
  );
  api.openapi(absenceRoute, async (c) => {
    const appointmentId = c.req.valid('param').id;
    return done(c, await decideAbsence(ctx, { appointmentId, ...c.req.valid('json'), actor }));
  });
}

const unknown = () => notFound('id', 'import');

/** Null for what is no file. */
async function bytesOf(c: Request): Promise<Uint8Array | null> {
  const type = c.req.header('content-type') ?? '';
  if (/json/i.test(type)) return null;
  if (!/^multipart\/form-data/i.test(type)) return new Uint8Array(await c.req.arrayBuffer());
  const parts = Object.values(await c.req.parseBody());
  const file = parts.find((part) => part instanceof File);
  return file ? new Uint8Array(await file.arrayBuffer()) : null;
}

const notCsv = (c: Request): Response =>
  problem(c, {
    status: 415,
    code: 'not_csv',
    field: null,
    detail: 'send the list as text/csv, or as the file of a form',
  });

const presentFault = ({ line: at, field, code }: ImportFaultRow) => ({ line: at, field, code });

const presentAbsence = ({ appointment: visit }: AbsentVisit): z.output<typeof Absence> => ({
  id: visit.id,
  patientId: visit.patientId,
  clinicId: visit.clinicId,
  startsAt: visit.startsAt.toISOString(),
  absentAt: (visit.absentAt ?? visit.updatedAt).toISOString(),
});
