/** A colleague with a phone, connected by a code as the console gives it. */

import { issueStaffCode } from '../../src/app/staff-telegram.ts';
import { findStaff, type StaffRow, updateStaff } from '../../src/store/staff.ts';
import type { Phone, World } from '../support/world.ts';
import type { Caring } from './caring.ts';

export interface Colleague {
  readonly id: string;
  readonly phone: Phone;
  /** What the bot wrote last, and its buttons. */
  said(): Promise<string>;
  buttons(): Promise<string[]>;
  tap(label: string): Promise<void>;
  type(text: string): Promise<void>;
  row(): Promise<StaffRow>;
}

export async function codeOf(world: World, staffId: string) {
  const made = await issueStaffCode(world.ctx, { staffId, actor: `staff:${staffId}` });
  if (!made.ok || !made.value.url) throw new Error('no code');
  return { ...made.value, url: made.value.url };
}

let phones = 100;

export async function colleague(
  world: World,
  clinic: Caring,
  login: string,
  { language = 'ru', phone }: { language?: 'ru' | 'en'; phone?: Phone } = {},
): Promise<Colleague> {
  const id = clinic.staff.get(login) ?? '';
  await updateStaff(world.ctx.db, id, { language });
  phones += 1;
  const own = phone ?? (await world.patient(`p${phones}`, { name: login, language }));
  await own.open((await codeOf(world, id)).url);
  return {
    id,
    phone: own,
    said: async () => (await own.texts('telegram')).at(-1) ?? '',
    buttons: () => own.buttons('telegram'),
    tap: (label) => own.act('telegram', 'tap', { label }),
    type: (text) => own.act('telegram', 'text', { text }),
    row: async () => {
      const row = await findStaff(world.ctx.db, id);
      if (!row) throw new Error('no colleague');
      return row;
    },
  };
}
