/** What routes have in common: how they answer, and how their answers are described. */

import type { RouteConfig, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Outcome } from '../../app/fault.ts';
import { faultProblem } from '../problem.ts';

/** Who the audit says it was. */
export const actor = 'api';

export interface Answer<T> {
  readonly present: (value: T) => object;
  readonly status?: 200 | 201;
}

export function answer<T>(
  c: Context,
  outcome: Outcome<T>,
  { present, status = 200 }: Answer<T>,
): Response {
  return outcome.ok ? c.json(present(outcome.value), status) : faultProblem(c, outcome.fault);
}

/** For what leaves nothing to show. */
export const done = (c: Context, outcome: Outcome<unknown>): Response =>
  outcome.ok ? c.body(null, 204) : faultProblem(c, outcome.fault);

export const faultNames = {
  400: 'NotJson',
  401: 'Unauthorized',
  404: 'NotFound',
  409: 'Conflict',
  413: 'TooLarge',
  415: 'NotJsonType',
  422: 'Invalid',
  500: 'Internal',
} as const;
type FaultStatus = keyof typeof faultNames;

export interface Described {
  readonly schema: z.ZodType;
  readonly description: string;
  readonly status?: 200 | 201;
  /** Besides those that every route has. */
  readonly faults?: readonly FaultStatus[];
}

export const always = [401, 422, 500] as const;
/** What any route with a body may also answer. */
export const withBody = [400, 413, 415] as const;

export function responses({
  schema,
  description,
  status = 200,
  faults = [],
}: Described): RouteConfig['responses'] {
  return {
    [status]: { description, content: { 'application/json': { schema } } },
    ...faultResponses(faults),
  };
}

/** Of a route that answers with `done`. */
export function emptyResponses(
  description: string,
  faults: readonly FaultStatus[],
): RouteConfig['responses'] {
  return { 204: { description }, ...faultResponses(faults) };
}

function faultResponses(faults: readonly FaultStatus[]): RouteConfig['responses'] {
  const refs = [...always, ...faults].map((fault) => [
    String(fault),
    { $ref: `#/components/responses/${faultNames[fault]}` },
  ]);
  return Object.fromEntries(refs);
}

export const jsonBody = <S extends z.ZodType>(schema: S) => ({
  required: true,
  content: { 'application/json': { schema } },
});
