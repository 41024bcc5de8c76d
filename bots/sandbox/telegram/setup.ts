/** Methods by which a bot introduces itself. */

import { unixSeconds } from '../ids.ts';
import type { SandboxRecord } from '../state.ts';
import { type Answer, badRequest } from './answer.ts';
import { type Call, findChat } from './call.ts';
import { flag, integer, json, stringList, text } from './params.ts';
import { botUser, chatShape } from './shape.ts';
import { pendingUpdates } from './updates.ts';

export function setWebhook({ core, params }: Call): Answer {
  const url = text(params, 'url') ?? '';
  const secret = text(params, 'secret_token') ?? '';
  // http and any port, as a server with --local allows.
  if (url !== '' && !/^https?:$/.test(URL.parse(url)?.protocol ?? '')) {
    return badRequest('bad webhook: invalid webhook URL specified');
  }
  if (secret !== '' && !/^[A-Za-z0-9_-]{1,256}$/.test(secret)) {
    return badRequest('secret token contains unallowed characters');
  }
  const maxConnections = integer(params, 'max_connections') ?? 40;
  const webhook = url === '' ? null : { url, secret, maxConnections };
  const records: SandboxRecord[] = [
    { type: 'tg/webhook', webhook, drop: flag(params, 'drop_pending_updates') },
  ];
  const allowed = stringList(params, 'allowed_updates');
  if (allowed) records.push({ type: 'tg/allowed', allowed });
  core.commit(...records);
  return { result: true };
}

export function deleteWebhook({ core, params }: Call): Answer {
  core.commit({ type: 'tg/webhook', webhook: null, drop: flag(params, 'drop_pending_updates') });
  return { result: true };
}

export function webhookInfo({ core }: Call): Answer {
  const { webhook, allowed, lastError } = core.state.telegram;
  return {
    result: {
      url: webhook?.url ?? '',
      has_custom_certificate: false,
      pending_update_count: pendingUpdates(core).length,
      ...(webhook && { max_connections: webhook.maxConnections }),
      ...(allowed && { allowed_updates: allowed }),
      ...(lastError && {
        last_error_date: unixSeconds(lastError.at),
        last_error_message:
          lastError.status === 0
            ? 'Connection refused'
            : `Wrong response from the webhook: ${lastError.status}`,
      }),
    },
  };
}

interface Command {
  readonly command: string;
  readonly description: string;
}

export function setCommands({ core, params }: Call): Answer {
  const commands = json(params, 'commands') as Command[] | undefined;
  if (!Array.isArray(commands)) return badRequest("can't parse commands JSON object");
  if (commands.length > 100) return badRequest('BOT_COMMANDS_TOO_MUCH');
  for (const { command, description } of commands) {
    if (!/^\/?[a-z0-9_]{1,32}$/.test(command)) return badRequest('BOT_COMMAND_INVALID');
    if (!description || description.length > 256) {
      return badRequest('BOT_COMMAND_DESCRIPTION_INVALID');
    }
  }
  core.commit({ type: 'tg/commands', key: commandsKey(params), commands });
  return { result: true };
}

export function getCommands({ core, params }: Call): Answer {
  return { result: core.state.telegram.commands.get(commandsKey(params)) ?? [] };
}

function commandsKey(params: Call['params']): string {
  const scope = json(params, 'scope') as Record<string, unknown> | undefined;
  const place = scope === undefined ? 'default' : Object.values(scope).join(' ');
  return `${place}/${text(params, 'language_code') ?? ''}`;
}

export function getChat(call: Call): Answer {
  const chat = findChat(call);
  return 'failed' in chat ? chat : { result: chatShape(chat) };
}

export function getChatMember(call: Call): Answer {
  const chat = findChat(call);
  if ('failed' in chat) return chat;
  const bot = botUser(call.core);
  const id = integer(call.params, 'user_id');
  if (id !== bot.id) return { result: { status: 'member', user: { id, is_bot: false } } };
  return chat.kind === 'supergroup'
    ? { result: { status: 'administrator', user: bot, can_manage_topics: true } }
    : { result: { status: 'member', user: bot } };
}

const typingMs = 5_000;

export function chatAction(call: Call): Answer {
  const chat = findChat(call);
  if ('failed' in chat) return chat;
  const action = text(call.params, 'action') ?? '';
  if (!/^(typing|upload_|record_|choose_sticker|find_location)/.test(action)) {
    return badRequest('wrong parameter action in request');
  }
  const until = new Date(Date.parse(call.core.now()) + typingMs).toISOString();
  call.core.commit({ type: 'tg/typing', chatId: chat.id, until });
  return { result: true };
}
