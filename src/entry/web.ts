/** Puts the web side together, the same on Node and on Workers. */

import type { Hono } from 'hono';
import { challenge } from '../../bots/whatsapp/verify.ts';
import type { Context } from '../app/context.ts';
import type { ChannelId } from '../domain/words.ts';
import { createWeb } from '../web/app.ts';
import { type ClockParts, createClock } from '../web/clock.ts';
import { createConsole } from '../web/console/console.ts';
import type { WhatsAppSetup } from './channels.ts';
import type { Config } from './config.ts';

export interface WebSettings {
  readonly config: Pick<Config, 'API_KEY'>;
  readonly publicUrl: string;
  /** Files the pages load, by name. */
  readonly assets: Readonly<Record<string, { type: string; body: string }>>;
  readonly whatsapp: WhatsAppSetup | null;
  readonly sandbox: { readonly app: Hono; readonly serves: readonly ChannelId[] } | null;
  readonly clock: ClockParts | null;
  /** False where nothing goes on after the answer. */
  readonly staysAlive: boolean;
}

export function webOf(ctx: Context, settings: WebSettings): Hono {
  const { whatsapp, sandbox, clock } = settings;
  return createWeb({
    ctx,
    apiKey: settings.config.API_KEY ?? null,
    challenge: whatsapp ? (query) => challenge(query, whatsapp.verifyToken) : null,
    console: createConsole(ctx, {
      assets: settings.assets,
      secureCookies: settings.publicUrl.startsWith('https:'),
      sandboxUrl: sandbox ? '/sandbox/' : null,
      sandboxed: sandbox?.serves ?? [],
      staysAlive: settings.staysAlive,
    }),
    extras: [
      ...(clock ? [{ path: '/sandbox/clock', app: createClock(ctx, clock) }] : []),
      ...(sandbox ? [{ path: '/sandbox', app: sandbox.app }] : []),
    ],
  });
}
