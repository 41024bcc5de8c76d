import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from '../../app/context.ts';
import { type DoctorRow, readDoctor } from '../../app/queries-api.ts';
import { putDoctor } from '../../app/registry.ts';
import { answer, jsonBody, responses, withBody } from './answers.ts';
import { id, line, pathId } from './fields.ts';

const DoctorInput = z
  .object({
    name: line(200).openapi({ description: 'As patients read it.', example: 'Анна Петрова' }),
    clinicId: id
      .nullish()
      .openapi({ description: 'Where the doctor mostly works.', example: 'c-1' }),
    post: line(200).nullish().openapi({ example: 'стоматолог-терапевт' }),
  })
  .openapi('DoctorInput');

const Doctor = z
  .object({ id, name: z.string(), clinicId: z.string().nullable(), post: z.string().nullable() })
  .openapi('Doctor');

const putRoute = createRoute({
  method: 'put',
  path: '/doctors/{id}',
  tags: ['Registry'],
  summary: 'Tell about a doctor',
  description: 'Creates or replaces. An unknown `clinicId` is 404.',
  request: { params: pathId('doctor'), body: jsonBody(DoctorInput) },
  responses: responses({
    schema: Doctor,
    description: 'As it is now recorded.',
    faults: [404, ...withBody],
  }),
});

const getRoute = createRoute({
  method: 'get',
  path: '/doctors/{id}',
  tags: ['Registry'],
  summary: 'Read a doctor',
  request: { params: pathId('doctor') },
  responses: responses({ schema: Doctor, description: 'The doctor.', faults: [404] }),
});

export function doctorRoutes(api: OpenAPIHono, ctx: Context): void {
  api.openapi(putRoute, async (c) => {
    const { name, clinicId, post } = c.req.valid('json');
    const doctor = {
      id: c.req.valid('param').id,
      name,
      clinicId: clinicId ?? null,
      post: post ?? null,
    };
    return answer(c, await putDoctor(ctx, doctor), { present });
  });
  api.openapi(getRoute, async (c) =>
    answer(c, await readDoctor(ctx, c.req.valid('param').id), { present }),
  );
}

const present = ({ id: doctorId, name, clinicId, post }: DoctorRow): z.output<typeof Doctor> => ({
  id: doctorId,
  name,
  clinicId,
  post,
});
