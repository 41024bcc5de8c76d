import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import {
  type Agreed,
  type ConsentInput,
  type Held,
  readConsents,
  recordConsent,
} from '../../app/consents.ts';
import type { Context } from '../../app/context.ts';
import { notFound } from '../../app/fault.ts';
import type { ConsentRow } from '../../app/queries-api.ts';
import { consentActs } from '../../domain/consent.ts';
import { cardChannels, type EvidenceStrength, purposes } from '../../domain/words.ts';
import { actor, answer, jsonBody, responses, withBody } from './answers.ts';
import { instant, iso, isUuid, line, pathId, prose, uuid } from './fields.ts';

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
      "Messages need what the clinic's `consentPolicy` says, 2 by default.",
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
    bindingId: z.string().max(64).nullish().openapi({
      description:
        'For one account only, as listed by GET /patients/{id}/accounts; left out: for every account of the channel.',
      example: '0198c9a1-7c1e-7b52-9f63-5a1c6f0c2f11',
    }),
  })
  .openapi('ConsentInput');

const entry = {
  number: z.int().openapi({ description: 'From 1 for each patient, without gaps.' }),
  purpose: z.enum(purposes),
  channel: z.enum(cardChannels),
  bindingId: uuid.nullable().openapi({ description: 'The account; null: all of the channel.' }),
  act: z.enum(consentActs).openapi({
    description: '`renewed`: an act of the patient that shows the agreement still holds.',
  }),
  mechanism: z.string(),
  strength: z.int(),
  wording: z
    .string()
    .nullable()
    .openapi({ description: 'What exactly was agreed to, if it was recorded.' }),
  document: z.string().nullable(),
  actor: z.string().openapi({ description: '`patient`, `api` or `staff:<id>`.' }),
  at: instant,
  noticeVersion: z
    .string()
    .nullable()
    .openapi({ description: 'Of the question that was shown.', example: 'ru-2.visit' }),
  noticeHash: z.string().nullable().openapi({ description: 'SHA-256 of its words.' }),
  hash: z.string().openapi({ description: 'SHA-256 of this entry and of the hash before it.' }),
};

export const Consent = z
  .object({
    ...entry,
    expiresAt: instant.nullable().openapi({ description: 'Null for a withdrawal.' }),
  })
  .openapi('Consent');

const Standing = z
  .object({
    ...entry,
    status: z.enum(['given', 'withdrawn', 'expired']),
    strengthNeeded: z
      .int()
      .openapi({ description: "What the clinic's policy asks for this purpose today." }),
    expiresAt: instant
      .nullable()
      .openapi({ description: 'With all renewals; null for a withdrawal.' }),
  })
  .openapi('Standing');

const Chain = z
  .object({
    entries: z.int(),
    head: z
      .string()
      .nullable()
      .openapi({ description: 'Hash of the last entry: kept elsewhere, it proves all before it.' }),
    fault: z
      .object({
        number: z.int(),
        code: z.enum(['missing', 'hash', 'link', 'detail', 'notice', 'cut_off']),
      })
      .nullable()
      .openapi({ description: 'Null: computed anew just now, every byte is as it was written.' }),
  })
  .openapi('Chain');

const Consents = z
  .object({
    standing: z
      .array(Standing)
      .openapi({ description: 'What holds now, per purpose and account.' }),
    history: z.array(Consent).openapi({ description: 'Everything ever recorded, oldest first.' }),
    chain: Chain,
  })
  .openapi('Consents');

const postRoute = createRoute({
  method: 'post',
  path: '/patients/{id}/consents',
  tags: ['Agreements'],
  summary: 'Record a consent, or its withdrawal',
  description:
    'Appends to the ledger; nothing is ever changed or removed in it. Not idempotent: what is sent twice is recorded twice, ' +
    'with the same effect. 409 `erased`: the patient asked to be forgotten.',
  request: { params: pathId('patient'), body: jsonBody(ConsentInputSchema) },
  responses: responses({
    schema: Consents,
    description: 'What now holds.',
    status: 201,
    faults: [404, 409, ...withBody],
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
    const outcome =
      body.bindingId && !isUuid(body.bindingId)
        ? notFound('bindingId', 'account of this patient')
        : await recordConsent(ctx, input);
    return answer(c, outcome, { present, status: 201 });
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

const present = ({ held, history, chain }: Agreed): z.output<typeof Consents> => ({
  standing: distinct(held).map(presentStanding),
  history: history.map(presentConsent),
  chain,
});

/** What rests on one entry without an account holds on each account alike, and is told once. */
const distinct = (held: readonly Held[]): readonly Held[] =>
  [
    ...new Map(
      held.toReversed().map((one) => [`${one.event.id} ${one.status} ${iso(one.expiresAt)}`, one]),
    ).values(),
  ].reverse();

const presentStanding = (one: Held): z.output<typeof Standing> => ({
  ...presentConsent(one.event),
  bindingId: one.bindingId,
  status: one.status,
  strengthNeeded: one.needed,
  expiresAt: iso(one.expiresAt),
});

export const presentConsent = (row: ConsentRow): z.output<typeof Consent> => ({
  number: row.number,
  purpose: row.purpose,
  channel: row.channel,
  bindingId: row.bindingId,
  act: row.act,
  mechanism: row.mechanism,
  strength: row.strength,
  wording: row.wording,
  document: row.document,
  actor: row.actor,
  at: row.at.toISOString(),
  noticeVersion: row.noticeVersion,
  noticeHash: row.noticeHash,
  hash: row.hash,
  expiresAt: iso(row.expiresAt),
});
