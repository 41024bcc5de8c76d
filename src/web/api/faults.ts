/** What zod found, as faults that name the field. */

import type { Context } from 'hono';
import type { z } from 'zod';
import { type FieldFault, problem } from '../problem.ts';

type Issue = z.core.$ZodIssue;

interface Checked {
  readonly success: boolean;
  /** What was checked, as it came. */
  readonly data?: unknown;
  readonly error?: { readonly issues: readonly Issue[] };
}

const faults_max = 20;

/** For `defaultHook`: lets a valid request through. */
export function refuse({ error, data }: Checked, c: Context): Response | undefined {
  if (!error) return undefined;
  const errors = error.issues.flatMap((issue) => faultsOf(issue, data, [])).slice(0, faults_max);
  const [first = unknownFault] = errors;
  return problem(c, { status: 422, ...first, errors });
}

const unknownFault: FieldFault = {
  field: null,
  code: 'invalid',
  detail: 'the request is not valid',
};

type Path = readonly PropertyKey[];

function faultsOf(issue: Issue, data: unknown, above: Path): FieldFault[] {
  const path = [...above, ...issue.path];
  const value = valueAt(data, path);
  const branch = issue.code === 'invalid_union' ? nearest(issue.errors, value) : null;
  if (branch) return branch.flatMap((one) => faultsOf(one, data, path));
  const field = path.length === 0 ? null : path.map(String).join('.');
  const name = field ?? 'the body';
  return field !== null && value === undefined
    ? [{ field, code: 'required', detail: `${name} is required` }]
    : [{ field, code: codeOf(issue), detail: `${name}: ${issue.message}` }];
}

/** Of a union's branches the one that got furthest into what was sent; null if none got inside. */
function nearest(branches: readonly (readonly Issue[])[], value: unknown): readonly Issue[] | null {
  const depthOf = ({ path }: Issue) =>
    path.filter((_, index) => valueAt(value, path.slice(0, index + 1)) !== undefined).length;
  const depth = (issues: readonly Issue[]) => Math.max(0, ...issues.map(depthOf));
  const [best] = branches.toSorted((a, b) => depth(b) - depth(a));
  return best && depth(best) > 0 ? best : null;
}

function valueAt(data: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (at, key) => (at instanceof Object ? (at as Record<PropertyKey, unknown>)[key] : undefined),
    data,
  );
}

function codeOf(issue: Issue): string {
  switch (issue.code) {
    case 'custom':
      return String(issue.params?.code ?? 'invalid');
    case 'invalid_type':
      return 'wrong_type';
    case 'too_small':
      return issue.origin === 'string' || issue.origin === 'array' ? 'empty' : 'too_small';
    case 'too_big':
      return issue.origin === 'string' || issue.origin === 'array' ? 'too_long' : 'too_big';
    case 'invalid_format':
      return 'bad_format';
    case 'invalid_value':
    case 'invalid_union':
      return 'unknown_value';
    default:
      return 'invalid';
  }
}
