import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from '../../app/context.ts';
import { readService, type ServiceRow } from '../../app/queries-api.ts';
import { putService } from '../../app/registry.ts';
import { answer, jsonBody, responses, withBody } from './answers.ts';
import { id, line, pathId, prose } from './fields.ts';

const day_min_max = 1440;

const ServiceInput = z
  .object({
    name: line(200).openapi({ example: 'Имплантация' }),
    durationMin: z.int().min(1).max(day_min_max).openapi({ description: 'Minutes.', example: 60 }),
    preparation: prose(4000).nullish().openapi({ description: 'What to do before the visit.' }),
    aftercare: prose(4000).nullish().openapi({ description: 'What to do after the visit.' }),
    wellbeingDays: z
      .array(z.int().min(0).max(30))
      .max(10)
      .nullish()
      .openapi({
        description: 'After how many days the doctor is offered to ask how the patient feels.',
        example: [1, 7],
      }),
  })
  .openapi('ServiceInput');

const Service = z
  .object({
    id,
    name: z.string(),
    durationMin: z.int(),
    preparation: z.string().nullable(),
    aftercare: z.string().nullable(),
    wellbeingDays: z.array(z.int()),
  })
  .openapi('Service');

const putRoute = createRoute({
  method: 'put',
  path: '/services/{id}',
  tags: ['Registry'],
  summary: 'Tell about a service',
  description: 'Creates or replaces. Its duration is taken for visits that name none.',
  request: { params: pathId('service'), body: jsonBody(ServiceInput) },
  responses: responses({
    schema: Service,
    description: 'As it is now recorded.',
    faults: withBody,
  }),
});

const getRoute = createRoute({
  method: 'get',
  path: '/services/{id}',
  tags: ['Registry'],
  summary: 'Read a service',
  request: { params: pathId('service') },
  responses: responses({ schema: Service, description: 'The service.', faults: [404] }),
});

export function serviceRoutes(api: OpenAPIHono, ctx: Context): void {
  api.openapi(putRoute, async (c) => {
    const service = toService(c.req.valid('param').id, c.req.valid('json'));
    return answer(c, await putService(ctx, service), { present });
  });
  api.openapi(getRoute, async (c) =>
    answer(c, await readService(ctx, c.req.valid('param').id), { present }),
  );
}

const toService = (serviceId: string, body: z.output<typeof ServiceInput>) => ({
  id: serviceId,
  name: body.name,
  durationMin: body.durationMin,
  preparation: body.preparation ?? null,
  aftercare: body.aftercare ?? null,
  wellbeingDays: [...new Set(body.wellbeingDays ?? [])].toSorted((a, b) => a - b),
});

const present = (row: ServiceRow): z.output<typeof Service> => ({
  id: row.id,
  name: row.name,
  durationMin: row.durationMin,
  preparation: row.preparation,
  aftercare: row.aftercare,
  wellbeingDays: row.wellbeingDays,
});
