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
  /** All pages of a list. */
  list<T>(path: string): Promise<readonly T[]>;
}

const request_ms_max = 120_000;
const retry_ms = 150;
const patience_ms = 90_000;

export function createClient(product: Product): Client {
  const call = async <T>(method: string, path: string, body?: object): Promise<T> => {
    const giveUpAt = Date.now() + patience_ms;
    for (;;) {
      const origin = await product.origin();
      const response = await send(`${origin}${path}`, { method, body, apiKey: product.apiKey });
      if (response && response.status !== 503) return read<T>(`${method} ${path}`, response);
      // 503 is said before the product has begun to listen, so nothing was done.
      if (method === 'POST' && !response) throw new Lost();
      if (Date.now() > giveUpAt) throw new Error(`${method} ${path}: no answer`);
      await new Promise((resolve) => setTimeout(resolve, retry_ms));
    }
  };
  return {
    get: (path) => call('GET', path),
    put: (path, body) => call('PUT', path, body),
    delete: (path) => call('DELETE', path),
    post: (path, body) => call('POST', path, body),
    list: async <T>(path: string) => {
      const items: T[] = [];
      for (let next: string | null = ''; next !== null; ) {
        const sign = path.includes('?') ? '&' : '?';
        const from = next === '' ? '' : `&cursor=${encodeURIComponent(next)}`;
        const page: Page<T> = await call('GET', `${path}${sign}limit=200${from}`);
        items.push(...page.items);
        next = page.next;
      }
      return items;
    },
  };
}

interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

interface Request {
  readonly method: string;
  readonly body: object | undefined;
  readonly apiKey: string;
}

async function send(url: string, { method, body, apiKey }: Request): Promise<Response | null> {
  const headers: Record<string, string> = { authorization: `Bearer ${apiKey}` };
  if (body) headers['content-type'] = 'application/json';
  try {
    const signal = AbortSignal.timeout(request_ms_max);
    const response = await fetch(url, {
      method,
      headers,
      signal,
      ...(body && { body: JSON.stringify(body) }),
    });
    // Read here: the connection may break in the middle of the body too.
    const text = await response.text();
    return new Response(text === '' ? null : text, { status: response.status });
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
