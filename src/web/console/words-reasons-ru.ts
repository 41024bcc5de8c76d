/** Reasons to contact a patient, in words for staff. */

import type { SilenceCause } from '../../domain/silence.ts';
import { reasonWords } from '../../text/reason-words.ts';

/** Kinds of messages. */
export const reasonKindsRu = {
  recall: 'Приглашение: подошёл срок',
  plan_followup: 'Приглашение: план лечения',
  personal_contact: 'Лично от врача',
  ask_recall: 'Можно ли написать, когда подойдёт срок',
};

export const reasonsRu = {
  rules: reasonWords.ru.rules,
  kinds: reasonWords.ru.kinds,
  states: reasonWords.ru.states,
  causes: {
    channel: 'похоже, этот канал неудобен: спросите, где лучше',
    hour: 'писали всегда в одно время суток: возможно, он тогда занят',
    days: 'писали всегда в одни и те же дни: возможно, он тогда занят',
  } satisfies Record<SilenceCause, string>,
  silent: 'Не отвечает',
  proposed: (when: string) => `новая запись, срок ${when}`,
  script: {
    title: 'Что сказать',
    hello: (clinic: string) => `Здравствуйте. Я — (должность, имя), ${clinic}.`,
    agreed: 'Мы договаривались, что позвоним. Удобно сейчас говорить?',
    doctor: (name: string) => `Звоню по просьбе врача: ${name}.`,
    plan: (found: string, signed: string) =>
      `Что нашли и о чём договорились (${signed}): ${found}.`,
    done: (done: string, left: string) => `Уже сделано: ${done}. Осталось: ${left}.`,
    due: (what: string, when: string) => `О чём договорились: ${what}, срок ${when}.`,
    concern: (text: string) => `Что беспокоит врача: ${text}`,
    deadline: (day: string) => `Лучше успеть до: ${day}.`,
    guarantee: 'Это условие гарантии, пациенту об этом говорили.',
    invitation:
      'Врач будет рад вас видеть. Когда вам удобно? Если не нужно, это совершенно нормально.',
  },
};

export type ReasonWords = typeof reasonsRu;
