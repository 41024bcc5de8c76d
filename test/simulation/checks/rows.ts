/** Rows as the database has them, as far as a check looks at them. */

export interface AddressRow {
  readonly id: string;
  readonly contact_id: string;
  readonly channel: string;
  readonly user_id: string | null;
  readonly phone: string | null;
  readonly unreachable_code: string | null;
  readonly stopped_at: string | null;
  readonly quarantined_at: string | null;
  readonly paused_at: string | null;
}
export interface BindingRow {
  readonly id: string;
  readonly address_id: string;
  readonly patient_id: string;
  readonly verified_by: string;
  readonly ended_at: string | null;
  readonly authority_ends_on: string | null;
}
export interface LedgerRow {
  readonly patient_id: string;
  readonly number: number;
  readonly purpose: string;
  readonly channel: string;
  readonly binding_id: string | null;
  readonly act: 'given' | 'withdrawn' | 'renewed';
  readonly strength: number;
  readonly expires_at: string | null;
  readonly at: string;
  readonly inbound_id: number | null;
}
export interface CardRow {
  readonly patient_id: string;
  readonly hours: Readonly<Record<string, readonly { from: string; to: string }[]>>;
  readonly zone: string | null;
  readonly budget: { readonly perDay: number; readonly perWeek: number };
}
export interface VisitRow {
  readonly id: string;
  readonly patient_id: string;
  readonly doctor_id: string;
  readonly created_at: string;
  readonly starts_at: string;
  readonly status: string;
  readonly schedule_version: number;
  readonly muted_at: string | null;
}
export interface RequestRow {
  readonly appointment_id: string | null;
  readonly kind: string;
  readonly state: string;
  readonly offers: readonly { readonly startsAt: string }[] | null;
  readonly offered_until: string | null;
}
export interface ReasonRow {
  readonly id: string;
  readonly patient_id: string;
  readonly kind: string;
  readonly purpose: string;
  readonly state: string;
  readonly doctor_id: string | null;
  readonly appointment_id: string | null;
  readonly due_at: string;
  readonly created_at: string;
  readonly reopened_at: string | null;
  readonly argument: string | null;
  readonly note: string | null;
  readonly interval_months: number | null;
  readonly evidence: Readonly<Record<string, unknown>>;
}
export interface AlarmRow {
  readonly patient_id: string;
  readonly code: string;
}
export interface AccountRow {
  readonly channel: string;
  readonly down_code: string | null;
  readonly deaf_code: string | null;
  readonly paused_until: string | null;
  readonly frozen_since: string | null;
  readonly braked_until: string | null;
}
