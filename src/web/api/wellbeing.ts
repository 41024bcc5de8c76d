import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from '../../app/context.ts';
import { type Outcome, ok } from '../../app/fault.ts';
import type { ReasonRow } from '../../app/queries-api.ts';
import { startEpisode, startWellbeing } from '../../app/wellbeing.ts';
import { reasonStates } from '../../domain/words.ts';
import { actor, answer, jsonBody, responses, withBody } from './answers.ts';
import { id, instant, prose, uuid } from './fields.ts';

const WellbeingInput = z
  .object({
    appointmentId: id.openapi({ example: 'v-2001' }),
    after: z.string().max(20).optional().openapi({
      description:
        'ISO 8601 duration after the end of the visit, up to 30 days: `PT3H`; whole days, `P1D`, mean ten in the morning of that day.',
      example: 'P1D',
    }),
    days: z
      .array(z.int().min(0).max(30))
      .min(1)
      .max(10)
      .optional()
      .openapi({
        description:
          'Instead of `after`: an episode, with one question for each of these days at ten in the morning, and one about ' +
          'the impression the day after. With neither, the `wellbeingDays` of the service. Days that are planned already stay as they are.',
        example: [1, 3],
      }),
    note: prose(1000).nullish().openapi({
      description:
        'For the staff; the patient sees it only in the copy of everything that is held of them.',
    }),
  })
  .refine(({ after, days }) => after === undefined || days === undefined, {
    path: ['days'],
    error: 'either after or days',
    params: { code: 'both_given' },
  })
  .openapi('WellbeingInput');

const question = {
  id: uuid,
  patientId: z.string(),
  appointmentId: z.string().nullable(),
  doctorId: z.string().nullable(),
  purpose: z.literal('wellbeing'),
  dueAt: instant.openapi({ description: "When it is meant; the patient's hours may move it." }),
  state: z.enum(reasonStates),
  episodeId: uuid.nullable(),
  day: z.int().nullable().openapi({ description: 'Days after the visit, 0 is the same day.' }),
  asksScore: z.boolean().openapi({ description: 'A number from 0 to 10 is asked for.' }),
  note: z.string().nullable(),
};

const Wellbeing = z
  .object({
    ...question,
    questions: z.array(z.object(question)).openapi({
      description: 'Of an episode all that were planned now, the first of them included.',
    }),
  })
  .openapi('Wellbeing');

const postRoute = createRoute({
  method: 'post',
  path: '/wellbeing',
  tags: ['Visits'],
  summary: 'Ask the patient, after a visit, how they feel',
  description:
    'Records the reason and plans the question; whether it is sent depends on the consent for `wellbeing`. 409 `no_visit`: ' +
    'the visit was cancelled or missed; 409 `already_planned`: these days of this visit are asked about already. No answer within ' +
    'twelve hours is a task on the call list; a bad answer calls people (`GET /alarms`).',
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
    const { after, days, ...given } = c.req.valid('json');
    const input = { ...given, note: given.note ?? null, actor };
    const outcome =
      after === undefined
        ? await startEpisode(ctx, { ...input, days: days ?? null })
        : one(await startWellbeing(ctx, { ...input, after }));
    return answer(c, outcome, { present, status: 201 });
  });
}

const one = (outcome: Outcome<ReasonRow>): Outcome<readonly ReasonRow[]> =>
  outcome.ok ? ok([outcome.value]) : outcome;

/** The first as such, as long as there was only one. */
function present(rows: readonly ReasonRow[]): z.output<typeof Wellbeing> {
  const questions = rows.map(presentOne);
  const [first] = questions;
  if (!first) throw new Error('no question');
  return { ...first, questions };
}

const presentOne = (row: ReasonRow) => ({
  id: row.id,
  patientId: row.patientId,
  appointmentId: row.appointmentId,
  doctorId: row.doctorId,
  purpose: 'wellbeing' as const,
  dueAt: row.dueAt.toISOString(),
  state: row.state,
  episodeId: row.episodeId,
  day: row.day,
  asksScore: row.asksScore,
  note: row.note,
});
