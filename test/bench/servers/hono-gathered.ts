/** Bare Hono, gathered INSERTs: the limit of this design. */

import { bareApp, bareTable, storeGathered } from './bare.ts';
import { serveApp } from './serve.ts';

serveApp(async ({ databaseUrl }) => bareApp(storeGathered(await bareTable(databaseUrl))));
