/** What every server under test has in common: Hono on Node, asked over the channel. */

import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import type { Hono } from 'hono';
import { answer, cpuMs } from '../support/child.ts';

/** How bodies come in, and with which secrets. */
export const secrets = { telegram: 'right', whatsapp: 'app' } as const;

interface Setup {
  readonly databaseUrl: string;
}

/** The child answers `start` with the port it listens on, and `cpuMs`. */
export function serveApp(build: (setup: Setup) => Promise<{ fetch: Hono['fetch'] }>): void {
  answer({
    start: async (setup: Setup) => {
      const app = await build(setup);
      const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' });
      await new Promise((resolve) => server.once('listening', resolve));
      return (server.address() as AddressInfo).port;
    },
    cpuMs: async () => cpuMs(),
  });
}
