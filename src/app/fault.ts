/** Expected failure, as a value: what the caller did wrong, in which field. */

export interface Fault {
  readonly kind: 'invalid' | 'not_found' | 'conflict';
  /** A stable word for programs. */
  readonly code: string;
  /** JSON pointer-like path of the field at fault; null if it is not a field. */
  readonly field: string | null;
  /** For the engineer on the other side; names no patient. */
  readonly detail: string;
}

export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly fault: Fault };

export const ok = <T>(value: T): Outcome<T> => ({ ok: true, value });

export const invalid = (field: string, code: string, detail: string): Outcome<never> => ({
  ok: false,
  fault: { kind: 'invalid', code, field, detail },
});

export const notFound = (field: string | null, what: string): Outcome<never> => ({
  ok: false,
  fault: { kind: 'not_found', code: 'not_found', field, detail: `no such ${what}` },
});

export const conflict = (field: string | null, code: string, detail: string): Outcome<never> => ({
  ok: false,
  fault: { kind: 'conflict', code, field, detail },
});
