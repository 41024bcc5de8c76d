import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from '../../app/context.ts';
import { type ClinicRow, readClinic } from '../../app/queries-api.ts';
import { putClinic } from '../../app/registry.ts';
import { type ConsentPolicy, consentProfiles, strengthTable } from '../../domain/consent.ts';
import { clinicTexts } from '../../domain/translations.ts';
import { type EvidenceStrength, languages, type Purpose, purposes } from '../../domain/words.ts';
import { answer, jsonBody, responses, withBody } from './answers.ts';
import { id, line, pathId, prose, zone } from './fields.ts';
import { hours, toNamedWeek, toWeek, WeekSchema } from './hours.ts';
import {
  CadenceSchema,
  cadence,
  extra,
  mapUrl,
  presentCadence,
  reviewUrl,
  toCadence,
  translations,
} from './visit-texts.ts';

const day_min = 1440;

const fields = {
  name: line(200).openapi({ description: 'As patients know it.', example: 'Клиника на Садовой' }),
  zone,
  address: line(500).nullish().openapi({ example: 'Садовая ул., 5' }),
  directions: prose(2000)
    .nullish()
    .openapi({ description: 'How to get there; sent with each reminder that has room.' }),
  phone: line(40)
    .nullish()
    .openapi({ description: 'Shown to patients as it is.', example: '+7 495 123-45-67' }),
};

const strength = z
  .int()
  .min(1)
  .max(4)
  .transform((given) => given as EvidenceStrength);

const ConsentPolicyInput = z
  .object({
    profile: z.enum(consentProfiles).openapi({
      description:
        '`standard`: an act in the verified chat (2) is enough; `strict`: paper or a qualified signature (4).',
      example: 'standard',
    }),
    strengths: z
      .partialRecord(z.enum(purposes), strength)
      .nullish()
      .openapi({
        description: 'Where a purpose differs from the profile.',
        example: { offers: 3 },
      }),
  })
  .openapi('ConsentPolicyInput');

const ConsentPolicySchema = z
  .object({
    profile: z.enum(consentProfiles),
    strengths: z
      .record(z.enum(purposes), z.int())
      .openapi({ description: 'The evidence each purpose needs before anything is sent.' }),
  })
  .openapi('ConsentPolicy');

const ClinicInput = z
  .object({
    ...fields,
    hours: hours.nullish().openapi({ description: "The clinic's own opening hours, in its zone." }),
    languages: z
      .array(z.enum(languages))
      .min(1, 'must name at least one language')
      .max(languages.length)
      .default(['ru'])
      .openapi({
        description: 'Languages the clinic writes in; the first where nothing else is known.',
      }),
    consentPolicy: ConsentPolicyInput.nullish().openapi({
      description:
        'Left out: stays as it is, because staff set it too; null: the standard profile.',
    }),
    cadence,
    mapUrl,
    transit: extra('How to get there by public transport.'),
    parking: extra('Where to park.'),
    bring: extra('What to bring to every visit.'),
    reviewUrl,
    quietMoveMin: z.int().min(0).max(day_min).optional().openapi({
      description:
        'A visit moved by fewer minutes is not announced; 0 announces every move. Left out: stays as it is, at first 5.',
      example: 5,
    }),
    translations: translations(clinicTexts, 2000),
  })
  .openapi('ClinicInput');

const Clinic = z
  .object({
    id,
    name: z.string(),
    zone: z.string(),
    address: z.string().nullable(),
    directions: z.string().nullable(),
    phone: z.string().nullable(),
    hours: WeekSchema.nullable(),
    languages: z.array(z.enum(languages)),
    consentPolicy: ConsentPolicySchema,
    cadence: CadenceSchema.nullable().openapi({
      description: 'Null: a day before (asks) and two hours before (informs).',
    }),
    mapUrl: z.string().nullable(),
    transit: z.string().nullable(),
    parking: z.string().nullable(),
    bring: z.string().nullable(),
    reviewUrl: z.string().nullable(),
    quietMoveMin: z.int(),
    translations: z.partialRecord(
      z.enum(languages),
      z.partialRecord(z.enum(clinicTexts), z.string()),
    ),
  })
  .openapi('Clinic');

const putRoute = createRoute({
  method: 'put',
  path: '/clinics/{id}',
  tags: ['Registry'],
  summary: 'Tell about a clinic',
  description: 'Creates or replaces. The zone decides what "tomorrow at ten" means for its visits.',
  request: { params: pathId('clinic'), body: jsonBody(ClinicInput) },
  responses: responses({ schema: Clinic, description: 'As it is now recorded.', faults: withBody }),
});

const getRoute = createRoute({
  method: 'get',
  path: '/clinics/{id}',
  tags: ['Registry'],
  summary: 'Read a clinic',
  request: { params: pathId('clinic') },
  responses: responses({ schema: Clinic, description: 'The clinic.', faults: [404] }),
});

export function clinicRoutes(api: OpenAPIHono, ctx: Context): void {
  api.openapi(putRoute, async (c) => {
    const clinic = toClinic(c.req.valid('param').id, c.req.valid('json'));
    return answer(c, await putClinic(ctx, clinic), { present });
  });
  api.openapi(getRoute, async (c) =>
    answer(c, await readClinic(ctx, c.req.valid('param').id), { present }),
  );
}

const toClinic = (clinicId: string, body: z.output<typeof ClinicInput>) => ({
  id: clinicId,
  name: body.name,
  zone: body.zone,
  address: body.address ?? null,
  directions: body.directions ?? null,
  phone: body.phone ?? null,
  hours: body.hours ? toWeek(body.hours) : null,
  languages: [...new Set(body.languages)],
  consentPolicy: toPolicy(body.consentPolicy),
  cadence: toCadence(body.cadence),
  mapUrl: body.mapUrl,
  transit: body.transit,
  parking: body.parking,
  bring: body.bring,
  reviewUrl: body.reviewUrl,
  quietMoveMin: body.quietMoveMin,
  translations: body.translations,
});

const toPolicy = (
  given: z.output<typeof ConsentPolicyInput> | null | undefined,
): ConsentPolicy | null | undefined =>
  given && { profile: given.profile, ...(given.strengths && { strengths: given.strengths }) };

const present = (row: ClinicRow): z.output<typeof Clinic> => ({
  id: row.id,
  name: row.name,
  zone: row.zone,
  address: row.address,
  directions: row.directions,
  phone: row.phone,
  hours: row.hours && toNamedWeek(row.hours),
  languages: row.languages,
  consentPolicy: {
    profile: row.consentPolicy?.profile ?? 'standard',
    strengths: Object.fromEntries(strengthTable(row.consentPolicy)) as Record<Purpose, number>,
  },
  cadence: presentCadence(row.cadence),
  mapUrl: row.mapUrl,
  transit: row.transit,
  parking: row.parking,
  bring: row.bring,
  reviewUrl: row.reviewUrl,
  quietMoveMin: row.quietMoveMin,
  translations: row.translations,
});
