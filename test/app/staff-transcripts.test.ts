/** The whole of a doctor's chat as they read it, played on a phone in both languages. */

import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { visitTag } from '../../src/dialogue/buttons.ts';
import { encodeStaffButton, type StaffAction } from '../../src/dialogue/staff-buttons.ts';
import { type DoctorKind, doctorKinds } from '../../src/domain/presets.ts';
import { reasonsOf } from '../../src/store/registry.ts';
import { updateStaff } from '../../src/store/staff.ts';
import { freshStore } from '../support/postgres.ts';
import { createWorld, type World } from '../support/world.ts';
import { type Caring, caring } from './caring.ts';
import { type Colleague, colleague } from './colleague.ts';

type Language = 'ru' | 'en';

let world: World;
let clinic: Caring;
let orlov: Colleague;
let lines: string[] = [];
beforeAll(async () => {
  world = await createWorld(await freshStore(), '2026-11-23T10:00:00Z');
  clinic = await caring(world);
  orlov = await colleague(world, clinic, 'orlov');
  for (const id of ['p1', 'p3']) await world.optIn(id, await world.patient(id), 'telegram');
  for (const id of ['p2', 'p4'])
    await world.patient(id, { name: 'Борис Ильин', birthDate: '2017-03-05' });
  for (const n of [1, 2, 3, 4])
    await world.visit(`v-p${n}`, `p${n}`, `2026-11-23T${8 + n}:30:00+03:00`.replace('T9', 'T09'));
});
afterAll(() => world.stop());

const tag = (id: string) => visitTag(`v-${id}`);

async function said(input: string, edits: boolean): Promise<void> {
  const buttons = await orlov.buttons();
  const answer = (await orlov.said()).split('\n').map((line) => `${edits ? '*' : '<'} ${line}`);
  lines.push(
    `> ${input}`,
    ...answer,
    ...(buttons.length > 0 ? [`  [${buttons.join('] [')}]`] : []),
    '',
  );
}

async function press(action: StaffAction): Promise<void> {
  const data = encodeStaffButton(action);
  const before = (await orlov.phone.texts('telegram')).length;
  await orlov.phone.act('telegram', 'tap', { data });
  const edits = (await orlov.phone.texts('telegram')).length === before;
  await said(`(${data.replace(/[0-9a-f]{8}-[-0-9a-f]+/, '…')})`, edits);
}

async function type(text: string): Promise<void> {
  await orlov.type(text);
  await said(text, false);
}

const words: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  ru: {
    menu: '/врач',
    item: 'удалить корень',
    done: 'вылечен канал',
    left: 'коронка',
    risk: 'зуб может расколоться',
    note: 'в 13 лет к ортодонту',
    date: '15 января',
    price: 'скидка 20 %',
    never: 'потом',
  },
  en: {
    menu: '/doctor',
    item: 'remove the root',
    done: 'the canal is treated',
    left: 'a crown',
    risk: 'the tooth may split',
    note: 'orthodontist at 13',
    date: '15 January',
    price: '20 % discount',
    never: 'some day',
  },
};

/** What is said between the kind and the agreement. */
async function pieces(kind: DoctorKind, id: string, language: Language): Promise<string> {
  const of = { tag: tag(id), kind };
  const say = words[language];
  switch (kind) {
    case 'wellbeing':
      await press({ verb: 'due', ...of, choice: 'morning' });
      return 'morning';
    case 'personal':
      await press({ verb: 'say', ...of, key: 'p1' });
      await press({ verb: 'due', ...of, choice: 'w1' });
      return 'w1';
    case 'checkup':
      await press({ verb: 'say', ...of, key: 'c2' });
      await type(say.never ?? '');
      await type(say.date ?? '');
      return '2027-01-15';
    case 'plan':
      await press({ verb: 'signed', ...of, on: '2026-11-23' });
      await type(say.item ?? '');
      await press({ verb: 'due', ...of, choice: 'm1' });
      return 'm1';
    case 'later_need':
      await type(say.note ?? '');
      return '2030-03-05';
    default:
      await press({ verb: 'due', ...of, choice: 'm3' });
      return 'm3';
  }
}

async function toPatient(id: string, language: Language): Promise<void> {
  await type(words[language].menu ?? '');
  await press({ verb: 'open', tag: tag(id) });
}

async function undo(id: string): Promise<void> {
  const made = (await reasonsOf(world.ctx.db, id)).filter(({ state }) => state === 'planned');
  const [first] = made;
  if (first) await press({ verb: 'undo', reasonId: first.id });
}

/** A grown-up who may be written to about visits, and a child whose parents have never written. */
const patients = { ru: ['p1', 'p2'], en: ['p3', 'p4'] } as const;

test.each(['ru', 'en'] as const)('%s', async (language) => {
  lines = [];
  await updateStaff(world.ctx.db, orlov.id, { language });
  const [adult, child] = patients[language];
  await toPatient(adult, language);
  for (const kind of doctorKinds.filter((one) => one !== 'later_need')) {
    lines.push(`# ${kind}`);
    await press({ verb: 'what', tag: tag(adult), kind });
    const choice = await pieces(kind, adult, language);
    await press({ verb: 'agreed', tag: tag(adult), kind, how: 'yes', choice });
    await press({ verb: 'open', tag: tag(adult) });
  }
  await press({ verb: 'list', day: 0, page: 0 });
  await press({ verb: 'open', tag: tag(child) });
  lines.push('# not agreed: the desk asks');
  const later = { tag: tag(child), kind: 'later_need' } as const;
  await press({ verb: 'what', ...later });
  const choice = await pieces('later_need', child, language);
  await press({ verb: 'agreed', ...later, how: 'no', choice });
  await undo(child);
  lines.push('# a plan done in part');
  await toPatient(child, language);
  const plan = { tag: tag(child), kind: 'plan' } as const;
  await press({ verb: 'what', ...plan });
  await press({ verb: 'signed', ...plan, on: '2026-11-23' });
  await press({ verb: 'part', ...plan });
  for (const said of [words[language].done, words[language].left, words[language].risk])
    await type(said ?? '');
  await press({ verb: 'due', ...plan, choice: 'm1' });
  await press({ verb: 'agreed', ...plan, how: 'yes', choice: 'm1' });
  lines.push('# refused by its rule');
  await toPatient(child, language);
  const checkup = { tag: tag(child), kind: 'checkup' } as const;
  await press({ verb: 'what', ...checkup });
  await type(words[language].price ?? '');
  await press({ verb: 'due', ...checkup, choice: 'm6' });
  await press({ verb: 'agreed', ...checkup, how: 'yes', choice: 'm6' });
  const path = join(import.meta.dirname, 'staff-transcripts', `menu.${language}.txt`);
  await expect(`${lines.join('\n').trim()}\n`).toMatchFileSnapshot(path);
});

test('what comes as a message of its own holds initials and times only', async () => {
  const sent = (await world.log()).filter(({ text }) => /^(?:АС|БИ), \d+:30$/.test(text));
  expect(sent.length).toBeGreaterThan(5);
  const own = (await world.log()).filter(({ phone }) => phone === orlov.phone.id);
  for (const { text } of own.slice(own.indexOf(sent[0] as (typeof own)[number])))
    expect(text).not.toMatch(/Смирнова|Ильин|корень|ортодонт|root|discount|скидка/);
});
