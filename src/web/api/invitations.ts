import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from '../../app/context.ts';
import { type Invitation, invite } from '../../app/invitations.ts';
import { actor, answer, responses } from './answers.ts';
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
  })
  .openapi('Invitation');

const postRoute = createRoute({
  method: 'post',
  path: '/patients/{id}/invitations',
  tags: ['Agreements'],
  summary: 'Invite a patient to a messenger',
  description:
    'A single-use link that binds the account which opens it to this patient. Print it, show it as a QR code or hand it ' +
    'over in person: whoever opens it first is taken for the patient (or the guardian). The answer is the only copy.',
  request: { params: pathId('patient') },
  responses: responses({
    schema: InvitationSchema,
    description: 'The invitation.',
    status: 201,
    faults: [404],
  }),
});

export function invitationRoutes(api: OpenAPIHono, ctx: Context): void {
  api.openapi(postRoute, async (c) => {
    const outcome = await invite(ctx, { patientId: c.req.valid('param').id, actor });
    return answer(c, outcome, { present, status: 201 });
  });
}

const present = ({ expiresAt, ...links }: Invitation): z.output<typeof InvitationSchema> => ({
  ...links,
  expiresAt: expiresAt.toISOString(),
});
