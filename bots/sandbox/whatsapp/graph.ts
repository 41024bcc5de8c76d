/** Graph errors. Codes and HTTP statuses as Meta's error table has them (CHANNELS.md A.10). */

export interface Refusal {
  readonly refusal: { readonly status: number; readonly error: Record<string, unknown> };
}

const errors = {
  100: [400, 'Invalid parameter'],
  131000: [500, 'Something went wrong'],
  131008: [400, 'Required parameter is missing'],
  131009: [400, 'Parameter value is not valid'],
  131016: [500, 'Service unavailable'],
  131026: [400, 'Message undeliverable'],
  131047: [400, 'Re-engagement message'],
  131050: [400, 'User has stopped marketing messages from the business'],
  131051: [400, 'Unsupported message type'],
  131053: [400, 'Media upload error'],
  131056: [400, 'Pair rate limit hit'],
  132000: [400, 'Number of parameters does not match the expected number of params'],
  132001: [404, 'Template name does not exist in the translation'],
  132005: [400, 'Translated text too long'],
  132012: [400, 'Parameter format does not match format in the created template'],
  132015: [400, 'Template is paused'],
  132016: [400, 'Template is disabled'],
  132018: [400, 'Template parameter is not valid'],
} as const satisfies Readonly<Record<number, readonly [number, string]>>;
export type GraphCode = keyof typeof errors;

export function titleOf(code: GraphCode): string {
  return errors[code][1];
}

export function refuse(code: GraphCode, details: string): Refusal {
  const [status, title] = errors[code];
  return {
    refusal: {
      status,
      error: {
        message: `(#${code}) ${title}`,
        type: 'OAuthException',
        code,
        error_data: { messaging_product: 'whatsapp', details },
        fbtrace_id: trace,
      },
    },
  };
}

/** Creating a template fails with code 100 and the reason in the subcode. */
export function refuseTemplate(subcode: number, title: string, message: string): Refusal {
  return {
    refusal: {
      status: 400,
      error: {
        message: 'Invalid parameter',
        type: 'OAuthException',
        code: 100,
        error_subcode: subcode,
        is_transient: false,
        error_user_title: title,
        error_user_msg: message,
        fbtrace_id: trace,
      },
    },
  };
}

export function badToken(): Refusal {
  const message = 'Invalid OAuth access token - Cannot parse access token';
  const error = { message, type: 'OAuthException', code: 190, fbtrace_id: trace };
  return { refusal: { status: 401, error } };
}

export function noSuchObject(id: string, method: string): Refusal {
  const verb = method === 'GET' ? 'get' : 'post';
  const message = `Unsupported ${verb} request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation`;
  const error = {
    message,
    type: 'GraphMethodException',
    code: 100,
    error_subcode: 33,
    fbtrace_id: trace,
  };
  return { refusal: { status: 400, error } };
}

const trace = 'ASandboxTrace0000000000';

export type Outcome = { readonly ok: unknown } | Refusal;

export function isRefusal(value: object): value is Refusal {
  return 'refusal' in value;
}

export function toResponse(outcome: Outcome): Response {
  return isRefusal(outcome)
    ? Response.json({ error: outcome.refusal.error }, { status: outcome.refusal.status })
    : Response.json(outcome.ok);
}
