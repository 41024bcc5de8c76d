/** A visit for the calendar of a phone: what the file says, and what is said beside it. */

import type { Language } from '../domain/words.ts';

export interface CalendarWords {
  /** In a calendar others may look into too: no name, no treatment. */
  readonly title: (clinic: string) => string;
  readonly file: string;
  readonly fileOff: string;
  readonly link: (url: string) => string;
  readonly linkOff: (url: string) => string;
  /** Where neither can be given. */
  readonly none: string;
}

const words: Readonly<Record<Language, CalendarWords>> = {
  ru: {
    title: (clinic) => `Визит: ${clinic}`,
    file: 'Откройте файл, и визит появится в вашем календаре.',
    fileOff: 'Откройте файл, и визит исчезнет из вашего календаря.',
    link: (url) => `Откройте ссылку, и визит появится в вашем календаре: ${url}`,
    linkOff: (url) => `Откройте ссылку, и визит исчезнет из вашего календаря: ${url}`,
    none: 'Файла для календаря здесь дать не можем. Спросите, и человек напомнит время.',
  },
  en: {
    title: (clinic) => `Visit: ${clinic}`,
    file: 'Open the file and the visit will be in your calendar.',
    fileOff: 'Open the file and the visit will be gone from your calendar.',
    link: (url) => `Open this link and the visit will be in your calendar: ${url}`,
    linkOff: (url) => `Open this link and the visit will be gone from your calendar: ${url}`,
    none: 'We cannot give you a calendar file here. Ask, and a person will tell you the time.',
  },
};

export const calendarWords = (language: Language): CalendarWords => words[language];
