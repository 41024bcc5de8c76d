import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from '../../app/context.ts';
import { readService, type ServiceRow } from '../../app/queries-api.ts';
import { putService } from '../../app/registry.ts';
import { serviceTexts } from '../../domain/translations.ts';
import { languages } from '../../domain/words.ts';
import { answer, jsonBody, responses, withBody } from './answers.ts';
import { id, line, pathId, prose } from './fields.ts';
import {
  CadenceSchema,
  cadence,
  extra,
  presentCadence,
  toCadence,
  translations,
} from './visit-texts.ts';

const day_min_max = 1440;

const ServiceInput = z
  .object({
    name: line(200).openapi({ example: 'Имплантация' }),
    durationMin: z.int().min(1).max(day_min_max).openapi({ description: 'Minutes.', example: 60 }),
    preparation: prose(4000).nullish().openapi({ description: 'What to do before the visit.' }),
    aftercare: prose(4000).nullish().openapi({
      description:
        'What to do after the visit; sent half an hour after it, at the agreed hours, to who agreed to `wellbeing`.',
    }),
    wellbeingDays: z
      .array(z.int().min(0).max(30))
      .max(10)
      .nullish()
      .openapi({
        description: 'After how many days the doctor is offered to ask how the patient feels.',
        example: [1, 7],
      }),
    asksScore: z.boolean().optional().openapi({
      description:
        'How the patient feels is asked for as a number from 0 to 10 too: up to 4 is bad, 5 and 6 unsure. Left out: stays as it is.',
    }),
    cadence,
    bring: extra('What to bring to this service.'),
    translations: translations(serviceTexts, 4000),
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
    asksScore: z.boolean(),
    cadence: CadenceSchema.nullable().openapi({ description: "Null: the clinic's." }),
    bring: z.string().nullable(),
    translations: z.partialRecord(
      z.enum(languages),
      z.partialRecord(z.enum(serviceTexts), z.string()),
    ),
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
  asksScore: body.asksScore,
  cadence: toCadence(body.cadence),
  bring: body.bring,
  translations: body.translations,
});

const present = (row: ServiceRow): z.output<typeof Service> => ({
  id: row.id,
  name: row.name,
  durationMin: row.durationMin,
  preparation: row.preparation,
  aftercare: row.aftercare,
  wellbeingDays: row.wellbeingDays,
  asksScore: row.asksScore,
  cadence: presentCadence(row.cadence),
  bring: row.bring,
  translations: row.translations,
});
