/** Files the pages load, read once. */

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const htmx = createRequire(import.meta.url).resolve('htmx.org/dist/htmx.min.js');

export const assets = {
  'htmx.js': { type: 'text/javascript; charset=utf-8', body: readFileSync(htmx, 'utf8') },
};
