/** What clinics and services may say of a visit: when it is reminded of, and what its messages carry. */

import { z } from '@hono/zod-openapi';
import {
  type Cadence,
  cadenceStepsMax,
  cadences,
  daysMax,
  defaultCadence,
  faultOfCadence,
  hoursMax,
  inOrder,
} from '../../domain/cadence.ts';
import { reminderCounts } from '../../domain/card.ts';
import { languages } from '../../domain/words.ts';
import { line, prose } from './fields.ts';

const beforeWords = `must be whole days P1D to P${daysMax}D or whole hours PT1H to PT${hoursMax}H`;
const faultWords = {
  too_many: `must have at most ${cadenceStepsMax} reminders`,
  bad_before: beforeWords,
  repeated: 'is the same time as another reminder',
} as const;

const step = z.object({
  before: z.string().openapi({
    description: `ISO 8601, how long before the visit; ${beforeWords}.`,
    example: 'P1D',
  }),
  asks: z.boolean().openapi({
    description: 'Asks for a confirmation; otherwise it only informs, also who has confirmed.',
  }),
});

const steps = z.array(step).superRefine((given, ctx) => {
  const fault = faultOfCadence(given);
  if (!fault) return;
  const path = 'index' in fault ? [fault.index, 'before'] : [];
  ctx.addIssue({
    code: 'custom',
    path,
    message: faultWords[fault.code],
    params: { code: fault.code },
  });
});

const words = reminderCounts.filter((word) => word !== 'clinic');

const wholeCadence = z.union([steps, z.enum(words)], {
  error: `must be a list of reminders or one of ${words.join(', ')}`,
});

const unlessLeftOut = 'Left out: stays as it is, because staff set it too; null:';

export const cadence = wholeCadence.nullish().openapi({
  description:
    'When a visit is reminded of: a list of reminders, or in a word `none`, `one` (a day before), `early` (three days and ' +
    'a day before, both ask), `two` (a day before asks, two hours before informs), `three`. A patient may choose ' +
    `otherwise. ${unlessLeftOut} as usual.`,
  example: [
    { before: 'P3D', asks: true },
    { before: 'P1D', asks: true },
  ],
});

export const toCadence = (given: z.output<typeof cadence>): Cadence | null | undefined =>
  typeof given === 'string' ? cadences[given] : given && inOrder(given);

export const CadenceSchema = z.array(step).openapi('Cadence', {
  description: 'Farthest from the visit first.',
  example: [...defaultCadence],
});

export const presentCadence = (given: Cadence | null): z.output<typeof CadenceSchema> | null =>
  given?.map(({ before, asks }) => ({ before, asks })) ?? null;

const extra_chars_max = 1000;

export const extra = (description: string) =>
  prose(extra_chars_max)
    .nullish()
    .openapi({ description: `${description} ${unlessLeftOut} nothing.` });

const pageUrl = line(300)
  .refine((text) => /^https:\/\/\S+$/.test(text) && URL.canParse(text), {
    error: 'must be an https address',
    params: { code: 'bad_url' },
  })
  .nullish();

export const mapUrl = pageUrl.openapi({
  description: `Where the clinic is on a map. ${unlessLeftOut} none.`,
  example: 'https://yandex.ru/maps/-/CDabc123',
});

export const reviewUrl = pageUrl.openapi({
  description: `Where to write a review; sent only to who gave a high mark after a treatment and then agreed to be asked. ${unlessLeftOut} none.`,
  example: 'https://yandex.ru/maps/org/1234567890/reviews/',
});

/** The named texts in further languages. */
export const translations = <Text extends string>(names: readonly Text[], charsMax: number) =>
  z
    .partialRecord(
      z.enum(languages),
      z.partialRecord(z.enum(names as readonly [Text, ...Text[]]), prose(charsMax)),
    )
    .optional()
    .openapi({
      description:
        "The same texts in languages other than the clinic's first. A message is in the patient's language if all " +
        "its texts are there in it, else in the clinic's; never in two. Left out: stays as it is, because staff set it too.",
    });
