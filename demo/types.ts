/** What the REST API answers, as far as it is read here (`/api/v1/openapi.json`). */

export interface ThreadView {
  readonly id: string;
  readonly patientId: string | null;
  readonly reason: string;
  readonly urgent: boolean;
  readonly messages: readonly { readonly author: string; readonly text: string }[];
}

export interface AttemptView {
  readonly outcome: string | null;
  readonly code: string | null;
  readonly externalId: string | null;
  readonly startedAt: string;
}

export interface MessageInfo {
  readonly id: string;
  readonly patientId: string | null;
  readonly purpose: string;
  readonly kind: string;
  readonly channel: string | null;
  readonly direction: 'in' | 'out';
  readonly state: string;
  readonly dueAt: string;
  readonly notAfter: string;
  readonly decision: { readonly verdict: string; readonly code: string | null } | null;
  readonly attempts: readonly AttemptView[];
  /** The one it went out together with. */
  readonly carriedBy: string | null;
  readonly externalId: string | null;
  readonly text: string | null;
  readonly createdAt: string;
}

export interface CallTaskView {
  readonly patientId: string;
  readonly code: string;
  readonly appointmentId: string | null;
}

/** Somebody feels bad; `level` is how far the calls have climbed. */
export interface AlarmView {
  readonly id: string;
  readonly patientId: string;
  readonly code: string;
  readonly state: 'open' | 'taken' | 'closed';
  readonly raisedAt: string;
  readonly takenBy: string | null;
  readonly outcome: string | null;
  readonly calls: readonly { readonly staffId: string; readonly level: number }[];
}

export interface ConsentView {
  readonly purpose: string;
  readonly channel: string;
  readonly bindingId: string | null;
  readonly act: 'given' | 'withdrawn' | 'renewed';
  readonly mechanism: string;
  readonly strength: number;
  readonly wording: string | null;
  readonly at: string;
}

export interface StandingView extends ConsentView {
  readonly status: 'given' | 'withdrawn' | 'expired';
}

export interface ConsentsView {
  readonly standing: readonly StandingView[];
  readonly history: readonly ConsentView[];
  readonly chain: { readonly entries: number; readonly fault: object | null };
}

export interface AccountView {
  readonly bindingId: string;
  readonly label: string | null;
  readonly verified: boolean;
  readonly quarantinedAt: string | null;
}

export interface ErasureView {
  readonly id: string;
  readonly patientId: string;
  readonly dueAt: string;
  readonly doneAt: string | null;
  readonly proof: {
    readonly counts: Readonly<Record<string, number>>;
    readonly digest: string;
    readonly ledger: { readonly number: number; readonly hash: string } | null;
  } | null;
}

/** A wish about a visit: `move`, `book`, `earlier`. */
export interface RequestView {
  readonly kind: string;
  readonly appointmentId: string | null;
}

export interface AppointmentView {
  readonly status: string;
  readonly startsAt: string;
  readonly confirmedAt: string | null;
}

export interface CardView {
  readonly hours: Readonly<
    Record<string, readonly { readonly from: string; readonly to: string }[]>
  >;
}
