/** Runs everything in one Node process: build, start, and on a signal stop in reverse. */

import type { AddressInfo } from 'node:net';
import { type ServerType, serve } from '@hono/node-server';
import type { Hono } from 'hono';
import cron from 'node-cron';
import type { Channel } from '../../bots/channel.ts';
import { prepareChannels } from '../app/channels.ts';
import { openClock } from '../app/clock.ts';
import type { Context } from '../app/context.ts';
import { createEngine } from '../app/engine.ts';
import { newId } from '../app/ids.ts';
import { createLog } from '../app/log.ts';
import { codeOf } from '../app/queries-api.ts';
import { ownerLink } from '../app/staff.ts';
import { sweep } from '../app/sweep.ts';
import { systemTimers } from '../app/timers.ts';
import { channelIds } from '../domain/words.ts';
import { templateDefinitions } from '../text/proactive.ts';
import { assets } from './assets.ts';
import {
  realTelegram,
  realWhatsApp,
  type TelegramSetup,
  telegramChannel,
  type WhatsAppSetup,
  whatsAppChannel,
} from './channels.ts';
import { type Config, readConfig, telegramUpdates } from './config.ts';
import { allowsHttp, createOutlet } from './outlet.ts';
import { keepPolling } from './polling.ts';
import { createPooledFetch } from './pooled-fetch.ts';
import { startSandbox } from './sandbox.ts';
import { openStore, StartError } from './store.ts';
import { webOf } from './web.ts';

const stop_ms_max = 15_000;

async function start(config: Config): Promise<() => Promise<void>> {
  const stops: (() => unknown)[] = [];
  const log = createLog(config.LOG_LEVEL, (line) => process.stderr.write(`${line}\n`));
  const store = await openStore(config);
  stops.push(() => store.close());

  // Listens before all is built, because a channel must know the address it is reached at.
  let app: Hono | null = null;
  const server = await listen(config, (request) => app?.fetch(request) ?? unready());
  stops.push(() => closeServer(server));
  const { port } = server.address() as AddressInfo;
  const origin = `http://127.0.0.1:${port}`;
  const publicUrl =
    config.PUBLIC_URL ?? `http://${config.HOST === '0.0.0.0' ? '127.0.0.1' : config.HOST}:${port}`;

  const clock = await openClock(store.db, config.CLOCK);
  const telegram = realTelegram(config, telegramUpdates(config));
  const whatsapp = realWhatsApp(config);
  const serves = { telegram: !telegram, whatsapp: !whatsapp };
  const anySandbox = serves.telegram || serves.whatsapp;
  const local = anySandbox
    ? startSandbox({ folder: config.DATA_DIR, clock, origin, serves })
    : null;
  stops.push(() => local?.sandbox.stop());
  const setups = {
    telegram: telegram ?? local?.telegram ?? null,
    whatsapp: whatsapp ?? local?.whatsapp ?? null,
  };
  const pool = createPooledFetch();
  stops.push(pool.close);
  const channels = channelsOf(setups, pool.fetch);
  const outlet = createOutlet({ allowsHttp: allowsHttp(config) });
  stops.push(outlet.close);

  const engine = createEngine(() => ctx);
  const ctx: Context = {
    db: store.db,
    clock,
    log,
    channels,
    process: newId(),
    timers: systemTimers,
    templates: templateDefinitions(),
    // Without a name of our own only phones on this very machine could follow a link.
    publicUrl: config.PUBLIC_URL ?? (serves.whatsapp ? publicUrl : undefined),
    outlet,
    wake: engine.wake,
  };
  const movable = config.CLOCK === 'manual' || (serves.telegram && serves.whatsapp);
  const idle = async () => {
    await engine.idle();
    await local?.sandbox.idle();
  };
  app = webOf(ctx, {
    config,
    publicUrl,
    assets,
    whatsapp: setups.whatsapp,
    sandbox: local && { app: local.sandbox.app, serves: channelIds.filter((id) => serves[id]) },
    clock: movable ? { clock, idle } : null,
    staysAlive: true,
  });

  await sweep(ctx, { alone: store.kind === 'pglite' });
  await store.listen(engine.wake);
  stops.push(engine.stop);
  stops.push(everyNow(ctx));
  await prepareChannels(ctx);
  stops.push(poll(ctx, setups.telegram));
  announce({
    publicUrl,
    sandbox: anySandbox,
    embedded: store.kind === 'pglite',
    link: await ownerLink(ctx),
  });
  return async () => {
    for (const stop of stops.reverse()) await stop();
  };
}

interface Setups {
  readonly telegram: TelegramSetup | null;
  readonly whatsapp: WhatsAppSetup | null;
}

const channelsOf = ({ telegram, whatsapp }: Setups, request: typeof fetch): Channel[] => [
  ...(telegram ? [telegramChannel(telegram, request)] : []),
  ...(whatsapp ? [whatsAppChannel(whatsapp, request)] : []),
];

/** Where updates are fetched and not brought. */
function poll(ctx: Context, setup: TelegramSetup | null): () => unknown {
  const [channel] = ctx.channels;
  if (setup?.updates !== 'poll' || !channel) return () => {};
  const ending = new AbortController();
  const polling = keepPolling(ctx, { channel, setup, signal: ending.signal });
  return () => {
    ending.abort();
    return polling;
  };
}

/** Sweeps, and asks the platforms whether they still know us. */
function everyNow(ctx: Context): () => void {
  // A task that was late is simply done later; the library would write it to stderr, past our log.
  const options = { suppressMissedWarning: true };
  const swept = cron.schedule(
    '*/10 * * * * *',
    () => sweep(ctx, { alone: false }).catch(() => ctx.log.error('sweep_failed')),
    options,
  );
  const prepared = cron.schedule(
    '30 * * * * *',
    () => prepareChannels(ctx).catch(() => ctx.log.error('prepare_failed')),
    options,
  );
  return () => {
    void swept.destroy();
    void prepared.destroy();
  };
}

function listen(
  config: Config,
  fetch: (request: Request) => Response | Promise<Response>,
): Promise<ServerType> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch, port: config.PORT, hostname: config.HOST }, () =>
      resolve(server),
    );
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(new StartError(portFault(error, config))),
    );
  });
}

function portFault(error: NodeJS.ErrnoException, { HOST, PORT }: Config): string {
  return error.code === 'EADDRINUSE'
    ? `PORT ${PORT} on ${HOST} is in use. Stop what uses it, or set PORT to another.`
    : `Cannot listen on ${HOST}:${PORT} (${error.code}).`;
}

const unready = () => new Response('starting', { status: 503, headers: { 'retry-after': '1' } });

function closeServer(server: ServerType): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    // Long polls and idle keep-alive connections would hold the process for minutes.
    if ('closeAllConnections' in server) server.closeAllConnections();
  });
}

function announce(on: {
  publicUrl: string;
  sandbox: boolean;
  embedded: boolean;
  link: string | null;
}): void {
  const lines = [
    'Zabota is running.',
    `Console: ${on.publicUrl}/`,
    ...(on.sandbox ? [`Phones:  ${on.publicUrl}/sandbox/   (no real messenger is connected)`] : []),
    ...(on.embedded
      ? [
          'Data:    embedded database, for trying out. Patients need DATABASE_URL: PostgreSQL survives a power cut.',
        ]
      : []),
    ...(on.link ? [`Sign in: ${on.publicUrl}/sign-in/${on.link}`] : []),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

async function main(): Promise<void> {
  const parsed = readConfig(process.env);
  if (!parsed.ok) return fail(parsed.message);
  const stop = await start(parsed.config);
  const onSignal = () => {
    setTimeout(() => process.exit(1), stop_ms_max).unref();
    void stop().then(() => process.exit(0));
  };
  process.once('SIGINT', onSignal);
  process.once('SIGTERM', onSignal);
  // Started by another program with a channel to it: when that program dies, so do we.
  process.once('disconnect', onSignal);
}

function fail(message: string): void {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

main().catch((error: unknown) =>
  // Another error's message may hold a query with a patient's data.
  fail(
    error instanceof StartError
      ? error.message
      : `Cannot start: an internal error (${codeOf(error)}).`,
  ),
);
