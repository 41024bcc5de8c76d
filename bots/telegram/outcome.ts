import { GrammyError, HttpError } from 'grammy/web';
import { z } from 'zod';
import type { SendOutcome } from '../channel.ts';
import { connectionOutcome } from '../http.ts';

/** For an edit, the message it was meant for: one that already reads so counts as done. */
export interface Attempted {
  readonly externalId?: string;
}

/**
 * What a failed call came to. Only codes leave this file: GrammyError carries the patient's text,
 * HttpError the URL with the token.
 */
export function outcomeOf(error: unknown, attempted: Attempted = {}): SendOutcome {
  if (error instanceof GrammyError) return answered(error, attempted);
  return connectionOutcome(error instanceof HttpError ? error.error : error);
}

const answer = z.object({
  error_code: z.int(),
  description: z.string().catch(''),
  parameters: z.object({ retry_after: z.number().min(0).optional() }).catch({}),
});

function answered(error: GrammyError, attempted: Attempted): SendOutcome {
  const parsed = answer.safeParse(error);
  // JSON that is no answer of the Bot API: something in between spoke.
  if (!parsed.success) return { type: 'unknown', code: 'bad_answer' };
  const { error_code: status, description, parameters } = parsed.data;
  if (status >= 500) return { type: 'unknown', code: `http_${status}` };
  if (status === 429) return throttled((parameters.retry_after ?? retryDefaultSeconds) * 1000);
  const said = description.replace(/^(bad request|forbidden): /i, '').toLowerCase();
  if (status === 400 && said.startsWith('message is not modified') && attempted.externalId)
    return { type: 'accepted', externalId: attempted.externalId };
  const row = rows.find(([code, prefix]) => code === status && said.startsWith(prefix));
  return row?.[2] ?? defaults.get(status) ?? rejected(`http_${status}`, false);
}

const retryDefaultSeconds = 5;
const throttled = (retryAfterMs: number): SendOutcome => ({
  type: 'throttled',
  retryAfterMs,
  scope: 'address',
  code: 'too_many_requests',
});
const gone = (code: string): SendOutcome => ({ type: 'recipient_gone', code });
const rejected = (code: string, elsewhere: boolean): SendOutcome => ({
  type: 'rejected',
  code,
  elsewhere,
});

/**
 * Telegram's words after `Bad Request: ` or `Forbidden: `, from tdlib/telegram-bot-api. They are no
 * stable contract, so they are matched by prefix and every status has a default.
 */
const rows: readonly (readonly [status: number, prefix: string, outcome: SendOutcome])[] = [
  [403, 'bot was blocked by the user', gone('blocked_by_user')],
  [403, 'user is deactivated', gone('user_deactivated')],
  [403, 'bot was kicked', gone('kicked')],
  [403, "bot can't initiate conversation", gone('never_started')],
  [400, 'chat not found', gone('chat_not_found')],
  [400, 'user not found', gone('chat_not_found')],
  // The server turns a 403 whose text is an upper-case token into a 400.
  [400, 'user_is_blocked', gone('blocked_by_user')],
  [400, 'input_user_deactivated', gone('user_deactivated')],
  [400, 'peer_id_invalid', gone('chat_not_found')],
  [400, 'group chat was upgraded', rejected('chat_migrated', true)],
  [400, 'message is not modified', rejected('not_modified', false)],
  [400, 'message thread not found', rejected('thread_not_found', true)],
  [400, 'query is too old', rejected('query_too_old', false)],
  [400, 'message to edit not found', rejected('message_gone', false)],
  [400, "message can't be edited", rejected('message_gone', false)],
  [400, "can't parse entities", rejected('entities', false)],
  [400, 'message is too long', rejected('too_long', false)],
  [400, 'message caption is too long', rejected('too_long', false)],
  [400, 'message text is empty', rejected('empty', false)],
  [400, 'button_data_invalid', rejected('button_data', false)],
];

const defaults: ReadonlyMap<number, SendOutcome> = new Map<number, SendOutcome>([
  [400, rejected('bad_request', false)],
  [401, { type: 'channel_down', code: 'unauthorized' }],
  // A refused chat is a 403 about that chat only; the bot as a whole gets 401 or 404.
  [403, gone('forbidden')],
  [404, { type: 'channel_down', code: 'not_found' }],
  [409, { type: 'throttled', retryAfterMs: 30_000, scope: 'account', code: 'conflict' }],
]);
