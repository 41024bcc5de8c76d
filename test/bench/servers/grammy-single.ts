/** grammY, one INSERT for each webhook. */

import { bareTable, storeOne } from './bare.ts';
import { grammyApp } from './grammy-app.ts';
import { serveApp } from './serve.ts';

serveApp(async ({ databaseUrl }) => grammyApp(storeOne(await bareTable(databaseUrl))));
