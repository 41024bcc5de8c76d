/** Bare Hono, one INSERT for each webhook. */

import { bareApp, bareTable, storeOne } from './bare.ts';
import { serveApp } from './serve.ts';

serveApp(async ({ databaseUrl }) => bareApp(storeOne(await bareTable(databaseUrl))));
