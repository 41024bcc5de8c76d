/** What the record says of a reason that somebody wants to put down: whose patient it is, what was said before, and to how many. */

import {
  massTexts,
  plainText,
  type ReasonDraft,
  type ReasonFault,
  type ReasonRule,
  samePatientsMax,
} from '../domain/reasons.ts';
import { dayMs } from '../domain/time.ts';
import type { Purpose } from '../domain/words.ts';
import { textsSince } from '../store/reasons.ts';
import { patientsOfDoctor, type ReasonRow } from '../store/registry.ts';
import { isReadyArgument } from '../text/arguments.ts';
import type { TxContext } from './context.ts';
import { type Fault, invalid, type Outcome } from './fault.ts';

const mass_ms = dayMs;

export interface Recording {
  readonly draft: ReasonDraft;
  readonly patientId: string;
  readonly actor: string;
  /** The doctor who is signed in; null for others. */
  readonly byDoctor: string | null;
}

/** A personal word is the doctor's own, to a patient who knows them. */
export async function faultOfPerson(
  ctx: TxContext,
  { draft, patientId, byDoctor }: Recording,
): Promise<ReasonFault | null> {
  const { kind, doctorId } = draft;
  if (kind !== 'personal' && kind !== 'later_need') return null;
  if (byDoctor !== null && byDoctor !== doctorId)
    return { field: 'doctorId', code: 'own_word_only' };
  if (doctorId === null) return null;
  const own = await patientsOfDoctor(ctx.db, { doctorId, patientIds: [patientId] });
  return own.length > 0 ? null : { field: 'doctorId', code: 'not_own_patient' };
}

/** Said by this person to too many patients within a day. Who was treated may be told what others are told too. */
export async function faultOfMass(
  ctx: TxContext,
  { draft: { argument, treatedOn }, patientId, actor }: Recording,
): Promise<ReasonFault | null> {
  if (argument === null) return null;
  if (treatedOn !== null && actor.startsWith('staff:') && isReadyArgument(argument)) return null;
  const since = new Date(ctx.clock.now().getTime() - mass_ms);
  const said = await textsSince(ctx.db, { createdBy: actor, since });
  const rows = said.map(({ patientId: patient, text }) => ({ patient, text }));
  const all = massTexts([...rows, { patient: patientId, text: argument }]);
  return all.has(plainText(argument)) ? { field: 'argument', code: 'mass_list' } : null;
}

/** "Not any more" holds until the patient agrees anew. */
export function isDeclined(
  reasons: readonly ReasonRow[],
  { purpose, agreed }: { readonly purpose: Purpose; readonly agreed: boolean },
): boolean {
  const own = reasons.filter((one) => one.purpose === purpose);
  const last = own.toSorted((a, b) => a.updatedAt.getTime() - b.updatedAt.getTime()).at(-1);
  return !agreed && last?.state === 'declined';
}

export function ruleFault({ field, code }: ReasonFault): Fault {
  const outcome: Outcome<never> = invalid(field, code, `${field}: ${details[code]}`);
  if (outcome.ok) throw new Error('a fault is no success');
  return outcome.fault;
}

/** For the engineer on the other side. */
const details: Readonly<Record<ReasonRule, string>> = {
  no_evidence: 'is needed as evidence for a reason of this kind',
  bad_interval: 'must be 1 to 24 months',
  future_date: 'must not lie in the future',
  due_before_visit: 'must be after the visit it follows from',
  due_passed: 'is more than 30 days ago: nobody is invited so late',
  too_far: 'is too far ahead',
  plan_unsigned: 'nobody is contacted about a plan that was not signed',
  free_consultation: 'nobody is contacted after a free consultation without a signed plan',
  too_dear: 'nobody is contacted who said that it is too dear',
  no_day_named: 'who wants to think about it is contacted only on a day they named',
  other_day_named: 'the patient named another day',
  price_or_deadline: 'holds a price, a discount or a deadline, as no word to a patient may',
  reproach: 'asks the patient why they do not come',
  contraindicated: 'speaks of what is contraindicated for this patient',
  mass_list: `says the same to more than ${samePatientsMax} patients within a day`,
  not_own_patient: 'the patient has never had a visit with this doctor',
  own_word_only: 'a personal reason is recorded by the doctor it comes from',
  declined_before: 'the patient asked not to be reminded of this; a new agreement is needed',
};
