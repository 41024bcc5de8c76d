import type { MoveTexts } from './move-texts.ts';
import type { VisitWords } from './texts.ts';

const who = ({ person }: VisitWords) => (person === null ? '' : `Кто: ${person}\n`);
const named = ({ person, line }: VisitWords) => `${person === null ? '' : `${person}, `}${line}`;
const example = 'например «по вечерам, после 18, кроме среды»';

export const ruMove: MoveTexts = {
  move: {
    chooseDay: (visit) =>
      `Сейчас запись: ${named(visit)}.\n\nВыберите день или напишите, когда удобно: например «в четверг после 18».`,
    chooseDayAgain: 'Выберите день или напишите, когда удобно: например «в четверг после 18».',
    chooseTime: (day) => `Свободно: ${day}. Выберите время.`,
    found: (heard) => `Поняли так: ${heard}. Вот что свободно.`,
    nearest: (heard) => `Поняли так: ${heard}. На это время свободного нет. Ближайшее свободное:`,
    ask: ({ from, to }) =>
      `Перенести визит?\n\n${who(from)}Было: ${from.line}\nСтанет: ${to.line}\nГде: ${to.place}\n\nЭто время мы держим для вас пять минут.`,
    askAgain: (visit) =>
      `Записать вас?\n\n${who(visit)}Когда: ${visit.line}\nГде: ${visit.place}\n\nЭто время мы держим для вас пять минут.`,
    moved: ({ from, to }) =>
      `Готово, визит перенесён.\n\n${who(from)}Было: ${from.line}\nТеперь: ${to.line}\nГде: ${to.place}`,
    booked: (visit) =>
      `Готово, запись сделана.\n\n${who(visit)}Когда: ${visit.line}\nГде: ${visit.place}`,
    taken: 'Это время только что заняли. Выберите, пожалуйста, другое.',
    wish: (visit) =>
      `Напишите, какие дни и часы вам удобны, ${example}. Администратор подберёт время и предложит его здесь.\n\nПока в силе прежняя запись: ${named(visit)}.`,
    wishAgain: `Напишите, какие дни и часы вам удобны, ${example}. Администратор подберёт время и предложит его здесь.`,
    wishHeard: (heard) =>
      heard === null
        ? 'Передали администратору ваши слова. Он предложит время здесь, кнопками.'
        : `Поняли так: ${heard}. Передали администратору: он предложит время здесь, кнопками.`,
    stands: (visit) => `Пока в силе прежняя запись: ${named(visit)}.`,
    kept: (visit) => `Хорошо, всё остаётся как было: ${named(visit)}.`,
    early: (visit) =>
      `Записали. Если освободится время раньше, предложим его здесь. Пока в силе эта запись: ${named(visit)}.`,
    late: (visit) =>
      `Хорошо, более раннее время больше не предлагаем. Запись в силе: ${named(visit)}.`,
    offerGone: (visit) =>
      `Это время мы уже не держим: его предложили другому пациенту. Ваша запись прежняя: ${named(visit)}.`,
    which: 'О каком визите речь?',
    offered: ({ person, line, until }) =>
      `Администратор подобрал время. Выберите, пожалуйста, кнопкой.\n\n${person === null ? '' : `Кто: ${person}\n`}${line === null ? '' : `Сейчас запись: ${line}\n`}Держим для вас до: ${until}`,
    labels: {
      moreDays: 'Ещё дни',
      moreTimes: 'Ещё время',
      otherDay: 'Другой день',
      wish: 'Нет подходящего',
      early: 'Хочу раньше',
      late: 'Раньше уже не нужно',
      take: 'Да, перенести',
      takeAgain: 'Да, записать',
      keep: 'Оставить как есть',
    },
    marks: {
      moved: '✓ Перенесено',
      booked: '✓ Записано',
      gone: 'Это предложение больше не действует.',
    },
  },
  callOff: {
    ask: (visit) =>
      `Отменить визит?\n\n${who(visit)}Когда: ${visit.line}\n\nЭто время предложим другому пациенту.`,
    done: (visit) =>
      `Визит отменён: ${named(visit)}.\n\nЕсли не трудно, скажите, почему не получается: кнопкой или словами. Отвечать не обязательно.`,
    thanks: 'Спасибо, передали. Когда захотите записаться, напишите здесь.',
    labels: {
      yes: 'Да, отменить',
      move: 'Перенести',
      keep: 'Оставить',
      again: 'Другое время',
    },
    reasons: {
      ill: 'Болею',
      time: 'Неудобное время',
      elsewhere: 'Другая клиника',
      other: 'Другая причина',
    },
    mark: '✓ Отменено',
  },
  wish: {
    onDay: (day) => day,
    between: (from, until) => `с ${from} по ${until}`,
    fromDay: (day) => `начиная с ${day}`,
    untilDay: (day) => `не позже ${day}`,
    except: (days) => `кроме ${days}`,
    after: (time) => `с ${time}`,
    before: (time) => `до ${time}`,
    hours: (from, to) => `с ${from} до ${to}`,
  },
};
