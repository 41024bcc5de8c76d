import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from '../../app/context.ts';
import { notFound } from '../../app/fault.ts';
import { replyToThread } from '../../app/hand-over.ts';
import { readThreads, type ThreadEntry } from '../../app/queries-api.ts';
import { channelIds, messageStates } from '../../domain/words.ts';
import { actor, answer, jsonBody, responses, withBody } from './answers.ts';
import { id, instant, iso, isUuid, prose, uuid } from './fields.ts';
import { stateOf } from './messages.ts';
import { idCursor, limit, pageSchema, presentPage } from './paging.ts';

const text_chars_max = 4000;
const states = ['open', 'closed'] as const;

const Thread = z
  .object({
    id: uuid,
    patientId: z.string().nullable(),
    channel: z.enum(channelIds),
    state: z.enum(states),
    reason: z
      .string()
      .openapi({ description: 'Why the bot handed over.', example: 'asked_person' }),
    urgent: z.boolean(),
    withPerson: z
      .boolean()
      .openapi({ description: 'Staff have written here, so the bot keeps quiet.' }),
    openedAt: instant,
    lastInboundAt: instant,
    answeredAt: instant.nullable(),
    messages: z
      .array(
        z.object({
          direction: z.enum(['in', 'out']),
          text: z.string(),
          at: instant,
          author: z.string().openapi({ description: '`patient`, `bot`, `api` or `staff:<id>`.' }),
          state: z.enum(messageStates),
        }),
      )
      .openapi({ description: 'The last 20 of the chat, oldest first.' }),
  })
  .openapi('Thread');

const listRoute = createRoute({
  method: 'get',
  path: '/threads',
  tags: ['Record'],
  summary: 'List the conversations that people have to finish',
  description: 'In the order they were opened.',
  request: { query: z.object({ state: z.enum(states).optional(), cursor: idCursor, limit }) },
  responses: responses({
    schema: pageSchema(Thread, 'ThreadPage'),
    description: 'A page of threads.',
  }),
});

const replyRoute = createRoute({
  method: 'post',
  path: '/threads/{id}/replies',
  tags: ['Record'],
  summary: 'Answer a patient',
  description:
    'Goes to the account that wrote; from then on the bot keeps quiet until the thread is closed. Outside the 24 hours of ' +
    "WhatsApp it waits for the patient's next word. 409 `thread_closed`: it opens again when the patient writes.",
  request: {
    params: z.object({ id: id.openapi({ description: 'Of the thread, as listed.' }) }),
    body: jsonBody(
      z
        .object({
          text: prose(text_chars_max).openapi({ example: 'Добрый день! Да, приём в силе.' }),
        })
        .openapi('ReplyInput'),
    ),
  },
  responses: responses({
    schema: z.object({ messageId: uuid }).openapi('Reply'),
    description: 'The message that was written; follow it with GET /messages.',
    status: 201,
    faults: [404, 409, ...withBody],
  }),
});

export function threadRoutes(api: OpenAPIHono, ctx: Context): void {
  api.openapi(listRoute, async (c) => {
    const { state, cursor, limit: size } = c.req.valid('query');
    const page = await readThreads(ctx, { state, after: cursor, limit: size });
    return c.json(presentPage(page, present));
  });
  api.openapi(replyRoute, async (c) => {
    const threadId = c.req.valid('param').id;
    const { text } = c.req.valid('json');
    const outcome = isUuid(threadId)
      ? await replyToThread(ctx, { threadId, text, actor, staffId: null })
      : notFound('id', 'thread');
    return answer(c, outcome, { present: (reply) => reply, status: 201 });
  });
}

const present = ({ thread, channel, messages }: ThreadEntry): z.output<typeof Thread> => ({
  id: thread.id,
  patientId: thread.patientId,
  channel,
  state: thread.state,
  reason: thread.reason,
  urgent: thread.urgent,
  withPerson: thread.withPerson,
  openedAt: thread.openedAt.toISOString(),
  lastInboundAt: thread.lastInboundAt.toISOString(),
  answeredAt: iso(thread.answeredAt),
  messages: messages.map((row) => ({
    direction: row.direction,
    text: row.content?.text ?? '',
    at: row.createdAt.toISOString(),
    author: row.author,
    state: stateOf(row),
  })),
});
