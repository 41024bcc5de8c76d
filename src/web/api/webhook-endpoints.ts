import { createRoute, type OpenAPIHono, type RouteConfig, z } from '@hono/zod-openapi';
import type { Context } from '../../app/context.ts';
import {
  type DeliveryEntry,
  putEndpoint,
  readDeliveries,
  readEndpoint,
  readEndpoints,
  removeEndpoint,
  replay,
  rotateSecret,
  type ShownEndpoint,
  testEndpoint,
} from '../../app/webhook-endpoints.ts';
import { disabledCodes } from '../../app/webhooks-out.ts';
import type { EventType } from '../../domain/events.ts';
import { actor, answer, done, emptyResponses, jsonBody, responses, withBody } from './answers.ts';
import { eventType } from './events.ts';
import { instant, iso, line, pathId, uuid } from './fields.ts';
import { limit, numberCursor, pageSchema, presentPage } from './paging.ts';

const url_chars_max = 2000;
const replayed_max = 500;

const EndpointInput = z
  .object({
    url: line(url_chars_max).openapi({
      description:
        'https; http only to this machine or its network, and only while we are tried out. Redirects are not followed.',
      example: 'https://mis.example.com/hooks/zabota',
    }),
    types: z
      .array(eventType)
      .min(1)
      .nullish()
      .openapi({
        description: 'Which events; left out: all, future types included.',
        example: ['appointment.confirmed', 'appointment.moved', 'appointment.cancelled'],
      }),
    enabled: z
      .boolean()
      .optional()
      .openapi({ description: 'Left out: as it is; a new one is enabled.' }),
  })
  .openapi('WebhookEndpointInput');

const shown = {
  id: z.string().openapi({ example: 'mis' }),
  url: z.string(),
  types: z.array(eventType).nullable(),
  enabled: z.boolean(),
  disabledAt: instant.nullable(),
  disabledCode: z.enum(disabledCodes).nullable().openapi({
    description:
      '`gone`: it answered 410; `failing`: it took nothing for three days; `asked`: by request.',
  }),
  afterSeq: z.int().openapi({
    description:
      'The newest event when it was made: it is sent what comes after; the feed has the rest.',
    example: 1041,
  }),
  waiting: z.int().openapi({ description: 'Events to be posted, or posted again.', example: 0 }),
  failed: z.int().openapi({ description: 'Events that were given up.', example: 0 }),
  answeredAt: instant.nullable().openapi({ description: 'When it last took an event.' }),
  createdAt: instant,
  updatedAt: instant,
};
const secret = z.string().openapi({
  description:
    '`whsec_` and 32 bytes in base64, as the libraries of Standard Webhooks take it. Shown this once.',
  example: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=',
});

const Endpoint = z.object(shown).openapi('WebhookEndpoint');
const EndpointPut = z.object({ ...shown, secret: secret.optional() }).openapi('WebhookEndpointPut');

const params = pathId('webhook endpoint');
const common = { tags: ['Events'] };

const listRoute = createRoute({
  ...common,
  method: 'get',
  path: '/webhook-endpoints',
  summary: 'List the webhook endpoints',
  request: {},
  responses: responses({
    schema: z.object({ items: z.array(Endpoint), next: z.null() }).openapi('WebhookEndpointList'),
    description: 'All of them, at most 20.',
  }),
});

const putAnswers: RouteConfig['responses'] = {
  ...responses({ schema: EndpointPut, description: 'Changed.', faults: [409, ...withBody] }),
  201: {
    description: 'Made, with its secret.',
    content: { 'application/json': { schema: EndpointPut } },
  },
};

const putRoute = createRoute({
  ...common,
  method: 'put',
  path: '/webhook-endpoints/{id}',
  summary: 'Say where events are to be posted',
  description:
    'A new one is answered with 201 and its `secret`, this once. 409 `too_many`: there are 20 already.',
  request: { params, body: jsonBody(EndpointInput) },
  responses: putAnswers,
});

const getRoute = createRoute({
  ...common,
  method: 'get',
  path: '/webhook-endpoints/{id}',
  summary: 'Read a webhook endpoint',
  request: { params },
  responses: responses({ schema: Endpoint, description: 'Without its secret.', faults: [404] }),
});

const deleteRoute = createRoute({
  ...common,
  method: 'delete',
  path: '/webhook-endpoints/{id}',
  summary: 'Stop posting there for good',
  request: { params },
  responses: emptyResponses('Gone, with all that waited for it.', [404]),
});

const rotateRoute = createRoute({
  ...common,
  method: 'post',
  path: '/webhook-endpoints/{id}/rotate-secret',
  summary: 'Change the secret',
  description: 'For 24 hours the old one signs too: `webhook-signature` then holds both.',
  request: { params },
  responses: responses({
    schema: z.object({ secret }).openapi('WebhookSecret'),
    description: 'The new secret, this once.',
    faults: [404],
  }),
});

const testRoute = createRoute({
  ...common,
  method: 'post',
  path: '/webhook-endpoints/{id}/test',
  summary: 'Post a test now',
  description:
    'A signed `{ id, type: "webhook.test", timestamp, data: {} }`, to a disabled one too. It is no event of the feed.',
  request: { params },
  responses: responses({
    schema: z
      .object({
        delivered: z.boolean(),
        code: z.string().openapi({
          description:
            '`http_<status>`, else `timeout`, `unreachable`, `no_such_host`, `bad_certificate`, `refused_address`.',
          example: 'http_204',
        }),
      })
      .openapi('WebhookTest'),
    description: 'What came of it.',
    faults: [404],
  }),
});

const states = ['waiting', 'delivered', 'failed'] as const;
const Delivery = z
  .object({
    eventId: uuid,
    seq: z.int(),
    type: eventType,
    patientId: z.string().nullable(),
    state: z.enum(states),
    tries: z.int(),
    nextAt: instant.nullable().openapi({ description: 'Of a waiting one.' }),
    lastCode: z.string().nullable().openapi({
      description: 'Of the last try: `http_<status>`, `timeout`, …; `disabled`: not tried.',
      example: 'http_500',
    }),
    lastAt: instant.nullable(),
  })
  .openapi('WebhookDelivery');

const deliveriesRoute = createRoute({
  ...common,
  method: 'get',
  path: '/webhook-endpoints/{id}/deliveries',
  summary: 'List what was posted and what came of it',
  request: {
    params,
    query: z.object({ state: z.enum(states).optional(), cursor: numberCursor, limit }),
  },
  responses: responses({
    schema: pageSchema(Delivery, 'WebhookDeliveryPage'),
    description: 'Newest event first.',
    faults: [404],
  }),
});

const ReplayInput = z
  .object({
    eventIds: z.array(uuid).min(1).max(replayed_max).optional().openapi({
      description: 'These, whatever became of them; left out: all that failed.',
    }),
  })
  .openapi('WebhookReplayInput');

const replayRoute = createRoute({
  ...common,
  method: 'post',
  path: '/webhook-endpoints/{id}/replay',
  summary: 'Post again what failed',
  description: '409 `disabled`: enable it first.',
  request: { params, body: jsonBody(ReplayInput) },
  responses: responses({
    schema: z.object({ replayed: z.int() }).openapi('WebhookReplay'),
    description: 'How many events go out again.',
    faults: [404, 409, ...withBody],
  }),
});

export function webhookEndpointRoutes(api: OpenAPIHono, ctx: Context): void {
  api.openapi(listRoute, async (c) =>
    c.json({ items: (await readEndpoints(ctx)).map(present), next: null }, 200),
  );
  api.openapi(putRoute, async (c) => {
    const { url, types, enabled } = c.req.valid('json');
    const { id } = c.req.valid('param');
    const put = await putEndpoint(ctx, { id, url, types: types ?? null, enabled, actor });
    const isNew = put.ok && put.value.secret !== null;
    return answer(c, put, {
      status: isNew ? 201 : 200,
      present: ({ endpoint, secret: made }) => ({
        ...present(endpoint),
        ...(made !== null && { secret: made }),
      }),
    });
  });
  api.openapi(getRoute, async (c) =>
    answer(c, await readEndpoint(ctx, c.req.valid('param').id), { present }),
  );
  api.openapi(deleteRoute, async (c) =>
    done(c, await removeEndpoint(ctx, { id: c.req.valid('param').id, actor })),
  );
  api.openapi(rotateRoute, async (c) =>
    answer(c, await rotateSecret(ctx, { id: c.req.valid('param').id, actor }), {
      present: (value) => value,
    }),
  );
  api.openapi(testRoute, async (c) =>
    answer(c, await testEndpoint(ctx, { id: c.req.valid('param').id, actor }), {
      present: (value) => value,
    }),
  );
  api.openapi(deliveriesRoute, async (c) => {
    const { state = null, cursor: before = null, limit: size } = c.req.valid('query');
    const { id: endpointId } = c.req.valid('param');
    const found = await readDeliveries(ctx, { endpointId, state, before, limit: size });
    return answer(c, found, { present: (page) => presentPage(page, presentDelivery) });
  });
  api.openapi(replayRoute, async (c) => {
    const { eventIds = null } = c.req.valid('json');
    const outcome = await replay(ctx, { id: c.req.valid('param').id, eventIds, actor });
    return answer(c, outcome, { present: (value) => value });
  });
}

const present = (row: ShownEndpoint): z.output<typeof Endpoint> => ({
  id: row.id,
  url: row.url,
  types: row.types as EventType[] | null,
  enabled: row.disabledAt === null,
  disabledAt: iso(row.disabledAt),
  disabledCode: row.disabledCode as z.output<typeof Endpoint>['disabledCode'],
  afterSeq: row.afterSeq,
  waiting: row.waiting,
  failed: row.failed,
  answeredAt: iso(row.answeredAt),
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
});

const presentDelivery = ({ delivery, event }: DeliveryEntry): z.output<typeof Delivery> => ({
  eventId: event.id,
  seq: delivery.eventSeq,
  type: event.type as EventType,
  patientId: event.patientId,
  state: delivery.state,
  tries: delivery.tries,
  nextAt: delivery.state === 'waiting' ? iso(delivery.nextAt) : null,
  lastCode: delivery.lastCode,
  lastAt: iso(delivery.lastAt),
});
