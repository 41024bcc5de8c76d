/** What staff see of reasons: what to say in a call, and the wish for a visit that nobody has booked yet. */

import { afterAll, beforeAll, expect, test } from 'vitest';
import { putCard } from '../../../src/app/cards.ts';
import { transact } from '../../../src/app/context.ts';
import { dispatchDue } from '../../../src/app/dispatch.ts';
import { newId } from '../../../src/app/ids.ts';
import { recordReason } from '../../../src/app/reasons.ts';
import { putClinic, putDoctor, putPatient } from '../../../src/app/registry.ts';
import { askFor } from '../../../src/app/requests.ts';
import { proposedId } from '../../../src/domain/proposed.ts';
import { reasonRules } from '../../../src/domain/reasons.ts';
import { insertAddress, insertContact } from '../../../src/store/people.ts';
import { wordsEn } from '../../../src/web/console/words-en.ts';
import { wordsRu } from '../../../src/web/console/words-ru.ts';
import { type Browser, openConsole, type World } from './support.ts';

let world: World;
let owner: Browser;
let reasonId = '';

beforeAll(async () => {
  world = await openConsole();
  const { ctx } = world;
  const clinic = { id: 'c1', name: 'Клиника на Ленина', zone: 'Europe/Moscow', hours: null };
  const nowhere = { address: null, directions: null, phone: null };
  await putClinic(ctx, { ...clinic, ...nowhere, languages: ['ru'] });
  await putDoctor(ctx, { id: 'd1', name: 'Орлов Пётр', clinicId: 'c1', post: null });
  await putPatient(ctx, {
    ...{ id: 'p1', name: 'Смирнова Анна', phone: '+79160000001', language: 'ru', clinicId: 'c1' },
    ...{ birthDate: null, guardian: null, actor: 'test' },
  });
  await putCard(ctx, { patientId: 'p1', change: { channels: ['phone'] }, actor: 'test' });
  const made = await recordReason(ctx, {
    ...{ patientId: 'p1', kind: 'plan', doctorId: 'd1', appointmentId: null, serviceId: null },
    ...{ dueOn: '2026-12-01', lastVisitOn: null, intervalMonths: null, note: null },
    argument: 'канал лучше закрыть, пока не болит',
    plan: {
      ...{ signedOn: '2026-11-20', urgentItem: 'коронка', done: null, left: null, risk: null },
      deadline: '2026-12-20',
    },
    ...{ freeConsultation: false, leaving: null, namedOn: null, contraindications: [] },
    ...{ guarantee: true, agreed: true, agreedHow: 'phone', actor: 'test', byDoctor: null },
  });
  if (!made.ok) throw new Error(made.fault.detail);
  reasonId = made.value.id;
  owner = await world.signIn();
});
afterAll(() => world.close());

test('a call about a plan has its script beside it', async () => {
  world.clock.set('2026-12-01T07:00:00Z');
  await dispatchDue(world.ctx, { stopping: () => false });
  const { text } = await owner.get('/calls');
  const script = [
    'Клиника на Ленина',
    'Мы договаривались, что позвоним',
    'Орлов Пётр',
    'коронка',
    '2026-12-20',
    'канал лучше закрыть',
    'условие гарантии',
    'Если не нужно, это совершенно нормально',
  ];
  for (const line of script) expect(text).toContain(line);
});

test('a wish for a visit that is not booked yet stands among the requests', async () => {
  const { ctx } = world;
  const [addressId, contactId, createdAt] = [newId(), newId(), ctx.clock.now()];
  await insertContact(ctx.db, { id: contactId, createdAt });
  const account = { channel: 'telegram', account: 'a', userId: '1' } as const;
  await insertAddress(ctx.db, { id: addressId, contactId, ...account, createdAt });
  const wanted = {
    kind: 'book',
    patientId: 'p1',
    addressId,
    words: 'по вечерам',
    wish: null,
  } as const;
  await transact(ctx, (tx) => askFor(tx, { ...wanted, appointmentId: proposedId(reasonId) }));
  const { text } = await owner.get('/day');
  expect(text).toContain('по вечерам');
  expect(text).toContain('новая запись, срок');
});

test('each rule has its sentence in both languages', () => {
  for (const { reasons } of [wordsRu, wordsEn])
    for (const rule of reasonRules) expect(reasons.rules[rule]).toMatch(/^.{15,}\.$/);
});
