import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from '../../app/context.ts';
import { notFound } from '../../app/fault.ts';
import { readWhy, type Why, type WhyConsent } from '../../app/why.ts';
import { decisionCodes } from '../../domain/policy.ts';
import {
  appointmentStatuses,
  cardChannels,
  purposes,
  reasonStates,
  relations,
} from '../../domain/words.ts';
import { answer, responses } from './answers.ts';
import { Consent, presentConsent } from './consents.ts';
import { id, instant, iso, isUuid, uuid } from './fields.ts';
import { Message, presentMessage } from './messages.ts';

const WhyConsentSchema = Consent.extend({
  enough: z.boolean().openapi({
    description:
      "It held when the message was decided, and is strong enough for the clinic's policy.",
  }),
  relation: z
    .enum(relations)
    .nullable()
    .openapi({ description: 'Of the account that agreed; null: on paper or at the desk.' }),
  label: z.string().nullable(),
}).openapi('WhyConsent');

const Reason = z
  .discriminatedUnion('type', [
    z.object({
      type: z.literal('visit'),
      appointmentId: z.string(),
      startsAt: instant,
      status: z.enum(appointmentStatuses),
    }),
    z.object({
      type: z.literal('reason'),
      id: uuid,
      purpose: z.enum(purposes),
      dueAt: instant,
      appointmentId: z.string().nullable(),
      doctorId: z.string().nullable(),
      evidence: z.record(z.string(), z.unknown()),
      note: z.string().nullable(),
      createdBy: z.string(),
      state: z.enum(reasonStates),
    }),
    z.object({
      type: z.literal('answer'),
      messageId: uuid.nullable().openapi({ description: 'What the patient had written.' }),
      text: z.string().nullable(),
    }),
  ])
  .openapi('WhyReason');

const Step = z
  .object({
    at: instant,
    stage: z
      .enum(['plan', 'claim'])
      .openapi({ description: '`plan`: a forecast; `claim`: the decision itself.' }),
    verdict: z.enum(['send', 'wait', 'call', 'drop']),
    code: z.enum(decisionCodes),
    until: instant.nullable(),
    channel: z.enum(cardChannels).nullable(),
  })
  .openapi('DecisionStep');

const WhySchema = z
  .object({
    message: Message,
    consent: WhyConsentSchema.nullable().openapi({
      description:
        'Who agreed, when, in which words, as it stood then; null: nobody did, or an answer needs none.',
    }),
    strengthNeeded: z.int().openapi({ description: '0 where no consent is needed.' }),
    reason: Reason.nullable(),
    trail: z.array(Step).openapi({ description: 'Every decision about it, oldest first.' }),
  })
  .openapi('Why');

const route = createRoute({
  method: 'get',
  path: '/messages/{id}/why',
  tags: ['Record'],
  summary: 'Why a message was sent, waits, or was not sent',
  request: { params: z.object({ id: id.openapi({ description: 'Of the message, as listed.' }) }) },
  responses: responses({
    schema: WhySchema,
    description: 'The agreement, the reason and every decision.',
    faults: [404],
  }),
});

export function whyRoutes(api: OpenAPIHono, ctx: Context): void {
  api.openapi(route, async (c) => {
    const messageId = c.req.valid('param').id;
    const outcome = isUuid(messageId) ? await readWhy(ctx, messageId) : notFound('id', 'message');
    return answer(c, outcome, { present });
  });
}

const present = (why: Why): z.output<typeof WhySchema> => ({
  message: presentMessage(why),
  consent: why.consent && presentConsentOf(why.consent),
  strengthNeeded: why.strengthNeeded,
  reason: why.reason && presentReason(why.reason),
  trail: why.trail.map(({ at, stage, verdict, code, until, channel }) => ({
    at: at.toISOString(),
    stage,
    verdict,
    code,
    until: iso(until),
    channel,
  })),
});

const presentConsentOf = (held: WhyConsent): z.output<typeof WhyConsentSchema> => ({
  ...presentConsent(held.event),
  // With what renewed it.
  expiresAt: iso(held.expiresAt),
  enough: held.enough,
  relation: held.relation,
  label: held.label,
});

function presentReason(why: NonNullable<Why['reason']>): z.output<typeof Reason> {
  switch (why.type) {
    case 'visit': {
      const { id: appointmentId, startsAt, status } = why.appointment;
      return { type: 'visit', appointmentId, startsAt: startsAt.toISOString(), status };
    }
    case 'reason': {
      const { id, purpose, dueAt, appointmentId, doctorId, evidence, note, state, createdBy } =
        why.reason;
      return {
        ...{ type: 'reason', id, purpose, dueAt: dueAt.toISOString(), appointmentId, doctorId },
        ...{ evidence, note, state, createdBy },
      };
    }
    case 'answer':
      return {
        type: 'answer',
        messageId: why.to?.id ?? null,
        text: why.to?.content?.text ?? null,
      };
  }
}
