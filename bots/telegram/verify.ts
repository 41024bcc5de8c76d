/** True only if the header repeats our secret; without a secret nothing is let in. */
export async function verifySecret(headers: Headers, secret: string | undefined): Promise<boolean> {
  const given = headers.get('x-telegram-bot-api-secret-token');
  if (!secret || given === null) return false;
  const [a, b] = await Promise.all([digest(given), digest(secret)]);
  // Digests have one length and reveal nothing of the secret, so the loop's time reveals nothing.
  return a.reduce((difference, byte, i) => difference | (byte ^ (b[i] ?? 0)), 0) === 0;
}

const digest = async (text: string): Promise<Uint8Array> =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
