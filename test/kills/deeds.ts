/** Each deed: what is struck the instant its moment comes, and how it is mended afterwards. */

import { setTimeout as pause } from 'node:timers/promises';
import type { App } from './app.ts';
import { until } from './http.ts';
import type { Deed, Strike } from './strikes.ts';
import type { World } from './world.ts';

/** What is hit at once; the rest of its fate, resolved when all is as before. */
export type Act = (world: World, app: App, strike: Strike) => () => Promise<void>;

/** The request that has reached the platform goes on there, whatever has become of its sender. */
const killApp: Act = (_, app) => {
  app.kill();
  return async () => backUp(app);
};

const signalDatabase =
  (signal: 'SIGKILL' | 'SIGQUIT'): Act =>
  ({ server }, app, { ms }) => {
    server.strike(signal);
    return async () => {
      app.database.reset();
      await pause(ms / 4);
      await server.restart();
    };
  };

const stallApp: Act = (_, app, { ms }) => {
  app.stall();
  return async () => {
    await pause(ms);
    app.database.release();
    app.resume();
  };
};

const freeze =
  (side: 'database' | 'platform'): Act =>
  (_, app, { ms, heals }) => {
    app[side].pace('frozen');
    return async () => {
      await pause(ms);
      if (!heals) app[side].reset();
      app[side].pace('open');
      app[side].release();
    };
  };

const slow =
  (side: 'database' | 'platform'): Act =>
  (_, app, { ms }) => {
    app[side].pace('slow');
    return async () => {
      // A commit that is struck is held only once the deed has returned.
      app[side].release();
      await pause(ms);
      app[side].pace('open');
    };
  };

const reset =
  (side: 'database' | 'platform'): Act =>
  (_, app) => {
    app[side].reset();
    return async () => {};
  };

const refuse =
  (side: 'database' | 'platform'): Act =>
  (_, app, { ms }) => {
    const refused = app[side].refuse();
    return async () => {
      await refused;
      await pause(ms);
      await app[side].admit();
    };
  };

const cut =
  (which: 'request' | 'answer'): Act =>
  (_, app) => {
    let isCut = false;
    app.platform.cutNext(which, () => {
      isCut = true;
    });
    return async () => {
      if (!(await until(() => isCut, { withinMs: cut_ms_max }))) throw new Error('nothing was cut');
    };
  };

const meet =
  (reception: 'throttle' | 'fail' | 'accept-and-fail'): Act =>
  ({ platform }) => {
    platform.meetNext(reception);
    return async () => {};
  };

const cut_ms_max = 40_000;
const back_ms_max = 90_000;

async function backUp(app: App): Promise<void> {
  if (await until(() => app.isUp(), { withinMs: back_ms_max, everyMs: 20 })) return;
  throw new Error(`app${app.number} does not come back`);
}

export const acts: Readonly<Record<Deed, Act>> = {
  'kill-app': killApp,
  'kill-database': signalDatabase('SIGKILL'),
  'quit-database': signalDatabase('SIGQUIT'),
  'stall-app': stallApp,
  'freeze-database': freeze('database'),
  'reset-database': reset('database'),
  'slow-database': slow('database'),
  'refuse-database': refuse('database'),
  'freeze-platform': freeze('platform'),
  'reset-platform': reset('platform'),
  'slow-platform': slow('platform'),
  'refuse-platform': refuse('platform'),
  'cut-request': cut('request'),
  'cut-answer': cut('answer'),
  throttle: meet('throttle'),
  fail: meet('fail'),
  'accept-and-fail': meet('accept-and-fail'),
};
