/** The REST API of clinic systems: `/api/v1`. Validation and OpenAPI come from the same schemas. */

import { OpenAPIHono } from '@hono/zod-openapi';
import type { Context as Request } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { methodNotAllowed } from 'hono/method-not-allowed';
import { routePath } from 'hono/route';
import type { Context } from '../../app/context.ts';
import { codeOf } from '../../app/queries-api.ts';
import { internalProblem, problem } from '../problem.ts';
import { accountRoutes } from './accounts.ts';
import { alarmRoutes } from './alarms.ts';
import { appointmentRoutes } from './appointments.ts';
import { availabilityRoutes } from './availability.ts';
import { callTaskRoutes } from './call-tasks.ts';
import { cardRoutes } from './cards.ts';
import { channelRoutes } from './channels.ts';
import { clinicRoutes } from './clinics.ts';
import { consentRoutes } from './consents.ts';
import { type ApiDocument, docsPage } from './docs.ts';
import { doctorRoutes } from './doctors.ts';
import { createDocument } from './document.ts';
import { erasureRoutes } from './erasures.ts';
import { describeWebhooks } from './event-schemas.ts';
import { eventRoutes } from './events.ts';
import { exportRoutes } from './export.ts';
import { refuse } from './faults.ts';
import { followUpRoutes } from './followups.ts';
import { bearer, limited } from './guards.ts';
import { importRoutes } from './imports.ts';
import { invitationRoutes } from './invitations.ts';
import { messageRoutes } from './messages.ts';
import { patientRoutes } from './patients.ts';
import { requestRoutes } from './requests.ts';
import { scheduleRoutes } from './schedule.ts';
import { serviceRoutes } from './services.ts';
import { threadRoutes } from './threads.ts';
import { webhookEndpointRoutes } from './webhook-endpoints.ts';
import { wellbeingRoutes } from './wellbeing.ts';
import { whyRoutes } from './why.ts';

const groups = [
  clinicRoutes,
  doctorRoutes,
  serviceRoutes,
  patientRoutes,
  cardRoutes,
  invitationRoutes,
  accountRoutes,
  consentRoutes,
  appointmentRoutes,
  availabilityRoutes,
  requestRoutes,
  followUpRoutes,
  importRoutes,
  scheduleRoutes,
  wellbeingRoutes,
  alarmRoutes,
  messageRoutes,
  threadRoutes,
  whyRoutes,
  callTaskRoutes,
  channelRoutes,
  exportRoutes,
  erasureRoutes,
  eventRoutes,
  webhookEndpointRoutes,
  describeWebhooks,
];

export function createApi(ctx: Context, { apiKey }: { apiKey: string | null }): OpenAPIHono {
  const api = new OpenAPIHono({ defaultHook: refuse });
  const document = createDocument(api);
  api.onError((error, c) => failed(ctx, c, error));
  // Before the key is asked for: whoever writes the other side needs this one first.
  api.get('/openapi.json', (c) => c.json(document()));
  let docs: ReturnType<typeof docsPage> | null = null;
  api.get('/docs', (c) => {
    docs ??= docsPage(document() as ApiDocument);
    return c.html(docs);
  });
  api.use(bearer(apiKey));
  api.use(methodNotAllowed({ app: api, onMethodNotAllowed: otherMethod }));
  api.use(limited);
  for (const addRoutes of groups) addRoutes(api, ctx);
  api.all('*', (c) =>
    problem(c, {
      status: 404,
      code: 'no_route',
      field: null,
      detail: 'there is nothing at this path',
    }),
  );
  return api;
}

function otherMethod(c: Request, methods: readonly string[]): Response {
  const allow = methods.join(', ');
  const detail = `this path answers to ${allow}`;
  return problem(c, {
    status: 405,
    code: 'wrong_method',
    field: null,
    detail,
    headers: { Allow: allow },
  });
}

/** Hono throws what its body parser refuses; everything else is a fault of ours. */
function failed(ctx: Context, c: Request, error: Error): Response {
  const status = error instanceof HTTPException ? error.status : 500;
  if (status === 400) {
    return problem(c, { status, code: 'not_json', field: null, detail: 'the body is not JSON' });
  }
  if (status === 415) {
    const detail = 'send JSON with Content-Type: application/json';
    return problem(c, { status, code: 'not_json', field: null, detail });
  }
  // The pattern, not the path: a path may hold a patient's id.
  ctx.log.error('api_failed', { method: c.req.method, route: routePath(c), code: codeOf(error) });
  return internalProblem(c);
}
