/** What events look like outside: the items of `GET /events`, and the bodies of webhooks. */

import { type OpenAPIHono, z } from '@hono/zod-openapi';
import { alarmCodes } from '../../domain/alarm.ts';
import {
  alarmEventTypes,
  consentEventTypes,
  requestEventTypes,
  visitEventTypes,
} from '../../domain/events.ts';
import { visitRequestKinds } from '../../domain/wish.ts';
import {
  appointmentStatuses,
  cardChannels,
  channelIds,
  purposes,
  weekdays,
} from '../../domain/words.ts';
import { instant, uuid } from './fields.ts';

const Erased = z
  .object({ erased: z.literal(true) })
  .catchall(z.string().nullable())
  .openapi('ErasedData', {
    description: 'In place of the data once the patient has been forgotten: the ids are left.',
    example: { erased: true, appointmentId: 'a-1001' },
  });

const envelope = {
  id: uuid.openapi({
    description:
      'The same wherever and however often it is told: take each once. Also `webhook-id`.',
  }),
  seq: z.int().openapi({
    description: 'Its place among all events, from 1 without gaps. What is later has a higher one.',
    example: 1042,
  }),
  timestamp: instant.openapi({ description: 'When it happened, by the clinic’s clock.' }),
  patientId: z
    .string()
    .nullable()
    .openapi({ description: "The clinic system's own id.", example: 'p-1001' }),
};

const localDate = z.string().openapi({ description: 'Local date.', example: '2026-03-05' });
const localTime = z.string().openapi({ description: 'Local time.', example: '17:00' });

const VisitData = z
  .object({
    appointmentId: z.string(),
    doctorId: z.string(),
    clinicId: z.string(),
    serviceId: z.string().nullable(),
    startsAt: instant,
    endsAt: instant,
    durationMin: z.int(),
    status: z.enum(appointmentStatuses),
    version: z.int().openapi({
      description:
        'The one told last with `PUT /appointments/{id}`; one more for each change by staff.',
    }),
    scheduleVersion: z.int().openapi({
      description: 'Grows with each change of time, place or patient.',
    }),
    by: z.enum(['patient', 'staff']),
    via: z
      .enum([...channelIds, 'console'])
      .nullable()
      .openapi({ description: 'Where it was done.' }),
    reason: z.string().nullish().openapi({
      description:
        "Of a cancelled visit, in the patient's words. Asked for afterwards: `appointment.cancelled` then comes once more, with it.",
    }),
    followUpId: uuid.optional().openapi({
      description: 'Of a visit that a patient booked because they were invited.',
    }),
    previousStartsAt: instant.optional().openapi({
      description: 'Of a moved visit.',
    }),
  })
  .openapi('VisitEventData', {
    example: {
      appointmentId: 'a-1001',
      doctorId: 'd-7',
      clinicId: 'c-1',
      serviceId: 's-12',
      startsAt: '2026-03-02T07:30:00.000Z',
      endsAt: '2026-03-02T08:15:00.000Z',
      durationMin: 45,
      status: 'confirmed',
      version: 3,
      scheduleVersion: 1,
      by: 'patient',
      via: 'telegram',
    },
  });

export const Wish = z
  .object({
    from: localDate.nullable(),
    until: localDate.nullable(),
    weekdays: z
      .array(z.literal(weekdays))
      .openapi({ description: '1 is Monday.', example: [2, 4] }),
    notWeekdays: z.array(z.literal(weekdays)).openapi({ example: [] }),
    notBefore: localTime.nullable(),
    before: localTime.nullable().openapi({ example: null }),
  })
  .openapi('VisitWish');

const RequestData = z
  .object({
    requestId: uuid,
    kind: z.enum(visitRequestKinds).openapi({
      description:
        '`move`: another time for a visit; `book`: a new visit; `earlier`: to be told of an earlier time.',
    }),
    appointmentId: z.string().nullable().openapi({ example: 'a-1001' }),
    followUpId: uuid
      .nullable()
      .openapi({ description: 'Of the follow-up that a new visit is wanted for.' }),
    wish: Wish.nullable().openapi({ description: 'What was understood of the words.' }),
    state: z
      .enum(['done', 'withdrawn'])
      .optional()
      .openapi({ description: 'Of `request.closed`.' }),
  })
  .openapi('RequestEventData');

const ConsentData = z
  .object({
    purpose: z.enum(purposes),
    channel: z.enum(cardChannels),
    accountId: uuid.nullable().openapi({ description: 'Null for every account of the channel.' }),
    mechanism: z.string().openapi({
      description: '`chat`, `stop`, `stop_narrowed`, `platform`, `paper`, `staff`, `erasure`, …',
      example: 'chat',
    }),
    strength: z.int().openapi({ description: 'Of the evidence, 0 to 4.', example: 2 }),
    expiresAt: instant.nullable(),
    by: z.enum(['patient', 'staff', 'system']),
  })
  .openapi('ConsentEventData');

const CallTaskData = z
  .object({
    callTaskId: uuid,
    purpose: z.enum(purposes),
    code: z.string().openapi({
      description: 'Why a person calls instead of the bot writing.',
      example: 'phone_chosen',
    }),
    dueAt: instant,
    appointmentId: z.string().nullable().openapi({ example: 'a-1001' }),
  })
  .openapi('CallTaskEventData');

const AlarmData = z
  .object({
    alarmId: uuid,
    code: z.enum(alarmCodes).openapi({
      description:
        '`red_flag`: words of danger; `wellbeing_bad`, `low_score`: answers after a treatment; `low_mark`: not content.',
      example: 'wellbeing_bad',
    }),
    appointmentId: z
      .string()
      .nullable()
      .openapi({ description: 'The visit that was asked about.', example: 'a-1001' }),
  })
  .openapi('AlarmEventData');

const kind = <T extends readonly [string, ...string[]], D extends z.ZodType>(
  name: string,
  types: T,
  example: T[number],
  data: D,
) => z.object({ ...envelope, type: z.enum(types).openapi({ example }), data }).openapi(name);

const VisitEvent = kind(
  'VisitEvent',
  visitEventTypes,
  'appointment.confirmed',
  z.union([VisitData, Erased]),
);
const RequestEvent = kind(
  'RequestEvent',
  requestEventTypes,
  'request.opened',
  z.union([RequestData, Erased]),
);
const ConsentEvent = kind('ConsentEvent', consentEventTypes, 'consent.given', ConsentData);
const CallTaskEvent = kind(
  'CallTaskEvent',
  ['call_task.opened'],
  'call_task.opened',
  z.union([CallTaskData, Erased]),
);
const AlarmEvent = kind(
  'AlarmEvent',
  alarmEventTypes,
  'alarm.raised',
  z.union([AlarmData, Erased]),
);
const ErasedEvent = kind('PatientErasedEvent', ['patient.erased'], 'patient.erased', z.object({}));

export const Event = z
  .union([VisitEvent, RequestEvent, ConsentEvent, AlarmEvent, CallTaskEvent, ErasedEvent])
  .openapi('Event');

const told = [
  {
    name: 'appointment',
    schema: VisitEvent,
    summary: 'A visit was booked, confirmed, moved, cancelled or otherwise changed',
    description:
      'By the patient in the chat, or by staff in the console. Not told: what the clinic system said itself.',
  },
  {
    name: 'request',
    schema: RequestEvent,
    summary: 'A patient asks for another time, or no longer does',
    description: 'Where the chat alone could not do it: a person, or a freed time, has to.',
  },
  {
    name: 'consent',
    schema: ConsentEvent,
    summary: 'A patient agreed to be written to, or took it back',
    description:
      'One event per purpose and channel, as in `GET /patients/{id}/consents`. A STOP in the chat brings several.',
  },
  {
    name: 'alarm',
    schema: AlarmEvent,
    summary: 'A patient feels bad: people were called, one of them has it, it is over',
    description: 'Ids only; who was called and how it ended is what `GET /alarms` says.',
  },
  {
    name: 'call_task',
    schema: CallTaskEvent,
    summary: 'A person has to call a patient',
    description: 'Whether it is still to be done is what `GET /call-tasks` says.',
  },
  {
    name: 'patient',
    schema: ErasedEvent,
    summary: 'A patient has been forgotten',
    description:
      'At their own wish: what the clinic system holds of our conversations with them should go too.',
  },
] as const;

/** The `webhooks` of the document. */
export function describeWebhooks(api: OpenAPIHono): void {
  for (const { name, schema, summary, description } of told) {
    api.openAPIRegistry.registerWebhook({
      method: 'post',
      path: name,
      tags: ['Events'],
      summary,
      description,
      security: [],
      request: {
        headers: z.object({
          'webhook-id': z.string().openapi({ description: 'The `id` of the event.' }),
          'webhook-timestamp': z.string().openapi({ description: 'Of this try, in seconds.' }),
          'webhook-signature': z
            .string()
            .openapi({ description: '`v1,…`, one or two of them, divided by a space.' }),
        }),
        body: { required: true, content: { 'application/json': { schema } } },
      },
      responses: {
        '2XX': { description: 'Taken. Anything else, or nothing within 15 s, is tried again.' },
        410: { description: 'No more events, please: the endpoint is disabled.' },
      },
    });
  }
}
