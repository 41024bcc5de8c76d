/** The one load generator: undici's pool, so many requests in flight, each answered before the next. */

import { Pool } from 'undici';

export interface Shot {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Volley {
  readonly perSecond: number;
  readonly accepted: number;
  readonly refused: number;
  /** Of each answer. */
  readonly latenciesMs: readonly number[];
}

export interface Load {
  readonly connections: number;
  readonly seconds: number;
  /** A new one for each request. */
  readonly next: () => Shot;
}

export async function fire(origin: string, { connections, seconds, next }: Load): Promise<Volley> {
  const pool = new Pool(origin, { connections, pipelining: 1 });
  const latenciesMs: number[] = [];
  const begunAt = performance.now();
  const endAt = begunAt + seconds * 1000;
  let refused = 0;
  const lane = async () => {
    while (performance.now() < endAt) {
      const at = performance.now();
      const { statusCode, body } = await pool.request({ method: 'POST', ...next() });
      await body.dump();
      if (statusCode === 200) latenciesMs.push(performance.now() - at);
      else refused += 1;
    }
  };
  await Promise.all(Array.from({ length: connections }, lane));
  const tookS = (performance.now() - begunAt) / 1000;
  await pool.close();
  const accepted = latenciesMs.length;
  return { perSecond: accepted / tookS, accepted, refused, latenciesMs };
}
