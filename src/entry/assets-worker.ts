/** Files the pages load, from the bundle: a Worker has no disk to read them from. */

import htmx from 'htmx.org/dist/htmx.min.js';

export const assets = {
  'htmx.js': { type: 'text/javascript; charset=utf-8', body: htmx },
};
