/** When a contact is justified: the evidence that each kind of reason needs, and what no evidence makes right. */

import { addDays, addMonths } from './time.ts';
import type { Purpose, ReasonKind } from './words.ts';

export const followUpKinds = [
  'hygiene',
  'checkup',
  'control',
  'plan',
  'personal',
  'later_need',
] as const satisfies readonly ReasonKind[];
/** What a patient is invited for, besides how they feel. */
export type FollowUpKind = (typeof followUpKinds)[number];

export const isFollowUp = (kind: ReasonKind): kind is FollowUpKind =>
  followUpKinds.some((one) => one === kind);

/** A need that a doctor foresaw is that doctor's own word. */
export const purposeOf = (kind: FollowUpKind): Purpose =>
  kind === 'later_need' ? 'personal' : kind;

export const reasonRules = [
  'no_evidence',
  'bad_interval',
  'future_date',
  'due_before_visit',
  'due_passed',
  'too_far',
  'plan_unsigned',
  'free_consultation',
  'too_dear',
  'no_day_named',
  'other_day_named',
  'price_or_deadline',
  'reproach',
  'contraindicated',
  'mass_list',
  'not_own_patient',
  'own_word_only',
  'declined_before',
] as const;
/** Which rule stopped a reason. */
export type ReasonRule = (typeof reasonRules)[number];

export interface ReasonFault {
  readonly code: ReasonRule;
  readonly field: string;
}

export const leavings = ['too_dear', 'will_think'] as const;
/** What a patient said who left without agreeing to treatment. */
export type Leaving = (typeof leavings)[number];

export const contraindications = ['prosthesis_in_smile_line', 'pregnancy'] as const;
export type Contraindication = (typeof contraindications)[number];

export interface PlanEvidence {
  /** Local dates, as all here. Null: it was never signed. */
  readonly signedOn: string | null;
  /** The item that must not wait and was not begun. */
  readonly urgentItem: string | null;
  /** Of a plan done in part; `risk`: what waiting may cost. */
  readonly done: string | null;
  readonly left: string | null;
  readonly risk: string | null;
  readonly deadline: string | null;
}

/** A reason as somebody wants to record it. */
export interface ReasonDraft {
  readonly kind: FollowUpKind;
  readonly doctorId: string | null;
  readonly dueOn: string | null;
  readonly lastVisitOn: string | null;
  readonly intervalMonths: number | null;
  /** When the treatment was that a control follows. */
  readonly treatedOn: string | null;
  /** Read by the patient. */
  readonly argument: string | null;
  /** Read by staff. */
  readonly note: string | null;
  readonly plan: PlanEvidence | null;
  readonly freeConsultation: boolean;
  readonly leaving: Leaving | null;
  /** The day the patient named for a contact. */
  readonly namedOn: string | null;
  readonly contraindications: readonly Contraindication[];
}

export const argumentCharsMax = 200;
export const intervalMax = 24;
/** A contact comes this much later than meant at most; after that its moment is over. */
export const lateDays = 30;
const aheadMonthsMax: Readonly<Record<FollowUpKind, number>> = {
  hygiene: 36,
  checkup: 36,
  control: 36,
  plan: 36,
  personal: 36,
  // An orthodontist at thirteen.
  later_need: 240,
};
/** Ahead of the deadline of a plan. */
const planDaysBefore = 14;

/** What is missing or not right, the first of it; null where the contact is justified. */
export function faultOfReason(draft: ReasonDraft, today: string): ReasonFault | null {
  return (
    unjustified(draft) ??
    faultOfWords(draft) ??
    evidence[draft.kind](draft, today) ??
    faultOfDue(draft, today)
  );
}

/** The day on which the patient is to hear of it. */
export function dueOnOf(draft: ReasonDraft, today: string): string | null {
  const { kind, dueOn, lastVisitOn, intervalMonths, plan, namedOn } = draft;
  if (draft.leaving === 'will_think') return namedOn;
  if (dueOn !== null) return dueOn;
  if (lastVisitOn && intervalMonths) return addMonths(lastVisitOn, intervalMonths);
  if (kind !== 'plan' || !plan?.deadline) return null;
  const ahead = addDays(plan.deadline, -planDaysBefore);
  return ahead > today ? ahead : today;
}

type Rule = (draft: ReasonDraft, today: string) => ReasonFault | null;

/** What no evidence makes right. */
function unjustified(draft: ReasonDraft): ReasonFault | null {
  const { leaving, freeConsultation, plan, namedOn, dueOn } = draft;
  if (leaving === 'too_dear') return fault('leaving', 'too_dear');
  if (freeConsultation && !plan?.signedOn) return fault('freeConsultation', 'free_consultation');
  if (leaving !== 'will_think') return null;
  if (namedOn === null) return fault('namedOn', 'no_day_named');
  return dueOn !== null && dueOn !== namedOn ? fault('dueOn', 'other_day_named') : null;
}

const sells =
  /\d\s*(?:₽|руб|р\.|тыс|\$|€|usd|eur|%|процент|percent)|[$€₽]\s*\d|скидк|акци[яиюе](?!\p{L})|подарочн|купон|промокод|рассрочк|сгор(?:ит|ят|ают)|только до |только сегодня|успейте|discount|coupon|voucher|promo ?code|special offer|only until|hurry|limited time/iu;
const reproaches =
  /почему (?:же |вы )*не (?:при|ход|запис)|(?:будете|собираетесь) (?:ли )?(?:вы )?(?:записываться|приходить)|когда (?:же |вы )+(?:запиш|прид)|не понравилось|why (?:don.?t|didn.?t|haven.?t|aren.?t) you|will you be booking|are you going to book|did you (?:dis|not )like/iu;
const whitening = /отбелив|whiten|bleach/iu;

function faultOfWords({ argument, note, contraindications: against }: ReasonDraft) {
  for (const [field, text] of Object.entries({ argument, note })) {
    if (text === null) continue;
    if (sells.test(text)) return fault(field, 'price_or_deadline');
    if (reproaches.test(text)) return fault(field, 'reproach');
    if (against.length > 0 && whitening.test(text)) return fault(field, 'contraindicated');
  }
  return null;
}

const evidence: Readonly<Record<FollowUpKind, Rule>> = {
  hygiene: (draft, today) =>
    missing({ lastVisitOn: draft.lastVisitOn }) ??
    (draft.dueOn === null ? missing({ intervalMonths: draft.intervalMonths }) : null) ??
    past({ lastVisitOn: draft.lastVisitOn }, today),
  checkup: ({ doctorId, dueOn, argument, ...rest }, today) =>
    missing({ doctorId, argument }) ??
    // The date itself, or what it follows from.
    (dueOn || rest.lastVisitOn ? null : fault('dueOn', 'no_evidence')) ??
    (dueOn ? null : missing({ intervalMonths: rest.intervalMonths })) ??
    past({ lastVisitOn: rest.lastVisitOn }, today),
  control: ({ doctorId, treatedOn, dueOn, intervalMonths }, today) =>
    missing({ doctorId, treatedOn }) ??
    (dueOn || intervalMonths ? null : fault('dueOn', 'no_evidence')) ??
    past({ treatedOn }, today),
  plan: ({ doctorId, plan }, today) => ofPlan(plan, today) ?? missing({ doctorId }),
  personal: ({ doctorId, dueOn, leaving, argument }) =>
    missing({ doctorId, ...(leaving === null && { dueOn }), argument }),
  later_need: ({ doctorId, dueOn, note }) => missing({ doctorId, dueOn, note }),
};

function ofPlan(plan: PlanEvidence | null, today: string): ReasonFault | null {
  if (!plan?.signedOn) return fault('plan.signedOn', 'plan_unsigned');
  const { signedOn, urgentItem, done, left, risk, deadline } = plan;
  const item = urgentItem
    ? null
    : done === null && left === null
      ? fault('plan.urgentItem', 'no_evidence')
      : missing({ 'plan.done': done, 'plan.left': left, 'plan.risk': risk });
  return (
    item ?? missing({ 'plan.deadline': deadline }) ?? past({ 'plan.signedOn': signedOn }, today)
  );
}

function faultOfDue(draft: ReasonDraft, today: string): ReasonFault | null {
  const { kind, intervalMonths, lastVisitOn, treatedOn } = draft;
  if (intervalMonths !== null && !isInterval(intervalMonths))
    return fault('intervalMonths', 'bad_interval');
  const dueOn = dueOnOf(draft, today);
  if (dueOn === null) return fault('dueOn', 'no_evidence');
  const after = [lastVisitOn, treatedOn].filter((day) => day !== null);
  if (after.some((day) => dueOn <= day)) return fault('dueOn', 'due_before_visit');
  if (dueOn < addDays(today, -lateDays)) return fault('dueOn', 'due_passed');
  return dueOn > addMonths(today, aheadMonthsMax[kind]) ? fault('dueOn', 'too_far') : null;
}

const isInterval = (months: number): boolean =>
  Number.isInteger(months) && months >= 1 && months <= intervalMax;

const fault = (field: string, code: ReasonRule): ReasonFault => ({ field, code });

function missing(fields: Readonly<Record<string, string | number | null>>): ReasonFault | null {
  const [name] = Object.entries(fields).find(([, value]) => value === null || value === '') ?? [];
  return name === undefined ? null : fault(name, 'no_evidence');
}

function past(fields: Readonly<Record<string, string | null>>, today: string): ReasonFault | null {
  const [name] = Object.entries(fields).find(([, day]) => day !== null && day > today) ?? [];
  return name === undefined ? null : fault(name, 'future_date');
}

/** One text for more patients than this is a mailing, not a doctor's word. */
export const samePatientsMax = 5;

/** How two texts are compared. */
export const plainText = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** The texts of a list that say the same to too many. */
export function massTexts(
  rows: readonly { readonly patient: string; readonly text: string | null }[],
): ReadonlySet<string> {
  const said = rows.flatMap(({ patient, text }) =>
    text ? [{ patient, text: plainText(text) }] : [],
  );
  const found = new Set<string>();
  for (const [text, all] of Map.groupBy(said, (one) => one.text))
    if (new Set(all.map(({ patient }) => patient)).size > samePatientsMax) found.add(text);
  return found;
}
