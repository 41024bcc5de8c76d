import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from '../../app/context.ts';
import type { ReasonRow } from '../../app/queries-api.ts';
import { startWellbeing } from '../../app/wellbeing.ts';
import { actor, answer, jsonBody, responses, withBody } from './answers.ts';
import { id, instant, prose, uuid } from './fields.ts';

const WellbeingInput = z
  .object({
    appointmentId: id.openapi({ example: 'v-2001' }),
    after: z.string().max(20).openapi({
      description:
        'ISO 8601 duration after the end of the visit, up to 30 days: `PT3H`; whole days, `P1D`, mean ten in the morning of that day.',
      example: 'P1D',
    }),
    note: prose(1000).nullish().openapi({
      description:
        'For the staff; the patient sees it only in the copy of everything that is held of them.',
    }),
  })
  .openapi('WellbeingInput');

const Wellbeing = z
  .object({
    id: uuid,
    patientId: z.string(),
    appointmentId: z.string().nullable(),
    doctorId: z.string().nullable(),
    purpose: z.literal('wellbeing'),
    dueAt: instant.openapi({ description: "When it is meant; the patient's hours may move it." }),
    state: z.enum(['planned', 'sent', 'answered', 'closed']),
    note: z.string().nullable(),
  })
  .openapi('Wellbeing');

const postRoute = createRoute({
  method: 'post',
  path: '/wellbeing',
  tags: ['Visits'],
  summary: 'Ask the patient, after a visit, how they feel',
  description:
    'Records the reason and plans the question; whether it is sent depends on the consent for `wellbeing`. 409 `no_visit`: ' +
    'the visit was cancelled or missed; 409 `already_planned`: there is a check at that time already.',
  request: { body: jsonBody(WellbeingInput) },
  responses: responses({
    schema: Wellbeing,
    description: 'The recorded reason.',
    status: 201,
    faults: [404, 409, ...withBody],
  }),
});

export function wellbeingRoutes(api: OpenAPIHono, ctx: Context): void {
  api.openapi(postRoute, async (c) => {
    const { appointmentId, after, note } = c.req.valid('json');
    const outcome = await startWellbeing(ctx, { appointmentId, after, note: note ?? null, actor });
    return answer(c, outcome, { present, status: 201 });
  });
}

const present = (row: ReasonRow): z.output<typeof Wellbeing> => ({
  id: row.id,
  patientId: row.patientId,
  appointmentId: row.appointmentId,
  doctorId: row.doctorId,
  purpose: 'wellbeing',
  dueAt: row.dueAt.toISOString(),
  state: row.state,
  note: row.note,
});
