import { createRoute, type OpenAPIHono, type RouteConfig, z } from '@hono/zod-openapi';
import type { Context } from '../../app/context.ts';
import { type Export, exportPatient } from '../../app/export.ts';
import { languages } from '../../domain/words.ts';
import { faultProblem } from '../problem.ts';
import { actor, responses } from './answers.ts';
import { Card, presentCard } from './cards.ts';
import { instant, pathId } from './fields.ts';

const thing = z.record(z.string(), z.unknown());

const Person = z.object({
  patientId: z.string(),
  name: z.string(),
  phone: z.string().nullable(),
  birthDate: z.string().nullable(),
  language: z.enum(languages).nullable(),
  guardian: thing.nullable(),
  accounts: z.array(thing).openapi({ description: 'Those that were unbound too.' }),
  card: Card,
  agreements: z
    .array(thing)
    .openapi({ description: 'The whole ledger, with wordings and hashes.' }),
  chain: thing.openapi({ description: 'The ledger, checked just now.' }),
  visits: z.array(thing),
  reasons: z.array(thing).openapi({ description: 'What was asked after visits, and the answers.' }),
  alarms: z.array(thing).openapi({ description: 'When the patient felt bad, and how it ended.' }),
  calls: z.array(thing),
  log: z.array(thing).openapi({ description: 'Who changed what, by role.' }),
  erasures: z.array(thing),
});

const ExportSchema = z
  .object({
    madeAt: instant,
    clinic: z.string().nullable(),
    zone: z.string(),
    people: z.array(Person),
    messages: z.array(thing).openapi({ description: 'Both ways, sent or not, oldest first.' }),
  })
  .openapi('Export');

const described: RouteConfig['responses'] = {
  ...responses({ schema: ExportSchema, description: 'Everything that is held.', faults: [404] }),
  200: {
    description: 'Everything that is held.',
    content: {
      'application/json': { schema: ExportSchema },
      'text/plain': { schema: z.string() },
    },
  },
};

const route = createRoute({
  method: 'get',
  path: '/patients/{id}/export',
  tags: ['Privacy'],
  summary: 'Read everything that is held of a patient',
  description:
    'With `format=text` the file that the patient would get: the same in words, times local. Each reading is in the audit.',
  request: {
    params: pathId('patient'),
    query: z.object({
      format: z.enum(['json', 'text']).default('json'),
      language: z
        .enum(languages)
        .optional()
        .openapi({ description: "Of the text; left out: the patient's." }),
    }),
  },
  responses: described,
});

export function exportRoutes(api: OpenAPIHono, ctx: Context): void {
  api.openapi(route, async (c) => {
    const { format, language } = c.req.valid('query');
    const patientId = c.req.valid('param').id;
    const outcome = await exportPatient(ctx, { patientId, language: language ?? null, actor });
    if (!outcome.ok) return faultProblem(c, outcome.fault);
    const { data, text, filename } = outcome.value;
    if (format === 'json') return c.json(present(data));
    return c.text(text, 200, { 'content-disposition': `attachment; filename="${filename}"` });
  });
}

/** Days as everywhere in this API. */
const present = (data: Export['data']) => ({
  ...data,
  people: data.people.map((person) => ({ ...person, card: presentCard(person.card) })),
});
