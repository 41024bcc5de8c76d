/** Posts to clinic systems from Node: where a name leads is looked at when it is resolved, not before. */

import { type LookupAddress, lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { Agent, fetch as request } from 'undici';
import type { Outlet } from '../app/context.ts';
import { refused_address } from '../app/webhook-post.ts';
import { isRefused, type UrlRules } from '../app/webhook-url.ts';
import { type Config, isReal } from './config.ts';

type Resolve = (
  host: string,
  options: { all: true },
  done: (error: NodeJS.ErrnoException | null, found: LookupAddress[]) => void,
) => void;

/** Gives a connection only the addresses it may go to. */
export const guarded =
  (rules: UrlRules, resolve: Resolve = lookup): LookupFunction =>
  (host, options, done) =>
    resolve(host, { ...options, all: true }, (error, found) => {
      if (error) return done(error, '');
      const allowed = found.filter(({ address }) => !isRefused(address, rules));
      const [first] = allowed;
      if (!first) return done(Object.assign(new Error('refused'), { code: refused_address }), '');
      return options.all ? done(null, allowed) : done(null, first.address, first.family);
    });

/** Trying out: nobody outside can reach us, or no real messenger is connected. */
export const allowsHttp = (config: Config): boolean =>
  config.PUBLIC_URL === undefined || !isReal(config);

export function createOutlet(rules: UrlRules): Outlet & { close(): Promise<void> } {
  const agent = new Agent({ connect: { lookup: guarded(rules) } });
  const send = (url: unknown, init: object) =>
    request(url as string, { ...init, dispatcher: agent }) as unknown as Promise<Response>;
  return { ...rules, fetch: send as typeof fetch, close: () => agent.destroy() };
}
