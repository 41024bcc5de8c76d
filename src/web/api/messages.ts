import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from '../../app/context.ts';
import {
  type AttemptRow,
  type MessageEntry,
  type MessageRow,
  readMessages,
} from '../../app/queries-api.ts';
import { writeToPatient } from '../../app/staff-message.ts';
import { type Decision as Decided, decisionCodes } from '../../domain/policy.ts';
import { cardChannels, type MessageState, messageStates, purposes } from '../../domain/words.ts';
import { actor, answer, jsonBody, responses, withBody } from './answers.ts';
import { id, instant, iso, pathId, prose, uuid } from './fields.ts';
import { limit, numberCursor, pageSchema, presentPage } from './paging.ts';

const Attempt = z
  .object({
    id: uuid,
    number: z.int(),
    startedAt: instant,
    finishedAt: instant.nullable(),
    outcome: z.string().nullable().openapi({
      description:
        'Null while the request is under way. `unknown`: it may have arrived, and is never repeated blindly.',
      example: 'accepted',
    }),
    code: z.string().nullable(),
    externalId: z.string().nullable().openapi({ description: "The messenger's own id." }),
  })
  .openapi('Attempt');

export const Decision = z
  .object({
    verdict: z.enum(['send', 'wait', 'call', 'drop']),
    code: z.enum(decisionCodes).nullable(),
    until: instant.optional().openapi({ description: 'With `wait`.' }),
  })
  .openapi('Decision');

export const Message = z
  .object({
    id: uuid,
    patientId: z.string().nullable(),
    purpose: z
      .enum([...purposes, 'service'])
      .openapi({ description: '`service`: part of a conversation.' }),
    kind: z.string().openapi({ example: 'visit_day_before' }),
    channel: z.enum(cardChannels).nullable().openapi({ description: 'Null until one is chosen.' }),
    direction: z.enum(['in', 'out']),
    state: z.enum(messageStates).openapi({ description: 'What came in is `delivered`.' }),
    dueAt: instant,
    notAfter: instant.openapi({ description: 'Never sent after this.' }),
    decision: Decision.nullable().openapi({
      description: 'Why it is, or is not, sent. Null for what came in.',
    }),
    attempts: z.array(Attempt),
    carriedBy: uuid.nullable().openapi({
      description:
        'The message of another of the family in whose request it goes: they arrive as one text, whose `externalId` is the same.',
    }),
    externalId: z.string().nullable(),
    text: z.string().nullable().openapi({ description: 'Null until it is written.' }),
    createdAt: instant,
  })
  .openapi('Message');

const listRoute = createRoute({
  method: 'get',
  path: '/messages',
  tags: ['Record'],
  summary: 'List messages, sent and not sent',
  description:
    'In the order they were written, each with the decision about it and every attempt to deliver it.',
  request: {
    query: z.object({
      patientId: id.optional().openapi({ example: 'p-1001' }),
      state: z.enum(messageStates).optional(),
      cursor: numberCursor,
      limit,
    }),
  },
  responses: responses({
    schema: pageSchema(Message, 'MessagePage'),
    description: 'A page of messages.',
    faults: [404],
  }),
});

const WriteInput = z
  .object({
    purpose: z
      .enum(purposes)
      .openapi({ description: 'What it is about: the patient must have agreed to that.' }),
    text: prose(1000).openapi({ example: 'Врач просит взять с собой снимок.' }),
  })
  .openapi('WriteInput');

const writeRoute = createRoute({
  method: 'post',
  path: '/patients/{id}/messages',
  tags: ['Record'],
  summary: 'Write to a patient first',
  description:
    'Passes the same policy as everything else; the answer says at once whether it goes, waits, becomes a call or will ' +
    'not go, and why. To answer what a patient wrote, use POST /threads/{id}/replies.',
  request: { params: pathId('patient'), body: jsonBody(WriteInput) },
  responses: responses({
    schema: z.object({ messageId: uuid, decision: Decision }).openapi('Written'),
    description: 'Recorded, whatever was decided; follow it with GET /messages/{id}/why.',
    status: 201,
    faults: [404, ...withBody],
  }),
});

export function messageRoutes(api: OpenAPIHono, ctx: Context): void {
  api.openapi(writeRoute, async (c) => {
    const message = { ...c.req.valid('json'), patientId: c.req.valid('param').id, actor };
    return answer(c, await writeToPatient(ctx, message), { present: presentWritten, status: 201 });
  });
  api.openapi(listRoute, async (c) => {
    const { patientId, state, cursor, limit: size } = c.req.valid('query');
    const outcome = await readMessages(ctx, { patientId, state, after: cursor, limit: size });
    return answer(c, outcome, { present: (page) => presentPage(page, presentMessage) });
  });
}

/** What a patient wrote has reached us, and has no further way to go. */
export const stateOf = (row: MessageRow): MessageState =>
  row.state === 'received' ? 'delivered' : row.state;

export const presentMessage = ({
  message: row,
  attempts,
}: MessageEntry): z.output<typeof Message> => ({
  id: row.id,
  patientId: row.patientId,
  purpose: row.purpose,
  kind: row.kind,
  channel: row.channel,
  direction: row.direction,
  state: stateOf(row),
  dueAt: row.dueAt.toISOString(),
  notAfter: row.notAfter.toISOString(),
  decision: decisionOf(row),
  attempts: attempts.map(presentAttempt),
  carriedBy: row.carriedBy,
  externalId: row.externalId,
  text: row.content?.text ?? null,
  createdAt: row.createdAt.toISOString(),
});

const presentWritten = (written: { messageId: string; decision: Decided }) => ({
  messageId: written.messageId,
  decision: presentDecision(written.decision),
});

const presentDecision = ({ verdict, code, until }: Decided): z.output<typeof Decision> => ({
  verdict,
  code,
  ...(until && { until: until.toISOString() }),
});

function decisionOf({ verdict, code, until }: MessageRow): z.output<typeof Decision> | null {
  if (verdict === null) return null;
  return { verdict, code, ...(until && { until: until.toISOString() }) };
}

const presentAttempt = (row: AttemptRow): z.output<typeof Attempt> => ({
  id: row.id,
  number: row.number,
  startedAt: row.startedAt.toISOString(),
  finishedAt: iso(row.finishedAt),
  outcome: row.outcome,
  code: row.code,
  externalId: row.externalId,
});
