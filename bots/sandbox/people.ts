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
  readonly telegramId: number;
  bsuid: string;
}

export type PersonRecord =
  | { readonly type: 'person/created'; readonly person: Person; readonly at: string }
  | {
      readonly type: 'person/changed';
      readonly id: string;
      readonly change: Partial<Pick<Person, 'phone' | 'hidePhone' | 'bsuid'>>;
    };

export function reducePeople(people: Person[], record: PersonRecord): void {
  switch (record.type) {
    case 'person/created':
      people.push({ ...record.person });
      return;
    case 'person/changed': {
      const person = people.find((known) => known.id === record.id);
      if (person) Object.assign(person, record.change);
      return;
    }
  }
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
    telegramId: telegramUserId(phone, (id) => people.some((person) => person.telegramId === id)),
    bsuid: businessScopedId(account, phone),
  };
}

export function personByPhone(people: readonly Person[], phone: string): Person | undefined {
  const digits = digitsOf(phone);
  return people.find((person) => digitsOf(person.phone) === digits);
}

/** By our id, or by the phone with or without `+`. */
export function findPerson(people: readonly Person[], key: string): Person | undefined {
  return people.find((person) => person.id === key) ?? personByPhone(people, key);
}
