import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from '../../app/context.ts';
import { notFound } from '../../app/fault.ts';
import {
  type Account,
  accountsOf,
  changeAccount,
  type DeskCode,
  endAccount,
  issueCode,
} from '../../app/identity.ts';
import { labelCharsMax, verifications } from '../../domain/identity.ts';
import { channelIds, relations } from '../../domain/words.ts';
import { actor, answer, done, emptyResponses, jsonBody, responses, withBody } from './answers.ts';
import { id, instant, iso, isUuid, line, pathId, uuid } from './fields.ts';

const AccountSchema = z
  .object({
    bindingId: uuid.openapi({ description: 'Names the account together with this patient.' }),
    contactId: uuid.openapi({ description: 'The person who holds it, whichever the messenger.' }),
    channel: z.enum(channelIds),
    phone: z.string().nullable(),
    username: z.string().nullable(),
    relation: z.enum(relations),
    label: z.string().nullable().openapi({ description: 'What the contact calls the patient.' }),
    verifiedBy: z.enum(verifications),
    verified: z
      .boolean()
      .openapi({ description: 'Before that no name is shown and nothing sent first.' }),
    verifiedAt: instant.nullable(),
    createdAt: instant,
    aliveAt: instant.openapi({ description: 'Last sign that it is still the same person.' }),
    silent: z
      .boolean()
      .openapi({ description: 'Silent for 90 days: asked "still you?" before anything else.' }),
    authorityEndsOn: z.string().nullable(),
    stoppedAt: instant.nullable(),
    pausedAt: instant.nullable(),
    quarantinedAt: instant.nullable(),
    unreachableCode: z.string().nullable(),
  })
  .openapi('Account');

const AccountInput = z
  .object({
    relation: z.enum(relations).optional().openapi({ example: 'parent' }),
    label: line(labelCharsMax)
      .nullish()
      .openapi({ description: 'What the contact calls the patient.', example: 'Маша' }),
    authorityEndsOn: z.iso.date().nullish().openapi({
      description:
        'Local date from which the contact no longer speaks for the patient; null: none.',
      example: '2032-05-17',
    }),
  })
  .refine((change) => Object.values(change).some((value) => value !== undefined), {
    error: 'must change something',
    params: { code: 'empty' },
  })
  .openapi('AccountInput');

const listRoute = createRoute({
  method: 'get',
  path: '/patients/{id}/accounts',
  tags: ['Agreements'],
  summary: 'List the accounts that speak for a patient',
  description: "The patient's own, a parent's, a carer's; those that were unbound are not listed.",
  request: { params: pathId('patient') },
  responses: responses({
    schema: z.object({ items: z.array(AccountSchema), next: z.null() }).openapi('AccountList'),
    description: 'All of them, oldest first.',
    faults: [404],
  }),
});

const params = z.object({ id: id.openapi({ description: 'The `bindingId`, as listed.' }) });

const patchRoute = createRoute({
  method: 'patch',
  path: '/accounts/{id}',
  tags: ['Agreements'],
  summary: 'Correct how an account stands to its patient',
  description: 'Only what is sent changes; planned messages are decided anew.',
  request: { params, body: jsonBody(AccountInput) },
  responses: emptyResponses('Changed.', [404, ...withBody]),
});

const deleteRoute = createRoute({
  method: 'delete',
  path: '/accounts/{id}',
  tags: ['Agreements'],
  summary: 'Unbind an account from its patient',
  description:
    'Nothing about this patient is written to it any more. Its agreements stay in the ledger and count no more.',
  request: { params },
  responses: emptyResponses('Unbound.', [404]),
});

const codeRoute = createRoute({
  method: 'post',
  path: '/patients/{id}/codes',
  tags: ['Agreements'],
  summary: 'Make a new code to be said at the desk',
  description:
    'For an account that has opened an invitation and is not proven yet: the person hears the code and types it in the chat. ' +
    'Earlier codes become void. 409 `erased`: the patient asked to be forgotten.',
  request: { params: pathId('patient') },
  responses: responses({
    schema: z
      .object({ code: z.string().openapi({ example: '402913' }), expiresAt: instant })
      .openapi('DeskCode'),
    description: 'The only copy.',
    status: 201,
    faults: [404, 409],
  }),
});

export function accountRoutes(api: OpenAPIHono, ctx: Context): void {
  api.openapi(listRoute, async (c) =>
    answer(c, await accountsOf(ctx, c.req.valid('param').id), {
      present: (accounts) => ({ items: accounts.map(present), next: null }),
    }),
  );
  api.openapi(patchRoute, async (c) => {
    const bindingId = c.req.valid('param').id;
    const change = c.req.valid('json');
    return done(
      c,
      isUuid(bindingId) ? await changeAccount(ctx, { bindingId, change, actor }) : unknown(),
    );
  });
  api.openapi(deleteRoute, async (c) => {
    const bindingId = c.req.valid('param').id;
    return done(c, isUuid(bindingId) ? await endAccount(ctx, { bindingId, actor }) : unknown());
  });
  api.openapi(codeRoute, async (c) =>
    answer(c, await issueCode(ctx, { patientId: c.req.valid('param').id, actor }), {
      present: presentCode,
      status: 201,
    }),
  );
}

const unknown = () => notFound('id', 'account');

const presentCode = ({ code, expiresAt }: DeskCode) => ({
  code,
  expiresAt: expiresAt.toISOString(),
});

const present = ({ addressId: _, ...one }: Account): z.output<typeof AccountSchema> => ({
  ...one,
  verifiedAt: iso(one.verifiedAt),
  createdAt: one.createdAt.toISOString(),
  aliveAt: one.aliveAt.toISOString(),
  stoppedAt: iso(one.stoppedAt),
  pausedAt: iso(one.pausedAt),
  quarantinedAt: iso(one.quarantinedAt),
});
