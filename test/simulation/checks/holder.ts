/** Whose number proved an account really holds a number that the clinic knows for that patient. */

import { castOf } from '../commands/cast.ts';
import type { Check, World } from '../contract.ts';
import { look } from './eyes.ts';
import { looked, unless } from './looked.ts';

const name = 'holder';

async function watch(world: World) {
  const { bindings, addresses } = await look(world);
  const { patients } = castOf(world);
  const phones = world.people.flatMap((person) => person.phones);
  return bindings
    .filter(({ verified_by: by }) => by === 'phone')
    .flatMap(({ address_id, patient_id }) => {
      const address = addresses.find(({ id }) => id === address_id);
      const phone = phones.find(({ userId }) => userId === address?.user_id);
      const patient = patients.find(({ id }) => id === patient_id);
      if (!phone || !patient) return [];
      looked(world, name);
      return unless(
        patient.numbers.includes(phone.number),
        name,
        () =>
          `${phone.channel} ${phone.userId} counts as proven for ${patient_id} by a number that was never theirs`,
      );
    });
}

export const holder: Check = { name, onStep: watch, atEnd: watch };
