/** The calendar entry of a visit, for whoever holds its link. The link is the only proof there is, and names nobody. */

import { Hono } from 'hono';
import { readCalendar } from '../app/calendar.ts';
import type { Context } from '../app/context.ts';

export function createCalendar(ctx: Context): Hono {
  const app = new Hono();
  app.get('/:file{[\\w.-]{24,760}\\.ics}', async (c) => {
    const found = await readCalendar(ctx, c.req.param('file').slice(0, -'.ics'.length));
    if (!found.ok) return c.text('not found', 404);
    const { filename, text } = found.value;
    return c.body(text, 200, {
      'content-type': 'text/calendar; charset=utf-8',
      'content-disposition': `inline; filename="${filename}"`,
      'cache-control': 'no-store',
      'x-robots-tag': 'noindex',
    });
  });
  return app;
}
