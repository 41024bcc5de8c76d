/** Forms in and out: fields with their faults, and what was posted, parsed once. */

import type { Context as Request } from 'hono';
import { html } from 'hono/html';
import { z } from 'zod';
import type { Outcome } from '../../app/fault.ts';
import { toE164 } from '../../domain/phone.ts';
import { isZone } from '../../domain/time.ts';
import type { Frame, Html } from './layout.ts';
import { wordFor } from './words.ts';

/** Fault codes by field. */
export type Faults = Readonly<Partial<Record<string, string>>>;
/** What stands in the fields: the posted values, or the ones to begin with. */
export type Values = Readonly<Record<string, string | readonly string[] | undefined>>;

export type Posted<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly faults: Faults; readonly values: Values };

/** Messages of the schema are codes of `words.faults`. */
export async function posted<S extends z.ZodType>(
  c: Request,
  schema: S,
): Promise<Posted<z.output<S>>> {
  const values = await valuesOf(c);
  const parsed = schema.safeParse(values);
  if (parsed.success) return { ok: true, value: parsed.data };
  const faults: Record<string, string> = {};
  for (const { path, message } of parsed.error.issues)
    faults[String(path[0] ?? 'form')] ??= message;
  return { ok: false, faults, values };
}

export async function valuesOf(c: Request): Promise<Values> {
  const body = await c.req.parseBody({ all: true });
  const text = (value: unknown) => (typeof value === 'string' ? value : '');
  return Object.fromEntries(
    Object.entries(body).map(([key, value]) => [
      key,
      Array.isArray(value) ? value.map(text) : text(value),
    ]),
  );
}

/** An app verb's fault, put beside the field it names. */
export function faultsOf(outcome: Outcome<unknown>): Faults {
  return outcome.ok ? {} : { [outcome.fault.field ?? 'form']: outcome.fault.code };
}

const chars_max = 200;

export const line = z
  .string({ error: 'required' })
  .trim()
  .min(1, 'required')
  .max(chars_max, 'too_long');
export const optionalLine = z
  .string()
  .trim()
  .max(chars_max, 'too_long')
  .optional()
  .transform((text) => text || null);
export const optionalText = z
  .string()
  .trim()
  .max(2000, 'too_long')
  .optional()
  .transform((text) => text || null);
export const optionalPhone = optionalLine.transform((text, at) => {
  const phone = text === null ? null : toE164(text);
  if (text !== null && phone === null) at.addIssue({ code: 'custom', message: 'bad_phone' });
  return phone;
});
export const optionalDate = optionalLine.refine(
  (text) => text === null || isDate(text),
  'bad_date',
);
export const date = line.refine(isDate, 'bad_date');
export const time = line.regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'bad_time');
export const zone = line.refine(isZone, 'bad_zone');
export const wholeNumber = ({ min, max }: { min: number; max: number }) =>
  z.coerce
    .number({ error: 'bad_number' })
    .int('bad_number')
    .min(min, 'bad_number')
    .max(max, 'bad_number');
export const oneOf = <const T extends readonly [string, ...string[]]>(options: T) =>
  z.enum(options, { error: 'bad_choice' });
/** One box ticked comes as text, several as a list. */
export const list = z
  .union([z.string(), z.array(z.string())], { error: 'required' })
  .optional()
  .transform((value) => (value === undefined ? [] : typeof value === 'string' ? [value] : value));

export function isDate(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}

export const isId = (text: string): boolean => z.uuid().safeParse(text).success;

export interface Field {
  readonly name: string;
  readonly label: string;
  readonly hint?: string | undefined;
  /** `silent`: the rules say when it is needed, so the label says nothing. */
  readonly optional?: boolean | 'silent';
  /** `text` unless said otherwise. */
  readonly type?: 'text' | 'tel' | 'date' | 'time' | 'number' | 'password';
  readonly autocomplete?: string;
  readonly list?: string;
  readonly rows?: number;
  readonly focus?: boolean;
  readonly maxlength?: number;
  readonly min?: number;
  readonly max?: number;
}

export interface Filling {
  readonly frame: Frame;
  readonly values: Values;
  readonly faults: Faults;
  /** Tells the fields of several forms on one page apart. */
  readonly scope?: string;
}

const idOf = ({ scope = '' }: Filling, name: string): string => `${scope}-${name}`;

const textIn = ({ values }: Filling, name: string): string => {
  const value = values[name];
  return typeof value === 'string' ? value : (value?.[0] ?? '');
};

export const faultWords = ({ words }: Frame, code: string): string =>
  wordFor(words.faults, code, words.faults.other);

/** A label, an input, a hint and what is wrong with it. */
export function field(filling: Filling, spec: Field): Html {
  const { name, type = 'text', rows } = spec;
  const value = textIn(filling, name);
  const attributes = html`id="f${idOf(filling, name)}" name="${name}" ${describe(filling, spec)} ${!spec.optional && html`required`} ${spec.focus && html`autofocus`} ${spec.autocomplete && html`autocomplete="${spec.autocomplete}"`} ${spec.list && html`list="${spec.list}"`} ${limits(spec)}`;
  const control = rows
    ? html`<textarea ${attributes} rows="${rows}">${value}</textarea>`
    : html`<input type="${type}" ${attributes} value="${type === 'password' ? '' : value}">`;
  return around(filling, spec, control);
}

function limits({ maxlength, min, max }: Field): readonly (Html | false)[] {
  return [
    maxlength !== undefined && html`maxlength="${maxlength}"`,
    min !== undefined && html`min="${min}"`,
    max !== undefined && html`max="${max}"`,
  ];
}

export interface Option {
  readonly value: string;
  readonly label: string;
}

export function select(
  filling: Filling,
  spec: Field & { readonly options: readonly Option[] },
): Html {
  const chosen = textIn(filling, spec.name);
  const control = html`<select id="f${idOf(filling, spec.name)}" name="${spec.name}" ${describe(filling, spec)}>
    ${spec.options.map(({ value, label }) => html`<option value="${value}" ${value === chosen && html`selected`}>${label}</option>`)}
  </select>`;
  return around(filling, spec, control);
}

function describe(filling: Filling, { name, hint }: Field): Html | false {
  const { faults } = filling;
  const id = idOf(filling, name);
  const ids = [hint && `h${id}`, faults[name] && `e${id}`].filter(Boolean).join(' ');
  return ids !== '' && html`aria-describedby="${ids}" ${faults[name] && html`aria-invalid="true"`}`;
}

function around(filling: Filling, { name, label, hint, optional }: Field, control: Html): Html {
  const { frame, faults } = filling;
  const fault = faults[name];
  const id = idOf(filling, name);
  return html`<div class="field">
    <label for="f${id}">${label}${optional === true && html` <small>${frame.words.common.optional}</small>`}</label>
    ${control}
    ${hint && html`<p class="hint" id="h${id}">${hint}</p>`}
    ${fault && html`<p class="fault" id="e${id}">${faultWords(frame, fault)}</p>`}
  </div>`;
}

/** Radio buttons or tick boxes that look like chips. */
export function chips(
  filling: Filling,
  spec: {
    readonly name: string;
    readonly label: string;
    readonly type: 'radio' | 'checkbox';
    readonly options: readonly Option[];
    readonly focus?: boolean;
  },
): Html {
  const { name, label, type, options, focus = false } = spec;
  const value = filling.values[name];
  const chosen = typeof value === 'string' ? [value] : (value ?? []);
  const fault = filling.faults[name];
  return html`<fieldset class="field"><legend>${label}</legend><div class="chips">
    ${options.map((option, index) => html`<label class="chip"><input type="${type}" name="${name}" value="${option.value}" ${chosen.includes(option.value) && html`checked`} ${focus && index === 0 && html`autofocus`}><span>${option.label}</span></label>`)}
  </div>${fault && html`<p class="fault">${faultWords(filling.frame, fault)}</p>`}</fieldset>`;
}

/** Above a form in which something is wrong. */
export function faultNote({ frame, faults }: Filling): Html | null {
  if (Object.keys(faults).length === 0) return null;
  const own = faults.form;
  return html`<p class="fault banner" role="alert">${own ? faultWords(frame, own) : frame.words.faults.check}</p>`;
}
