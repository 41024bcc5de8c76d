/** Buttons of staff: all begin with `st.`, so that none is ever taken for a patient's. */

import { type DoctorKind, isDoctorKind } from '../domain/presets.ts';

export const agreedChoices = ['yes', 'no'] as const;
/** Agreed with the patient in words, or not. */
export type AgreedChoice = (typeof agreedChoices)[number];

/** What is recorded of one visit's patient. */
interface OfDraft {
  /** `visitTag` of the visit. */
  readonly tag: string;
  readonly kind: DoctorKind;
}

export type StaffAction =
  | { readonly verb: 'take' | 'show' | 'end' | 'reply'; readonly alarmId: string }
  /** Patients of yesterday, today or tomorrow. */
  | { readonly verb: 'list'; readonly day: number; readonly page: number }
  | { readonly verb: 'open'; readonly tag: string }
  | ({ readonly verb: 'what' } & OfDraft)
  /** The key of a ready argument or note. */
  | ({ readonly verb: 'say'; readonly key: string } & OfDraft)
  /** The plan was begun and not ended. */
  | ({ readonly verb: 'part' } & OfDraft)
  /** When the plan was signed. */
  | ({ readonly verb: 'signed'; readonly on: string } & OfDraft)
  /** A preset's key or a date. */
  | ({ readonly verb: 'due'; readonly choice: string } & OfDraft)
  | ({ readonly verb: 'agreed'; readonly how: AgreedChoice; readonly choice: string } & OfDraft)
  | { readonly verb: 'undo'; readonly reasonId: string };

export const isStaffButton = (data: string): boolean => data.startsWith('st.');

export function encodeStaffButton(action: StaffAction): string {
  const { verb, ...rest } = action;
  return `st.${verb}:${Object.values(inOrder(verb, rest)).join('.')}`;
}

const fields: Readonly<Record<StaffAction['verb'], readonly string[]>> = {
  take: ['alarmId'],
  show: ['alarmId'],
  end: ['alarmId'],
  reply: ['alarmId'],
  list: ['day', 'page'],
  open: ['tag'],
  what: ['tag', 'kind'],
  say: ['tag', 'kind', 'key'],
  part: ['tag', 'kind'],
  signed: ['tag', 'kind', 'on'],
  due: ['tag', 'kind', 'choice'],
  agreed: ['tag', 'kind', 'how', 'choice'],
  undo: ['reasonId'],
};

const inOrder = (verb: StaffAction['verb'], values: Readonly<Record<string, unknown>>) =>
  fields[verb].map((name) => String(values[name]));

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const reads: Readonly<Record<string, (value: string) => unknown>> = {
  alarmId: (value) => (uuid.test(value) ? value : null),
  reasonId: (value) => (uuid.test(value) ? value : null),
  day: (value) => (/^-?[01]$/.test(value) ? Number(value) : null),
  page: (value) => (/^\d{1,2}$/.test(value) ? Number(value) : null),
  key: (value) => (/^[a-z]\d$/.test(value) ? value : null),
  tag: (value) => (/^[0-9a-z]{1,7}$/.test(value) ? value : null),
  kind: (value) => (isDoctorKind(value) ? value : null),
  choice: (value) => (/^[\w-]{1,10}$/.test(value) ? value : null),
  on: (value) => (/^\d{4}-\d\d-\d\d$/.test(value) ? value : null),
  how: (value) => agreedChoices.find((one) => one === value) ?? null,
};

/** Null for data that is none of ours, or no longer. */
export function decodeStaffButton(data: string): StaffAction | null {
  const [, verb = '', argument = ''] = /^st\.([a-z]{1,8}):([\w.-]{1,50})$/.exec(data) ?? [];
  if (!Object.hasOwn(fields, verb)) return null;
  const names = fields[verb as StaffAction['verb']];
  const given = argument.split('.');
  const entries = names.map((name, i) => [name, reads[name]?.(given[i] ?? '') ?? null] as const);
  if (given.length !== names.length || entries.some(([, value]) => value === null)) return null;
  return { verb, ...Object.fromEntries(entries) } as StaffAction;
}
