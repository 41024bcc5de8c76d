import { expect, test } from 'vitest';
import { transact } from '../../src/app/context.ts';
import { eraseDue, eraseNow, requestErasure, listErasures } from '../../src/app/erasure.ts';
import { exportPatients } from '../../src/app/export.ts';
import { checkChain } from '../../src/app/ledger.ts';
import { openPostgres } from '../../src/store/postgres.ts';
import { freshContext } from '../support/pglite.ts';
import { freshDatabase } from '../support/postgres.ts';
import { platformDouble } from '../web/api/channel-double.ts';
import { family } from './family.ts';

test('real PostgreSQL', async () => {
  const base = await freshContext({ channels: [platformDouble('telegram'), platformDouble('whatsapp')], migrated: false });
  const store = openPostgres(await freshDatabase());
  const fresh = { ...base, store, ctx: { ...base.ctx, db: store.db } };
  const people = await family(fresh as never);
  const row = await transact(fresh.ctx, (tx) => requestErasure(tx, { patientId: 'masha', requestedBy: 'patient', addressId: people.masha }));
  const out = await eraseNow(fresh.ctx, { erasureId: row.id, actor: 'api' });
  expect(out.ok).toBe(true);
  base.clock.set('2026-03-03T09:00:00Z');
  expect(await eraseDue(fresh.ctx)).toBe(0);
  const [after] = await listErasures(fresh.ctx, { open: false });
  console.log(JSON.stringify(after?.proof?.counts));
  expect(after?.addressId).toBeNull();
  expect((await checkChain(fresh.ctx, 'masha')).fault).toBeNull();
  expect((await exportPatients(fresh.ctx, ['masha', 'petya'], 'ru')).text).not.toContain('Маш');
  await store.close();
  await base.close();
});
