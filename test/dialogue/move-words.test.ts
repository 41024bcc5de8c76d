import { describe, expect, it } from 'vitest';
import { wantsMove } from '../../src/dialogue/schedule-ask.ts';
import { World } from './world.ts';

const wishes = [
  ...['перенесите', 'перенести', 'Перенос', 'можно перенести запись?', 'Перенесём?', 'перенеси'],
  ...['Нельзя ли перенести?', 'не могли бы вы перенести визит', 'перенесите, у меня грипп'],
  ...['переносите на четверг', 'пусть перенесут на завтра', 'нужен перенос приёма'],
  ...['я перенесу запись на среду', 'запись переношу', 'придётся переносить мой визит'],
  ...['переношу на пятницу', 'перенесли бы вы меня на среду', 'перенести на утро'],
  ...['перенести операцию на июнь', 'перезапишите меня', 'хочу перезаписаться на среду'],
  ...['сдвиньте на час', 'можно сдвинуть запись', 'передвиньте визит, болит зуб'],
  ...['move it', 'Can I move my appointment?', 'reschedule', 'Please reschedule my visit'],
  ...['can you move it to Friday', 'Could you move Thursday’s appointment to Friday'],
  ...['please move me to Friday', 'can we move to next week?', 'move from Friday to Monday'],
  ...['can I move my appointment, my jaw hurts', 'move the cleaning to another day'],
  ...['can it be moved?', 'move us to 5pm', 'I need to move my son’s visit', 'can we move this?'],
];

const others = [
  ...['Плохо перенесла анестезию', 'болит переносица', 'как переносится наркоз?', 'переносицу'],
  ...[
    'перенёс операцию в мае',
    'я плохо переношу уколы',
    'мы перенесли ветрянку',
    'перенесённый инфаркт',
  ],
  ...['боюсь, не перенесу наркоз', 'как легче перенести наркоз?', 'тяжело переносить боль'],
  ...['смогу ли я перенести общую анестезию', 'ребёнок плохо переносит боль', 'непереносимость'],
  ...['не переносите мой визит', 'коронка сдвинулась', 'зуб передвинулся', 'сдвинуть зубы можно?'],
  ...[
    'I moved to another city',
    "I can't move my jaw",
    'it hurts to move my tongue',
    'the crown moved',
  ],
  ...[
    'we are moving',
    'I will move to London next month',
    'it hurts when I move it',
    'my tooth moves',
  ],
  ...['don’t move my appointment', 'that tooth is loose, I cannot move it', 'my move went well'],
];

describe('a wish for another time', () => {
  it.each(wishes)('%s', (text) => {
    expect(wantsMove(text)).toBe(true);
  });

  it.each(others)('%s is none', (text) => {
    expect(wantsMove(text)).toBe(false);
  });
});

it.each(others)('%s goes to a person', (text) => {
  const world = new World();
  world.people.bind('anna', { relation: 'self', verified: true, channel: 'telegram' }, ['visit']);
  world.book('v1', 'anna', '2026-11-24T11:40');
  const { effects } = world.play({ type: 'text', text });
  expect(effects).toContainEqual(expect.objectContaining({ type: 'hand_over' }));
  expect(effects).toContainEqual(expect.objectContaining({ type: 'reply', kind: 'person' }));
});
