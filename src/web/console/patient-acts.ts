/** What staff change on a patient's page: details, service card, agreements, an invitation. */

import { z } from 'zod';
import { putCard } from '../../app/cards.ts';
import { recordConsent } from '../../app/consents.ts';
import { invite } from '../../app/invitations.ts';
import { readPatient, readPatientRow } from '../../app/queries-console-patients.ts';
import { putPatient } from '../../app/registry.ts';
import { reminderCounts, weekOf } from '../../domain/card.ts';
import { isZone } from '../../domain/time.ts';
import {
  type CardChannel,
  cardChannels,
  languages,
  purposes,
  weekdays,
} from '../../domain/words.ts';
import { actorOf, type Desk, doors, type Handler, missing } from './desk.ts';
import { faultsOf, list, oneOf, optionalLine, optionalText, posted, time } from './form.ts';
import { invitationFragment } from './invitation-view.ts';
import { patientPage } from './patient-view.ts';
import { showPatient } from './patients.ts';
import { person, personRow } from './person-form.ts';

export function patientActRoutes(desk: Desk) {
  const { app, post } = doors(desk);
  post('/patients/:id', 'office', savePerson(desk));
  post('/patients/:id/card', 'office', saveCard(desk));
  post('/patients/:id/consents', 'office', saveConsent(desk));
  post('/patients/:id/invitations', 'office', makeInvitation(desk));
  return app;
}

function savePerson(desk: Desk): Handler {
  return async (c) => {
    const id = c.req.param('id') ?? '';
    const known = await readPatientRow(desk.ctx, id);
    if (!known) return missing(c);
    const form = await posted(c, person);
    if (!form.ok) return showPatient(desk, { form: 'person', ...form })(c);
    const { name, phone, language, birthDate, guardian } = personRow(form.value);
    // A guardian may also be another patient, which this form does not ask about.
    const link = known.guardian?.patientId ? { patientId: known.guardian.patientId } : {};
    const parent = guardian || known.guardian?.patientId ? { ...link, ...guardian } : null;
    const row = {
      id,
      name,
      phone,
      language,
      birthDate,
      guardian: parent,
      clinicId: known.clinicId,
    };
    const put = await putPatient(desk.ctx, { ...row, actor: actorOf(c.var.staff) });
    if (!put.ok) return showPatient(desk, { form: 'person', values: {}, faults: faultsOf(put) })(c);
    return c.redirect(`/patients/${id}?done=saved`, 303);
  };
}

const place = oneOf(['', ...cardChannels]);

const cardSchema = z
  .object({
    channel1: place,
    channel2: place,
    channel3: place,
    days: list,
    from: time,
    to: time,
    keepHours: z.string().optional(),
    reminders: oneOf(reminderCounts),
    zone: optionalLine.refine((text) => text === null || isZone(text), 'bad_zone'),
    language: oneOf(['', ...languages]),
  })
  .superRefine(({ days, from, to, keepHours }, at) => {
    if (keepHours) return;
    if (!weekdays.some((day) => days.includes(String(day))))
      at.addIssue({ code: 'custom', path: ['days'], message: 'no_day' });
    if (from === to && from !== '00:00')
      at.addIssue({ code: 'custom', path: ['to'], message: 'bad_hours' });
  });

function saveCard(desk: Desk): Handler {
  return async (c) => {
    const id = c.req.param('id') ?? '';
    const known = await readPatientRow(desk.ctx, id);
    if (!known) return missing(c);
    const form = await posted(c, cardSchema);
    if (!form.ok) return showPatient(desk, { form: 'card', ...form })(c);
    const actor = actorOf(c.var.staff);
    const put = await putCard(desk.ctx, { patientId: id, change: changeOf(form.value), actor });
    if (!put.ok) return missing(c);
    const language = form.value.language === '' ? null : form.value.language;
    if (language !== known.language) {
      const { createdAt: _, updatedAt: __, ...row } = known;
      await putPatient(desk.ctx, { ...row, language, actor });
    }
    return c.redirect(`/patients/${id}?done=saved`, 303);
  };
}

function changeOf(form: z.output<typeof cardSchema>) {
  const named = [form.channel1, form.channel2, form.channel3].filter((channel) => channel !== '');
  const channels: CardChannel[] = [...new Set(named)];
  const days = weekdays.filter((day) => form.days.includes(String(day)));
  // Midnight as an end means the end of that day.
  const to = form.to === '00:00' ? '24:00' : form.to;
  const { reminders, zone } = form;
  const hours = weekOf(days, [{ from: form.from, to }]);
  return form.keepHours ? { channels, reminders, zone } : { channels, reminders, zone, hours };
}

const consent = z.object({
  purpose: oneOf(purposes),
  channel: oneOf(cardChannels),
  act: oneOf(['given', 'withdrawn']),
  mechanism: oneOf(['paper', 'desk']),
  document: optionalLine,
  wording: optionalText,
});

function saveConsent(desk: Desk): Handler {
  return async (c) => {
    const patientId = c.req.param('id') ?? '';
    const form = await posted(c, consent);
    if (!form.ok) return showPatient(desk, { form: 'consent', ...form })(c);
    const recorded = await recordConsent(desk.ctx, {
      ...form.value,
      patientId,
      strength: null,
      actor: actorOf(c.var.staff),
    });
    if (!recorded.ok) return missing(c);
    return c.redirect(`/patients/${patientId}?done=consent#consents`, 303);
  };
}

/** Not redirected: the token is known only now and is never stored. */
function makeInvitation(desk: Desk): Handler {
  return async (c) => {
    const patientId = c.req.param('id') ?? '';
    const made = await invite(desk.ctx, { patientId, actor: actorOf(c.var.staff) });
    if (!made.ok) return missing(c);
    const { frame } = c.var;
    const invitation = invitationFragment(frame, { patientId, invitation: made.value });
    if (c.req.header('hx-request') === 'true') return c.html(invitation);
    const data = await readPatient(desk.ctx, patientId);
    return data ? c.html(patientPage(frame, { data, draft: null, invitation })) : missing(c);
  };
}
