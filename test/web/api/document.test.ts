import { expect, test } from 'vitest';
import type { Context } from '../../../src/app/context.ts';
import { createApi } from '../../../src/web/api/api.ts';

const api = createApi({ channels: [] } as unknown as Context, { apiKey: 'a-key' });

interface Operation {
  readonly summary?: string;
  readonly tags?: readonly string[];
  readonly parameters?: readonly { name: string; in: string }[];
  readonly requestBody?: {
    required: boolean;
    content: Record<string, { schema: { $ref: string } }>;
  };
  readonly responses: Record<string, object>;
}

interface Document {
  readonly openapi: string;
  readonly servers: readonly { url: string }[];
  readonly security: readonly object[];
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: Record<'schemas' | 'responses' | 'securitySchemes', Record<string, object>>;
}

async function read(): Promise<Document> {
  const response = await api.request('/openapi.json');
  expect(response.status).toBe(200);
  return (await response.json()) as Document;
}

const operations = (document: Document) =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      name: `${method.toUpperCase()} ${path}`,
      path,
      operation,
    })),
  );

test('is OpenAPI 3.1, read without a key, and asks for one', async () => {
  const document = await read();
  expect(document.openapi).toBe('3.1.0');
  expect(document.servers).toEqual([{ url: '/api/v1' }]);
  expect(document.security).toEqual([{ key: [] }]);
  expect(document.components.securitySchemes).toHaveProperty('key');
});

test('names every route that is served, and no other', async () => {
  const served = api.routes
    .filter(({ method, path }) => method !== 'ALL' && !['/openapi.json', '/docs'].includes(path))
    .map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`);
  const described = operations(await read()).map(({ name }) => name);
  expect(new Set(described)).toEqual(new Set(served));
  const wanted = [
    'DELETE /accounts/{id}',
    'DELETE /doctors/{id}/availability',
    'DELETE /webhook-endpoints/{id}',
    'GET /absences',
    'GET /appointments/{id}',
    'GET /alarms',
    'GET /call-tasks',
    'GET /channels',
    'GET /clinics/{id}',
    'GET /doctors/{id}',
    'GET /doctors/{id}/availability',
    'GET /erasures',
    'GET /followups',
    'PATCH /followups/{id}',
    'POST /followups',
    'POST /followups/{id}/close',
    'GET /events',
    'GET /imports',
    'GET /imports/{id}',
    'GET /messages',
    'GET /messages/{id}/why',
    'GET /patients/{id}',
    'GET /patients/{id}/accounts',
    'GET /patients/{id}/card',
    'GET /patients/{id}/consents',
    'GET /patients/{id}/export',
    'GET /requests',
    'GET /services/{id}',
    'GET /slots',
    'GET /threads',
    'GET /webhook-endpoints',
    'GET /webhook-endpoints/{id}',
    'GET /webhook-endpoints/{id}/deliveries',
    'PATCH /accounts/{id}',
    'POST /absences/{id}',
    'POST /channels/{id}/resume',
    'POST /clinics/{id}/schedule-told',
    'POST /erasures/{id}/done',
    'POST /erasures/{id}/refused',
    'POST /imports/{id}/decision',
    'POST /imports/{kind}',
    'POST /patients/{id}/codes',
    'POST /patients/{id}/consents',
    'POST /patients/{id}/erasures',
    'POST /patients/{id}/invitations',
    'POST /patients/{id}/messages',
    'POST /requests/{id}/close',
    'POST /requests/{id}/offers',
    'POST /threads/{id}/replies',
    'POST /webhook-endpoints/{id}/replay',
    'POST /webhook-endpoints/{id}/rotate-secret',
    'POST /webhook-endpoints/{id}/test',
    'POST /wellbeing',
    'PUT /appointments/{id}',
    'PUT /clinics/{id}',
    'PUT /doctors/{id}',
    'PUT /doctors/{id}/availability',
    'PUT /patients/{id}',
    'PUT /patients/{id}/card',
    'PUT /services/{id}',
    'PUT /webhook-endpoints/{id}',
  ];
  expect(new Set(described)).toEqual(new Set(wanted));
});

test('each says what it does, what it takes and what it answers', async () => {
  for (const { name, path, operation } of operations(await read())) {
    expect(operation.summary, name).toBeTruthy();
    expect(operation.tags, name).toHaveLength(1);
    expect(Object.keys(operation.responses), name).toEqual(
      expect.arrayContaining(['401', '422', '500']),
    );
    const inPath = (operation.parameters ?? [])
      .filter((one) => one.in === 'path')
      .map((one) => one.name);
    expect(inPath, name).toEqual([...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]));
    const mayBeEmpty = name === 'POST /patients/{id}/invitations';
    if (operation.requestBody) expect(operation.requestBody.required, name).toBe(!mayBeEmpty);
  }
});

test('every reference leads somewhere', async () => {
  const document = await read();
  const references = [
    ...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/(\w+)\/(\w+)"/g),
  ];
  expect(references.length).toBeGreaterThan(50);
  for (const [, kind = '', name = ''] of references)
    expect(document.components, name).toHaveProperty([kind, name]);
});

test('what is sent has examples', async () => {
  const { components } = await read();
  for (const [name, schema] of Object.entries(components.schemas)) {
    if (name.endsWith('Input')) expect(JSON.stringify(schema), name).toMatch(/"example"/);
  }
});
