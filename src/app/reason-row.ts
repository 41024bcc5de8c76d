/** A reason as it is recorded, before anything has come of it. */

import type { ReasonRow } from '../store/registry.ts';
import { newId } from './ids.ts';

type Given = 'patientId' | 'purpose' | 'kind' | 'dueAt' | 'evidence' | 'createdBy' | 'createdAt';

export const newReason = (
  given: Pick<ReasonRow, Given> & Partial<Omit<ReasonRow, Given>>,
): ReasonRow => ({
  id: newId(),
  appointmentId: null,
  doctorId: null,
  note: null,
  argument: null,
  intervalMonths: null,
  guarantee: false,
  episodeId: null,
  day: null,
  asksScore: false,
  score: null,
  state: 'planned',
  answer: null,
  answeredAt: null,
  answerBy: null,
  bookedId: null,
  reopenedAt: null,
  closedAt: null,
  closedBy: null,
  outcome: null,
  updatedAt: given.createdAt,
  ...given,
});
