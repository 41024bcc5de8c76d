import { businessScopedId, digitsOf, telegramUserId } from './ids.ts';

export interface Person {
  readonly id: string;
  readonly name: string;
  /** E.164 with `+`. */
  phone: string;
  /** WhatsApp tells the business only the user id. */
  hidePhone: boolean;
  /** IETF tag the apps are set to. */
  readonly language: string;
  telegramId: number;
  bsuid: string;
  /** The number is somebody else's now, and with it the accounts that hung on it. */
  lost?: boolean;
  /** Ids of before; the platforms give none of them again. */
  former?: FormerIds;
}

interface FormerIds {
  readonly bsuids: readonly string[];
  readonly telegramIds: readonly number[];
}

export type PersonRecord =
  | { readonly type: 'person/created'; readonly person: Person; readonly at: string }
  | {
      readonly type: 'person/changed';
      readonly id: string;
      readonly change: Partial<
        Pick<Person, 'phone' | 'hidePhone' | 'bsuid' | 'telegramId' | 'lost'>
      >;
    };

export function reducePeople(people: Person[], record: PersonRecord): void {
  switch (record.type) {
    case 'person/created':
      people.push({ ...record.person });
      return;
    case 'person/changed': {
      const person = people.find((known) => known.id === record.id);
      if (person) Object.assign(person, { former: formerOf(person, record.change) }, record.change);
      return;
    }
  }
}

function formerOf(person: Person, { bsuid, telegramId }: Partial<Person>): FormerIds {
  const { bsuids = [], telegramIds = [] } = person.former ?? {};
  return {
    bsuids: bsuid === undefined ? bsuids : [...bsuids, person.bsuid],
    telegramIds: telegramId === undefined ? telegramIds : [...telegramIds, person.telegramId],
  };
}

export interface NewPerson {
  readonly name: string;
  readonly phone: string;
  readonly hidePhone?: boolean | undefined;
  readonly language?: string | undefined;
}

export function makePerson(people: readonly Person[], account: string, wish: NewPerson): Person {
  const phone = `+${digitsOf(wish.phone)}`;
  return {
    id: `p${people.length + 1}`,
    name: wish.name,
    phone,
    hidePhone: wish.hidePhone ?? false,
    language: wish.language ?? (phone.startsWith('+7') ? 'ru' : 'en'),
    telegramId: freeTelegramId(people, phone),
    bsuid: freeBsuid(people, account, phone),
  };
}

export function freeTelegramId(people: readonly Person[], phone: string): number {
  const taken = new Set(people.flatMap(telegramIdsOf));
  return telegramUserId(phone, (id) => taken.has(id));
}

/** A number's first owner gets the first id that follows from it, a stranger after them the next. */
export function freeBsuid(people: readonly Person[], account: string, phone: string): string {
  const taken = new Set(
    people.flatMap((person) => [person.bsuid, ...(person.former?.bsuids ?? [])]),
  );
  let owner = 1;
  while (taken.has(businessScopedId(account, phone, owner))) owner += 1;
  return businessScopedId(account, phone, owner);
}

export function telegramIdsOf(person: Person): readonly number[] {
  return [person.telegramId, ...(person.former?.telegramIds ?? [])];
}

/** A number nobody has or had, like the ones of the first three people. */
export function freePhone(people: readonly Person[]): string {
  const taken = new Set(people.map((person) => person.phone));
  let number = 100;
  while (taken.has(`+79990000${number}`)) number += 1;
  return `+79990000${number}`;
}

export function personByPhone(people: readonly Person[], phone: string): Person | undefined {
  const digits = digitsOf(phone);
  return people.find((person) => !person.lost && digitsOf(person.phone) === digits);
}

/** By our id, or by the phone with or without `+`. */
export function findPerson(people: readonly Person[], key: string): Person | undefined {
  return people.find((person) => person.id === key) ?? personByPhone(people, key);
}
