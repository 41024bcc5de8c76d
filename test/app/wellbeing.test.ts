/** Episodes after a treatment: their days, their answers and their silence, over real HTTP and PostgreSQL. */

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { putCard } from '../../src/app/cards.ts';
import { putClinic } from '../../src/app/registry.ts';
import { sweep } from '../../src/app/sweep.ts';
import { startEpisode, startWellbeing } from '../../src/app/wellbeing.ts';
import { weekOf } from '../../src/domain/card.ts';
import { weekdays } from '../../src/domain/words.ts';
import { findClinic } from '../../src/store/registry.ts';
import { freshStore } from '../support/postgres.ts';
import { createWorld, type World } from '../support/world.ts';
import { type Caring, caring } from './caring.ts';

let world: World;
let clinic: Caring;
beforeEach(async () => {
  world = await createWorld(await freshStore());
  clinic = await caring(world);
});
afterEach(() => world.stop());

const dayOne = '2026-11-27T07:30:00Z';
const again = (days: readonly number[] | null) =>
  startEpisode(world.ctx, { appointmentId: 'v-p1', days, note: null, actor: 'staff:x' });

const questions = async () =>
  (await world.proactive('p1'))
    .toSorted((a, b) => a.dueAt.getTime() - b.dueAt.getTime())
    .filter(({ kind }) => kind.startsWith('wellbeing') || kind === 'impression')
    .map(({ kind, dueAt, state }) => [kind, dueAt.toISOString(), state]);

test('the days of the service are asked one by one, each once, and the impression after them', async () => {
  await clinic.treated('telegram');
  const first = await clinic.reasons();
  expect(new Set(first.map(({ episodeId }) => episodeId)).size).toBe(1);
  expect(await again(null)).toMatchObject({ ok: false, fault: { code: 'already_planned' } });
  expect(await again([3, 5])).toMatchObject({ ok: true, value: [{ day: 5 }] });
  expect(await clinic.states()).toEqual([
    [1, 'wellbeing', 'planned', null, null],
    [3, 'wellbeing', 'planned', null, null],
    [5, 'wellbeing', 'planned', null, null],
    [6, 'impression', 'planned', null, null],
  ]);
  const single = { appointmentId: 'v-p1', after: 'P3D', note: null, actor: 'staff:x' };
  expect(await startWellbeing(world.ctx, single)).toMatchObject({ ok: false });
  expect((await questions()).map(([kind, at]) => [kind, at])).toEqual([
    ['wellbeing_check', '2026-11-27T07:00:00.000Z'],
    ['wellbeing_check', '2026-11-29T07:00:00.000Z'],
    ['wellbeing_check', '2026-12-01T07:00:00.000Z'],
    ['impression', '2026-12-02T07:00:00.000Z'],
  ]);
});

test('of days that have passed only the last is asked about, and only if none is to come', async () => {
  await clinic.treated('telegram', { days: [2] });
  await world.moveTo('2026-11-30T12:00:00Z');
  expect(await again([1, 3])).toMatchObject({ ok: true, value: [{ day: 3 }] });
  await world.settle();
  expect(await again([0, 1, 9])).toMatchObject({ ok: true, value: [{ day: 9 }] });
});

test('a question that nobody could be asked has lapsed two days later', async () => {
  await world.agreed('telegram');
  await world.moveTo('2026-11-26T12:00:00Z');
  await again([1]);
  await world.moveTo('2026-11-29T06:59:00Z');
  const states = async () => (await clinic.states()).map(([day, , state]) => `${day} ${state}`);
  expect(await states()).toEqual(['1 planned', '2 planned']);
  await world.moveTo('2026-11-30T07:01:00Z');
  await sweep(world.ctx, { alone: false });
  expect(await states()).toEqual(['1 lapsed', '2 lapsed']);
});

test('whoever declines the question is asked on none of the days', async () => {
  const phone = await world.agreed('telegram');
  await world.moveTo('2026-11-26T12:00:00Z');
  await again([1, 3]);
  await world.settle();
  await phone.act('telegram', 'tap', { label: 'Не нужно' });
  await world.moveTo('2026-12-02T00:00:00Z');
  expect((await clinic.states()).map(([, , state]) => state)).toEqual([
    'closed',
    'closed',
    'closed',
  ]);
  expect((await world.states('p1')).filter(([kind]) => kind === 'ask_wellbeing')).toHaveLength(1);
});

describe.each([
  ['telegram', 'ru', 'Всё хорошо', 'Спасибо, рады'],
  ['whatsapp', 'ru', 'Всё хорошо', 'Спасибо, рады'],
  ['telegram', 'en', 'All good', 'glad to hear'],
  ['whatsapp', 'en', 'All good', 'glad to hear'],
] as const)('on %s in %s', (channel, language, label, thanks) => {
  test('a good answer ends the wait, and the other day is still asked', async () => {
    const phone = await clinic.treated(channel, { language });
    await world.moveTo(dayOne);
    await phone.act(channel, 'tap', { label });
    expect((await phone.texts(channel)).at(-1)).toContain(thanks);
    await world.moveTo('2026-11-29T08:00:00Z');
    expect(await clinic.states()).toMatchObject([
      [1, 'wellbeing', 'answered', 'good', null],
      [3, 'wellbeing', 'sent', null, null],
      [4, 'impression', 'planned', null, null],
    ]);
    expect(await clinic.tasks()).toEqual([]);
  });
});

test.each([
  ['telegram', '7', 'good', 7],
  ['whatsapp', '7/10', 'good', 7],
  ['whatsapp', 'шесть', 'unsure', 6],
  ['telegram', '4', 'bad', 4],
] as const)('on %s the score «%s» is %s', async (channel, text, answer, score) => {
  const phone = await clinic.treated(channel, { asksScore: true });
  await world.moveTo(dayOne);
  await phone.act(channel, 'text', { text });
  expect((await clinic.states())[0]).toEqual([1, 'wellbeing', 'answered', answer, score]);
});

test('a score is pressed on Telegram', async () => {
  const phone = await clinic.treated('telegram', { asksScore: true });
  await world.moveTo(dayOne);
  await phone.act('telegram', 'tap', { label: '10' });
  expect((await clinic.states())[0]).toEqual([1, 'wellbeing', 'answered', 'good', 10]);
  expect((await phone.texts('telegram')).join('\n')).toContain('✓ 10');
});

const lost = { channel: 'whatsapp', fault: 'lose_statuses' } as const;

describe('silence', () => {
  test('of twelve hours is a call within the agreed hours, no second message, and the next day is asked', async () => {
    const phone = await clinic.treated('telegram');
    await world.moveTo(dayOne);
    const said = (await phone.texts('telegram')).length;
    // Twelve hours after ten in the morning the agreed hours are over: it counts at nine.
    expect((await clinic.reasons())[0]?.answerBy?.toISOString()).toBe('2026-11-28T06:00:00.000Z');
    await world.moveTo('2026-11-28T05:59:00Z');
    expect(await clinic.tasks()).toEqual([]);
    await world.moveTo('2026-11-28T06:01:00Z');
    expect((await clinic.states())[0]).toEqual([1, 'wellbeing', 'silent', null, null]);
    expect(await clinic.tasks()).toEqual(['wellbeing_silent']);
    expect(await phone.texts('telegram')).toHaveLength(said);
    await world.moveTo('2026-11-29T08:00:00Z');
    expect(await phone.texts('telegram')).toHaveLength(said + 1);
    await phone.act('telegram', 'tap', { label: 'Всё хорошо' });
    expect(await clinic.tasks(), 'an answer takes the call off the list').toEqual([]);
  });

  test('is counted from the delivery where the platform tells of it', async () => {
    const phone = await clinic.treated('whatsapp');
    await putCard(world.ctx, {
      patientId: 'p1',
      change: { hours: weekOf(weekdays, [{ from: '00:00', to: '24:00' }]) },
      actor: 'test',
    });
    await world.fault(lost);
    await world.moveTo('2026-11-27T10:00:00Z');
    expect((await clinic.reasons())[0]).toMatchObject({ state: 'sent', answerBy: null });
    await world.noFaults();
    await phone.act('whatsapp', 'read');
    expect((await clinic.reasons())[0]?.answerBy?.toISOString()).toBe('2026-11-27T22:00:00.000Z');
  });

  test('a question that never arrived is noticed by the sweep a day later', async () => {
    await clinic.treated('whatsapp');
    await world.fault(lost);
    await world.moveTo('2026-11-28T12:00:00Z');
    await sweep(world.ctx, { alone: false });
    expect((await clinic.states())[0]).toEqual([1, 'wellbeing', 'silent', null, null]);
    expect(await clinic.tasks()).toEqual(['wellbeing_silent']);
  });

  test('words are no silence: a person reads them', async () => {
    const phone = await clinic.treated('telegram');
    await world.moveTo(dayOne);
    await phone.act('telegram', 'text', { text: 'а когда можно кофе?' });
    await world.moveTo('2026-11-28T12:00:00Z');
    expect((await clinic.states())[0]).toEqual([1, 'wellbeing', 'answered', null, null]);
    expect(await clinic.tasks()).toEqual([]);
  });
});

describe('who cannot or will not be asked any more', () => {
  test('a blocked bot is a call', async () => {
    const phone = await clinic.treated('telegram');
    await phone.act('telegram', 'block');
    await world.moveTo('2026-11-29T08:00:00Z');
    expect(await clinic.tasks()).toEqual(['unreachable', 'unreachable']);
  });

  test('an agreement that is taken back is a decision for the doctor, once', async () => {
    await clinic.treated('telegram');
    const purposes = ['wellbeing'] as const;
    await world.consent('p1', { act: 'withdrawn', mechanism: 'desk', purposes });
    expect(await clinic.tasks()).toEqual(['wellbeing_withdrawn']);
    await world.moveTo('2026-12-02T00:00:00Z');
    expect(await clinic.tasks()).toEqual(['wellbeing_withdrawn']);
    expect((await questions()).map(([, , state]) => state)).toEqual([
      'dropped',
      'dropped',
      'dropped',
    ]);
  });
});

describe('the impression', () => {
  const asked = async () => {
    const phone = await clinic.treated('telegram', { days: [1] });
    await world.moveTo(dayOne);
    await phone.act('telegram', 'tap', { label: 'Всё хорошо' });
    await world.moveTo('2026-11-28T08:00:00Z');
    return phone;
  };

  test('a low mark goes to the desk and climbs to nobody', async () => {
    const phone = await asked();
    await phone.act('telegram', 'tap', { label: '2' });
    expect(await clinic.alarm()).toMatchObject({ code: 'low_mark', state: 'open', nextAt: null });
    await world.moveTo('2026-11-28T12:00:00Z');
    expect(await clinic.called()).toEqual(['0 desk']);
  });

  test('a link to a review comes after a yes to that very question, and never without a link', async () => {
    const row = await findClinic(world.ctx.db, 'c1');
    if (!row) throw new Error('no clinic');
    await putClinic(world.ctx, { ...row, reviewUrl: 'https://example.org/review' });
    const phone = await asked();
    await phone.act('telegram', 'tap', { label: '5' });
    expect((await phone.texts('telegram')).join()).not.toContain('example.org');
    await phone.act('telegram', 'tap', { label: 'Да, пришлите' });
    expect((await phone.texts('telegram')).at(-1)).toContain('https://example.org/review');
    await putClinic(world.ctx, { ...row, reviewUrl: null });
    await phone.act('telegram', 'text', { text: 'спасибо' });
    expect((await clinic.states()).at(-1)).toEqual([2, 'impression', 'answered', 'good', 5]);
  });
});
