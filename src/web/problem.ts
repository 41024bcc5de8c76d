/** Faults as the outside sees them: `application/problem+json`, RFC 9457. */

import type { Context } from 'hono';
import type { Fault } from '../app/fault.ts';

const titles = {
  400: 'Bad Request',
  401: 'Unauthorized',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Content',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
} as const;

export type ProblemStatus = keyof typeof titles;

export interface FieldFault {
  /** Dotted path, `guardian.phone` or `hours.mon.0.from`; null where no single field is at fault. */
  readonly field: string | null;
  /** A stable word for programs. */
  readonly code: string;
  /** For the engineer on the other side; names no patient. */
  readonly detail: string;
}

export interface Problem extends FieldFault {
  readonly status: ProblemStatus;
  /** All faults, where there are several; the first is also given at the top. */
  readonly errors?: readonly FieldFault[];
  readonly headers?: Readonly<Record<string, string>>;
  /** Members of its own, as RFC 9457 allows. */
  readonly extra?: Readonly<Record<string, unknown>>;
}

export function problem(
  c: Context,
  { status, code, field, detail, errors, headers, extra }: Problem,
): Response {
  const several = errors && errors.length > 1 ? { errors } : {};
  const body = {
    type: 'about:blank',
    title: titles[status],
    status,
    detail,
    code,
    field,
    ...several,
    ...extra,
  };
  return c.json(body, status, { ...headers, 'content-type': 'application/problem+json' });
}

const statuses: Readonly<Record<Fault['kind'], ProblemStatus>> = {
  invalid: 422,
  not_found: 404,
  conflict: 409,
};

/** What a verb refused. */
export const faultProblem = (c: Context, { kind, code, field, detail }: Fault): Response =>
  problem(c, { status: statuses[kind], code, field, detail });

/** Says nothing of what went wrong inside. */
export const internalProblem = (c: Context): Response =>
  problem(c, {
    status: 500,
    code: 'internal',
    field: null,
    detail: 'something went wrong on our side; the request may be repeated',
  });
