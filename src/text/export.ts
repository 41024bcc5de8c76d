/** What we hold of a patient, as plain text that any phone opens. */

import { toLocal } from '../domain/time.ts';
import type { Language } from '../domain/words.ts';
import { dayMonth } from './dates.ts';
import type { Exported, ExportedMessage } from './export-data.ts';
import { exportEn } from './export-en.ts';
import { heading, indent, orNothing, row } from './export-lines.ts';
import { personLines } from './export-person.ts';
import { exportRu } from './export-ru.ts';
import type { ExportWords } from './export-words.ts';

const catalogue: Readonly<Record<Language, ExportWords>> = { ru: exportRu, en: exportEn };

export const exportWordsOf = (language: Language): ExportWords => catalogue[language];

export function exportText(data: Exported, language: Language): string {
  const words = exportWordsOf(language);
  const when = (at: Date, zone = data.zone) => momentOf({ at, zone }, language);
  const lines = [
    words.title(data.clinic),
    words.madeAt(`${when(data.madeAt)}, ${data.zone}`),
    ...data.people.flatMap((person) => ['', ...personLines(person, { words, when, language })]),
    '',
    heading(words.headings.messages),
    ...orNothing(
      data.messages.flatMap((one) => messageLines(one, { words, when })),
      words,
    ),
    '',
    heading(words.headings.notHeld),
    words.notHeld,
  ];
  return `${lines.join('\n')}\n`;
}

function stateWord(state: string, words: ExportWords): string | null {
  if (state === 'planned' || state === 'claimed') return words.waiting;
  return ['dropped', 'cancelled', 'expired', 'failed'].includes(state) ? words.notSent : null;
}

/** What was never put into words was never said. */
function messageLines(
  message: ExportedMessage,
  { words, when }: { words: ExportWords; when: (at: Date) => string },
): string[] {
  if (message.text === null) return [];
  const who = message.direction === 'in' ? words.roles.patient : words.us;
  const parts = [when(message.at), message.channel && words.channels[message.channel], who];
  return [row(...parts, stateWord(message.state, words)), indent(message.text)];
}

/** `24 ноября 2026, 11:40`, in local time. */
function momentOf(moment: { at: Date; zone: string }, language: Language): string {
  const { date, time } = toLocal(moment.at, moment.zone);
  return `${dayMonth(moment, language)} ${date.slice(0, -6)}, ${time}`;
}
