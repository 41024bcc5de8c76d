import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from '../../app/context.ts';
import { notFound, type Outcome } from '../../app/fault.ts';
import { offerTimes } from '../../app/offers.ts';
import { type RequestRow, readRequestPage, zoneOfRequest } from '../../app/queries-requests.ts';
import { closeByHand } from '../../app/requests.ts';
import { offersMax } from '../../domain/suggested.ts';
import { parseStartsAt } from '../../domain/time.ts';
import { visitRequestKinds } from '../../domain/wish.ts';
import { actor, answer, jsonBody, responses, withBody } from './answers.ts';
import { Wish } from './event-schemas.ts';
import { id, instant, iso, isUuid, uuid } from './fields.ts';
import { idCursor, limit, pageSchema, presentPage } from './paging.ts';

const Request = z
  .object({
    id: uuid,
    kind: z.enum(visitRequestKinds).openapi({
      description:
        '`move`: another time for a visit; `book`: a new visit; `earlier`: to be told of an earlier time, which nobody has ' +
        'to answer.',
    }),
    patientId: z.string(),
    appointmentId: z.string().nullable(),
    followUpId: uuid
      .nullable()
      .openapi({ description: 'Where a new visit is wanted: what it is for.' }),
    words: z.string().nullable().openapi({
      description: 'The patient’s own.',
      example: 'по вечерам, после 18, не среда',
    }),
    wish: Wish.nullable().openapi({ description: 'What was understood of them.' }),
    state: z.enum(['open', 'offered', 'done', 'withdrawn']),
    offers: z
      .array(
        z.object({
          startsAt: instant,
          durationMin: z.int(),
          doctorId: z.string(),
          clinicId: z.string(),
        }),
      )
      .openapi({ description: 'What is offered now, and kept for the patient.' }),
    offeredUntil: instant.nullable(),
    createdAt: instant,
  })
  .openapi('VisitRequest');

const listRoute = createRoute({
  method: 'get',
  path: '/requests',
  tags: ['Visits'],
  summary: 'List what patients want of the schedule',
  description: 'What the chat alone could not do, and is not settled yet. Oldest first.',
  request: {
    query: z.object({
      kind: z.enum(visitRequestKinds).optional(),
      patientId: id.optional().openapi({ example: 'p-1001' }),
      cursor: idCursor,
      limit,
    }),
  },
  responses: responses({
    schema: pageSchema(Request, 'VisitRequestPage'),
    description: 'A page of requests.',
    faults: [404],
  }),
});

const params = z.object({ id: id.openapi({ description: 'Of the request, as listed.' }) });

const time = z
  .string()
  .max(64)
  .refine((text) => parseStartsAt(text, 'UTC') !== null, {
    error: 'must be ISO 8601 with an offset or Z, or local time of the clinic',
    params: { code: 'bad_time' },
  })
  .openapi({ example: '2026-03-05T18:30:00+03:00' });

const offersRoute = createRoute({
  method: 'post',
  path: '/requests/{id}/offers',
  tags: ['Visits'],
  summary: 'Offer times to a patient who asked for another one',
  description:
    'They come to the chat as buttons and are kept for a day, in place of what was offered before. With the same doctor, ' +
    'whether or not they are among the free times. 409 `slot_taken` names the time that is not to be had; then none of ' +
    'them is offered. 409 `not_theirs`: who asked does not speak for the patient any more.',
  request: {
    params,
    body: jsonBody(
      z
        .object({ times: z.array(time).min(1).max(offersMax) })
        .openapi('OffersInput', { example: { times: ['2026-03-05T18:30:00+03:00'] } }),
    ),
  },
  responses: responses({
    schema: Request,
    description: 'As it stands now.',
    faults: [404, 409, ...withBody],
  }),
});

const closeRoute = createRoute({
  method: 'post',
  path: '/requests/{id}/close',
  tags: ['Visits'],
  summary: 'Settle a request otherwise',
  description: 'Nothing is said to the patient, and what was offered is free again.',
  request: { params },
  responses: responses({ schema: Request, description: 'Closed.', faults: [404, 409] }),
});

export function requestRoutes(api: OpenAPIHono, ctx: Context): void {
  api.openapi(listRoute, async (c) => {
    const { kind, patientId, cursor, limit: size } = c.req.valid('query');
    const outcome = await readRequestPage(ctx, { kind, patientId, after: cursor, limit: size });
    return answer(c, outcome, { present: (page) => presentPage(page, present) });
  });
  api.openapi(offersRoute, async (c) =>
    answer(c, await offer(ctx, c.req.valid('param').id, c.req.valid('json').times), { present }),
  );
  api.openapi(closeRoute, async (c) => {
    const requestId = c.req.valid('param').id;
    const outcome = isUuid(requestId)
      ? await closeByHand(ctx, { requestId, actor })
      : notFound('id', 'request');
    return answer(c, outcome, { present });
  });
}

async function offer(
  ctx: Context,
  requestId: string,
  texts: readonly string[],
): Promise<Outcome<RequestRow>> {
  if (!isUuid(requestId)) return notFound('id', 'request');
  const zone = await zoneOfRequest(ctx, requestId);
  const times = texts.flatMap((text) => parseStartsAt(text, zone) ?? []);
  return offerTimes(ctx, { requestId, times, actor });
}

const present = (row: RequestRow): z.output<typeof Request> => ({
  id: row.id,
  kind: row.kind,
  patientId: row.patientId,
  appointmentId: row.appointmentId,
  followUpId: row.reasonId,
  words: row.words,
  wish: row.wish && {
    ...row.wish,
    weekdays: [...row.wish.weekdays],
    notWeekdays: [...row.wish.notWeekdays],
  },
  state: row.state,
  offers:
    row.state === 'offered' ? (row.offers ?? []).map(({ holdId: _, ...offered }) => offered) : [],
  offeredUntil: iso(row.offeredUntil),
  createdAt: row.createdAt.toISOString(),
});
