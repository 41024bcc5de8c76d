/** Invitation links as the messengers' apps open them. */

export type Link =
  | { readonly channel: 'telegram'; readonly bot: string; readonly start: string }
  | { readonly channel: 'whatsapp'; readonly number: string; readonly text: string };

export function readLink(given: string): Link | null {
  const url = URL.parse(/^[a-z]+:/i.test(given.trim()) ? given.trim() : `https://${given.trim()}`);
  if (!url) return null;
  const host = url.hostname.replace(/^www\./, '');
  if (url.protocol === 'tg:') return telegram(url.searchParams.get('domain') ?? '', url);
  if (host === 't.me' || host === 'telegram.me') return telegram(url.pathname.slice(1), url);
  if (host === 'wa.me') return whatsapp(url.pathname.slice(1), url);
  if (host === 'api.whatsapp.com') return whatsapp(url.searchParams.get('phone') ?? '', url);
  return null;
}

function telegram(bot: string, url: URL): Link | null {
  const start = url.searchParams.get('start') ?? '';
  return /^\w+$/.test(bot) && /^[\w-]{0,64}$/.test(start)
    ? { channel: 'telegram', bot, start }
    : null;
}

function whatsapp(number: string, url: URL): Link | null {
  const digits = number.replace(/\D/g, '');
  const text = url.searchParams.get('text') ?? '';
  return digits === '' ? null : { channel: 'whatsapp', number: digits, text };
}
