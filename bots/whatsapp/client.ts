import { WhatsAppClient } from '@kapso/whatsapp-cloud-api';

export interface ClientOptions {
  readonly accessToken: string;
  /** `https://graph.facebook.com`, or the root of a local server. */
  readonly apiRoot: string;
  /** Such as `v25.0`. Meta gives an unversioned call the app's default. */
  readonly graphVersion: string;
  readonly fetch?: typeof fetch | undefined;
}

/** A client for one call: the SDK takes no signal, so its `fetch` carries it. It repeats nothing. */
export function clientFor(options: ClientOptions, signal: AbortSignal): WhatsAppClient {
  const request = options.fetch ?? fetch;
  return new WhatsAppClient({
    accessToken: options.accessToken,
    baseUrl: options.apiRoot,
    graphVersion: options.graphVersion,
    // Called unbound: workerd refuses a `fetch` with a receiver. A redirect is not followed, the
    // message might be posted twice.
    fetch: (input, init) => request(input, { ...init, signal, redirect: 'manual' }),
  });
}
