/** Everything that answers HTTP, in one application: web standards only, so that Node and Workers both serve it. */

import { type Env, Hono, type Context as Request } from 'hono';
import { routePath } from 'hono/route';
import { secureHeaders } from 'hono/secure-headers';
import type { Context } from '../app/context.ts';
import { codeOf } from '../app/queries-api.ts';
import { createApi } from './api/api.ts';
import { createCalendar } from './calendar.ts';
import { createHealth } from './health.ts';
import { createMetrics } from './metrics.ts';
import { internalProblem, problem } from './problem.ts';
import { type Challenge, createWebhooks } from './webhooks.ts';

export interface WebParts<E extends Env> {
  readonly ctx: Context;
  /** Null refuses every call of the REST API. */
  readonly apiKey: string | null;
  /** Null where WhatsApp is not served. */
  readonly challenge: Challenge | null;
  /** Staff pages, at `/`. */
  readonly console: Hono<E> | null;
  /** Further applications by their path, longer paths first: `/sandbox/clock`, `/sandbox`. */
  readonly extras: readonly { readonly path: string; readonly app: Hono }[];
}

export function createWeb<E extends Env>({ ctx, apiKey, challenge, ...parts }: WebParts<E>): Hono {
  // `/sandbox` and `/sandbox/` are the same place.
  const app = new Hono({ strict: false });
  app.use(headers);
  app.onError((error, c) => failed(ctx, c, error));
  app.notFound((c) => missing(c));
  app.route('/webhooks', createWebhooks(ctx, { challenge }));
  app.route('/api/v1', createApi(ctx, { apiKey }));
  app.route('/health', createHealth(ctx));
  app.route('/metrics', createMetrics(ctx));
  app.route('/calendar', createCalendar(ctx));
  for (const extra of parts.extras) app.route(extra.path, extra.app);
  // Paths of programs end here: the console would answer them with a page to sign in.
  for (const path of ['/api/*', '/sandbox/*']) app.all(path, (c) => missing(c));
  if (parts.console) app.route('/', parts.console);
  return app;
}

/** Pages run our own scripts only. `overwrite: false` lets an application state a policy of its own. */
const headers = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'self'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'", "'unsafe-inline'"],
    imgSrc: ["'self'", 'data:'],
    connectSrc: ["'self'"],
    objectSrc: ["'none'"],
    baseUri: ["'none'"],
    formAction: ["'self'"],
    frameAncestors: ["'self'"],
  },
  // A clinic's other subdomains are not ours to decide about.
  strictTransportSecurity: 'max-age=15552000',
  overwrite: false,
});

const isApi = (c: Request): boolean => c.req.path === '/api' || c.req.path.startsWith('/api/');

function missing(c: Request): Response {
  return isApi(c)
    ? problem(c, {
        status: 404,
        code: 'no_route',
        field: null,
        detail: 'there is nothing at this path',
      })
    : new Response('not found', { status: 404, headers: plain });
}

function failed(ctx: Context, c: Request, error: unknown): Response {
  // The pattern, not the path: a path may hold a patient's id.
  ctx.log.error('request_failed', {
    method: c.req.method,
    route: routePath(c),
    code: codeOf(error),
  });
  return isApi(c)
    ? internalProblem(c)
    : new Response('internal error', { status: 500, headers: plain });
}

const plain = { 'content-type': 'text/plain; charset=utf-8' };
