/**
 * Slows down guessing: after five wrong passwords for one login within five minutes, everyone waits
 * for the rest of them. Kept in the memory of each process: a restart forgets it, and each further
 * process allows five more, which a password of ten characters bears.
 */

const window_ms = 5 * 60_000;
const wrong_max = 5;
const logins_max = 10_000;

export interface Brake {
  isOn(login: string): boolean;
  wrong(login: string): void;
  right(login: string): void;
}

/** `now` is real time, in milliseconds: the clinic's clock may be moved by hand. */
export function createBrake(now: () => number = Date.now): Brake {
  const tries = new Map<string, readonly number[]>();
  const key = (login: string) => login.trim().toLowerCase().slice(0, 200);
  const recent = (login: string) =>
    (tries.get(key(login)) ?? []).filter((at) => at > now() - window_ms);
  return {
    isOn: (login) => recent(login).length >= wrong_max,
    wrong(login) {
      const list = [...recent(login), now()].slice(-wrong_max);
      tries.delete(key(login));
      tries.set(key(login), list);
      const [oldest] = tries.keys();
      if (tries.size > logins_max && oldest !== undefined) tries.delete(oldest);
    },
    right: (login) => void tries.delete(key(login)),
  };
}
