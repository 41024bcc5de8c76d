import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { putCard } from '../../app/cards.ts';
import type { Context } from '../../app/context.ts';
import { readCard } from '../../app/queries-api.ts';
import { budgetMax, defaultBudget } from '../../domain/budget.ts';
import { blankCard, reminderCounts, type ServiceCard } from '../../domain/card.ts';
import { cardChannels, languages, weekdays } from '../../domain/words.ts';
import { actor, answer, jsonBody, responses, withBody } from './answers.ts';
import { pathId, zone } from './fields.ts';
import {
  type DayName,
  dayNames,
  type Hours,
  hours,
  nameOf,
  toNamedWeek,
  toWeek,
  WeekSchema,
  weekdayOf,
} from './hours.ts';

const day = z.union([z.int().min(1).max(7), z.enum(dayNames)], {
  error: 'must be an ISO weekday 1–7 (Monday is 1) or mon, tue, wed, thu, fri, sat, sun',
});

const frequency = z.union([z.enum(reminderCounts), z.int().min(0).max(3)], {
  error: `must be ${reminderCounts.join(', ')} or 0–3`,
});

const byNumber = ['none', 'one', 'two', 'three'] as const;

const CardInput = z
  .object({
    channels: z
      .array(z.enum(cardChannels))
      .refine((list) => new Set(list).size === list.length, {
        error: 'must not name a channel twice',
        params: { code: 'repeated' },
      })
      .nullish()
      .openapi({
        description:
          'In order of preference. `phone` first means calls by a person and no messages.',
        example: ['telegram', 'whatsapp'],
      }),
    days: z
      .array(day)
      .min(1, 'must name at least one day')
      .max(14)
      .nullish()
      .openapi({
        description: 'Left out: all days.',
        example: ['mon', 'tue', 'wed', 'thu', 'fri'],
      }),
    hours: hours.nullish().openapi({
      description:
        'On those days; left out: 09:00–21:00. A span that ends before it begins ends on the next day.',
      example: { mon: [{ from: '09:00', to: '21:00' }], tue: [{ from: '22:00', to: '06:00' }] },
    }),
    frequency: frequency.nullish().openapi({
      description:
        'Reminders of one visit: as the `clinic` does, `none`, `one` (a day before), `early` (three days and a day before), ' +
        '`two` (a day and two hours before), `three`; left out: as the clinic does.',
      example: 'early',
    }),
    zone: zone
      .nullish()
      .openapi({ description: "The patient's IANA zone; left out: the clinic's." }),
    language: z
      .enum(languages)
      .nullish()
      .openapi({ description: "Left out: the account's, else the patient's, else the clinic's." }),
    perDay: z
      .int()
      .min(0)
      .max(budgetMax.perDay)
      .nullish()
      .openapi({
        description: `Most messages that we begin, in a local day; left out: ${defaultBudget.perDay}.`,
        example: defaultBudget.perDay,
      }),
    perWeek: z
      .int()
      .min(0)
      .max(budgetMax.perWeek)
      .nullish()
      .openapi({
        description: `The same in any seven days; left out: ${defaultBudget.perWeek}.`,
        example: defaultBudget.perWeek,
      }),
  })
  .refine((card) => Object.values(toCard(card).hours).some((spans) => spans.length > 0), {
    path: ['days'],
    error: 'must include a day that has hours',
    params: { code: 'no_hours' },
  })
  .openapi('CardInput');

export const Card = z
  .object({
    channels: z.array(z.enum(cardChannels)),
    days: z.array(z.enum(dayNames)).openapi({ description: 'Days with hours.' }),
    hours: WeekSchema,
    frequency: z.enum(reminderCounts),
    zone: z.string().nullable(),
    language: z.enum(languages).nullable(),
    perDay: z.int(),
    perWeek: z.int(),
  })
  .openapi('Card');

const putRoute = createRoute({
  method: 'put',
  path: '/patients/{id}/card',
  tags: ['Agreements'],
  summary: "Fill in a patient's service card",
  description:
    'Where, when and how often the patient agreed to hear from the clinic. Replaces the card; planned messages move at once. ' +
    'A card is not a consent: that is recorded by POST /patients/{id}/consents or given in the chat. ' +
    '409 `erased`: the patient asked to be forgotten.',
  request: { params: pathId('patient'), body: jsonBody(CardInput) },
  responses: responses({
    schema: Card,
    description: 'As it is now recorded.',
    faults: [404, 409, ...withBody],
  }),
});

const getRoute = createRoute({
  method: 'get',
  path: '/patients/{id}/card',
  tags: ['Agreements'],
  summary: "Read a patient's service card",
  request: { params: pathId('patient') },
  responses: responses({ schema: Card, description: 'The card, or the defaults.', faults: [404] }),
});

export function cardRoutes(api: OpenAPIHono, ctx: Context): void {
  api.openapi(putRoute, async (c) => {
    const change = toCard(c.req.valid('json'));
    const outcome = await putCard(ctx, { patientId: c.req.valid('param').id, change, actor });
    return answer(c, outcome, { present: presentCard });
  });
  api.openapi(getRoute, async (c) =>
    answer(c, await readCard(ctx, c.req.valid('param').id), { present: presentCard }),
  );
}

interface Wish {
  readonly channels?: ServiceCard['channels'] | null | undefined;
  readonly days?: readonly (number | DayName)[] | null | undefined;
  readonly hours?: Hours | null | undefined;
  readonly frequency?: z.output<typeof frequency> | null | undefined;
  readonly zone?: string | null | undefined;
  readonly language?: ServiceCard['language'] | undefined;
  readonly perDay?: number | null | undefined;
  readonly perWeek?: number | null | undefined;
}

/** A whole card, so that what is left out returns to its default. */
function toCard(body: Wish): ServiceCard {
  const days =
    body.days?.map((one) => (typeof one === 'string' ? weekdayOf(one) : weekdays[one - 1])) ??
    weekdays;
  const on = weekdays.filter((one) => days.includes(one));
  return {
    channels: body.channels ?? blankCard.channels,
    hours: toWeek(body.hours ?? [...blankCard.hours[1]], on),
    zone: body.zone ?? null,
    reminders: toReminders(body.frequency) ?? blankCard.reminders,
    language: body.language ?? null,
    budget: {
      perDay: body.perDay ?? defaultBudget.perDay,
      perWeek: body.perWeek ?? defaultBudget.perWeek,
    },
  };
}

const toReminders = (given: z.output<typeof frequency> | null | undefined) =>
  typeof given === 'number' ? byNumber[given] : given;

export const presentCard = (card: ServiceCard): z.output<typeof Card> => ({
  channels: [...card.channels],
  days: weekdays.filter((one) => card.hours[one].length > 0).map(nameOf),
  hours: toNamedWeek(card.hours),
  frequency: card.reminders,
  zone: card.zone,
  language: card.language,
  ...card.budget,
});
