/** grammY, gathered INSERTs. */

import { bareTable, storeGathered } from './bare.ts';
import { grammyApp } from './grammy-app.ts';
import { serveApp } from './serve.ts';

serveApp(async ({ databaseUrl }) => grammyApp(storeGathered(await bareTable(databaseUrl))));
