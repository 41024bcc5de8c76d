/** The inbox: who waits for a person, urgent first, then longest. Keeps itself up to date. */

import { html } from 'hono/html';
import { type InboxItem, readInbox, readInboxRevision } from '../../app/queries-console.ts';
import { ago } from './dates.ts';
import { type Desk, doors } from './desk.ts';
import { type Frame, type Html, page } from './layout.ts';
import { badge, dotted, emptyState, nameOf, textOf } from './parts.ts';
import { wordFor } from './words.ts';

export function inboxRoutes(desk: Desk) {
  const { app, get } = doors(desk);

  get('/', 'staff', async (c) => {
    const { frame } = c.var;
    if (frame.clinic === null) return c.redirect('/start', 303);
    const body = await inbox(desk, frame);
    return c.html(page(frame, { title: frame.words.inbox.title, body }));
  });

  get('/live/inbox', 'staff', async (c) => {
    const seen = c.req.query('seen');
    if (seen === (await readInboxRevision(desk.ctx))) return c.body(null, 204);
    return c.html(await inbox(desk, c.var.frame));
  });

  return app;
}

/** The revision is read first: what changes in between is fetched the next time. */
async function inbox({ ctx }: Desk, frame: Frame): Promise<Html> {
  const revision = await readInboxRevision(ctx);
  const items = await readInbox(ctx);
  return inboxView(frame, revision, items);
}

function inboxView(frame: Frame, revision: string, items: readonly InboxItem[]): Html {
  const { inbox: words } = frame.words;
  const list =
    items.length === 0
      ? emptyState({ title: words.empty, text: words.emptyLead })
      : html`<ul class="list">${items.map((item) => inboxRow(frame, item))}</ul>`;
  return html`<div id="inbox" hx-get="/live/inbox?seen=${revision}" hx-trigger="every 2s" hx-swap="outerHTML">${list}</div>`;
}

function inboxRow(frame: Frame, item: InboxItem): Html {
  const { thread, address, lastWords } = item;
  const { inbox: words, handOver, channels, common } = frame.words;
  const reason = wordFor(handOver, thread.reason, handOver.not_understood);
  const waiting = thread.answeredAt
    ? words.answered
    : common.waits(ago(frame, thread.lastInboundAt));
  return html`<li class="item ${thread.urgent && 'urgent'}"><a class="item-link" href="/threads/${thread.id}">
    <span class="item-head"><strong>${nameOf(frame, item)}</strong>
      ${!item.patient && html`<small>${common.noPatient}</small>`}
      ${thread.urgent && badge('bad', words.urgent)}
      <span class="when ${!thread.answeredAt && 'waiting'}">${waiting}</span></span>
    <span class="item-reason">${reason}</span>
    ${lastWords && html`<span class="item-words">${textOf(frame, lastWords)}</span>`}
    <span class="item-foot">${dotted(channels[address.channel], taker(frame, item))}</span>
  </a></li>`;
}

function taker({ words, staff }: Frame, { thread, takenBy }: InboxItem): string {
  if (takenBy === null) return words.inbox.nobody;
  return thread.assignedTo === staff?.id ? words.inbox.you : words.inbox.takenBy(takenBy);
}
