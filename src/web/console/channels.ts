/** What holds a channel back, whom that concerns, and the word of a person that ends it. */

import { channelStates, readHeld, resumeChannel } from '../../app/brakes.ts';
import { channelIds } from '../../domain/words.ts';
import { channelsPage } from './channels-view.ts';
import { actorOf, type Desk, doors, missing } from './desk.ts';

export function channelRoutes(desk: Desk) {
  const { app, get, post } = doors(desk);

  get('/channels', 'office', async (c) => {
    const states = await channelStates(desk.ctx);
    return c.html(channelsPage(c.var.frame, { states, held: await readHeld(desk.ctx) }));
  });

  post('/channels/:id/resume', 'office', async (c) => {
    const channel = channelIds.find((id) => id === c.req.param('id'));
    if (!channel) return missing(c);
    const resumed = await resumeChannel(desk.ctx, { channel, actor: actorOf(c.var.staff) });
    return resumed.ok ? c.redirect('/channels?done=goingOn', 303) : missing(c);
  });

  return app;
}
