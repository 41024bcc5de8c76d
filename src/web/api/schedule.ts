import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from '../../app/context.ts';
import { scheduleTold } from '../../app/schedule.ts';
import { actor, answer, responses } from './answers.ts';
import { instant, iso, pathId } from './fields.ts';

const toldRoute = createRoute({
  method: 'post',
  path: '/clinics/{id}/schedule-told',
  tags: ['Lists'],
  summary: 'Say that the schedule is as told',
  description:
    'For a clinic system that sends changes alone: call it every few hours, with or without any. From the first call, or the first list ' +
    'of visits, on the schedule has to be told at least every 24 hours, by this, by a list or by PUT /appointments; while it is ' +
    'older, reminders of visits wait and staff are told. A clinic for which neither ever came is never waited for.',
  request: { params: pathId('clinic') },
  responses: responses({
    schema: z.object({ scheduleToldAt: instant.nullable() }).openapi('ScheduleTold'),
    description: 'Reminders that waited for it go on.',
    faults: [404],
  }),
});

export function scheduleRoutes(api: OpenAPIHono, ctx: Context): void {
  api.openapi(toldRoute, async (c) =>
    answer(c, await scheduleTold(ctx, { clinicId: c.req.valid('param').id, actor }), {
      present: ({ scheduleToldAt }) => ({ scheduleToldAt: iso(scheduleToldAt) }),
    }),
  );
}
