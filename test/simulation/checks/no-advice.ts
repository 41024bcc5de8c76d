/** While a person looks after somebody who feels bad, the bot neither advises nor asks for praise. */

import { advice } from '../commands/prepare.ts';
import type { Check, SeenRequest, World } from '../contract.ts';
import { type Sent, sightOf, wasSo } from './eyes.ts';
import { looked, unless } from './looked.ts';

const name = 'no-advice';
/** What the bot says of itself to whoever is well. */
const cheerful = ['aftercare', 'impression'];

/** A person's own words, and the copy of all that was ever said. */
const beyond = ['staff_reply', 'export'];

/** Answered while the alarm was live: what was answered before may still be on its way. */
const answeredText = `select a.id::text as id from message m join alarm a on a.patient_id = m.patient_id
  where m.id = $1::uuid and a.code <> 'low_mark' and a.raised_at < m.created_at
    and (a.closed_at is null or a.closed_at > m.created_at)`;

async function isLookedAfter(world: World, request: SeenRequest, message: Sent): Promise<boolean> {
  if (!message.proactive) return (await world.sql(answeredText, [message.id])).length > 0;
  const { photos } = await sightOf(world, request);
  const isGrave = (one: { patient_id: string; code: string }) =>
    one.patient_id === message.patient_id && one.code !== 'low_mark';
  return !wasSo(photos, ({ alarms }) => !alarms.some(isGrave));
}

export const noAdvice: Check = {
  name,
  onRequest: async (world, request) => {
    const { message } = await sightOf(world, request);
    if (!message?.patient_id || beyond.includes(message.kind)) return [];
    const isCheerful = message.proactive && cheerful.includes(message.kind);
    if (!isCheerful && !request.text.includes(advice)) return [];
    looked(world, name);
    const { patient_id: patient, kind, id } = message;
    return unless(
      !(await isLookedAfter(world, request, message)),
      name,
      () => `${kind} ${id} for ${patient}, whom people are looking after`,
    );
  },
};
