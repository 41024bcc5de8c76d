import { Api } from 'grammy/web';

export interface ApiOptions {
  readonly token: string;
  readonly apiRoot: string;
  readonly fetch?: typeof fetch | undefined;
  /** Bound of one call; the caller's signal may end it earlier. */
  readonly timeoutSeconds: number;
}

type GrammyOptions = NonNullable<ConstructorParameters<typeof Api>[1]>;
type GrammySignal = NonNullable<Parameters<Api['getMe']>[0]>;

/** grammY's client on native `fetch`: no retries, no redirects. */
export function createApi(options: ApiOptions): Api {
  const request = options.fetch ?? fetch;
  // A followed redirect would carry the token in the path to another host.
  const once: typeof fetch = async (input, init) => {
    const body = await wholeOf(init?.body);
    return request(input, { ...init, ...(body && { body }), redirect: 'manual' });
  };
  return new Api(options.token, {
    apiRoot: options.apiRoot.replace(/\/+$/, ''),
    timeoutSeconds: options.timeoutSeconds,
    // grammY's declarations name node-fetch in every build; `grammy/web` runs on the native one.
    fetch: once as unknown as NonNullable<GrammyOptions['fetch']>,
  });
}

/**
 * grammY streams files. Ours are small, and whole they need no `duplex` (which Node asks for and
 * grammY does not set) and carry a length, so a cut upload cannot pass for a short file.
 */
const wholeOf = async (body: RequestInit['body']) =>
  body instanceof ReadableStream ? new Uint8Array(await new Response(body).arrayBuffer()) : body;

/** The native signal under the name grammY's declarations give it (`abort-controller`). */
export const grammySignal = (signal: AbortSignal): GrammySignal =>
  signal as unknown as GrammySignal;

/** What we ask Telegram for; `message_reaction` is not in its default (core.telegram.org/bots/api#setwebhook). */
export const allowedUpdates = [
  'message',
  'edited_message',
  'callback_query',
  'my_chat_member',
  'message_reaction',
] as const;

/** The bot's id is the part of its token before the colon. */
export const botId = (token: string): string => token.split(':', 1)[0] ?? '';
