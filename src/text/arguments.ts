/** Sentences a doctor need not type: why a patient is invited, as the patient reads it, and notes for colleagues. */

import type { Language } from '../domain/words.ts';

/** By the key that a button carries. They name no procedure and no finding. */
type Ready = Readonly<Record<string, string>>;

const checkup: Readonly<Record<Language, Ready>> = {
  ru: {
    c1: 'за это время изменения ещё небольшие, и остановить их проще',
    c2: 'хочу посмотреть, как прижилось то, что мы сделали',
    c3: 'есть место, за которым нам с вами лучше наблюдать',
    c4: 'так мы заметим перемены раньше, чем вы их почувствуете',
    c5: 'вам лучше показываться чаще обычного, мы об этом говорили',
    c6: 'проверим, всё ли служит так, как задумано',
  },
  en: {
    c1: 'by then changes are still small and easier to stop',
    c2: 'I want to see how what we did has settled',
    c3: 'there is one place that we had better keep an eye on together',
    c4: 'so that we notice a change before you feel it',
    c5: 'it is better for you to come more often than usual, as we discussed',
    c6: 'we will make sure that everything serves as it was meant to',
  },
};

const personal: Readonly<Record<Language, Ready>> = {
  ru: {
    p1: 'пишу, как мы договорились, чтобы вернуться к нашему разговору',
    p2: 'хочу узнать, как у вас всё сложилось после нашей встречи',
    p3: 'вы хотели подумать и назвали этот день',
  },
  en: {
    p1: 'I write as agreed, to come back to what we talked about',
    p2: 'I would like to know how things went after we met',
    p3: 'you wanted to think it over and named this day',
  },
};

const notes: Readonly<Record<Language, Ready>> = {
  ru: {
    n1: 'К ортодонту: посмотреть прикус',
    n2: 'Зубы мудрости: сделать снимок',
    n3: 'Заменить временное на постоянное',
    n4: 'Отбеливание: вернуться к вопросу',
  },
  en: {
    n1: 'Orthodontist: look at the bite',
    n2: 'Wisdom teeth: take an image',
    n3: 'Replace the temporary work by the lasting one',
    n4: 'Whitening: come back to the question',
  },
};

/** In the patient's language. Empty for kinds whose words are the doctor's own each time. */
export function readyArguments(kind: string, language: Language): Ready {
  if (kind === 'checkup') return checkup[language];
  return kind === 'personal' ? personal[language] : {};
}

/** One of ours, in whatever language. */
export const isReadyArgument = (text: string): boolean =>
  [checkup, personal].some((all) =>
    Object.values(all).some((ready) => Object.values(ready).includes(text)),
  );

/** In the language of whoever reads them: colleagues. */
export const readyNotes = (kind: string, language: Language): Ready =>
  kind === 'later_need' ? notes[language] : {};
