import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { type Agreed, type ConsentInput, readConsents, recordConsent } from '../../app/consents.ts';
import type { Context } from '../../app/context.ts';
import type { ConsentRow } from '../../app/queries-api.ts';
import { cardChannels, type EvidenceStrength, purposes } from '../../domain/words.ts';
import { actor, answer, jsonBody, responses, withBody } from './answers.ts';
import { instant, line, pathId, prose } from './fields.ts';

const acts = ['given', 'withdrawn'] as const;
const strengths: readonly EvidenceStrength[] = [0, 1, 2, 3, 4];

const strength = z
  .int()
  .min(0)
  .max(4)
  .transform((given) => strengths[given] ?? 0)
  .openapi({
    description:
      '0 imported · 1 attested by staff · 2 act in the chat · 3 simple e-signature · 4 paper or qualified signature. ' +
      'Messages need at least 2.',
    example: 4,
  });

const document = line(500).openapi({
  description: 'Number or place of the paper.',
  example: 'Согласие № 17-26',
});

const evidence = z.union(
  [
    strength,
    document,
    z.object({
      strength: strength.nullish(),
      document: document.nullish(),
      wording: prose(8000).nullish(),
    }),
  ],
  { error: 'must be a strength 0–4, a reference to a document, or {strength, document, wording}' },
);

const ConsentInputSchema = z
  .object({
    purpose: z.enum(purposes),
    channel: z.enum(cardChannels),
    act: z.enum(acts),
    mechanism: z
      .string()
      .regex(/^[a-z][a-z0-9_]{0,62}$/, 'must be a word in snake_case')
      .openapi({
        description:
          'How it was expressed: `paper`, `qualified_signature`, `e_signature`, `staff`, `verbal`, `import`, … ' +
          'It decides the strength unless `evidence` does; an unknown word counts as attested by staff.',
        example: 'paper',
      }),
    evidence: evidence.nullish().openapi({ example: 'Согласие № 17-26' }),
  })
  .openapi('ConsentInput');

const Consent = z
  .object({
    purpose: z.enum(purposes),
    channel: z.enum(cardChannels),
    act: z.enum(acts),
    mechanism: z.string(),
    strength: z.int(),
    wording: z
      .string()
      .nullable()
      .openapi({ description: 'What exactly was agreed to, if it was recorded.' }),
    document: z.string().nullable(),
    actor: z.string().openapi({ description: '`patient`, `api` or `staff:<id>`.' }),
    at: instant,
  })
  .openapi('Consent');

const Consents = z
  .object({
    standing: z.array(Consent).openapi({ description: 'What holds now, per purpose and account.' }),
    history: z.array(Consent).openapi({ description: 'Everything ever recorded, oldest first.' }),
  })
  .openapi('Consents');

const postRoute = createRoute({
  method: 'post',
  path: '/patients/{id}/consents',
  tags: ['Agreements'],
  summary: 'Record a consent, or its withdrawal',
  description:
    'Appends to the ledger; nothing is ever changed or removed in it. Not idempotent: what is sent twice is recorded twice, ' +
    'with the same effect.',
  request: { params: pathId('patient'), body: jsonBody(ConsentInputSchema) },
  responses: responses({
    schema: Consents,
    description: 'What now holds.',
    status: 201,
    faults: [404, ...withBody],
  }),
});

const getRoute = createRoute({
  method: 'get',
  path: '/patients/{id}/consents',
  tags: ['Agreements'],
  summary: 'Read what a patient agreed to',
  request: { params: pathId('patient') },
  responses: responses({
    schema: Consents,
    description: 'What holds, and how it came about.',
    faults: [404],
  }),
});

export function consentRoutes(api: OpenAPIHono, ctx: Context): void {
  api.openapi(postRoute, async (c) => {
    const { evidence: proof, ...body } = c.req.valid('json');
    const input = { ...body, ...toProof(proof ?? null), patientId: c.req.valid('param').id, actor };
    return answer(c, await recordConsent(ctx, input), { present, status: 201 });
  });
  api.openapi(getRoute, async (c) =>
    answer(c, await readConsents(ctx, c.req.valid('param').id), { present }),
  );
}

function toProof(
  given: z.output<typeof evidence> | null,
): Pick<ConsentInput, 'strength' | 'document' | 'wording'> {
  if (typeof given === 'number') return { strength: given, document: null, wording: null };
  if (typeof given === 'string') return { strength: null, document: given, wording: null };
  return {
    strength: given?.strength ?? null,
    document: given?.document ?? null,
    wording: given?.wording ?? null,
  };
}

const present = ({ standing, history }: Agreed): z.output<typeof Consents> => ({
  standing: standing.map(presentOne),
  history: history.map(presentOne),
});

const presentOne = (row: ConsentRow): z.output<typeof Consent> => ({
  purpose: row.purpose,
  channel: row.channel,
  act: row.act,
  mechanism: row.mechanism,
  strength: row.strength,
  wording: row.wording,
  document: row.document,
  actor: row.actor,
  at: row.at.toISOString(),
});
