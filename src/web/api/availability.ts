import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import {
  type AvailabilityRow,
  putAvailability,
  readAvailability,
  readSlots,
  removeAvailability,
  type Slot,
} from '../../app/availability.ts';
import type { Context } from '../../app/context.ts';
import { horizonDays } from '../../domain/slots.ts';
import { actor, answer, done, emptyResponses, jsonBody, responses, withBody } from './answers.ts';
import { id, instant, pathId } from './fields.ts';
import { hours, SpanSchema, toNamedWeek, toWeek, WeekSchema } from './hours.ts';

const days_max = 400;
const spans_max = 8;
const date = z.iso.date().openapi({ example: '2026-03-02' });

const days = z
  .record(date, z.array(SpanSchema).max(spans_max))
  .refine((given) => Object.keys(given).length <= days_max, {
    error: `must name at most ${days_max} dates`,
    params: { code: 'too_long' },
  });

const AvailabilityInput = z
  .object({
    clinicId: id.openapi({ example: 'c-1' }),
    week: hours.nullish().openapi({
      description: "By the clinic's wall clock; left out: only on the days named.",
    }),
    days: days.default({}).openapi({
      description:
        'Other spans on single dates, instead of those of the week; an empty list: absent.',
      example: { '2026-03-02': [] },
    }),
    stepMin: z
      .int()
      .min(5)
      .max(480)
      .default(30)
      .openapi({ description: 'Visits begin so many minutes apart, from the start of a span.' }),
  })
  .openapi('AvailabilityInput');

const Availability = z
  .object({
    doctorId: z.string(),
    clinicId: z.string(),
    week: WeekSchema,
    days: z.record(z.string(), z.array(SpanSchema)),
    stepMin: z.int(),
  })
  .openapi('Availability');

const putRoute = createRoute({
  method: 'put',
  path: '/doctors/{id}/availability',
  tags: ['Slots'],
  summary: 'Tell when a doctor can be booked at a clinic',
  description:
    'Creates or replaces, per clinic. Patients can then move their visits in the chat to what is free; without it their ' +
    'wish goes to the desk.',
  request: { params: pathId('doctor'), body: jsonBody(AvailabilityInput) },
  responses: responses({
    schema: Availability,
    description: 'As it is now recorded.',
    faults: [404, ...withBody],
  }),
});

const AvailabilityList = z
  .object({ items: z.array(Availability), next: z.null() })
  .openapi('AvailabilityList');

const getRoute = createRoute({
  method: 'get',
  path: '/doctors/{id}/availability',
  tags: ['Slots'],
  summary: 'Read when a doctor can be booked',
  request: { params: pathId('doctor') },
  responses: responses({
    schema: AvailabilityList,
    description: 'One for each clinic.',
    faults: [404],
  }),
});

const deleteRoute = createRoute({
  method: 'delete',
  path: '/doctors/{id}/availability',
  tags: ['Slots'],
  summary: 'Nobody is to be booked there without a person',
  request: { params: pathId('doctor'), query: z.object({ clinicId: id }) },
  responses: emptyResponses('It is gone.', [404]),
});

const SlotSchema = z
  .object({ clinicId: z.string(), startsAt: instant, durationMin: z.int() })
  .openapi('Slot');
const SlotList = z.object({ items: z.array(SlotSchema), next: z.null() }).openapi('SlotList');

const moment = z.iso
  .datetime({ offset: true })
  .transform((text) => new Date(text))
  .openapi({ example: '2026-03-02T00:00:00Z' });

const slotsRoute = createRoute({
  method: 'get',
  path: '/slots',
  tags: ['Slots'],
  summary: "A doctor's free times",
  description: `Availability minus visits and what is kept for patients who are deciding; up to ${horizonDays} days ahead.`,
  request: {
    query: z.object({
      doctorId: id,
      clinicId: id.optional(),
      serviceId: id.optional().openapi({ description: 'Its duration counts.' }),
      durationMin: z.coerce
        .number()
        .int()
        .min(5)
        .max(480)
        .optional()
        .openapi({ description: "Minutes; left out: the service's, else 30." }),
      from: moment.optional(),
      to: moment.optional(),
    }),
  },
  responses: responses({ schema: SlotList, description: 'In order.', faults: [404] }),
});

export function availabilityRoutes(api: OpenAPIHono, ctx: Context): void {
  api.openapi(putRoute, async (c) => {
    const { clinicId, week, days: given, stepMin } = c.req.valid('json');
    const input = {
      doctorId: c.req.valid('param').id,
      clinicId,
      week: week ? toWeek(week) : noWeek,
      days: given,
      stepMin,
      actor,
    };
    return answer(c, await putAvailability(ctx, input), { present });
  });
  api.openapi(getRoute, async (c) =>
    answer(c, await readAvailability(ctx, c.req.valid('param').id), {
      present: (rows) => ({ items: rows.map(present), next: null }),
    }),
  );
  api.openapi(deleteRoute, async (c) => {
    const { clinicId } = c.req.valid('query');
    const where = { doctorId: c.req.valid('param').id, clinicId, actor };
    return done(c, await removeAvailability(ctx, where));
  });
  api.openapi(slotsRoute, async (c) => {
    const { doctorId, clinicId, serviceId, durationMin, from, to } = c.req.valid('query');
    const query = {
      doctorId,
      clinicId: clinicId ?? null,
      serviceId: serviceId ?? null,
      durationMin: durationMin ?? null,
      from: from ?? null,
      until: to ?? null,
    };
    return answer(c, await readSlots(ctx, query), {
      present: (slots) => ({ items: slots.map(presentSlot), next: null }),
    });
  });
}

const noWeek = { 1: [], 2: [], 3: [], 4: [], 5: [], 6: [], 7: [] } as const;

const present = (row: AvailabilityRow): z.output<typeof Availability> => ({
  doctorId: row.doctorId,
  clinicId: row.clinicId,
  week: toNamedWeek(row.week),
  days: Object.fromEntries(Object.entries(row.days).map(([day, spans]) => [day, [...spans]])),
  stepMin: row.stepMin,
});

const presentSlot = ({ clinicId, startsAt, durationMin }: Slot): z.output<typeof SlotSchema> => ({
  clinicId,
  startsAt: startsAt.toISOString(),
  durationMin,
});
