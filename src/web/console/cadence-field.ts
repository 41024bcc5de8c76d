/** When a visit is reminded of, as a form: a usual cadence by its word, or up to four reminders of one's own. */

import { html } from 'hono/html';
import { z } from 'zod';
import {
  type Cadence,
  cadenceStepsMax,
  cadences,
  daysMax,
  faultOfCadence,
  hoursMax,
  inOrder,
  wordOfCadence,
  writeBefore,
} from '../../domain/cadence.ts';
import { reminderCounts } from '../../domain/card.ts';
import { beforeWords } from '../../text/cadence.ts';
import { type Filling, oneOf, select, type Values } from './form.ts';
import type { Frame, Html } from './layout.ts';

const words = reminderCounts.filter((word) => word !== 'clinic');
const choices = ['', ...words, 'own'] as const;
const rows = Array.from({ length: cadenceStepsMax }, (_, index) => index + 1);

const times = [
  ...Array.from({ length: daysMax }, (_, index) => writeBefore(daysMax - index, 'days')),
  ...Array.from({ length: hoursMax }, (_, index) => writeBefore(hoursMax - index, 'hours')),
];

const before = z.string().max(10).default('');
const asks = oneOf(['yes', 'no']).default('yes');

export const cadenceFields = {
  cadence: oneOf(choices).default(''),
  ...{ before1: before, before2: before, before3: before, before4: before },
  ...{ asks1: asks, asks2: asks, asks3: asks, asks4: asks },
};

/** Null is as usual; `bad` where the reminders of one's own are none that can be kept. */
export function cadenceOf(posted: Readonly<Record<string, unknown>>): Cadence | null | 'bad' {
  const choice = posted.cadence as (typeof choices)[number];
  if (choice === '') return null;
  if (choice !== 'own') return cadences[choice];
  const steps = rows.flatMap((n) => {
    const time = String(posted[`before${n}`] ?? '');
    return time === '' ? [] : [{ before: time, asks: posted[`asks${n}`] !== 'no' }];
  });
  return faultOfCadence(steps) === null ? inOrder(steps) : 'bad';
}

export function cadenceValues(cadence: Cadence | null): Values {
  const word = cadence && wordOfCadence(cadence);
  const own = rows.flatMap((n) => {
    const step = cadence?.[n - 1];
    return step
      ? [
          [`before${n}`, step.before],
          [`asks${n}`, step.asks ? 'yes' : 'no'],
        ]
      : [];
  });
  return { cadence: cadence === null ? '' : (word ?? 'own'), ...Object.fromEntries(own) };
}

/** `usual`: what stands where nothing is chosen. */
export function cadenceField(filling: Filling, { usual }: { readonly usual: string }): Html {
  const { setup, reminders } = filling.frame.words;
  const label = (choice: (typeof choices)[number]) =>
    choice === '' ? usual : choice === 'own' ? setup.cadenceOwn : reminders[choice];
  const options = choices.map((value) => ({ value, label: label(value) }));
  const own = filling.values.cadence === 'own' || filling.faults.cadence !== undefined;
  return html`${select(filling, { name: 'cadence', label: setup.cadence, hint: setup.cadenceHint, options })}
    <details class="fold small" ${own && html`open`}><summary>${setup.cadenceSteps}</summary>
    ${rows.map((n) => stepRow(filling, n))}</details>`;
}

function stepRow(filling: Filling, n: number): Html {
  const { setup, common } = filling.frame.words;
  const befores = [
    { value: '', label: common.none },
    ...times.map((value) => ({ value, label: timeWords(filling.frame, value) })),
  ];
  const does = [
    { value: 'yes', label: setup.asks },
    { value: 'no', label: setup.informs },
  ];
  return html`<div class="columns two">${select(filling, { name: `before${n}`, label: setup.reminder(n), options: befores })}
    ${select(filling, { name: `asks${n}`, label: setup.reminderDoes, options: does })}</div>`;
}

const timeWords = ({ language }: Frame, time: string): string =>
  beforeWords({ before: time, asks: true }, language);
