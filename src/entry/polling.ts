/** Telegram's updates without a public address. One process asks at a time; the lease says which. */

import type { Channel } from '../../bots/channel.ts';
import { pollTelegram } from '../../bots/telegram/poll.ts';
import { accept } from '../app/accept.ts';
import { noteHeard } from '../app/brakes.ts';
import type { Context } from '../app/context.ts';
import { dropLease, setAccount, takeLease } from '../store/accounts.ts';
import type { TelegramSetup } from './channels.ts';

const lease_ms = 15_000;
const renew_ms = 5_000;

/** Until the signal. Resolves when the last poll has ended. */
export async function keepPolling(
  ctx: Context,
  { channel, setup, signal }: { channel: Channel; setup: TelegramSetup; signal: AbortSignal },
): Promise<void> {
  const lease = { name: `poll:${channel.account}`, holder: ctx.process };
  while (!signal.aborted) {
    if (await takeLease(ctx.db, { ...lease, ms: lease_ms }).catch(() => false)) {
      await pollWhileMine(ctx, { channel, setup, signal, lease });
    }
    if (!signal.aborted) await pause(renew_ms, signal);
  }
  await dropLease(ctx.db, lease).catch(() => undefined);
}

async function pollWhileMine(
  ctx: Context,
  {
    channel,
    setup,
    signal,
    lease,
  }: {
    channel: Channel;
    setup: TelegramSetup;
    signal: AbortSignal;
    lease: { name: string; holder: string };
  },
): Promise<void> {
  const lost = new AbortController();
  const onState = listener(ctx, channel);
  const renewing = setInterval(async () => {
    const mine = await takeLease(ctx.db, { ...lease, ms: lease_ms }).catch(() => false);
    if (!mine) lost.abort();
  }, renew_ms);
  try {
    await pollTelegram({
      token: setup.token,
      apiRoot: setup.apiRoot,
      signal: AbortSignal.any([signal, lost.signal]),
      accept: (items) => accept(ctx, channel, items),
      onState: (code) => void onState(code),
    });
  } finally {
    clearInterval(renewing);
  }
}

/** After so many polls without an answer in a row, nothing proactive leaves: nobody could say STOP. */
const deaf_after = 3;

/** A poll that was answered and stored proves that the way in is open. */
function listener(ctx: Context, channel: Channel) {
  const key = { channel: channel.id, account: channel.account };
  let failures = 0;
  return async (code: string | null): Promise<void> => {
    failures = code ? failures + 1 : 0;
    if (code) ctx.log.warn('poll_failed', { channel: channel.id, code });
    if (code && failures < deaf_after) return;
    const noted = code ? setAccount(ctx.db, key, { deafCode: code }) : noteHeard(ctx, channel);
    await noted.catch(() => undefined);
  };
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done, { once: true });
  });
}
