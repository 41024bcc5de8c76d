import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { type AppointmentPut, putAppointment } from '../../app/appointments.ts';
import type { Context } from '../../app/context.ts';
import { invalid, notFound, type Outcome } from '../../app/fault.ts';
import { type AppointmentRow, readAppointment, readClinic } from '../../app/queries-api.ts';
import { noteTold } from '../../app/schedule.ts';
import { parseStartsAt } from '../../domain/time.ts';
import { appointmentStatuses, channelIds } from '../../domain/words.ts';
import { actor, answer, jsonBody, responses, withBody } from './answers.ts';
import { id, instant, iso, pathId } from './fields.ts';

const day_min_max = 1440;
const bad_time =
  'startsAt: must be ISO 8601 with an offset or Z, or local time of the clinic, between 2000 and 2200';

/** Years outside are slips of a clinic system, and some of them no database can hold. */
function readTime(text: string, zone: string): Date | null {
  const at = parseStartsAt(text, zone);
  const year = at?.getUTCFullYear() ?? 0;
  return year >= 2000 && year < 2200 ? at : null;
}

const AppointmentInput = z
  .object({
    patientId: id.openapi({ example: 'p-1001' }),
    doctorId: id.openapi({ example: 'd-7' }),
    clinicId: id.openapi({ example: 'c-1' }),
    serviceId: id.nullish().openapi({ example: 's-12' }),
    startsAt: z
      .string()
      .max(64)
      .refine((text) => readTime(text, 'UTC') !== null, {
        error: bad_time.replace('startsAt: ', ''),
        params: { code: 'bad_time' },
      })
      .openapi({
        description:
          "ISO 8601 with an offset or `Z`; without one, what the clock on the clinic's wall shows. Where clocks jump: in " +
          'the gap the moment of the jump, in the repeated hour the first time.',
        example: '2026-03-02T10:30:00+03:00',
      }),
    durationMin: z
      .int()
      .min(1)
      .max(day_min_max)
      .nullish()
      .openapi({ description: "Minutes; left out: the service's, else 30.", example: 45 }),
    status: z.enum(appointmentStatuses).default('booked').openapi({
      description:
        'A visit that the patient confirmed in the chat stays `confirmed` when told `booked`.',
    }),
    version: z
      .int()
      .min(0)
      .nullish()
      .openapi({
        description:
          "The clinic system's own, growing with each change: older ones are ignored (`applied: false`), the same with other " +
          'facts is 409. Left out: one more than what is recorded.',
        example: 3,
      }),
  })
  .openapi('AppointmentInput');

const appointment = {
  id,
  patientId: z.string(),
  doctorId: z.string(),
  clinicId: z.string(),
  serviceId: z.string().nullable(),
  startsAt: instant,
  endsAt: instant,
  durationMin: z.int(),
  status: z.enum(appointmentStatuses),
  version: z.int(),
  confirmedAt: instant
    .nullable()
    .openapi({ description: 'When the patient confirmed this very time.' }),
  confirmedVia: z
    .string()
    .nullable()
    .openapi({ description: `${channelIds.join(', ')}.` }),
};

const Appointment = z.object(appointment).openapi('Appointment');
const AppointmentPutSchema = z
  .object({
    ...appointment,
    applied: z
      .boolean()
      .openapi({ description: 'False where this version, or a newer one, was known already.' }),
  })
  .openapi('AppointmentPut');

const putRoute = createRoute({
  method: 'put',
  path: '/appointments/{id}',
  tags: ['Visits'],
  summary: 'Tell about a visit',
  description:
    'Creates or replaces, and plans the reminders anew. Unknown ids are 404 and named. 409 `slot_taken`: the doctor has ' +
    'another visit at that time; 409 `version_reused`: the version was given to other facts before.',
  request: { params: pathId('visit'), body: jsonBody(AppointmentInput) },
  responses: responses({
    schema: AppointmentPutSchema,
    description: 'As it is now recorded.',
    faults: [404, 409, ...withBody],
  }),
});

const getRoute = createRoute({
  method: 'get',
  path: '/appointments/{id}',
  tags: ['Visits'],
  summary: 'Read a visit',
  request: { params: pathId('visit') },
  responses: responses({ schema: Appointment, description: 'The visit.', faults: [404] }),
});

export function appointmentRoutes(api: OpenAPIHono, ctx: Context): void {
  api.openapi(putRoute, async (c) =>
    answer(c, await put(ctx, c.req.valid('param').id, c.req.valid('json')), {
      present: ({ appointment: row, applied }) => ({ ...present(row), applied }),
    }),
  );
  api.openapi(getRoute, async (c) =>
    answer(c, await readAppointment(ctx, c.req.valid('param').id), { present }),
  );
}

async function put(
  ctx: Context,
  visitId: string,
  body: z.output<typeof AppointmentInput>,
): Promise<Outcome<AppointmentPut>> {
  const clinic = await readClinic(ctx, body.clinicId);
  if (!clinic.ok) return notFound('clinicId', 'clinic');
  const startsAt = readTime(body.startsAt, clinic.value.zone);
  if (!startsAt) return invalid('startsAt', 'bad_time', bad_time);
  const { patientId, doctorId, clinicId, serviceId, durationMin, status, version } = body;
  const told = await putAppointment(ctx, {
    id: visitId,
    patientId,
    doctorId,
    clinicId,
    serviceId: serviceId ?? null,
    startsAt,
    durationMin: durationMin ?? null,
    status,
    version: version ?? null,
    actor,
  });
  if (told.ok) await noteTold(ctx, clinic.value);
  return told;
}

const present = (row: AppointmentRow): z.output<typeof Appointment> => ({
  id: row.id,
  patientId: row.patientId,
  doctorId: row.doctorId,
  clinicId: row.clinicId,
  serviceId: row.serviceId,
  startsAt: row.startsAt.toISOString(),
  endsAt: row.endsAt.toISOString(),
  durationMin: row.durationMin,
  status: row.status,
  version: row.version,
  confirmedAt: iso(row.confirmedAt),
  confirmedVia: row.confirmedVia,
});
