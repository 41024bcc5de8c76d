/** Wellbeing and alarms, in Russian. */

import { doctorNavRu, doctorRu, recordedRu } from './words-doctor-ru.ts';
import { reasonKindsRu, reasonsRu } from './words-reasons-ru.ts';
import { telegramRu } from './words-telegram-ru.ts';

export const careHandOverRu = {
  low_score: 'оценил самочувствие низко',
  low_mark: 'остался недоволен визитом',
};

export const careFaultsRu = {
  ...reasonsRu.rules,
  already_recorded: 'Такой повод на этот месяц уже записан.',
  not_planned: 'Уже отправлено или закончено, изменить нельзя.',
  not_open: 'Это уже закончено или уже спросили.',
  no_days: 'У услуги нет своих дней. Выберите другой срок.',
  no_choice: 'Выберите срок.',
  already_planned: 'На это время вопрос уже запланирован.',
  no_visit: 'Визит не состоялся, спрашивать не о чем.',
  bad_duration: 'Нужно число: часов до 240 или дней до 30.',
  alarm_closed: 'Эта тревога уже закрыта.',
  alarm_taken: 'Эту тревогу уже взял другой сотрудник.',
};

export const careNavRu = doctorNavRu;

export const careDoneRu = {
  wellbeing: 'Хорошо, спросим о самочувствии.',
  alarm: 'Тревога закрыта, спасибо.',
  reason: recordedRu.saved,
  reasonChanged: recordedRu.changed,
  reasonClosed: recordedRu.closed,
  undone: doctorRu.undone,
};

export const careKindsRu = {
  ...reasonKindsRu,
  wellbeing_check: 'Вопрос о самочувствии',
  wellbeing_score: 'Вопрос о самочувствии, от 0 до 10',
  impression: 'Вопрос о впечатлении',
};

export const careRu = {
  reasons: reasonsRu,
  telegram: telegramRu,
  chair: doctorRu,
  recorded: recordedRu,
  alarms: {
    title: 'Тревога',
    banner: 'Пациенту плохо',
    bannerMark: 'Пациент недоволен',
    codes: {
      red_flag: 'тревожные слова о самочувствии',
      wellbeing_bad: 'ответил, что ему плохо',
      low_score: 'низкая оценка самочувствия',
      low_mark: 'низкая оценка визита',
    },
    since: (when: string, ago: string) => `с ${when}, ${ago}`,
    called: (names: string) => `Позвали: ${names}.`,
    calledNobody: 'Позвать некого: в настройке нет ни одного действующего сотрудника.',
    take: 'Беру',
    takenBy: (name: string) => `Занимается: ${name}.`,
    takenByYou: 'Занимаетесь вы.',
    nobody: 'Пока никто не взял.',
    answer: (what: string, when: string) => `Ответ пациента: ${what}, ${when}.`,
    score: (score: number) => `${score} из 10`,
    mark: (mark: number) => `${mark} из 5`,
    inWords: 'своими словами',
    noAnswer: 'Пациент написал сам, не в ответ на вопрос.',
    calls: 'Кого звали',
    levels: {
      0: 'врач и администраторы',
      1: 'и руководитель',
      2: 'руководитель и все администраторы',
    },
    outcome: 'Чем закончилось',
    outcomeHint: 'Увидят врач и администраторы. Например: «позвонила, принимает завтра в 9:00».',
    close: 'Закрыть тревогу',
    closed: (when: string, who: string) => `Закрыто ${when}, ${who}.`,
    superseded: 'Сменилась более серьёзной.',
    toAlarm: 'Открыть',
    toChat: 'Открыть чат',
  },
};

export type Care = typeof careRu;
