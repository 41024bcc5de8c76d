import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from '../../app/context.ts';
import { ok } from '../../app/fault.ts';
import { type CalledAlarm, readAlarmPage } from '../../app/queries-alarms.ts';
import { alarmCodes, alarmStates } from '../../domain/alarm.ts';
import { answer, responses } from './answers.ts';
import { instant, iso, uuid } from './fields.ts';
import { idCursor, limit, pageSchema, presentPage } from './paging.ts';

const Alarm = z
  .object({
    id: uuid,
    patientId: z.string(),
    code: z.enum(alarmCodes).openapi({ description: 'The worst that was said.' }),
    state: z.enum(alarmStates),
    level: z.int().openapi({
      description:
        'How far the calls have climbed: 0 the doctor and the administrators, 1 the owner too, 2 the owner and all administrators.',
    }),
    threadId: uuid.nullable(),
    raisedAt: instant,
    takenBy: uuid.nullable().openapi({ description: 'The colleague who has it.' }),
    takenAt: instant.nullable(),
    closedAt: instant.nullable(),
    outcome: z.string().nullable().openapi({ description: 'In the words of whoever closed it.' }),
    calls: z
      .array(z.object({ staffId: uuid, at: instant, level: z.int() }))
      .openapi({ description: 'Who was called and when, in order.' }),
  })
  .openapi('Alarm');

const listRoute = createRoute({
  method: 'get',
  path: '/alarms',
  tags: ['Record'],
  summary: 'List the alarms',
  description:
    'A patient said that they feel bad, or was not content, and people were called. In the order they were raised, closed ones ' +
    'included unless `state` says otherwise.',
  request: { query: z.object({ state: z.enum(alarmStates).optional(), cursor: idCursor, limit }) },
  responses: responses({
    schema: pageSchema(Alarm, 'AlarmPage'),
    description: 'A page of alarms.',
  }),
});

export function alarmRoutes(api: OpenAPIHono, ctx: Context): void {
  api.openapi(listRoute, async (c) => {
    const { state, cursor, limit: size } = c.req.valid('query');
    const page = await readAlarmPage(ctx, { state, after: cursor, limit: size });
    return answer(c, ok(page), { present: (found) => presentPage(found, present) });
  });
}

const present = ({ alarm, calls }: CalledAlarm): z.output<typeof Alarm> => ({
  id: alarm.id,
  patientId: alarm.patientId,
  code: alarm.code,
  state: alarm.state,
  level: alarm.level,
  threadId: alarm.threadId,
  raisedAt: alarm.raisedAt.toISOString(),
  takenBy: alarm.takenBy,
  takenAt: iso(alarm.takenAt),
  closedAt: iso(alarm.closedAt),
  outcome: alarm.outcome,
  calls: calls.map(({ staffId, at, level }) => ({ staffId, at: at.toISOString(), level })),
});
