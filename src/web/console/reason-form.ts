/** A reason with everything that can be told of it, on the patient's page. */

import type { Context as Request } from 'hono';
import { html } from 'hono/html';
import { z } from 'zod';
import type { DoctorRow, VisitOfDay } from '../../app/queries-console.ts';
import { agreements, type ReasonInput } from '../../app/reasons.ts';
import { type FollowUpKind, intervalMax } from '../../domain/reasons.ts';
import type { Language } from '../../domain/words.ts';
import { readyArguments } from '../../text/arguments.ts';
import { dayName } from './dates.ts';
import { against, more, planFields, tick, withoutPlan } from './doctor-form.ts';
import {
  chips,
  type Filling,
  field,
  oneOf,
  optionalDate,
  optionalLine,
  type Posted,
  posted,
  select,
} from './form.ts';
import type { Html } from './layout.ts';
import { evidence, evidenceIn } from './reason-evidence.ts';

const wholeNumber = z
  .string()
  .trim()
  .regex(/^\d{0,3}$/, 'bad_number')
  .optional()
  .transform((text) => (text ? Number(text) : null));
const asked = z.object({
  doctorId: optionalLine,
  appointmentId: optionalLine,
  dueOn: optionalDate,
  lastVisitOn: optionalDate,
  intervalMonths: wholeNumber,
  deadline: optionalDate,
  namedOn: optionalDate,
  ...evidence,
  how: oneOf(['', ...agreements]).default(''),
});

export interface About {
  readonly patientId: string;
  readonly kind: FollowUpKind;
  readonly actor: string;
  readonly byDoctor: string | null;
}

export async function inputOf(c: Request, about: About): Promise<Posted<ReasonInput>> {
  const form = await posted(c, asked);
  if (!form.ok) return form;
  const { value } = form;
  const { doctorId, appointmentId, dueOn, lastVisitOn, intervalMonths, deadline, how } = value;
  const { plan, ...told } = evidenceIn(value, about.kind);
  const input: ReasonInput = {
    ...{ appointmentId, dueOn, lastVisitOn, intervalMonths, ...about, ...told },
    argument: value.argument,
    note: value.note,
    namedOn: value.namedOn,
    doctorId: about.byDoctor ?? doctorId,
    serviceId: null,
    plan: plan && { ...plan, deadline },
    agreed: how !== '',
    agreedHow: how || null,
  };
  return { ok: true, value: input };
}

export interface FormView {
  readonly kind: FollowUpKind;
  /** To choose from; empty for a doctor, who is the one. */
  readonly doctors: readonly DoctorRow[];
  readonly visits: readonly VisitOfDay[];
  readonly language: Language;
}

/** Where a kind needs a treatment, or counts from a visit. */
const counts: readonly FollowUpKind[] = ['hygiene', 'checkup'];

export function reasonFields(filling: Filling, view: FormView): Html {
  const { kind } = view;
  const isPlan = kind === 'plan';
  const leaves = isPlan || kind === 'personal';
  const rest = html`${against(filling)}${tick(filling, 'guarantee')}`;
  return html`${whoFields(filling, view)}
    ${isPlan && html`${planFields(filling)}${date(filling, 'deadline')}`}
    ${whenFields(filling, kind)}${wordFields(filling, view)}
    ${leaves && withoutPlan(filling, date(filling, 'namedOn'))}
    ${more(filling, ['against', 'guarantee'], rest)}${agreedField(filling)}`;
}

function whoFields(filling: Filling, { kind, doctors, visits }: FormView): Html {
  const { recorded: own } = filling.frame.words;
  const { frame } = filling;
  const people = [
    { value: '', label: own.noDoctor },
    ...doctors.map(({ id, name }) => ({ value: id, label: name })),
  ];
  const treatments = [
    { value: '', label: own.noTreatment },
    ...visits.map(({ appointment, clinic, service, doctor }) => ({
      value: appointment.id,
      label: [dayName(frame, appointment.startsAt, clinic.zone), service?.name ?? doctor.name].join(
        ' · ',
      ),
    })),
  ];
  return html`<div class="columns two">
    ${doctors.length > 0 && select(filling, { name: 'doctorId', label: own.doctorField, options: people })}
    ${kind === 'control' && select(filling, { name: 'appointmentId', label: own.treatment, options: treatments })}</div>`;
}

function whenFields(filling: Filling, kind: FollowUpKind): Html {
  const { recorded: own } = filling.frame.words;
  const months = { name: 'intervalMonths', label: own.months, type: 'number' } as const;
  return html`<div class="columns three">
    ${counts.includes(kind) && html`${date(filling, 'lastVisitOn')}${field(filling, { ...months, min: 1, max: intervalMax, optional: 'silent' })}`}
    ${date(filling, 'dueOn')}</div>`;
}

function date(filling: Filling, name: 'dueOn' | 'lastVisitOn' | 'deadline' | 'namedOn'): Html {
  const { recorded: own, chair } = filling.frame.words;
  const labels = {
    dueOn: own.dueOn,
    lastVisitOn: own.lastVisit,
    deadline: chair.deadline,
    namedOn: own.namedOn,
  };
  const hint = name === 'dueOn' ? own.dueHint : undefined;
  return field(filling, { name, label: labels[name], hint, type: 'date', optional: 'silent' });
}

function wordFields(filling: Filling, { kind, language }: FormView): Html {
  const { chair } = filling.frame.words;
  const isSilent = kind === 'checkup' || kind === 'personal';
  const ready = Object.values(readyArguments(kind, language));
  const argument = { name: 'argument', label: chair.argument, hint: chair.argumentHint } as const;
  return html`${field(filling, { ...argument, maxlength: 200, optional: isSilent ? 'silent' : true, ...(ready.length > 0 && { list: 'ready' }) })}
    ${ready.length > 0 && html`<datalist id="ready">${ready.map((text) => html`<option value="${text}"></option>`)}</datalist>`}
    ${field(filling, { name: 'note', label: chair.remark, maxlength: 200, optional: true })}`;
}

function agreedField(filling: Filling): Html {
  const { recorded: own, chair } = filling.frame.words;
  const options = [
    { value: '', label: own.notYet },
    ...agreements.map((value) => ({ value, label: own.hows[value] })),
  ];
  return chips(filling, { name: 'how', label: chair.agreed, type: 'radio', options });
}
