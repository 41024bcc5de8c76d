/** The form of one reason at the chair: a moment, the words its kind needs, and whether it was agreed. */

import type { Context as Request } from 'hono';
import { html } from 'hono/html';
import { z } from 'zod';
import type { ChairWish } from '../../app/doctor-record.ts';
import type { PresetFacts } from '../../domain/presets.ts';
import { type DoctorKind, presetsOf } from '../../domain/presets.ts';
import { contraindications, intervalMax, leavings } from '../../domain/reasons.ts';
import type { Language } from '../../domain/words.ts';
import { readyArguments, readyNotes } from '../../text/arguments.ts';
import { pickLabel } from './doctor-words.ts';
import {
  chips,
  type Faults,
  type Filling,
  faultWords,
  field,
  oneOf,
  optionalDate,
  optionalLine,
  type Posted,
  posted,
  valuesOf,
} from './form.ts';
import type { Frame, Html } from './layout.ts';
import { evidence, evidenceIn, fieldOfRule } from './reason-evidence.ts';
import { wordFor } from './words.ts';

const months = z
  .string()
  .trim()
  .regex(/^\d{0,2}$/, 'bad_number')
  .optional();
const said = z.object({
  choice: optionalLine,
  date: optionalDate,
  months,
  ready: optionalLine,
  readyNote: optionalLine,
  ...evidence,
  agreed: oneOf(['yes', 'no']),
});

export interface Speaking {
  readonly kind: DoctorKind;
  /** What the patient reads is in their language, what colleagues read in that of the doctor. */
  readonly patient: Language;
  readonly staff: Language;
}

export async function wishOf(c: Request, speaking: Speaking): Promise<Posted<ChairWish>> {
  const form = await posted(c, said);
  if (!form.ok) return form;
  const { value } = form;
  const choice = value.date ?? (value.months ? `m${Number(value.months)}` : value.choice);
  if (!choice) return { ok: false, faults: { choice: 'no_choice' }, values: await valuesOf(c) };
  return { ok: true, value: { ...wordsIn(value, speaking), choice } };
}

function wordsIn(
  value: z.output<typeof said>,
  { kind, patient, staff }: Speaking,
): Omit<ChairWish, 'choice'> {
  const argument = value.argument ?? (readyArguments(kind, patient)[value.ready ?? ''] || null);
  const note = value.note ?? (readyNotes(kind, staff)[value.readyNote ?? ''] || null);
  return {
    ...{ kind, argument, note },
    agreed: value.agreed === 'yes',
    ...evidenceIn(value, kind),
  };
}

/** The field of the form that a rule's field stands for. */
export function ownFields(faults: Faults): Faults {
  const due = ['dueOn', 'intervalMonths', 'plan.deadline', 'after', 'days', 'namedOn'];
  const named = (field: string) => (due.includes(field) ? 'choice' : fieldOfRule(field));
  return Object.fromEntries(Object.entries(faults).map(([name, code]) => [named(name), code]));
}

export interface Chair extends Speaking {
  readonly facts: PresetFacts;
  /** When the visit ended, as a moment. */
  readonly endsAt: Date;
  readonly zone: string;
}

export const chairFields = (filling: Filling, chair: Chair): Html =>
  html`${whenField(filling, chair)}${ofKind[chair.kind](filling, chair)}`;

function whenField(filling: Filling, chair: Chair): Html {
  const { frame, faults, values } = filling;
  const { chair: words } = frame.words;
  const options = presetsOf(chair.kind, chair.facts).map((preset) => ({
    value: preset.key,
    ...pickLabel(frame, preset, chair),
  }));
  const isOther = Boolean(values.date || values.months || faults.months || faults.date);
  const fault = faults.choice;
  return html`<div class="picks">${picks(filling, { name: 'choice', label: words.when[chair.kind], options })}
    <details class="fold" ${(isOther || (fault && options.length === 0)) && html`open`}><summary>${words.otherWhen}</summary>
      ${recurs(chair.kind) && field(filling, { name: 'months', label: words.monthsField, type: 'number', min: 1, max: intervalMax, optional: 'silent' })}
      ${field(filling, { name: 'date', label: words.date, type: 'date', optional: 'silent' })}
    </details></div>`;
}

interface Pick {
  readonly value: string;
  readonly label: string;
  readonly hint?: string | undefined;
}

/** One of several, each as large as a thumb. */
function picks(
  { values, faults, frame }: Filling,
  {
    name,
    label,
    options,
  }: { readonly name: string; readonly label: string; readonly options: readonly Pick[] },
): Html {
  const fault = faults[name];
  return html`<fieldset class="field"><legend>${label}</legend><div class="chips">
    ${options.map(({ value, label: text, hint }) => html`<label class="chip"><input type="radio" name="${name}" value="${value}" ${values[name] === value && html`checked`}><span>${text}${hint && html` <small>${hint}</small>`}</span></label>`)}
  </div>${fault && html`<p class="fault">${faultWords(frame, fault)}</p>`}</fieldset>`;
}

const recurs = (kind: DoctorKind): boolean => kind === 'hygiene' || kind === 'checkup';

type Part = (filling: Filling, chair: Chair) => Html;

const ofKind: Readonly<Record<DoctorKind, Part>> = {
  wellbeing: (filling) => more(filling, ['note'], remark(filling)),
  hygiene: (filling) => more(filling, ['argument'], argument(filling)),
  checkup: (filling, chair) =>
    html`${readyArgument(filling, chair)}${more(filling, ['guarantee'], tick(filling, 'guarantee'))}`,
  control: (filling) =>
    more(
      filling,
      ['argument', 'guarantee'],
      html`${argument(filling)}${tick(filling, 'guarantee')}`,
    ),
  plan: (filling) => html`${planFields(filling)}${withoutPlan(filling)}
    ${more(filling, ['argument', 'guarantee'], html`${argument(filling)}${tick(filling, 'guarantee')}`)}`,
  personal: (filling, chair) =>
    html`${readyArgument(filling, chair)}${withoutPlan(filling)}${more(filling, ['against'], against(filling))}`,
  later_need: (filling, chair) => html`${readyNote(filling, chair)}
    ${more(filling, ['argument', 'against'], html`${argument(filling)}${against(filling)}`)}`,
};

/** Folded until it holds something. */
function fold(
  { values, faults }: Filling,
  label: string,
  names: readonly string[],
  body: Html,
): Html {
  const isOpen = names.some((name) => Boolean(values[name]?.length) || faults[name]);
  return html`<details class="fold" ${isOpen && html`open`}><summary>${label}</summary>${body}</details>`;
}

export const more = (filling: Filling, names: readonly string[], body: Html): Html =>
  fold(filling, filling.frame.words.chair.more, names, body);

const remark = (filling: Filling): Html =>
  field(filling, { name: 'note', label: filling.frame.words.chair.remark, optional: true });

function argument(filling: Filling): Html {
  const { chair } = filling.frame.words;
  const text = { label: chair.argument, hint: chair.argumentHint };
  return field(filling, { name: 'argument', ...text, maxlength: 200, optional: true });
}

const optionsOf = (ready: Readonly<Record<string, string>>) =>
  Object.entries(ready).map(([value, label]) => ({ value, label }));

function readyArgument(filling: Filling, { kind, patient }: Chair): Html {
  const { chair } = filling.frame.words;
  const options = optionsOf(readyArguments(kind, patient));
  const own = { name: 'argument', label: chair.ownArgument, hint: chair.argumentHint };
  return html`<div class="picks wide" lang="${patient}">${picks(filling, { name: 'ready', label: chair.argument, options })}</div>
    ${field(filling, { ...own, maxlength: 200, optional: 'silent' })}`;
}

function readyNote(filling: Filling, { kind, staff }: Chair): Html {
  const { chair } = filling.frame.words;
  const options = optionsOf(readyNotes(kind, staff));
  return html`<div class="picks wide">${picks(filling, { name: 'readyNote', label: chair.note, options })}</div>
    ${field(filling, { name: 'note', label: chair.ownNote, maxlength: 200, optional: 'silent' })}`;
}

/** Shared with the form on the patient's page. */
export function planFields(filling: Filling): Html {
  const { chair } = filling.frame.words;
  const line = (name: 'done' | 'left' | 'risk') =>
    field(filling, { name, label: chair[name], maxlength: 200, optional: 'silent' });
  return html`${field(filling, { name: 'urgentItem', label: chair.urgentItem, hint: chair.urgentHint, maxlength: 200, optional: 'silent' })}
    ${field(filling, { name: 'signedOn', label: chair.signedOn, type: 'date', optional: 'silent' })}
    ${fold(filling, chair.partly, ['done', 'left', 'risk'], html`${line('done')}${line('left')}${line('risk')}`)}`;
}

export function withoutPlan(filling: Filling, more?: Html): Html {
  const { chair } = filling.frame.words;
  const options = [
    { value: '', label: chair.saidNothing },
    ...leavings.map((value) => ({ value, label: chair.leavings[value] })),
  ];
  const body = html`${chips(filling, { name: 'leaving', label: chair.leaving, type: 'radio', options })}${more}${tick(filling, 'free')}`;
  return fold(filling, chair.withoutPlan, ['leaving', 'namedOn', 'free'], body);
}

export function against(filling: Filling): Html {
  const { chair } = filling.frame.words;
  const options = contraindications.map((value) => ({
    value,
    label: chair.contraindications[value],
  }));
  return chips(filling, { name: 'against', label: chair.against, type: 'checkbox', options });
}

export function tick({ frame, values, faults }: Filling, name: 'guarantee' | 'free'): Html {
  const fault = faults[name];
  return html`<div class="field"><label class="tick-line"><input type="checkbox" name="${name}" value="yes" ${values[name] && html`checked`}> ${frame.words.chair[name]}</label>
    ${fault && html`<p class="fault">${faultWords(frame, fault)}</p>`}</div>`;
}

/** Above the form: which rule stopped it, and at which field. */
export function refusedNote(frame: Frame, faults: Faults): Html | null {
  const [first] = Object.entries(faults);
  if (!first) return null;
  const { chair } = frame.words;
  const [name, code = ''] = first;
  const { argument: why, note, urgentItem, signedOn, done, left, risk } = chair;
  const label =
    code === 'no_evidence' &&
    wordFor({ argument: why, note, urgentItem, signedOn, done, left, risk }, name, '');
  return html`<p class="fault banner" role="alert" id="refused"><strong>${chair.refused}.</strong>
    ${label && html`${label}: `}${faultWords(frame, code)}</p>`;
}
