/** For the owner: where the clinic system hears from us. */

import { z } from 'zod';
import { newId } from '../../app/ids.ts';
import {
  putEndpoint,
  readDeliveries,
  readEndpoint,
  readEndpoints,
  removeEndpoint,
  replay,
  rotateSecret,
  type ShownEndpoint,
  switchEndpoint,
  testEndpoint,
} from '../../app/webhook-endpoints.ts';
import { eventTypes } from '../../domain/events.ts';
import { actorOf, type Desk, doors, type Handler, missing } from './desk.ts';
import { faultsOf, list, posted } from './form.ts';
import { type EndpointView, type WebhooksView, webhooksPage } from './webhooks-view.ts';

const last_shown = 10;

export function webhookRoutes(desk: Desk) {
  const { app, get, post } = doors(desk);
  const at = '/setup/webhooks';
  get(at, 'owner', show(desk, {}));
  post(at, 'owner', save(desk));
  post(`${at}/:id`, 'owner', save(desk));
  post(`${at}/:id/test`, 'owner', test(desk));
  post(`${at}/:id/secret`, 'owner', changeSecret(desk));
  post(`${at}/:id/on`, 'owner', turn(desk, true));
  post(`${at}/:id/off`, 'owner', turn(desk, false));
  post(
    `${at}/:id/replay`,
    'owner',
    act((id, actor) => replay(desk.ctx, { id, actor, eventIds: null })),
  );
  post(
    `${at}/:id/delete`,
    'owner',
    act((id, actor) => removeEndpoint(desk.ctx, { id, actor })),
  );
  return app;
}

function show(desk: Desk, extra: Partial<WebhooksView>): Handler {
  return async (c) => {
    const endpoints = await Promise.all(
      (await readEndpoints(desk.ctx)).map((endpoint) => withLast(desk, endpoint)),
    );
    const view = { endpoints, draft: null, secret: null, tested: null, ...extra };
    return c.html(webhooksPage(c.var.frame, view), extra.draft ? 422 : 200);
  };
}

async function withLast({ ctx }: Desk, endpoint: ShownEndpoint): Promise<EndpointView> {
  const filter = { endpointId: endpoint.id, state: null, before: null, limit: last_shown };
  const found = await readDeliveries(ctx, filter);
  return { endpoint, last: found.ok ? found.value.items : [] };
}

const form = z.object({
  url: z.string({ error: 'required' }).trim().min(1, 'required').max(2000, 'too_long'),
  types: list.pipe(z.array(z.enum(eventTypes, { error: 'bad_choice' }))),
});

/** A new one without an id in the path; its secret is shown once, in the answer itself. */
function save(desk: Desk): Handler {
  return async (c) => {
    const id = c.req.param('id') ?? null;
    if (id !== null && !(await readEndpoint(desk.ctx, id)).ok) return missing(c);
    const filled = await posted(c, form);
    if (!filled.ok) return show(desk, { draft: { id, ...filled } })(c);
    const { url, types } = filled.value;
    const put = await putEndpoint(desk.ctx, {
      id: id ?? newId(),
      url,
      types: types.length > 0 ? types : null,
      enabled: undefined,
      actor: actorOf(c.var.staff),
    });
    const values = { url, types };
    if (!put.ok) return show(desk, { draft: { id, values, faults: faultsOf(put) } })(c);
    const { secret } = put.value;
    return secret
      ? show(desk, { secret: { value: secret, isNew: true } })(c)
      : c.redirect(done, 303);
  };
}

const done = '/setup/webhooks?done=saved';

function test(desk: Desk): Handler {
  return async (c) => {
    const id = c.req.param('id') ?? '';
    const tested = await testEndpoint(desk.ctx, { id, actor: actorOf(c.var.staff) });
    if (!tested.ok) return missing(c);
    const { delivered, code } = tested.value;
    return show(desk, { tested: { id, code: delivered ? null : code } })(c);
  };
}

function changeSecret(desk: Desk): Handler {
  return async (c) => {
    const id = c.req.param('id') ?? '';
    const changed = await rotateSecret(desk.ctx, { id, actor: actorOf(c.var.staff) });
    if (!changed.ok) return missing(c);
    return show(desk, { secret: { value: changed.value.secret, isNew: false } })(c);
  };
}

const turn = (desk: Desk, enabled: boolean): Handler =>
  act((id, actor) => switchEndpoint(desk.ctx, { id, enabled, actor }));

function act(work: (id: string, actor: string) => Promise<{ readonly ok: boolean }>): Handler {
  return async (c) => {
    const outcome = await work(c.req.param('id') ?? '', actorOf(c.var.staff));
    return outcome.ok ? c.redirect(done, 303) : missing(c);
  };
}
