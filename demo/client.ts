/** The product's outer interface, over HTTP, through its restarts. */

import type { Product } from './product.ts';

/** The connection broke: what was asked for may have been done or not. Look before asking again. */
export class Lost extends Error {}

export class Refused extends Error {
  readonly status: number;
  readonly code: string;
  constructor(what: string, status: number, code: string) {
    super(`${what}: ${status} ${code}`);
    this.status = status;
    this.code = code;
  }
}

export interface Client {
  get<T>(path: string): Promise<T>;
  /** Repeated until it is answered: the same PUT twice is one. */
  put<T>(path: string, body: object): Promise<T>;
  delete<T>(path: string): Promise<T>;
  /** Throws `Lost` where a repetition could do the thing twice. */
  post<T>(path: string, body: object): Promise<T>;
  /** A file of rows; throws `Lost` as `post` does. */
  upload<T>(
    path: string,
    list: { readonly csv: string; readonly key: string | undefined },
  ): Promise<T>;
  /** What is no JSON. */
  text(path: string): Promise<string>;
  /** A page of the console, or what it answers to a form; asked again until it is answered. */
  page(path: string, sent: Visit): Promise<Page>;
  /** All pages of a list. */
  list<T>(path: string): Promise<readonly T[]>;
}

export type Form = Readonly<Record<string, string>>;

export interface Visit {
  readonly cookie?: string;
  readonly form?: Form | undefined;
}

export interface Page {
  readonly html: string;
  /** Where it sends the reader. */
  readonly location: string | null;
  /** Of a session that has just begun. */
  readonly cookie: string | null;
}

const request_ms_max = 120_000;
const retry_ms = 150;
const patience_ms = 90_000;

export function createClient(product: Product): Client {
  const reach = async (method: string, path: string, sent: Sent = {}): Promise<Response> => {
    const giveUpAt = Date.now() + patience_ms;
    for (;;) {
      const origin = await product.origin();
      const response = await send(`${origin}${path}`, { method, ...sent, apiKey: product.apiKey });
      if (response && response.status !== 503) return response;
      // 503 is said before the product has begun to listen, so nothing was done.
      if (method === 'POST' && !response && sent.cookie === undefined) throw new Lost();
      if (Date.now() > giveUpAt) throw new Error(`${method} ${path}: no answer`);
      await new Promise((resolve) => setTimeout(resolve, retry_ms));
    }
  };
  const call = async <T>(method: string, path: string, body?: object): Promise<T> => {
    const sent = body && { body: JSON.stringify(body), type: 'application/json' };
    return read<T>(`${method} ${path}`, await reach(method, path, sent));
  };
  return {
    upload: async <T>(path: string, { csv, key }: { csv: string; key: string | undefined }) =>
      read<T>(`POST ${path}`, await reach('POST', path, { body: csv, type: 'text/csv', key })),
    text: async (path) => (await reach('GET', path)).text(),
    page: async (path, { cookie = '', form }) => {
      const method = form ? 'POST' : 'GET';
      const filled = form && { body: new URLSearchParams(form).toString(), type: formType };
      const answer = await reach(method, path, { cookie, ...filled });
      return {
        html: await answer.text(),
        location: answer.headers.get('location'),
        cookie: answer.headers.get('set-cookie')?.split(';')[0] ?? null,
      };
    },
    get: (path) => call('GET', path),
    put: (path, body) => call('PUT', path, body),
    delete: (path) => call('DELETE', path),
    post: (path, body) => call('POST', path, body),
    list: async <T>(path: string) => {
      const items: T[] = [];
      for (let next: string | null = ''; next !== null; ) {
        const sign = path.includes('?') ? '&' : '?';
        const from = next === '' ? '' : `&cursor=${encodeURIComponent(next)}`;
        const page: Listed<T> = await call('GET', `${path}${sign}limit=200${from}`);
        items.push(...page.items);
        next = page.next;
      }
      return items;
    },
  };
}

const formType = 'application/x-www-form-urlencoded';

interface Listed<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

interface Sent {
  readonly body?: string;
  /** Of the body. */
  readonly type?: string;
  /** Whatever is sent with it twice is done once. */
  readonly key?: string | undefined;
  /** Of a colleague at the console, whatever they do there; others come with the key of the API. */
  readonly cookie?: string;
}

interface Request extends Sent {
  readonly method: string;
  readonly apiKey: string;
}

async function send(
  url: string,
  { method, body, type, key, cookie, apiKey }: Request,
): Promise<Response | null> {
  const headers: Record<string, string> =
    cookie === undefined
      ? { authorization: `Bearer ${apiKey}` }
      : { cookie, origin: new URL(url).origin };
  if (type) headers['content-type'] = type;
  if (key) headers['idempotency-key'] = key;
  try {
    const signal = AbortSignal.timeout(request_ms_max);
    const response = await fetch(url, {
      method,
      headers,
      signal,
      redirect: 'manual',
      ...(body !== undefined && { body }),
    });
    // Read here: the connection may break in the middle of the body too.
    const text = await response.text();
    return new Response(text === '' ? null : text, {
      status: response.status,
      headers: response.headers,
    });
  } catch {
    return null;
  }
}

async function read<T>(what: string, response: Response): Promise<T> {
  const text = await response.text();
  const body = text === '' ? null : JSON.parse(text);
  if (response.status < 400) return body as T;
  throw new Refused(what, response.status, body?.code ?? body?.error?.code ?? '');
}

/** Asks until it is known to be done: looks first, so that nothing is done twice. */
export async function once(
  done: () => Promise<boolean>,
  act: () => Promise<unknown>,
): Promise<boolean> {
  for (let acted = false; ; acted = true) {
    if (await done()) return acted;
    try {
      await act();
      return true;
    } catch (error) {
      if (!(error instanceof Lost)) throw error;
    }
  }
}
