import { GrammyError, HttpError } from 'grammy/web';
import { describe, expect, test } from 'vitest';
import { outcomeOf } from '../../../bots/telegram/outcome.ts';

const answered = (error_code: number, description: string, parameters: object = {}) =>
  new GrammyError(
    'Call failed',
    { ok: false, error_code, description, parameters },
    'sendMessage',
    { chat_id: 1, text: 'Анна Смирнова, 10:00' },
  );

const gone = (code: string) => ({ type: 'recipient_gone', code });
const rejected = (code: string, elsewhere = false) => ({ type: 'rejected', code, elsewhere });

/** CHANNELS.md B.3, row by row, and the defaults. */
test.each([
  [403, 'Forbidden: bot was blocked by the user', gone('blocked_by_user')],
  [403, 'Forbidden: user is deactivated', gone('user_deactivated')],
  [403, 'Forbidden: bot was kicked from the supergroup chat', gone('kicked')],
  [403, "Forbidden: bot can't initiate conversation with a user", gone('never_started')],
  [403, 'Forbidden: something new', gone('forbidden')],
  [400, 'Bad Request: chat not found', gone('chat_not_found')],
  [400, 'Bad Request: user not found', gone('chat_not_found')],
  [400, 'Bad Request: USER_IS_BLOCKED', gone('blocked_by_user')],
  [400, 'Bad Request: INPUT_USER_DEACTIVATED', gone('user_deactivated')],
  [400, 'Bad Request: PEER_ID_INVALID', gone('chat_not_found')],
  [
    400,
    'Bad Request: group chat was upgraded to a supergroup chat',
    rejected('chat_migrated', true),
  ],
  [
    400,
    'Bad Request: message is not modified: specified new message content',
    rejected('not_modified'),
  ],
  [400, 'Bad Request: message thread not found', rejected('thread_not_found', true)],
  [400, 'Bad Request: query is too old and response timeout expired', rejected('query_too_old')],
  [400, 'Bad Request: message to edit not found', rejected('message_gone')],
  [400, "Bad Request: message can't be edited", rejected('message_gone')],
  [400, "Bad Request: can't parse entities: unsupported start tag", rejected('entities')],
  [400, 'Bad Request: message is too long', rejected('too_long')],
  [400, 'Bad Request: message text is empty', rejected('empty')],
  [400, 'Bad Request: BUTTON_DATA_INVALID', rejected('button_data')],
  [400, 'Bad Request: something new', rejected('bad_request')],
  [401, 'Unauthorized', { type: 'channel_down', code: 'unauthorized' }],
  [404, 'Not Found', { type: 'channel_down', code: 'not_found' }],
  [
    409,
    'Conflict: terminated by other getUpdates request',
    { type: 'throttled', retryAfterMs: 30_000, scope: 'account', code: 'conflict' },
  ],
  [418, 'teapot', rejected('http_418')],
  [500, 'Internal Server Error', { type: 'unknown', code: 'http_500' }],
  [502, 'Bad Gateway', { type: 'unknown', code: 'http_502' }],
])('%i %s', (status, description, expected) => {
  expect(outcomeOf(answered(status, description))).toEqual(expected);
});

describe('429', () => {
  test.each([
    [{ retry_after: 17 }, 17_000],
    [{}, 5_000],
    [{ retry_after: 'soon' }, 5_000],
  ])('with %o waits %i ms for this chat', (parameters, retryAfterMs) => {
    expect(outcomeOf(answered(429, 'Too Many Requests: retry after 17', parameters))).toEqual({
      type: 'throttled',
      retryAfterMs,
      scope: 'address',
      code: 'too_many_requests',
    });
  });
});

test('an edit that changes nothing is done', () => {
  const error = answered(400, 'Bad Request: message is not modified: exactly the same');
  expect(outcomeOf(error, { externalId: '77' })).toEqual({ type: 'accepted', externalId: '77' });
});

describe('no answer', () => {
  const fetchFailed = (cause: object) =>
    new HttpError('Network request failed', new TypeError('fetch failed', { cause }));

  test.each(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT'])(
    '%s came before the first byte',
    (code) => {
      expect(outcomeOf(fetchFailed({ code }))).toEqual({ type: 'not_sent', code });
    },
  );

  test.each(['ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'UND_ERR_SOCKET', 'UND_ERR_BODY_TIMEOUT'])(
    '%s leaves it open',
    (code) => {
      expect(outcomeOf(fetchFailed({ code }))).toEqual({ type: 'unknown', code });
    },
  );

  test.each([
    ['an abort', new HttpError('', new DOMException('', 'AbortError')), 'aborted'],
    ['a timeout', new HttpError('', new DOMException('', 'TimeoutError')), 'aborted'],
    [
      'a page instead of JSON',
      new HttpError('', new SyntaxError('Unexpected token <')),
      'no_answer',
    ],
    [
      'a code that is a sentence',
      fetchFailed({ code: 'https://api.telegram.org/bot1:A' }),
      'no_answer',
    ],
    ['something thrown that is no error', 'boom', 'no_answer'],
    ['JSON of someone else', answered(undefined as unknown as number, ''), 'bad_answer'],
  ])('%s leaves it open', (_name, error, code) => {
    expect(outcomeOf(error)).toEqual({ type: 'unknown', code });
  });
});
