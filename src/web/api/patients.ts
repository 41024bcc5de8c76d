import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from '../../app/context.ts';
import { invalid, notFound, type Outcome } from '../../app/fault.ts';
import { type PatientRow, readPatient } from '../../app/queries-api.ts';
import { putPatient } from '../../app/registry.ts';
import { languages } from '../../domain/words.ts';
import { actor, answer, jsonBody, responses, withBody } from './answers.ts';
import { id, instant, iso, line, pathId, phone } from './fields.ts';

const GuardianInput = z
  .object({
    name: line(200).nullish(),
    phone: phone.nullish(),
    patientId: id.nullish().openapi({ description: 'If the guardian is a patient too.' }),
  })
  .refine(
    (guardian) => Object.values(guardian).some((value) => value !== undefined && value !== null),
    {
      error: 'must have a name, a phone or a patientId',
      params: { code: 'empty' },
    },
  )
  .openapi('GuardianInput');

const PatientInput = z
  .object({
    name: line(200).openapi({
      description: 'Family name first, or as the patient prefers.',
      example: 'Иванова Мария',
    }),
    phone: phone.nullish(),
    language: z
      .enum(languages)
      .nullish()
      .openapi({ description: "Left out: the clinic's, until the patient shows theirs." }),
    birthDate: z.iso.date().nullish().openapi({ example: '1990-05-17' }),
    guardian: GuardianInput.nullish().openapi({
      description:
        'Set: whoever opens an invitation is taken for the guardian, not for the patient.',
    }),
    clinicId: id.nullish().openapi({
      description: 'Who speaks to the patient where no visit says it.',
      example: 'c-1',
    }),
  })
  .openapi('PatientInput');

const Patient = z
  .object({
    id,
    name: z.string(),
    phone: z.string().nullable(),
    language: z.enum(languages).nullable(),
    birthDate: z.string().nullable(),
    guardian: z
      .object({
        name: z.string().nullable(),
        phone: z.string().nullable(),
        patientId: z.string().nullable(),
      })
      .nullable(),
    clinicId: z.string().nullable(),
    erasedAt: instant
      .nullable()
      .openapi({ description: 'Set once the patient is forgotten; then nothing else is known.' }),
  })
  .openapi('Patient');

const putRoute = createRoute({
  method: 'put',
  path: '/patients/{id}',
  tags: ['Registry'],
  summary: 'Tell about a patient',
  description:
    'Creates or replaces. Nothing is sent to a patient by this: that takes a consent and a reason. ' +
    'An unknown `clinicId` or `guardian.patientId` is 404. 409 `erased`: the patient asked to be forgotten.',
  request: { params: pathId('patient'), body: jsonBody(PatientInput) },
  responses: responses({
    schema: Patient,
    description: 'As it is now recorded.',
    faults: [404, 409, ...withBody],
  }),
});

const getRoute = createRoute({
  method: 'get',
  path: '/patients/{id}',
  tags: ['Registry'],
  summary: 'Read a patient',
  request: { params: pathId('patient') },
  responses: responses({ schema: Patient, description: 'The patient.', faults: [404] }),
});

export function patientRoutes(api: OpenAPIHono, ctx: Context): void {
  api.openapi(putRoute, async (c) =>
    answer(c, await put(ctx, c.req.valid('param').id, c.req.valid('json')), { present }),
  );
  api.openapi(getRoute, async (c) =>
    answer(c, await readPatient(ctx, c.req.valid('param').id), { present }),
  );
}

type Input = z.output<typeof PatientInput>;

async function put(ctx: Context, patientId: string, body: Input): Promise<Outcome<PatientRow>> {
  const guardianId = body.guardian?.patientId;
  if (guardianId === patientId) {
    return invalid(
      'guardian.patientId',
      'own_guardian',
      'guardian.patientId: is the patient themselves',
    );
  }
  if (guardianId && !(await readPatient(ctx, guardianId)).ok)
    return notFound('guardian.patientId', 'patient');
  return putPatient(ctx, {
    id: patientId,
    name: body.name,
    phone: body.phone ?? null,
    language: body.language ?? null,
    birthDate: body.birthDate ?? null,
    guardian: body.guardian ? toGuardian(body.guardian) : null,
    clinicId: body.clinicId ?? null,
    actor,
  });
}

const toGuardian = ({ name, phone: number, patientId }: NonNullable<Input['guardian']>) => ({
  ...(name && { name }),
  ...(number && { phone: number }),
  ...(patientId && { patientId }),
});

const present = (row: PatientRow): z.output<typeof Patient> => ({
  id: row.id,
  name: row.name,
  phone: row.phone,
  language: row.language,
  birthDate: row.birthDate,
  guardian: row.guardian && {
    name: row.guardian.name ?? null,
    phone: row.guardian.phone ?? null,
    patientId: row.guardian.patientId ?? null,
  },
  clinicId: row.clinicId,
  erasedAt: iso(row.erasedAt),
});
