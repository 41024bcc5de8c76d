import { Hono } from 'hono';
import { controlApi } from './control/api.ts';
import { createCore } from './core.ts';
import type { Sandbox, SandboxOptions } from './options.ts';
import { phonesPage } from './page/page.ts';
import { telegramApi } from './telegram/api.ts';
import { createPolling } from './telegram/poll.ts';
import { createUpdateCourier } from './telegram/webhook.ts';
import { whatsappApi } from './whatsapp/api.ts';
import { createEventCourier } from './whatsapp/webhook.ts';

export type {
  Journal,
  Sandbox,
  SandboxOptions,
  TelegramOptions,
  WhatsappOptions,
} from './options.ts';

/** A local Bot API and Cloud API with phones to press. */
export function createSandbox(options: SandboxOptions): Sandbox {
  const core = createCore(options);
  const quiet = createQuiet(() => couriers.some((courier) => courier.busy()) || polling.busy());
  const polling = createPolling(core, () => quiet.check());
  const couriers = [
    createUpdateCourier(core, () => quiet.check()),
    createEventCourier(core, () => quiet.check()),
  ];
  const wake = (): void => {
    polling.wake();
    for (const courier of couriers) courier.wake();
  };
  core.onCommit(wake);
  // What was still on its way when the process died.
  wake();

  const app = new Hono();
  app.route('/telegram', telegramApi(core, polling));
  app.route('/whatsapp', whatsappApi(core));
  app.route('/api', controlApi(core));
  app.route('/', phonesPage(core));
  return {
    app,
    idle: quiet.wait,
    stop: async () => {
      core.end();
      polling.stop();
      for (const courier of couriers) courier.stop();
      quiet.check();
    },
  };
}

/** Lets callers wait until nothing is busy. */
function createQuiet(busy: () => boolean): { check(): void; wait(): Promise<void> } {
  let waiters: (() => void)[] = [];
  return {
    check() {
      if (waiters.length === 0 || busy()) return;
      const all = waiters;
      waiters = [];
      for (const resolve of all) resolve();
    },
    wait: () => (busy() ? new Promise((resolve) => void waiters.push(resolve)) : Promise.resolve()),
  };
}
