/** What the form at the chair and the one on the patient's page ask alike, and how it is told to the record. */

import { z } from 'zod';
import type { DoctorKind } from '../../domain/presets.ts';
import {
  type Contraindication,
  contraindications,
  type Leaving,
  leavings,
  type PlanEvidence,
} from '../../domain/reasons.ts';
import { list, oneOf, optionalDate, optionalLine } from './form.ts';

export const evidence = {
  argument: optionalLine,
  note: optionalLine,
  signedOn: optionalDate,
  urgentItem: optionalLine,
  done: optionalLine,
  left: optionalLine,
  risk: optionalLine,
  leaving: oneOf(['', ...leavings]).default(''),
  free: z.string().optional(),
  against: list.pipe(z.array(oneOf(contraindications))),
  guarantee: z.string().optional(),
};

const shape = z.object(evidence);

interface Evidence {
  /** Its deadline is a matter of the form. */
  readonly plan: Omit<PlanEvidence, 'deadline'> | null;
  readonly freeConsultation: boolean;
  readonly leaving: Leaving | null;
  readonly contraindications: readonly Contraindication[];
  readonly guarantee: boolean;
}

export function evidenceIn(
  { signedOn, urgentItem, done, left, risk, ...value }: z.output<typeof shape>,
  kind: DoctorKind,
): Evidence {
  return {
    plan: kind === 'plan' ? { signedOn, urgentItem, done, left, risk } : null,
    freeConsultation: value.free !== undefined,
    leaving: value.leaving || null,
    contraindications: value.against,
    guarantee: value.guarantee !== undefined,
  };
}

/** The field of these forms that a rule's field stands for. */
export const fieldOfRule = (name: string): string =>
  name === 'freeConsultation' ? 'free' : name.replace(/^plan\./, '');
