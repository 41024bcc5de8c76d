import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from '../../app/context.ts';
import {
  askErasure,
  type ErasureRow,
  eraseNow,
  listErasures,
  refuseErasure,
} from '../../app/erasure.ts';
import { notFound } from '../../app/fault.ts';
import { actor, answer, jsonBody, responses, withBody } from './answers.ts';
import { id, instant, iso, isUuid, pathId, prose, uuid } from './fields.ts';

const Proof = z
  .object({
    counts: z
      .record(z.string(), z.int())
      .openapi({ description: 'Rows emptied or deleted, by table.', example: { message: 12 } }),
    rows: z.record(z.string(), z.array(z.string())).openapi({ description: 'Their ids.' }),
    digest: z.string().openapi({
      description:
        'SHA-256, in hexadecimal, of one line `table id` for each row, sorted, each ended by a line feed. The audit has it too.',
    }),
    ledger: z
      .object({ number: z.int(), hash: z.string() })
      .nullable()
      .openapi({ description: 'The end of the ledger, which still proves what was agreed.' }),
  })
  .openapi('ErasureProof');

const Erasure = z
  .object({
    id: uuid,
    patientId: z.string(),
    requestedAt: instant,
    requestedBy: z.string().openapi({ description: '`patient`, `api` or `staff:<id>`.' }),
    ownerId: uuid.nullable().openapi({ description: 'The colleague who sees to it.' }),
    dueAt: instant.openapi({ description: 'If nobody decides until then, it is done by itself.' }),
    doneAt: instant.nullable(),
    doneBy: z.string().nullable(),
    refusedAt: instant.nullable(),
    refusedReason: z.string().nullable(),
    proof: Proof.nullable(),
  })
  .openapi('Erasure');

const RefusalInput = z
  .object({
    reason: prose(1000).openapi({
      description: "The law's, to be told to the patient. It must not name them.",
      example: '152-ФЗ, статья 21, часть 5',
    }),
  })
  .openapi('RefusalInput');

const askRoute = createRoute({
  method: 'post',
  path: '/patients/{id}/erasures',
  tags: ['Privacy'],
  summary: "Record a patient's wish to be forgotten",
  description:
    'While one is open, the same one is answered, with the same deadline. Messages go on as agreed until it is done; ' +
    'record withdrawals to end them at once. 409 `erased`: it was done already.',
  request: { params: pathId('patient') },
  responses: responses({
    schema: Erasure,
    description: 'The wish, its owner and its deadline.',
    status: 201,
    faults: [404, 409],
  }),
});

const listRoute = createRoute({
  method: 'get',
  path: '/erasures',
  tags: ['Privacy'],
  summary: 'List wishes to be forgotten',
  request: {
    query: z.object({
      state: z
        .enum(['open', 'all'])
        .default('open')
        .openapi({ description: '`open`: by deadline; `all`: the latest 200, newest first.' }),
    }),
  },
  responses: responses({
    schema: z.object({ items: z.array(Erasure), next: z.null() }).openapi('ErasureList'),
    description: 'Up to 200.',
  }),
});

const params = z.object({ id: id.openapi({ description: 'Of the wish, as listed.' }) });
const settled =
  '409 `already_done` or `already_refused`: each wish is decided once. Refused, the patient may ask again.';

const doneRoute = createRoute({
  method: 'post',
  path: '/erasures/{id}/done',
  tags: ['Privacy'],
  summary: 'Forget the patient now',
  description:
    'Everything is emptied in one transaction and cannot be brought back; the ledger keeps acts, times and hashes without words. ' +
    `409 \`sending\`: a message is under way this second, try again in a minute. ${settled}`,
  request: { params },
  responses: responses({ schema: Erasure, description: 'With its proof.', faults: [404, 409] }),
});

const refusedRoute = createRoute({
  method: 'post',
  path: '/erasures/{id}/refused',
  tags: ['Privacy'],
  summary: 'Refuse, with the reason the law gives',
  description: settled,
  request: { params, body: jsonBody(RefusalInput) },
  responses: responses({
    schema: Erasure,
    description: 'With the reason.',
    faults: [404, 409, ...withBody],
  }),
});

export function erasureRoutes(api: OpenAPIHono, ctx: Context): void {
  api.openapi(askRoute, async (c) => {
    const outcome = await askErasure(ctx, { patientId: c.req.valid('param').id, actor });
    return answer(c, outcome, { present, status: 201 });
  });
  api.openapi(listRoute, async (c) => {
    const found = await listErasures(ctx, { open: c.req.valid('query').state === 'open' });
    return c.json({ items: found.map(present), next: null });
  });
  api.openapi(doneRoute, async (c) => {
    const erasureId = c.req.valid('param').id;
    const outcome = isUuid(erasureId) ? await eraseNow(ctx, { erasureId, actor }) : unknown();
    return answer(c, outcome, { present });
  });
  api.openapi(refusedRoute, async (c) => {
    const erasureId = c.req.valid('param').id;
    const { reason } = c.req.valid('json');
    const outcome = isUuid(erasureId)
      ? await refuseErasure(ctx, { erasureId, reason, actor })
      : unknown();
    return answer(c, outcome, { present });
  });
}

const unknown = () => notFound('id', 'erasure');

const present = ({ addressId: _, ...row }: ErasureRow) => ({
  ...row,
  requestedAt: row.requestedAt.toISOString(),
  dueAt: row.dueAt.toISOString(),
  doneAt: iso(row.doneAt),
  refusedAt: iso(row.refusedAt),
});
