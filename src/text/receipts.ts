/** The receipt for an agreement, or its withdrawal, that was recorded at the clinic rather than in the chat. */

import type { Language, Purpose } from '../domain/words.ts';
import { textsOf } from './catalogue.ts';
import { dayMonth } from './dates.ts';

export interface Receipt {
  readonly act: 'given' | 'withdrawn';
  readonly purposes: readonly Purpose[];
  readonly clinic: string;
  readonly zone: string;
  /** What the contact calls the patient; null where it is the contact. */
  readonly person: string | null;
  readonly until: Date;
}

interface ReceiptWords {
  readonly given: (what: Words) => string;
  readonly withdrawn: (what: Words) => string;
}

interface Words {
  readonly clinic: string;
  readonly purposes: string;
  readonly until: string;
  /** A whole line, or nothing. */
  readonly person: string;
}

const words: Readonly<Record<Language, ReceiptWords>> = {
  ru: {
    given: ({ clinic, purposes, until, person }) =>
      `Это ${clinic}. В клинике записали ваше согласие, вот его копия.\n\n${person}О чём: ${purposes}\nДействует до: ${until}\n\nЕсли вы на это не соглашались, напишите здесь. Больше не писать: СТОП.`,
    withdrawn: ({ clinic, purposes, person }) =>
      `Это ${clinic}. В клинике записали, что писать об этом больше не нужно.\n\n${person}О чём не пишем: ${purposes}\n\nЕсли это не так, напишите «настройки».`,
  },
  en: {
    given: ({ clinic, purposes, until, person }) =>
      `This is ${clinic}. Your agreement was recorded at the clinic, here is its copy.\n\n${person}About: ${purposes}\nValid until: ${until}\n\nIf you did not agree to this, tell us here. To stop these messages, send STOP.`,
    withdrawn: ({ clinic, purposes, person }) =>
      `This is ${clinic}. It was recorded at the clinic that you no longer want messages about this.\n\n${person}We no longer write about: ${purposes}\n\nIf this is wrong, send “settings”.`,
  },
};

const forWhom: Readonly<Record<Language, string>> = { ru: 'Кто', en: 'For' };

export function receipt(of: Receipt, language: Language): string {
  const own = textsOf(language);
  const year = of.until.getUTCFullYear();
  return words[language][of.act]({
    clinic: of.clinic || own.noName,
    purposes: of.purposes.map((purpose) => own.purposes[purpose]).join(', '),
    until: `${dayMonth({ at: of.until, zone: of.zone }, language)} ${year}`,
    person: of.person ? `${forWhom[language]}: ${of.person}\n` : '',
  });
}
