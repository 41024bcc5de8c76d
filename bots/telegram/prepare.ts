import type { LanguageCode } from 'grammy/types';
import type { Api } from 'grammy/web';
import type { SendOutcome } from '../channel.ts';
import { allowedUpdates, grammySignal } from './api.ts';
import { outcomeOf } from './outcome.ts';

export interface Command {
  readonly command: string;
  readonly description: string;
  /** Two letters; without it for everyone whose language has no list of its own. */
  readonly language?: string | undefined;
}

export interface PrepareOptions {
  readonly webhookSecret: string | undefined;
  readonly updates: 'webhook' | 'poll';
  readonly publicUrl?: string | undefined;
  readonly commands?: readonly Command[] | undefined;
}

export interface Prepared {
  readonly username: string | null;
  /** Null when ready, else what the owner has to know. */
  readonly code: string | null;
}

const callMs = 10_000;
const bound = () => grammySignal(AbortSignal.timeout(callMs));

/** Learns the bot's name, then registers where updates go and which commands are shown. */
export async function prepareBot(api: Api, options: PrepareOptions): Promise<Prepared> {
  let username: string | null = null;
  try {
    username = (await api.getMe(bound())).username;
    const code = await registerUpdates(api, options);
    // A menu without commands is no reason to be silent.
    if (code === null) await registerCommands(api, options.commands ?? []).catch(() => undefined);
    return { username, code };
  } catch (error) {
    return { username, code: codeOf(outcomeOf(error)) };
  }
}

const webhookUrl = (publicUrl: string): string =>
  `${publicUrl.replace(/\/+$/, '')}/webhooks/telegram`;

/** An error this long ago that nothing has renewed is over: what waits is tried again all the time. */
const errorCountsMs = 15 * 60_000;

/**
 * Telegram knows whether it can hand us updates: the address is ours, none wait, none was refused of
 * late. If some wait only for a moment, their arrival is the better proof.
 */
export async function webhookListens(api: Api, publicUrl: string): Promise<string | null> {
  try {
    const info = await api.getWebhookInfo(bound());
    if (info.url !== webhookUrl(publicUrl)) return 'webhook_elsewhere';
    const failedMs = (info.last_error_date ?? 0) * 1000;
    if (Date.now() - failedMs < errorCountsMs) return 'webhook_failing';
    return info.pending_update_count > 0 ? 'updates_waiting' : null;
  } catch (error) {
    return codeOf(outcomeOf(error));
  }
}

async function registerUpdates(api: Api, options: PrepareOptions): Promise<string | null> {
  if (options.updates === 'poll') {
    // Were one left, polling would be told so by a 409.
    await api.deleteWebhook({}, bound()).catch(() => undefined);
    return null;
  }
  const { publicUrl, webhookSecret } = options;
  if (!publicUrl) return 'no_public_url';
  // Without a secret `verify` would refuse every delivery: better to say so now.
  if (!webhookSecret) return 'no_webhook_secret';
  const url = webhookUrl(publicUrl);
  await api.setWebhook(
    url,
    { secret_token: webhookSecret, allowed_updates: allowedUpdates },
    bound(),
  );
  return null;
}

async function registerCommands(api: Api, commands: readonly Command[]): Promise<void> {
  for (const [language, group] of Map.groupBy(commands, (command) => command.language)) {
    const list = group.map(({ command, description }) => ({ command, description }));
    const scope = language === undefined ? {} : { language_code: language as LanguageCode };
    await api.setMyCommands(list, scope, bound());
  }
}

function codeOf(outcome: SendOutcome): string {
  if (outcome.type === 'not_sent' || outcome.type === 'unknown') return 'unreachable';
  return 'code' in outcome ? outcome.code : 'bad_answer';
}
