import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { MiddlewareHandler } from 'hono';
import type { Context } from '../../app/context.ts';
import { type Invitation, invite } from '../../app/invitations.ts';
import { relations } from '../../domain/words.ts';
import { actor, answer, responses, withBody } from './answers.ts';
import { instant, pathId } from './fields.ts';

const url = z.string().nullable();

const InvitationSchema = z
  .object({
    telegramUrl: url.openapi({
      description: 'Null while Telegram is not served or not ready.',
      example: 'https://t.me/clinic_bot?start=q2…',
    }),
    whatsappUrl: url.openapi({
      description: 'Null while WhatsApp is not served or not ready.',
      example: 'https://wa.me/79990000000?text=…',
    }),
    qrSvg: url.openapi({
      description: '`telegramUrl`, or else `whatsappUrl`, as a QR code: `<svg>…</svg>`.',
    }),
    whatsappQrSvg: url.openapi({ description: '`whatsappUrl` as a QR code.' }),
    expiresAt: instant,
    code: z.string().openapi({
      description: 'Six digits to say aloud: they prove who typed them in the chat.',
      example: '402913',
    }),
    codeExpiresAt: instant,
  })
  .openapi('Invitation');

const InvitationInput = z
  .object({
    relation: z.enum(relations).nullish().openapi({
      description:
        'How whoever opens it stands to the patient; left out: by age, and by whether there is a guardian.',
      example: 'parent',
    }),
  })
  .openapi('InvitationInput');

const postRoute = createRoute({
  method: 'post',
  path: '/patients/{id}/invitations',
  tags: ['Agreements'],
  summary: 'Invite a patient to a messenger',
  description:
    'A single-use link that binds the account which opens it to this patient. Print it, show it as a QR code or hand it ' +
    'over in person. Nothing personal is said in the chat before the account is proven: by its own number, or by `code`, valid ' +
    '30 minutes, typed there. The answer is the only copy of both. 409 `erased`: the patient asked to be forgotten.',
  request: {
    params: pathId('patient'),
    body: { required: false, content: { 'application/json': { schema: InvitationInput } } },
  },
  responses: responses({
    schema: InvitationSchema,
    description: 'The invitation.',
    status: 201,
    faults: [404, 409, ...withBody],
  }),
});

/** Clients that always say `application/json` may send nothing: this body was not always there. */
const orNothing: MiddlewareHandler = async (c, next) => {
  if ((await c.req.text()).trim() === '') c.req.bodyCache.text = Promise.resolve('{}') as never;
  return next();
};

export function invitationRoutes(api: OpenAPIHono, ctx: Context): void {
  api.use(postRoute.getRoutingPath(), orNothing);
  api.openapi(postRoute, async (c) => {
    const { relation } = c.req.valid('json');
    const outcome = await invite(ctx, { patientId: c.req.valid('param').id, relation, actor });
    return answer(c, outcome, { present, status: 201 });
  });
}

const present = ({
  expiresAt,
  codeExpiresAt,
  ...rest
}: Invitation): z.output<typeof InvitationSchema> => ({
  ...rest,
  expiresAt: expiresAt.toISOString(),
  codeExpiresAt: codeExpiresAt.toISOString(),
});
