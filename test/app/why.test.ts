import { afterAll, beforeAll, expect, test } from 'vitest';
import { recordConsent } from '../../src/app/consents.ts';
import { readWhy, type Why } from '../../src/app/why.ts';
import { listMessages, type MessageRow, updateMessage } from '../../src/store/messages.ts';
import { type Fresh, freshContext } from '../support/fresh.ts';
import { platformDouble } from '../web/api/channel-double.ts';
import { type Family, family } from './family.ts';

let fresh: Fresh;
let people: Family;
beforeAll(async () => {
  const channels = [platformDouble('telegram'), platformDouble('whatsapp')];
  fresh = await freshContext({ channels });
  people = await family(fresh);
});
afterAll(() => fresh.close());

const messages = () => listMessages(fresh.ctx.db, { limit: 200 });

async function one(
  kind: string,
  is: (row: MessageRow) => boolean = () => true,
): Promise<MessageRow> {
  const row = (await messages()).find((each) => each.kind === kind && is(each));
  if (!row) throw new Error(`no ${kind}`);
  return row;
}

async function why(row: MessageRow): Promise<Why> {
  const outcome = await readWhy(fresh.ctx, row.id);
  if (!outcome.ok) throw new Error(outcome.fault.code);
  return outcome.value;
}

const mashas = ({ patientId }: MessageRow) => patientId === 'masha';
const withdrawal = {
  patientId: 'masha',
  channel: 'telegram',
  act: 'withdrawn',
  mechanism: 'staff',
  strength: null,
  wording: null,
  document: null,
  actor: 'api',
} as const;

test('a reminder: who agreed, in which words, for which visit, and every decision', async () => {
  const shown = await why(await one('visit_day_before', mashas));
  expect(shown).toMatchObject({
    strengthNeeded: 2,
    consent: {
      act: 'given',
      strength: 4,
      enough: true,
      event: { wording: 'Писать о визитах Смирновой Марии', document: 'договор 17-М' },
    },
    reason: { type: 'visit', appointment: { id: 'v-masha' } },
    attempts: [],
  });
  expect(shown.trail.at(-1)).toMatchObject({ stage: 'plan' });
});

test('a wellbeing question: the recorded reason, and the account that agreed', async () => {
  const shown = await why(await one('wellbeing_check', mashas));
  expect(shown).toMatchObject({
    consent: { relation: 'parent', label: 'Маша', event: { bindingId: people.bindings.byMother } },
    reason: { type: 'reason', reason: { appointmentId: 'v-masha', createdBy: 'api' } },
  });
});

test('what was sent keeps the agreement of that moment; what waits shows the refusal', async () => {
  const sent = await one('visit_day_before', mashas);
  await updateMessage(fresh.ctx.db, sent.id, { state: 'sent', decidedAt: fresh.clock.now() });
  fresh.clock.set('2026-03-02T09:00:00Z');
  await recordConsent(fresh.ctx, { ...withdrawal, purpose: 'visit' });
  expect((await why(sent)).consent).toMatchObject({ act: 'given', enough: true });
  const next = await why(await one('visit_soon', mashas));
  expect(next.consent).toMatchObject({ act: 'withdrawn', enough: false });
  expect(next.trail.at(-1)).toMatchObject({ verdict: 'drop', code: 'withdrawn' });
});

test('an answer needs no consent, and shows what it answers', async () => {
  const reply = await one('reply.note', mashas);
  const shown = await why(reply);
  expect(shown).toMatchObject({ consent: null, strengthNeeded: 0, reason: { type: 'answer' } });
  const to = shown.reason?.type === 'answer' ? shown.reason.to : null;
  expect(to?.content?.text).toBe('У Пети всё хорошо');
});

test('what came in has no reason of ours', async () => {
  expect(await why(await one('text'))).toMatchObject({ reason: null, consent: null, trail: [] });
});

test('of nothing → not found', async () => {
  const outcome = await readWhy(fresh.ctx, '0198c9a1-7c1e-7b52-9f63-5a1c6f0c2f11');
  expect(outcome).toMatchObject({ ok: false, fault: { kind: 'not_found' } });
});
