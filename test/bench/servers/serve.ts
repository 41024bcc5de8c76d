/** What every server under test has in common: Hono on Node, asked over the channel. */

import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import type { Hono } from 'hono';
import { answer, cpuMs } from '../support/child.ts';

interface Common {
  readonly databaseUrl: string;
  readonly apiRoot: string;
}

interface App {
  readonly fetch: Hono['fetch'];
  /** What begins when asked for, after the server listens. */
  readonly begin?: () => Promise<void>;
}

/** The child answers `start` with the port it listens on, then `begin` and `cpuMs`. */
export function serveApp<Setup = Common>(build: (setup: Setup) => Promise<App>): void {
  let app: App;
  answer({
    start: async (setup: Setup) => {
      app = await build(setup);
      const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' });
      await new Promise((resolve) => server.once('listening', resolve));
      return (server.address() as AddressInfo).port;
    },
    begin: async () => app.begin?.(),
    cpuMs: async () => cpuMs(),
  });
}
