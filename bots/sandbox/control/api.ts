import { type Context, Hono } from 'hono';
import type { z } from 'zod';
import { type ChannelId, channelIds } from '../../../src/domain/words.ts';
import type { Core } from '../core.ts';
import { findPerson, type Person } from '../people.ts';
import { staffWrite } from '../telegram/phone.ts';
import { eventRecord } from '../whatsapp/payloads.ts';
import { decide } from '../whatsapp/templates.ts';
import { verifyWebhook } from '../whatsapp/webhook.ts';
import { acts, openLink } from './acts.ts';
import { type Done, type RefusalCode, refused } from './done.ts';
import { fileResponse } from './files.ts';
import { addPerson, passNumberOn } from './people.ts';
import * as schemas from './schemas.ts';
import { logView, phoneView, stateView } from './view.ts';

const statusOf: Readonly<Record<RefusalCode, number>> = {
  blocked: 409,
  not_blocked: 409,
  no_such_button: 404,
  no_such_message: 404,
  no_such_topic: 404,
  no_such_phone: 404,
  no_such_template: 404,
  no_such_file: 404,
  channel_off: 409,
  not_supported: 404,
  phone_taken: 409,
  number_lost: 409,
  other_link: 409,
  bad_request: 400,
};

function answer(done: Done): Response {
  return 'refused' in done
    ? Response.json({ error: { code: done.refused } }, { status: statusOf[done.refused] })
    : Response.json(done.done);
}

export function controlApi(core: Core): Hono {
  const app = new Hono();
  stateRoutes(core, app);
  phoneRoutes(core, app);
  faultRoutes(core, app);
  platformRoutes(core, app);
  app.all('*', () => answer(refused('not_supported')));
  return app;
}

async function bodyOf(c: Context): Promise<unknown> {
  return c.req.json().catch(() => ({}));
}

/** Runs with a parsed body, or says that it is bad. */
async function parsed<S extends z.ZodType>(
  c: Context,
  schema: S,
  run: (body: z.infer<S>) => Done | Promise<Done>,
): Promise<Response> {
  const result = schema.safeParse(await bodyOf(c));
  return answer(result.success ? await run(result.data) : refused('bad_request'));
}

function stateRoutes(core: Core, app: Hono): void {
  app.get('/state', (c) => {
    const since = c.req.query('since');
    // The clock moves without a change of state, so it is told even when nothing else is.
    const headers = { 'x-sandbox-clock': core.now() };
    return since !== undefined && Number(since) === core.state.revision
      ? new Response(null, { status: 204, headers })
      : Response.json(stateView(core), { headers });
  });
  app.get('/log', () => Response.json({ items: logView(core) }));
  app.get('/files/:channel/:id', (c) => {
    const channel = channelIds.find((id) => id === c.req.param('channel'));
    return (
      (channel && fileResponse(core, channel, c.req.param('id'))) ?? answer(refused('no_such_file'))
    );
  });
}

function phoneRoutes(core: Core, app: Hono): void {
  const forPhone = (c: Context, run: (person: Person) => Done | Promise<Done>) => {
    const person = findPerson(core.state.people, c.req.param('id') ?? '');
    return person ? run(person) : refused('no_such_phone');
  };
  app.post('/phones', (c) => parsed(c, schemas.newPhone, (body) => addPerson(core, body)));
  app.get('/phones/:id', async (c) =>
    answer(await forPhone(c, (person) => ({ done: phoneView(core, person) }))),
  );
  app.patch('/phones/:id', (c) =>
    parsed(c, schemas.phoneChange, (change) =>
      forPhone(c, (person) => {
        core.commit({ type: 'person/changed', id: person.id, change });
        return { done: phoneView(core, person) };
      }),
    ),
  );
  app.post('/phones/:id/open', (c) =>
    parsed(c, schemas.link, ({ url }) =>
      forPhone(c, (person) => (person.lost ? refused('number_lost') : openLink(core, person, url))),
    ),
  );
  app.post('/phones/:id/pass-number-on', (c) =>
    parsed(c, schemas.newOwner, ({ name }) =>
      forPhone(c, (person) => passNumberOn(core, person, name)),
    ),
  );
  app.post('/phones/:id/:channel/:act', async (c) =>
    answer(await forPhone(c, async (person) => runAct(core, c, person))),
  );
}

async function runAct(core: Core, c: Context, person: Person): Promise<Done> {
  const channel = c.req.param('channel') as ChannelId;
  if (!channelIds.includes(channel)) return refused('not_supported');
  if (!core.options[channel]) return refused('channel_off');
  if (person.lost) return refused('number_lost');
  const name = c.req.param('act') ?? '';
  const run = Object.hasOwn(acts, name) ? acts[name] : undefined;
  const mount = c.req.url.replace(/\/api\/phones\/.*$/, '');
  return run
    ? run({ core, person, channel, body: await bodyOf(c), mount })
    : refused('not_supported');
}

function faultRoutes(core: Core, app: Hono): void {
  app.post('/faults', (c) =>
    parsed(c, schemas.fault, ({ channel, fault, count, forPhone, retryAfterSeconds }) => {
      const person = forPhone === undefined ? null : findPerson(core.state.people, forPhone);
      if (person === undefined) return refused('no_such_phone');
      const id = core.state.faults.last + 1;
      core.commit({
        type: 'fault/set',
        fault: {
          ...{ id, channel, fault, retryAfterSeconds },
          left: count ?? null,
          personId: person?.id ?? null,
        },
      });
      return { done: { id } };
    }),
  );
  app.delete('/faults/:id?', (c) => {
    const id = c.req.param('id');
    const { channel, fault: name } = c.req.query();
    const ids = core.state.faults.active
      .filter((fault) => id === undefined || fault.id === Number(id))
      .filter((fault) => channel === undefined || fault.channel === channel)
      .filter((fault) => name === undefined || fault.fault === name)
      .map((fault) => fault.id);
    if (ids.length > 0) core.commit({ type: 'fault/cleared', ids });
    return answer({ done: { cleared: ids.length } });
  });
}

function platformRoutes(core: Core, app: Hono): void {
  const needs = (channel: ChannelId, run: () => Done | Promise<Done>): Done | Promise<Done> =>
    core.options[channel] ? run() : refused('channel_off');
  app.post('/staff/text', (c) =>
    parsed(c, schemas.staffText, (body) => needs('telegram', () => staffWrite(core, body))),
  );
  app.post('/whatsapp/moderation', (c) =>
    parsed(c, schemas.moderation, ({ mode }) => {
      core.commit({ type: 'wa/moderation', mode });
      return { done: { mode } };
    }),
  );
  app.post('/whatsapp/templates/:id', (c) =>
    parsed(c, schemas.decision, (decision) =>
      needs('whatsapp', () => {
        const key = c.req.param('id');
        const template = core.state.whatsapp.templates.find(
          (known) => known.id === key || `${known.name}:${known.language}` === key,
        );
        if (!template) return refused('no_such_template');
        decide(core, template, decision);
        return { done: {} };
      }),
    ),
  );
  app.post('/whatsapp/verify', async () =>
    answer(await needs('whatsapp', async () => ({ done: { ...(await verifyWebhook(core)) } }))),
  );
  app.post('/whatsapp/event', (c) =>
    parsed(c, schemas.rawEvent, (event) =>
      needs('whatsapp', () => {
        const records = eventRecord(core, { lane: 'raw', ...event });
        if (records.length > 0) core.commit(...records);
        return { done: {} };
      }),
    ),
  );
}
