import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { type ChannelState, channelStates, resumeChannel } from '../../app/brakes.ts';
import type { Context } from '../../app/context.ts';
import { ok } from '../../app/fault.ts';
import { channelIds } from '../../domain/words.ts';
import { actor, answer, done, emptyResponses, responses } from './answers.ts';
import { instant, iso } from './fields.ts';

const Channel = z
  .object({
    id: z.enum(channelIds),
    downCode: z.string().nullable().openapi({ description: 'Why nothing can be sent.' }),
    deafCode: z.string().nullable().openapi({
      description:
        'Why nothing proves that what patients write reaches us. Until something does, nothing is sent first.',
      example: 'no_proof',
    }),
    frozenSince: instant.nullable().openapi({
      description:
        'Words written from then on may be lost for ever, a STOP among them. Nothing is sent first until a person agrees.',
    }),
    brakedUntil: instant.nullable().openapi({
      description: 'Too many recipients were gone at once: nothing is sent first until then.',
    }),
  })
  .openapi('Channel');

const listRoute = createRoute({
  method: 'get',
  path: '/channels',
  tags: ['Record'],
  summary: 'List the messengers and what holds them back',
  description: 'What patients write is answered whatever holds back the rest.',
  request: {},
  responses: responses({
    schema: z.object({ items: z.array(Channel), next: z.null() }).openapi('ChannelList'),
    description: 'All that this installation serves.',
  }),
});

const resumeRoute = createRoute({
  method: 'post',
  path: '/channels/{id}/resume',
  tags: ['Record'],
  summary: 'Agree that a frozen or braked channel writes first again',
  description:
    'For a person who knows what may have been lost and has seen to it. Recorded in the audit; what waits and is not too late goes out.',
  request: { params: z.object({ id: z.enum(channelIds) }) },
  responses: emptyResponses('Agreed, or nothing held it back.', [404]),
});

export function channelRoutes(api: OpenAPIHono, ctx: Context): void {
  api.openapi(listRoute, async (c) =>
    answer(c, ok(await channelStates(ctx)), {
      present: (states) => ({ items: states.map(present), next: null }),
    }),
  );
  api.openapi(resumeRoute, async (c) =>
    done(c, await resumeChannel(ctx, { channel: c.req.valid('param').id, actor })),
  );
}

const present = ({ channel, ...state }: ChannelState): z.output<typeof Channel> => ({
  ...state,
  id: channel,
  frozenSince: iso(state.frozenSince),
  brakedUntil: iso(state.brakedUntil),
});
