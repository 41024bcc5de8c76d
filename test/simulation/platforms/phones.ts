/** People and their accounts, as the platforms know them. The product never sees any of this. */

import type { ChannelId } from '../../../src/domain/words.ts';
import type { Person, Phone, Received } from '../contract.ts';

/** An account's own state. Its holder acts through `Phone`. */
export interface Account {
  readonly channel: ChannelId;
  readonly userId: string;
  readonly number: string;
  readonly holder: string;
  readonly inbox: Received[];
  blocked: boolean;
  /** The number belongs to somebody else now. */
  retired: boolean;
  stoppedMarketing: boolean;
  /** In the platform's time; opens WhatsApp's window. */
  lastWroteMs: number | null;
}

/** What a person does, turned into an update by the platform it is done on. */
export interface Acts {
  text(account: Account, words: string): void;
  tap(account: Account, message: Received, data: string): void;
  start(account: Account, token: string): void;
  contact(account: Account, card: { number: string; own: boolean }): void;
  photo(account: Account, caption: string): void;
  platformStop(account: Account): void;
  block(account: Account, blocked: boolean): void;
}

export class PhoneBook {
  readonly people: (Person & { readonly phones: Phone[] })[] = [];
  readonly accounts: Account[] = [];
  readonly #acts: Readonly<Record<ChannelId, Acts>>;
  #born = 0;

  constructor(acts: Readonly<Record<ChannelId, Acts>>) {
    this.#acts = acts;
  }

  newPerson(name: string): Person {
    const person = { name, phones: [] as Phone[] };
    this.people.push(person);
    this.#born += 1;
    const number = `+7900${String(1_000_000 + this.#born).slice(-7)}`;
    this.#give(person, this.#telegram(name, number));
    this.#give(person, this.#whatsapp(name, number));
    return person;
  }

  /** Whoever has this number now is another person with another user id. */
  recycle(phone: Phone, to: Person): Phone {
    const old = this.accounts.find(({ userId }) => userId === phone.userId);
    const person = this.people.find((one) => one === to);
    if (!old || !person) throw new Error('nobody to recycle from or to');
    old.retired = true;
    this.#born += 1;
    return this.#give(person, this.#whatsapp(person.name, old.number));
  }

  find(channel: ChannelId, userId: string): Account | null {
    return this.accounts.find((one) => one.channel === channel && one.userId === userId) ?? null;
  }

  holderOf(number: string): Account | null {
    const isIt = (one: Account) => one.channel === 'whatsapp' && one.number === number;
    return this.accounts.findLast((one) => isIt(one) && !one.retired) ?? null;
  }

  #telegram(holder: string, number: string): Account {
    return account({
      channel: 'telegram',
      userId: String(500_000_000 + this.#born),
      number,
      holder,
    });
  }

  #whatsapp(holder: string, number: string): Account {
    const userId = `RU.${String(10_000_000_000 + this.#born)}${number.slice(-7)}`;
    return account({ channel: 'whatsapp', userId, number, holder });
  }

  #give(person: { readonly phones: Phone[] }, own: Account): Phone {
    this.accounts.push(own);
    const phone = phoneOf(own, this.#acts[own.channel]);
    person.phones.push(phone);
    return phone;
  }
}

const account = (known: Pick<Account, 'channel' | 'userId' | 'number' | 'holder'>): Account => ({
  ...known,
  inbox: [],
  blocked: false,
  retired: false,
  stoppedMarketing: false,
  lastWroteMs: null,
});

function phoneOf(own: Account, acts: Acts): Phone {
  const { channel, userId, number, inbox } = own;
  /** Whoever has blocked a bot does not write to it, and a number that is gone writes nothing. */
  const whileAble = (act: () => void) => {
    if (!own.blocked && !own.retired) act();
  };
  const setBlocked = (blocked: boolean) => {
    if (own.retired || own.blocked === blocked) return;
    own.blocked = blocked;
    acts.block(own, blocked);
  };
  return {
    channel,
    userId,
    number,
    inbox,
    get blocked() {
      return own.blocked;
    },
    text: (words) => whileAble(() => acts.text(own, words)),
    tap: (message, data) => whileAble(() => acts.tap(own, message, data)),
    start: (token) => {
      setBlocked(false);
      whileAble(() => acts.start(own, token));
    },
    shareNumber: () => whileAble(() => acts.contact(own, { number, own: true })),
    shareContact: (other) => whileAble(() => acts.contact(own, { number: other, own: false })),
    photo: (caption) => whileAble(() => acts.photo(own, caption)),
    platformStop: () => whileAble(() => acts.platformStop(own)),
    block: () => setBlocked(true),
    unblock: () => setBlocked(false),
  };
}

/** The words of a message changed after it had come. */
export function edit(own: Account, externalId: string, change: Pick<Received, 'text' | 'buttons'>) {
  const at = own.inbox.findIndex((one) => one.externalId === externalId);
  const before = own.inbox[at];
  if (before) own.inbox[at] = { ...before, ...change };
  return before !== undefined;
}
