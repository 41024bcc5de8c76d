import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from '../../app/context.ts';
import { notFound } from '../../app/fault.ts';
import type { ReasonRow } from '../../app/queries-api.ts';
import {
  agreements,
  changeReason,
  closeReason,
  type ReasonChange,
  type ReasonInput,
  readReasons,
  recordReason,
} from '../../app/reasons.ts';
import {
  argumentCharsMax,
  contraindications,
  type FollowUpKind,
  followUpKinds,
  intervalMax,
  leavings,
} from '../../domain/reasons.ts';
import { isDate } from '../../domain/time.ts';
import { purposes, reasonStates } from '../../domain/words.ts';
import { actor, answer, jsonBody, responses, withBody } from './answers.ts';
import { id, instant, iso, isUuid, line, prose, uuid } from './fields.ts';
import { idCursor, limit, pageSchema, presentPage } from './paging.ts';

const day = z
  .string()
  .refine(isDate, { error: 'must be a date, YYYY-MM-DD', params: { code: 'bad_date' } })
  .openapi({ description: 'A local date of the clinic.', example: '2026-09-15' });

const item = line(200);

const Plan = z
  .object({
    signedOn: day.nullish().openapi({ description: 'Null: not signed, which refuses it.' }),
    urgentItem: item.nullish().openapi({ example: 'коронка на 36' }),
    done: item.nullish().openapi({ description: 'Of a plan done in part.' }),
    left: item.nullish(),
    risk: prose(500).nullish().openapi({ description: 'What waiting may cost.' }),
    deadline: day.nullish(),
  })
  .openapi('FollowUpPlan');

const interval = z
  .int()
  .openapi({ description: `Months, 1 to ${intervalMax}; else 422 \`bad_interval\`.`, example: 6 });

const changeable = {
  dueOn: day.nullish().openapi({ description: 'When the patient is to hear of it.' }),
  argument: line(argumentCharsMax).nullish().openapi({
    description:
      'The doctor’s own words to this patient: why then. They stand in the message, so name no procedure or diagnosis.',
    example: 'через полгода лучше посмотреть, как всё прижилось',
  }),
  note: prose(1000).nullish().openapi({ description: 'For staff.' }),
  guarantee: z.boolean().optional().openapi({
    description: 'Attending is a condition of the guarantee, and the patient was told so.',
  }),
  intervalMonths: interval.nullish(),
  doctorId: id.nullish(),
  serviceId: id.nullish().openapi({ description: 'What would be booked.' }),
  agreed: z.boolean().openapi({
    description: 'This contact was agreed with the patient before they left.',
    example: true,
  }),
  agreedHow: z
    .enum(agreements)
    .nullish()
    .openapi({ description: 'Needed with `agreed: true`.', example: 'verbal' }),
};

const FollowUpInput = z
  .object({
    patientId: id.openapi({ example: 'p-1001' }),
    kind: z.enum(followUpKinds).openapi({ example: 'control' }),
    appointmentId: id
      .nullish()
      .openapi({ description: 'The treatment it follows from.', example: 'v-2001' }),
    lastVisitOn: day.nullish(),
    plan: Plan.nullish(),
    freeConsultation: z.boolean().optional(),
    leaving: z.enum(leavings).nullish().openapi({
      description: 'What the patient said who left without agreeing to treatment.',
    }),
    namedOn: day.nullish().openapi({ description: 'The day the patient named for a contact.' }),
    contraindications: z.array(z.enum(contraindications)).optional(),
    ...changeable,
  })
  .openapi('FollowUpInput');

const FollowUpChange = z
  .object({ ...changeable, agreed: changeable.agreed.optional() })
  .openapi('FollowUpChange', { example: { dueOn: '2026-10-01' } });

const FollowUp = z
  .object({
    id: uuid,
    patientId: z.string(),
    kind: z.enum(followUpKinds),
    purpose: z.enum(purposes),
    state: z.enum(reasonStates).openapi({
      description:
        '`planned` → `sent` → `answered` or `booked` → `came`; `later`: another one stands for the day the patient named; ' +
        '`silent`: no answer within 14 days; `lapsed`: never sent and too late now; `closed`: taken back.',
    }),
    dueAt: instant,
    doctorId: z.string().nullable(),
    appointmentId: z.string().nullable(),
    bookedId: z.string().nullable().openapi({ description: 'The visit that satisfies it.' }),
    intervalMonths: z.int().nullable(),
    argument: z.string().nullable(),
    note: z.string().nullable(),
    guarantee: z.boolean(),
    evidence: z.record(z.string(), z.unknown()),
    answeredAt: instant.nullable(),
    closedAt: instant.nullable(),
    outcome: z.string().nullable().openapi({ description: 'In the words of whoever closed it.' }),
    createdBy: z.string(),
    createdAt: instant,
  })
  .openapi('FollowUp');

const postRoute = createRoute({
  method: 'post',
  path: '/followups',
  tags: ['Follow-ups'],
  summary: 'Record why a patient is to be invited',
  description:
    'With the evidence that its kind needs; 422 names the rule that stops it (`no_evidence`, `plan_unsigned`, `mass_list`, …) ' +
    'and the field. Whether, when and how the patient hears of it follows from what they agreed to. 409 `already_recorded`: ' +
    'there is one of that kind for that month.',
  request: { body: jsonBody(FollowUpInput) },
  responses: responses({
    schema: FollowUp,
    description: 'As it was recorded.',
    status: 201,
    faults: [404, 409, ...withBody],
  }),
});

const listRoute = createRoute({
  method: 'get',
  path: '/followups',
  tags: ['Follow-ups'],
  summary: 'List follow-ups',
  description: 'Oldest first, ended ones included unless `state` says otherwise.',
  request: {
    query: z.object({
      patientId: id.optional().openapi({ example: 'p-1001' }),
      state: z.enum(reasonStates).optional(),
      cursor: idCursor,
      limit,
    }),
  },
  responses: responses({
    schema: pageSchema(FollowUp, 'FollowUpPage'),
    description: 'A page of follow-ups.',
    faults: [404],
  }),
});

const params = z.object({ id: id.openapi({ description: 'Of the follow-up, as listed.' }) });

const patchRoute = createRoute({
  method: 'patch',
  path: '/followups/{id}',
  tags: ['Follow-ups'],
  summary: 'Change a follow-up that was not sent yet',
  description: 'By the same rules. What is left out stays as it is; null takes it away.',
  request: { params, body: jsonBody(FollowUpChange) },
  responses: responses({
    schema: FollowUp,
    description: 'As it is now.',
    faults: [404, 409, ...withBody],
  }),
});

const closeRoute = createRoute({
  method: 'post',
  path: '/followups/{id}/close',
  tags: ['Follow-ups'],
  summary: 'Take a follow-up back',
  description: 'Nothing more is sent about it. 409 `not_open`: it has ended already.',
  request: { params },
  responses: responses({ schema: FollowUp, description: 'Closed.', faults: [404, 409] }),
});

export function followUpRoutes(api: OpenAPIHono, ctx: Context): void {
  api.openapi(postRoute, async (c) => {
    const outcome = await recordReason(ctx, inputOf(c.req.valid('json')));
    return answer(c, outcome, { present, status: 201 });
  });
  api.openapi(listRoute, async (c) => {
    const { patientId, state, cursor, limit: size } = c.req.valid('query');
    const outcome = await readReasons(ctx, { patientId, state, after: cursor, limit: size });
    return answer(c, outcome, { present: (page) => presentPage(page, present) });
  });
  api.openapi(patchRoute, async (c) => {
    const { id: reasonId } = c.req.valid('param');
    if (!isUuid(reasonId)) return answer(c, notFound('id', 'follow-up'), { present });
    const given = Object.entries(c.req.valid('json')).filter(([, value]) => value !== undefined);
    const change = Object.fromEntries(given) as ReasonChange;
    const act = { id: reasonId, actor, byDoctor: null };
    return answer(c, await changeReason(ctx, act, change), { present });
  });
  api.openapi(closeRoute, async (c) => {
    const { id: reasonId } = c.req.valid('param');
    const outcome = isUuid(reasonId)
      ? await closeReason(ctx, { id: reasonId, actor })
      : notFound('id', 'follow-up');
    return answer(c, outcome, { present });
  });
}

const inputOf = (given: z.output<typeof FollowUpInput>): ReasonInput => ({
  patientId: given.patientId,
  kind: given.kind,
  doctorId: given.doctorId ?? null,
  appointmentId: given.appointmentId ?? null,
  serviceId: given.serviceId ?? null,
  dueOn: given.dueOn ?? null,
  lastVisitOn: given.lastVisitOn ?? null,
  intervalMonths: given.intervalMonths ?? null,
  argument: given.argument ?? null,
  note: given.note ?? null,
  plan: given.plan ? planOf(given.plan) : null,
  freeConsultation: given.freeConsultation ?? false,
  leaving: given.leaving ?? null,
  namedOn: given.namedOn ?? null,
  contraindications: given.contraindications ?? [],
  guarantee: given.guarantee ?? false,
  agreed: given.agreed,
  agreedHow: given.agreedHow ?? null,
  actor,
  byDoctor: null,
});

const planOf = (plan: z.output<typeof Plan>) => ({
  signedOn: plan.signedOn ?? null,
  urgentItem: plan.urgentItem ?? null,
  done: plan.done ?? null,
  left: plan.left ?? null,
  risk: plan.risk ?? null,
  deadline: plan.deadline ?? null,
});

const present = (row: ReasonRow): z.output<typeof FollowUp> => ({
  id: row.id,
  patientId: row.patientId,
  kind: row.kind as FollowUpKind,
  purpose: row.purpose,
  state: row.state,
  dueAt: row.dueAt.toISOString(),
  doctorId: row.doctorId,
  appointmentId: row.appointmentId,
  bookedId: row.bookedId,
  intervalMonths: row.intervalMonths,
  argument: row.argument,
  note: row.note,
  guarantee: row.guarantee,
  evidence: row.evidence,
  answeredAt: iso(row.answeredAt),
  closedAt: iso(row.closedAt),
  outcome: row.outcome,
  createdBy: row.createdBy,
  createdAt: row.createdAt.toISOString(),
});
