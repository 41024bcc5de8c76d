/** The Bot API's answers. Texts as tdlib/telegram-bot-api writes them. */

export interface Failure {
  readonly failed: {
    readonly error_code: number;
    readonly description: string;
    readonly parameters?: { readonly retry_after?: number };
  };
}

export type Answer = { readonly result: unknown } | Failure;

export function isFailure(value: object | string | number): value is Failure {
  return typeof value === 'object' && 'failed' in value;
}

export function badRequest(what: string): Failure {
  return { failed: { error_code: 400, description: `Bad Request: ${what}` } };
}

export function forbidden(what: string): Failure {
  return { failed: { error_code: 403, description: `Forbidden: ${what}` } };
}

export function conflict(what: string): Failure {
  return { failed: { error_code: 409, description: `Conflict: ${what}` } };
}

export const unauthorized: Failure = {
  failed: { error_code: 401, description: 'Unauthorized' },
};

export function notFound(what = ''): Failure {
  return { failed: { error_code: 404, description: `Not Found${what && `: ${what}`}` } };
}

export function tooMany(seconds: number): Failure {
  return {
    failed: {
      error_code: 429,
      description: `Too Many Requests: retry after ${seconds}`,
      parameters: { retry_after: seconds },
    },
  };
}

export function toResponse(answer: Answer): Response {
  if (!isFailure(answer)) return Response.json({ ok: true, result: answer.result });
  const { failed } = answer;
  const seconds = failed.parameters?.retry_after;
  return Response.json(
    { ok: false, ...failed },
    {
      status: failed.error_code,
      headers: seconds === undefined ? {} : { 'retry-after': String(seconds) },
    },
  );
}
