/** Phones that come, change hands and go. */

import type { Core } from '../core.ts';
import {
  freeTelegramId,
  makePerson,
  type NewPerson,
  type Person,
  personByPhone,
} from '../people.ts';
import type { SandboxRecord } from '../state.ts';
import { type Done, refused } from './done.ts';
import { phoneView } from './view.ts';

export function addPerson(core: Core, wish: NewPerson): Done {
  if (personByPhone(core.state.people, wish.phone)) return refused('phone_taken');
  const person = newPerson(core, wish);
  core.commit(...records(core, person));
  return { done: phoneView(core, person) };
}

function newPerson(core: Core, wish: NewPerson): Person {
  return makePerson(core.state.people, core.options.whatsapp?.businessAccountId ?? '', wish);
}

function records(core: Core, person: Person): SandboxRecord[] {
  return [
    { type: 'person/created', person, at: core.now() },
    { type: 'tg/chat', id: person.telegramId, kind: 'private', title: person.name },
    { type: 'wa/chat', personId: person.id },
  ];
}

/**
 * The number goes to a stranger with a phone of their own. The platforms tell nobody: the bot learns
 * it from an id it does not know, or from what comes back for the old one.
 */
export function passNumberOn(core: Core, person: Person, name: string | undefined): Done {
  if (person.lost) return refused('number_lost');
  const { phone, language } = person;
  const stranger = newPerson(core, {
    name: name ?? (language === 'ru' ? 'Новый владелец' : 'New owner'),
    ...{ phone, language },
  });
  core.commit(
    { type: 'person/changed', id: person.id, change: { lost: true } },
    { type: 'tg/gone', chatId: person.telegramId },
    ...records(core, stranger),
  );
  return { done: phoneView(core, stranger) };
}

/** The person deleted their Telegram account and made another on the same number. */
export function newTelegramAccount(core: Core, person: Person): Done {
  const { id, phone, name } = person;
  const telegramId = freeTelegramId(core.state.people, phone);
  core.commit(
    { type: 'tg/gone', chatId: person.telegramId },
    { type: 'person/changed', id, change: { telegramId } },
    { type: 'tg/chat', id: telegramId, kind: 'private', title: name },
  );
  return { done: { userId: telegramId } };
}

export const demoPeople: readonly NewPerson[] = [
  { name: 'Анна Смирнова', phone: '+79990000001' },
  { name: 'Иван Петров', phone: '+79990000002' },
  { name: 'Mary Brown', phone: '+447400123456', language: 'en' },
];

/** Once in a sandbox's life, and only when it has nobody yet. */
export function ensureDemoPeople(core: Core): void {
  if (core.state.demoPeople) return;
  if (core.state.people.length === 0) for (const person of demoPeople) addPerson(core, person);
  core.commit({ type: 'sandbox/demo-people' });
}
