/** Puts the web side together, the same on Node and on Workers. */

import type { Hono } from 'hono';
import { challenge } from '../../bots/whatsapp/verify.ts';
import type { Context } from '../app/context.ts';
import { createApi } from '../web/api/index.ts';
import { createWeb } from '../web/app.ts';
import { type ClockParts, createClock } from '../web/clock.ts';
import { createConsole } from '../web/console/index.ts';
import { assets } from './assets.ts';
import type { WhatsAppSetup } from './channels.ts';
import type { Config } from './config.ts';

export interface WebSettings {
  readonly config: Config;
  readonly publicUrl: string;
  readonly whatsapp: WhatsAppSetup | null;
  readonly sandbox: Hono | null;
  readonly clock: ClockParts | null;
}

export function webOf(ctx: Context, { config, publicUrl, whatsapp, sandbox, clock }: WebSettings): Hono {
  return createWeb(ctx, {
    api: createApi(ctx, { apiKey: config.API_KEY ?? null }),
    console: createConsole(ctx, {
      assets,
      secureCookies: publicUrl.startsWith('https:'),
      sandboxUrl: sandbox ? '/sandbox/' : null,
    }),
    challenge: whatsapp ? (query: URLSearchParams) => challenge(query, whatsapp.verifyToken) : null,
    clock: clock && createClock(ctx, clock),
    sandbox,
  });
}
