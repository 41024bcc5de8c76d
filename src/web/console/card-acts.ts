/** Staff change the service card. */

import { z } from 'zod';
import { putCard } from '../../app/cards.ts';
import { budgetMax } from '../../domain/budget.ts';
import { reminderCounts, type ServiceCard } from '../../domain/card.ts';
import { isZone } from '../../domain/time.ts';
import { cardChannels, languages } from '../../domain/words.ts';
import { actorOf, type Desk, type Handler } from './desk.ts';
import { faultsOf, oneOf, optionalLine, posted, wholeNumber } from './form.ts';
import { hoursFields, hoursOf } from './hours-field.ts';
import { showPatient } from './patients.ts';

const place = oneOf(['', ...cardChannels]);

const card = z
  .object({
    channel1: place,
    channel2: place,
    channel3: place,
    ...hoursFields,
    reminders: oneOf(reminderCounts),
    perDay: wholeNumber({ min: 0, max: budgetMax.perDay }),
    perWeek: wholeNumber({ min: 0, max: budgetMax.perWeek }),
    zone: optionalLine.refine((text) => text === null || isZone(text), 'bad_zone'),
    language: oneOf(['', ...languages]),
  })
  .superRefine((form, at) => {
    const empty = Object.values(hoursOf(form)).every((spans) => spans.length === 0);
    if (empty) at.addIssue({ code: 'custom', path: ['day1'], message: 'no_day' });
  });

export function saveCard(desk: Desk): Handler {
  return async (c) => {
    const patientId = c.req.param('id') ?? '';
    const form = await posted(c, card);
    if (!form.ok) return showPatient(desk, { draft: { form: 'card', ...form } })(c);
    const actor = actorOf(c.var.staff);
    const put = await putCard(desk.ctx, { patientId, change: changeOf(form.value), actor });
    if (!put.ok)
      return showPatient(desk, { draft: { form: 'card', values: {}, faults: faultsOf(put) } })(c);
    return c.redirect(`/patients/${patientId}?done=saved#card`, 303);
  };
}

function changeOf(form: z.output<typeof card>): ServiceCard {
  const named = [form.channel1, form.channel2, form.channel3].filter((channel) => channel !== '');
  const { reminders, zone, perDay, perWeek, language } = form;
  return {
    channels: [...new Set(named)],
    hours: hoursOf(form),
    reminders,
    zone,
    language: language === '' ? null : language,
    budget: { perDay, perWeek },
  };
}
