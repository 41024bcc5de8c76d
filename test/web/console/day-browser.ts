/** The sample day in a real browser, served as the product serves it. */

import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import type { BrowserContext, Page } from 'playwright-core';
import { findAppointment } from '../../../src/store/registry.ts';
import type { StaffRole } from '../../../src/store/staff.ts';
import { createWeb } from '../../../src/web/app.ts';
import { openBrowser } from '../../support/browser.ts';
import { dayDate, dayNow, fillDay } from './day-sample.ts';
import { openConsole, type World } from './support.ts';

export const day = `/day?date=${dayDate}`;
export const desktop = { width: 1440, height: 900 } as const;
export const handset = { width: 390, height: 844 } as const;

export interface DayInBrowser {
  readonly world: World;
  readonly origin: string;
  /** What went wrong in any page. */
  readonly faults: readonly string[];
  open(
    role: StaffRole,
    viewport: { width: number; height: number },
    doctorId?: string,
  ): Promise<Page>;
  /** Whose a visit is and when, as PostgreSQL has it, which is what counts. */
  placeOf(visitId: string): Promise<string>;
  /** By the clinic's clock. */
  later(minutes: number): void;
  stop(): Promise<void>;
}

export async function openDay(): Promise<DayInBrowser> {
  const htmx = readFileSync('node_modules/htmx.org/dist/htmx.min.js', 'utf8');
  const [world, browser] = await Promise.all([openConsole({ htmx }), openBrowser()]);
  await fillDay(world.ctx, world.clock);
  const { ctx, app } = world;
  const web = createWeb({ ctx, apiKey: null, challenge: null, console: app, extras: [] });
  const server = serve({ fetch: web.fetch, port: 0, hostname: '127.0.0.1' });
  await new Promise((resolve) => server.once('listening', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const contexts: BrowserContext[] = [];
  const faults: string[] = [];
  return {
    world,
    origin,
    faults,
    open: async (role, viewport, doctorId) => {
      const signedIn = await world.signIn(role, 'ru', doctorId);
      const [name = '', value = ''] = signedIn.cookie().split('=');
      const context = await browser.newContext({ viewport, locale: 'ru-RU' });
      contexts.push(context);
      context.setDefaultTimeout(15_000);
      await context.addCookies([{ name, value: decodeURIComponent(value), url: origin }]);
      const page = await context.newPage();
      noteFaults(page, faults);
      return page;
    },
    placeOf: async (id) => {
      const row = await findAppointment(ctx.db, id);
      return `${row?.doctorId} ${row?.startsAt.toISOString().slice(5, 16)}`;
    },
    later: (minutes) =>
      world.clock.set(new Date(Date.parse(dayNow) + minutes * 60_000).toISOString()),
    stop: async () => {
      for (const context of contexts) await context.close();
      await browser.close();
      server.close();
      await world.close();
    },
  };
}

/** A refusal is an answer of its own, 409, and the browser notes each of those. */
function noteFaults(page: Page, faults: string[]): void {
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of 4\d\d/.test(message.text()))
      faults.push(message.text());
  });
}
