/** The environment, parsed once. Every fault is named in one message. */

import { z } from 'zod';

const optional = z
  .string()
  .trim()
  .transform((text) => (text === '' ? undefined : text))
  .optional();

const url = (protocols: RegExp, what: string) =>
  optional.refine((text) => text === undefined || (URL.canParse(text) && protocols.test(text)), {
    error: `must be ${what}`,
  });
const web = url(/^https?:\/\//, 'an http(s) URL');
const withDefault = (fallback: string) => optional.transform((text) => text ?? fallback);
const trimmedRoot = (fallback: string) =>
  web.transform((text) => (text ?? fallback).replace(/\/+$/, ''));

const schema = z
  .object({
    PORT: withDefault('8080').pipe(
      z
        .string()
        .regex(/^\d{1,5}$/, 'must be a port number, 0 to 65535')
        .transform(Number)
        .refine((port) => port <= 65_535, { error: 'must be a port number, 0 to 65535' }),
    ),
    HOST: withDefault('127.0.0.1'),
    PUBLIC_URL: web.transform((text) => text?.replace(/\/+$/, '')),
    DATABASE_URL: url(/^postgres(ql)?:\/\//, 'a postgres:// URL'),
    DATA_DIR: withDefault('./data'),
    TELEGRAM_BOT_TOKEN: optional.refine((text) => !text || /^\d{1,20}:[\w-]{1,100}$/.test(text), {
      error: 'must look like 123456:ABC…, as BotFather gives it',
    }),
    TELEGRAM_API_ROOT: trimmedRoot('https://api.telegram.org'),
    TELEGRAM_UPDATES: optional.pipe(
      z.enum(['webhook', 'poll'], { error: 'must be webhook or poll' }).optional(),
    ),
    TELEGRAM_WEBHOOK_SECRET: optional.refine((text) => !text || /^[\w-]{1,256}$/.test(text), {
      error: 'must be 1 to 256 characters of A-Z a-z 0-9 _ -',
    }),
    WHATSAPP_ACCESS_TOKEN: optional,
    WHATSAPP_PHONE_NUMBER_ID: optional.refine((text) => !text || /^\d{1,30}$/.test(text), {
      error: 'must be digits: the id of the number, not the number',
    }),
    WHATSAPP_BUSINESS_ACCOUNT_ID: optional,
    WHATSAPP_APP_SECRET: optional,
    WHATSAPP_VERIFY_TOKEN: optional,
    WHATSAPP_API_ROOT: trimmedRoot('https://graph.facebook.com'),
    WHATSAPP_GRAPH_VERSION: withDefault('v25.0').pipe(
      z.string().regex(/^v\d{1,3}\.\d{1,2}$/, 'must look like v25.0'),
    ),
    API_KEY: optional.refine((text) => !text || text.length >= 16, {
      error: 'must have at least 16 characters',
    }),
    LOG_LEVEL: withDefault('info').pipe(
      z.enum(['debug', 'info', 'warn', 'error', 'silent'], {
        error: 'must be debug, info, warn, error or silent',
      }),
    ),
    CLOCK: withDefault('system').pipe(
      z.enum(['system', 'manual'], { error: 'must be system or manual' }),
    ),
  })
  .superRefine((env, check) => {
    const needs = (given: unknown, name: keyof typeof env, why: string) => {
      if (given && !env[name])
        check.addIssue({ code: 'custom', path: [name], message: `is missing: ${why}` });
    };
    const whatsapp = env.WHATSAPP_ACCESS_TOKEN;
    needs(whatsapp, 'WHATSAPP_PHONE_NUMBER_ID', 'WHATSAPP_ACCESS_TOKEN is set');
    needs(whatsapp, 'WHATSAPP_APP_SECRET', 'without it no webhook can be trusted');
    needs(whatsapp, 'WHATSAPP_VERIFY_TOKEN', 'Meta asks for it when the webhook is registered');
    if (env.TELEGRAM_BOT_TOKEN && env.TELEGRAM_UPDATES === 'webhook') {
      needs(true, 'PUBLIC_URL', 'Telegram needs an address for its webhook');
      needs(true, 'TELEGRAM_WEBHOOK_SECRET', 'without it anyone could write to the webhook');
    }
    if (env.TELEGRAM_BOT_TOKEN && !env.TELEGRAM_UPDATES && env.PUBLIC_URL?.startsWith('https:')) {
      needs(true, 'TELEGRAM_WEBHOOK_SECRET', 'PUBLIC_URL is https, so updates come by webhook');
    }
  });

export type Config = z.output<typeof schema>;

export type Parsed =
  | { readonly ok: true; readonly config: Config }
  | {
      readonly ok: false;
      /** Every fault in one text for whoever started us. Never a value: it may be a secret. */
      readonly message: string;
      /** The same, one by one. */
      readonly faults: readonly string[];
      /** Of the faulty variables, for a log. */
      readonly names: readonly string[];
    };

/** The values, or one message that names every fault. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Parsed {
  const parsed = schema.safeParse(env);
  if (parsed.success) return { ok: true, config: parsed.data };
  const { issues } = parsed.error;
  const faults = issues.map((issue) => `${issue.path.join('.')} ${issue.message}`);
  const lines = faults.map((fault) => `\n  ${fault}`).join('');
  return {
    ok: false,
    message: `Cannot start, the environment has faults:${lines}`,
    faults,
    names: issues.map((issue) => issue.path.join('.')),
  };
}

/** How Telegram's updates reach us. */
export const telegramUpdates = (config: Config): 'webhook' | 'poll' =>
  config.TELEGRAM_UPDATES ?? (config.PUBLIC_URL?.startsWith('https:') ? 'webhook' : 'poll');

/** Patients can be written to: what is fine for trying out no longer is. */
export const isReal = (config: Config): boolean =>
  config.TELEGRAM_BOT_TOKEN !== undefined || config.WHATSAPP_ACCESS_TOKEN !== undefined;
