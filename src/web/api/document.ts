/** The OpenAPI 3.1 document: what is common to all routes. */

import { type OpenAPIHono, z } from '@hono/zod-openapi';
import { faultNames } from './answers.ts';

const fieldFault = {
  field: z.string().nullable().openapi({
    description:
      'Dotted path of the field at fault, `guardian.phone`; null where no single field is.',
    example: 'phone',
  }),
  code: z.string().openapi({ description: 'A stable word for programs.', example: 'bad_phone' }),
  detail: z.string().openapi({
    description: 'For people; names no patient.',
    example: 'phone: is not a phone number',
  }),
};

const Problem = z
  .object({
    type: z.string().openapi({ example: 'about:blank' }),
    title: z.string().openapi({ example: 'Unprocessable Content' }),
    status: z.int().openapi({ example: 422 }),
    ...fieldFault,
    errors: z.array(z.object(fieldFault)).optional().openapi({
      description: 'All faults, where there are several; the first is also given at the top.',
    }),
  })
  .openapi('Problem');

const meanings: Readonly<Record<keyof typeof faultNames, string>> = {
  400: 'The body is not JSON.',
  401: 'The API key is missing or wrong, or none is configured.',
  404: 'Something that the path, the query or the body names does not exist; `field` says which.',
  409: 'The request contradicts what is recorded; `code` says how.',
  413: 'The body has more than 1 MiB, or a list more than 16.',
  415: 'The body is not sent as `application/json`.',
  422: 'A value is missing or not acceptable; `field` and `errors` say which.',
  500: 'A fault of ours. PUT requests may be repeated as they are.',
};

const description = `The door for clinic systems.

Everything a clinic system knows is told with **PUT under its own ids**: sending the same twice changes nothing.
PUT replaces: what is left out takes its default. Unknown properties are ignored.

No message is sent because a request asks for one. A visit or a recorded reason is a *reason*; whether, when and where
the patient is written to follows from the patient's consents and service card, and every answer to that question,
*no* included, is listed by \`GET /messages\`.

A fault is \`application/problem+json\` (RFC 9457) and names the field. Lists are \`{ items, next }\`; pass \`next\` as
\`cursor\` to go on.`;

export function createDocument(api: OpenAPIHono): () => object {
  const registry = api.openAPIRegistry;
  registry.registerComponent('securitySchemes', 'key', {
    type: 'http',
    scheme: 'bearer',
    description: 'The key configured as `API_KEY`.',
  });
  const schema = { $ref: '#/components/schemas/Problem' };
  registry.register('Problem', Problem);
  for (const [status, name] of Object.entries(faultNames)) {
    registry.registerComponent('responses', name, {
      description: meanings[Number(status) as keyof typeof faultNames],
      content: { 'application/problem+json': { schema } },
    });
  }
  let made: object | null = null;
  return () => {
    made ??= api.getOpenAPI31Document({
      openapi: '3.1.0',
      info: { title: 'Zabota', version: '1', description },
      servers: [{ url: '/api/v1' }],
      security: [{ key: [] }],
      tags,
    });
    return made;
  };
}

const tags = [
  {
    name: 'Registry',
    description: 'Clinics, doctors, services and patients, as the clinic system tells them.',
  },
  {
    name: 'Agreements',
    description: 'What each patient agreed to: card, consents, invitations, accounts.',
  },
  { name: 'Visits', description: 'Appointments and the checks after them.' },
  {
    name: 'Follow-ups',
    description: 'Why a patient is to be invited, with the evidence for it, and what became of it.',
  },
  { name: 'Lists', description: 'Whole lists of the clinic system, as CSV.' },
  { name: 'Record', description: 'What was said, what was not, and what waits for people.' },
  { name: 'Privacy', description: 'What is held of a patient, and its end.' },
  {
    name: 'Events',
    description:
      'What patients and staff did, told to the clinic system: posted to its endpoints, and to be read in order.',
  },
];
