import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from '../../app/context.ts';
import { readEvents } from '../../app/event-feed.ts';
import { eventTypes } from '../../domain/events.ts';
import { responses } from './answers.ts';
import { Event } from './event-schemas.ts';
import { limit } from './paging.ts';

export const eventType = z.enum(eventTypes);

const afterSeq = z
  .string()
  .regex(/^\d{1,9}$/, 'must be the `seq` of an event, or 0')
  .transform(Number)
  .default(0)
  .openapi({ type: 'integer', description: 'Events with a higher `seq`.', example: 1041 });

/** Comma-separated, each a type. */
const types = z
  .string()
  .max(1000)
  .transform((text) => text.split(','))
  .pipe(z.array(eventType))
  .optional()
  .openapi({
    type: 'string',
    description: `Only these, comma-separated: ${eventTypes.join(', ')}.`,
    example: 'appointment.confirmed,appointment.cancelled',
  });

const listRoute = createRoute({
  method: 'get',
  path: '/events',
  tags: ['Events'],
  summary: 'Read what has happened since',
  description:
    'The same events that webhooks bring, in the order of `seq`. Keep the `seq` of the last one you have dealt with and ask ' +
    'with it as `after`, from 0 on: nothing ever appears below a number that was read. `next` is the `after` of the next ' +
    'page, null when there is nothing more for now.',
  request: {
    query: z.object({
      after: afterSeq,
      types,
      limit,
    }),
  },
  responses: responses({
    schema: z
      .object({
        items: z.array(Event),
        next: z.string().nullable().openapi({ description: 'Pass it as `after` to go on.' }),
      })
      .openapi('EventPage'),
    description: 'Up to `limit` events, oldest first.',
  }),
});

export function eventRoutes(api: OpenAPIHono, ctx: Context): void {
  api.openapi(listRoute, async (c) => {
    const { after, types: wanted, limit: size } = c.req.valid('query');
    const page = await readEvents(ctx, { after, types: wanted ?? null, limit: size });
    return c.json({ items: page.items, next: page.next?.toString() ?? null });
  });
}
