import { type Context, Hono } from 'hono';
import type { Core } from '../core.ts';
import { findFault } from '../faults.ts';
import { badToken, noSuchObject, type Outcome, refuse, toResponse } from './graph.ts';
import { describeMedia, downloadMedia, postMedia } from './media.ts';
import { postMessage } from './send.ts';
import {
  createTemplate,
  deleteTemplates,
  editTemplate,
  listTemplates,
  pick,
  templateShape,
  unpauseTemplate,
} from './templates.ts';

const version = ':version{v[0-9]+\\.[0-9]+}';

export function whatsappApi(core: Core): Hono {
  const app = new Hono();
  app.use('*', async (c, next) => (allowed(core, c) ? next() : toResponse(badToken())));
  app.get('/media/:id', (c) => downloadMedia(core.state.whatsapp.media.get(c.req.param('id'))));
  numberRoutes(core, app);
  accountRoutes(core, app);
  objectRoutes(core, app);
  app.all('*', (c) => toResponse(refuse(100, `Unknown path components: ${c.req.path}`)));
  return app;
}

function allowed(core: Core, c: Context): boolean {
  const given =
    /^Bearer (.+)$/.exec(c.req.header('authorization') ?? '')?.[1] ?? c.req.query('access_token');
  const revoked = findFault(core, { channel: 'whatsapp' }, 'token_revoked');
  return !revoked && given !== undefined && given === core.options.whatsapp?.accessToken;
}

function unknown(c: Context): Response {
  return toResponse(noSuchObject(c.req.param('id') ?? '', c.req.method));
}

function bodyOf(c: Context): Promise<unknown> {
  return c.req.json().catch(() => null);
}

function numberRoutes(core: Core, app: Hono): void {
  const ours = (c: Context): boolean => c.req.param('id') === core.options.whatsapp?.phoneNumberId;
  app.post(`/${version}/:id/messages`, async (c) =>
    ours(c) ? postMessage(core, await bodyOf(c), c.req.raw.signal) : unknown(c),
  );
  app.post(`/${version}/:id/media`, async (c) =>
    ours(c) ? await postMedia(core, c.req.raw) : unknown(c),
  );
}

function accountRoutes(core: Core, app: Hono): void {
  const route = (
    method: 'GET' | 'POST' | 'DELETE',
    path: string,
    answer: (c: Context) => Outcome | Promise<Outcome>,
  ): void => {
    app.on(method, `/${version}/:id/${path}`, async (c) =>
      c.req.param('id') === core.options.whatsapp?.businessAccountId
        ? toResponse(await answer(c))
        : unknown(c),
    );
  };
  const query = (c: Context): URLSearchParams => new URL(c.req.url).searchParams;
  route('GET', 'message_templates', (c) => listTemplates(core, query(c), new URL(c.req.url)));
  route('POST', 'message_templates', async (c) => createTemplate(core, await bodyOf(c)));
  route('DELETE', 'message_templates', (c) => deleteTemplates(core, query(c)));
  route('GET', 'phone_numbers', () => ({ ok: { data: [numberShape(core)] } }));
  route('GET', 'subscribed_apps', () => ({
    ok: { data: core.state.whatsapp.subscribed ? [subscription] : [] },
  }));
  route('POST', 'subscribed_apps', () => subscribe(core, true));
  route('DELETE', 'subscribed_apps', () => subscribe(core, false));
}

const subscription = { whatsapp_business_api_data: { id: '670843887433847', name: 'Sandbox' } };

function subscribe(core: Core, subscribed: boolean): Outcome {
  if (core.state.whatsapp.subscribed !== subscribed)
    core.commit({ type: 'wa/subscribed', subscribed });
  return { ok: { success: true } };
}

function objectRoutes(core: Core, app: Hono): void {
  const template = (c: Context) =>
    core.state.whatsapp.templates.find((known) => known.id === c.req.param('id'));
  app.post(`/${version}/:id/unpause`, (c) => {
    const found = template(c);
    return found ? toResponse(unpauseTemplate(core, found)) : unknown(c);
  });
  app.post(`/${version}/:id`, async (c) => {
    const found = template(c);
    return found ? toResponse(editTemplate(core, found, await bodyOf(c))) : unknown(c);
  });
  app.get(`/${version}/:id`, (c) => {
    const outcome = describe(core, c);
    return outcome ? toResponse(outcome) : unknown(c);
  });
}

/** Number, account, template and media share one address space. */
function describe(core: Core, c: Context): Outcome | null {
  const { phoneNumberId, businessAccountId } = core.options.whatsapp!;
  const id = c.req.param('id') ?? '';
  const fields = c.req.query('fields') ?? null;
  if (id === phoneNumberId) return { ok: pick(numberShape(core), fields) };
  if (id === businessAccountId) return { ok: pick({ id, name: 'Sandbox clinic' }, fields) };
  const template = core.state.whatsapp.templates.find((known) => known.id === id);
  if (template) return { ok: pick(templateShape(template), fields) };
  const media = core.state.whatsapp.media.get(id);
  return media ? describeMedia(core, media, rootOf(c.req.url)) : null;
}

/** The address up to the version: where the sandbox is mounted is known only from requests. */
export function rootOf(url: string): string {
  return url.replace(/\/v\d+\.\d+\/.*$/, '');
}

function numberShape(core: Core): Record<string, unknown> {
  const { phoneNumberId, displayPhone } = core.options.whatsapp!;
  return {
    id: phoneNumberId,
    display_phone_number: displayPhone,
    verified_name: 'Sandbox clinic',
    quality_rating: 'GREEN',
    name_status: 'APPROVED',
    code_verification_status: 'VERIFIED',
    platform_type: 'CLOUD_API',
    throughput: { level: 'STANDARD' },
    whatsapp_business_manager_messaging_limit: 'TIER_2K',
  };
}
