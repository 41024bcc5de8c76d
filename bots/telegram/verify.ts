import { isSame } from '../http.ts';

/** True only if the header repeats our secret; without a secret nothing is let in. */
export async function verifySecret(headers: Headers, secret: string | undefined): Promise<boolean> {
  const given = headers.get('x-telegram-bot-api-secret-token');
  if (!secret || given === null) return false;
  return isSame(given, secret);
}
