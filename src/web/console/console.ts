/** The staff pages: the list of everything the console serves. */

import { Hono } from 'hono';
import type { Context } from '../../app/context.ts';
import { accountRoutes } from './account-acts.ts';
import { alarmRoutes } from './alarms.ts';
import { assetRoutes, assetUrls } from './assets.ts';
import { availabilityRoutes } from './availability.ts';
import { callRoutes } from './calls.ts';
import { channelRoutes } from './channels.ts';
import { dayRoutes } from './day.ts';
import { moveRoutes } from './day-moves.ts';
import { type ConsoleOptions, type Desk, doors, type Env, missing } from './desk.ts';
import { doctorRoutes } from './doctor.ts';
import { erasureRoutes } from './erasures.ts';
import { importRoutes } from './imports.ts';
import { inboxRoutes } from './inbox.ts';
import { meRoutes } from './me.ts';
import { paperRoutes } from './paper.ts';
import { patientActRoutes } from './patient-acts.ts';
import { patientRoutes } from './patients.ts';
import { reasonRoutes } from './reason-acts.ts';
import { reasonListRoutes } from './reasons-list.ts';
import { requestRoutes } from './requests.ts';
import { setupRoutes } from './setup.ts';
import { signInRoutes } from './sign-in.ts';
import { startRoutes } from './start.ts';
import { telegramRoutes } from './telegram.ts';
import { threadRoutes } from './threads.ts';
import { visitRoutes } from './visits.ts';
import { webhookRoutes } from './webhooks.ts';
import { whyRoutes } from './why.ts';
import { writeRoutes } from './write.ts';

export type { ConsoleOptions } from './desk.ts';

/** Mount at `/`, after everything else: what it does not know it answers with a page that says so. */
export function createConsole(ctx: Context, options: ConsoleOptions): Hono<Env> {
  const desk: Desk = { ctx, options, urls: assetUrls(options.assets) };
  const app = new Hono<Env>();
  const areas = [
    signInRoutes,
    meRoutes,
    telegramRoutes,
    alarmRoutes,
    inboxRoutes,
    threadRoutes,
    patientRoutes,
    patientActRoutes,
    reasonRoutes,
    reasonListRoutes,
    accountRoutes,
    paperRoutes,
    whyRoutes,
    writeRoutes,
    erasureRoutes,
    importRoutes,
    dayRoutes,
    doctorRoutes,
    moveRoutes,
    requestRoutes,
    availabilityRoutes,
    visitRoutes,
    callRoutes,
    channelRoutes,
    startRoutes,
    setupRoutes,
    webhookRoutes,
  ];
  app.route('/', assetRoutes(options.assets));
  for (const routes of areas) app.route('/', routes(desk));
  const rest = doors(desk);
  rest.get('*', 'anyone', missing);
  return app.route('/', rest.app);
}
