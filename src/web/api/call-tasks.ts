import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from '../../app/context.ts';
import { type CallTaskRow, readCallTasks } from '../../app/queries-api.ts';
import { purposes } from '../../domain/words.ts';
import { answer, responses } from './answers.ts';
import { id, instant, uuid } from './fields.ts';
import { idCursor, limit, pageSchema, presentPage } from './paging.ts';

const states = ['open', 'done'] as const;

const CallTask = z
  .object({
    id: uuid,
    patientId: z.string(),
    phone: z.string().nullable(),
    purpose: z.enum(purposes),
    code: z.string().openapi({
      description: 'Why a person calls instead of the bot writing.',
      example: 'phone_chosen',
    }),
    dueAt: instant,
    appointmentId: z.string().nullable(),
    state: z.enum(states),
    result: z
      .string()
      .nullable()
      .openapi({ description: 'What came of it, in a word.', example: 'reached' }),
  })
  .openapi('CallTask');

const listRoute = createRoute({
  method: 'get',
  path: '/call-tasks',
  tags: ['Record'],
  summary: 'List the phone calls for administrators',
  description:
    'In the order they were found to be needed, done ones included unless `state` says otherwise.',
  request: {
    query: z.object({
      state: z.enum(states).optional(),
      patientId: id.optional().openapi({ example: 'p-1001' }),
      cursor: idCursor,
      limit,
    }),
  },
  responses: responses({
    schema: pageSchema(CallTask, 'CallTaskPage'),
    description: 'A page of call tasks.',
    faults: [404],
  }),
});

export function callTaskRoutes(api: OpenAPIHono, ctx: Context): void {
  api.openapi(listRoute, async (c) => {
    const { state, patientId, cursor, limit: size } = c.req.valid('query');
    const outcome = await readCallTasks(ctx, { state, patientId, after: cursor, limit: size });
    return answer(c, outcome, { present: (page) => presentPage(page, present) });
  });
}

const present = (row: CallTaskRow): z.output<typeof CallTask> => ({
  id: row.id,
  patientId: row.patientId,
  phone: row.phone,
  purpose: row.purpose,
  code: row.code,
  dueAt: row.dueAt.toISOString(),
  appointmentId: row.appointmentId,
  state: row.state,
  result: row.result,
});
