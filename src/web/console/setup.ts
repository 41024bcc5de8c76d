/** For the owner: clinics, doctors, services, colleagues, channels, and what could not be read. */

import { z } from 'zod';
import { dismissInbound, renewSignInLink } from '../../app/console-acts.ts';
import { newId } from '../../app/ids.ts';
import { readRegister, readSetup, type StaffRole } from '../../app/queries-console.ts';
import { putClinic, putDoctor, putService } from '../../app/registry.ts';
import { addStaff } from '../../app/staff.ts';
import { staffLeaves, staffReturns } from '../../app/staff-leave.ts';
import { consentProfiles } from '../../domain/consent.ts';
import { languages, purposes } from '../../domain/words.ts';
import { actorOf, type Desk, doors, type Handler, missing, sandboxedOf } from './desk.ts';
import {
  faultsOf,
  line,
  oneOf,
  optionalLine,
  optionalPhone,
  optionalText,
  posted,
  wholeNumber,
  zone,
} from './form.ts';
import { type SetupDraft, type SetupLink, setupPage } from './setup-view.ts';
import {
  clinicVisitFields,
  clinicVisits,
  firstLanguage,
  serviceVisitFields,
  serviceVisits,
  withCadence,
} from './setup-visits.ts';

export function setupRoutes(desk: Desk) {
  const { app, get, post } = doors(desk);
  get('/setup', 'owner', show(desk, {}));
  post('/setup/clinics', 'owner', saveClinic(desk));
  post('/setup/clinics/:id/policy', 'owner', savePolicy(desk));
  post('/setup/doctors', 'owner', saveDoctor(desk));
  post('/setup/services', 'owner', saveService(desk));
  post('/setup/staff', 'owner', saveStaff(desk));
  post('/setup/staff/:id/link', 'owner', newLink(desk));
  post('/setup/staff/:id/leave', 'owner', comesOrGoes(desk, staffLeaves));
  post('/setup/staff/:id/return', 'owner', comesOrGoes(desk, staffReturns));
  post('/setup/inbound/:id/seen', 'owner', seen(desk));
  return app;
}

function show(desk: Desk, extra: { draft?: SetupDraft; link?: SetupLink }): Handler {
  return async (c) => {
    const data = await readSetup(desk.ctx);
    const view = {
      data,
      sandboxed: sandboxedOf(desk.options),
      draft: extra.draft ?? null,
      link: extra.link ?? null,
    };
    return c.html(setupPage(c.var.frame, view), extra.draft ? 422 : 200);
  };
}

const saved = '/setup?done=saved';
const optionalId = z.string().max(200).optional();

export const clinicFields = {
  name: line,
  zone,
  address: optionalLine,
  directions: optionalText,
  phone: optionalPhone,
};
const clinic = withCadence(
  z.object({
    id: optionalId,
    ...clinicFields,
    language: oneOf(languages),
    ...clinicVisitFields,
  }),
);

function saveClinic(desk: Desk): Handler {
  return async (c) => {
    const form = await posted(c, clinic);
    if (!form.ok) return show(desk, { draft: { form: 'clinic', ...form } })(c);
    const { id, language, name, zone: clock, address, directions, phone } = form.value;
    const known = (await readRegister(desk.ctx)).clinics.find((one) => one.id === id);
    await putClinic(desk.ctx, {
      ...{ name, zone: clock, address, directions, phone },
      ...clinicVisits(form.value, language),
      id: known?.id ?? newId(),
      hours: known?.hours ?? null,
      languages: [language, ...languages.filter((other) => other !== language)],
    });
    return c.redirect(saved, 303);
  };
}

const strength = oneOf(['', '1', '2', '3', '4']).default('');
const policy = z.object({
  profile: oneOf(consentProfiles),
  ...Object.fromEntries(purposes.map((purpose) => [purpose, strength])),
});

function savePolicy(desk: Desk): Handler {
  return async (c) => {
    const id = c.req.param('id') ?? '';
    const known = (await readRegister(desk.ctx)).clinics.find((one) => one.id === id);
    const form = await posted(c, policy);
    if (!known || !form.ok) return missing(c);
    const { profile, ...rest } = form.value;
    const chosen: Readonly<Record<string, unknown>> = rest;
    const strengths = Object.fromEntries(
      purposes.flatMap((purpose) => (chosen[purpose] ? [[purpose, Number(chosen[purpose])]] : [])),
    );
    const { createdAt: _, updatedAt: __, ...row } = known;
    await putClinic(desk.ctx, { ...row, consentPolicy: { profile, strengths } });
    return c.redirect(`${saved}#policy-${id}`, 303);
  };
}

const doctor = z.object({ id: optionalId, name: line, post: optionalLine, clinicId: line });

function saveDoctor(desk: Desk): Handler {
  return async (c) => {
    const form = await posted(c, doctor);
    if (!form.ok) return show(desk, { draft: { form: 'doctor', ...form } })(c);
    const { id, ...fields } = form.value;
    const put = await putDoctor(desk.ctx, { ...fields, id: id || newId() });
    return put.ok ? c.redirect(saved, 303) : missing(c);
  };
}

const days = optionalLine.transform((text, at) => {
  const numbers = (text ?? '')
    .split(/[\s,;]+/)
    .filter(Boolean)
    .map(Number);
  if (numbers.length <= 10 && numbers.every((n) => Number.isInteger(n) && n >= 1 && n <= 30)) {
    return [...new Set(numbers)].toSorted((a, b) => a - b);
  }
  at.addIssue({ code: 'custom', message: 'bad_days' });
  return [];
});

const service = withCadence(
  z.object({
    id: optionalId,
    name: line,
    durationMin: wholeNumber({ min: 5, max: 720 }),
    preparation: optionalText,
    aftercare: optionalText,
    wellbeingDays: days,
    asksScore: z.string().optional(),
    ...serviceVisitFields,
  }),
);

function saveService(desk: Desk): Handler {
  return async (c) => {
    const form = await posted(c, service);
    if (!form.ok) return show(desk, { draft: { form: 'service', ...form } })(c);
    const { id, name, durationMin, preparation, aftercare, wellbeingDays, asksScore } = form.value;
    const { clinics } = await readRegister(desk.ctx);
    await putService(desk.ctx, {
      ...{ name, durationMin, preparation, aftercare, wellbeingDays },
      asksScore: asksScore === 'on',
      ...serviceVisits(form.value, firstLanguage(clinics)),
      id: id || newId(),
    });
    return c.redirect(saved, 303);
  };
}

const roles = ['administrator', 'doctor', 'owner'] as const satisfies readonly StaffRole[];

const colleague = z
  .object({
    name: line,
    login: line,
    role: oneOf(roles),
    doctorId: optionalLine,
    language: oneOf(languages),
  })
  .refine(({ role, doctorId }) => role !== 'doctor' || doctorId !== null, {
    path: ['doctorId'],
    message: 'required',
  });

/** The link is shown once, in the answer itself. */
function saveStaff(desk: Desk): Handler {
  return async (c) => {
    const form = await posted(c, colleague);
    if (!form.ok) return show(desk, { draft: { form: 'staff', ...form } })(c);
    const { doctorId, ...rest } = form.value;
    const actor = actorOf(c.var.staff);
    const added = await addStaff(desk.ctx, {
      ...rest,
      doctorId: rest.role === 'doctor' ? doctorId : null,
      actor,
    });
    if (!added.ok) {
      const values = { ...rest, doctorId: doctorId ?? '' };
      return show(desk, { draft: { form: 'staff', values, faults: faultsOf(added) } })(c);
    }
    return show(desk, { link: linkOf(c.req.url, rest.name, added.value.token) })(c);
  };
}

const colleagueIn = async ({ ctx }: Desk, c: Parameters<Handler>[0]) =>
  (await readSetup(ctx)).staff.find(({ id }) => id === c.req.param('id'));

function newLink(desk: Desk): Handler {
  return async (c) => {
    const one = await colleagueIn(desk, c);
    if (!one) return missing(c);
    const made = await renewSignInLink(desk.ctx, { staffId: one.id, actor: actorOf(c.var.staff) });
    return made.ok
      ? show(desk, { link: linkOf(c.req.url, one.name, made.value.token) })(c)
      : missing(c);
  };
}

function comesOrGoes(desk: Desk, act: typeof staffLeaves): Handler {
  return async (c) => {
    const one = await colleagueIn(desk, c);
    if (!one) return missing(c);
    const done = await act(desk.ctx, { staffId: one.id, actor: actorOf(c.var.staff) });
    return done.ok ? c.redirect('/setup?done=saved#staff', 303) : missing(c);
  };
}

/** A full address, so that it can be sent to a colleague; made from the one the owner uses. */
const linkOf = (url: string, name: string, token: string): SetupLink => ({
  name,
  url: new URL(`/sign-in/${token}`, url).href,
});

function seen(desk: Desk): Handler {
  return async (c) => {
    const id = Number(c.req.param('id'));
    if (!Number.isSafeInteger(id)) return missing(c);
    await dismissInbound(desk.ctx, id);
    return c.redirect('/setup?done=seen', 303);
  };
}
