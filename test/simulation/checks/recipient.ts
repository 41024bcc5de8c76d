/** What is said about a patient goes to accounts proven to speak for that patient, and to nobody else. */

import { castOf, numberOf } from '../commands/cast.ts';
import { namesIn } from '../commands/names.ts';
import type { Check, SeenRequest, Violation, World } from '../contract.ts';
import { addresseeIn, type Photo, type Sent, sightOf, wasSo } from './eyes.ts';
import { looked, unless } from './looked.ts';
import { wallOf } from './own-time.ts';

const name = 'recipient';

/**
 * Bound, proven, in no doubt, and still speaking for the patient: an answer may have waited for the
 * platform while a child came of age, and is to whoever asked for it.
 */
function speaksFor(photo: Photo, request: SeenRequest, { message, patient }: Meant): boolean {
  const account = addresseeIn(photo, request);
  if (!account || account.quarantined_at !== null) return false;
  const { date } = wallOf(message.proactive ? request.startedAt : message.created_at, photo.zone);
  return photo.bindings.some(
    (one) =>
      one.address_id === account.id &&
      one.patient_id === patient &&
      one.ended_at === null &&
      one.verified_by !== 'invitation' &&
      (one.authority_ends_on === null || date < one.authority_ends_on),
  );
}

interface Meant {
  readonly message: Sent;
  readonly patient: string;
}

/** Ids of the patients whom these words name, each name by all who could be meant. */
function namedIn(world: World, text: string): string[][] {
  const { patients } = castOf(world);
  const found = [...new Set((text.match(namesIn) ?? []).map((one) => one.toLowerCase()))];
  const byName = found.map((word) =>
    patients.filter(({ marks }) => marks.some((mark) => mark.toLowerCase() === word)),
  );
  const digits = text.replaceAll(/[^\d]/g, '');
  const byNumber = world.people
    .map(numberOf)
    .filter((number) => number !== '' && digits.includes(number.slice(-10)))
    .map((number) => patients.filter(({ phone, guardian }) => [phone, guardian].includes(number)));
  return [...byName, ...byNumber]
    .filter((all) => all.length > 0)
    .map((all) => all.map(({ id }) => id));
}

/** The same words have reached this very account before: an edit tells nothing new. */
function isOldNews(world: World, request: SeenRequest): boolean {
  const told = world.requests
    .filter(
      (one) =>
        one !== request &&
        one.accepted !== false &&
        one.channel === request.channel &&
        one.userId === request.userId,
    )
    .flatMap((one) => one.text.match(namesIn) ?? []);
  return (request.text.match(namesIn) ?? []).every((word) => told.includes(word));
}

const byPerson = ({ kind }: Sent): boolean => kind === 'staff_reply' || kind === 'staff_message';

function proactiveElsewhere(
  request: SeenRequest,
  message: Sent,
  photos: readonly Photo[],
): readonly Violation[] {
  const { patient_id: patient } = message;
  const right =
    patient !== null && wasSo(photos, (photo) => speaksFor(photo, request, { message, patient }));
  return unless(
    right,
    name,
    () =>
      `${message.kind} ${message.id} for ${patient} goes to ${request.channel} ${request.userId ?? request.number}, which does not speak for them`,
  );
}

export const recipient: Check = {
  name,
  onRequest: async (world, request) => {
    const { message, photos } = await sightOf(world, request);
    if (!message) return [];
    const found = message.proactive ? [...proactiveElsewhere(request, message, photos)] : [];
    const named = namedIn(world, request.text);
    looked(world, name, named.length + (message.proactive ? 1 : 0));
    if (byPerson(message) || (request.kind === 'edit' && isOldNews(world, request))) return found;
    for (const patients of named) {
      const known = wasSo(photos, (photo) =>
        patients.some((patient) => speaksFor(photo, request, { message, patient })),
      );
      found.push(
        ...unless(
          known,
          name,
          () =>
            `${message.kind} ${message.id} names ${patients.join(' or ')} to ${request.channel} ${request.userId ?? request.number}, which does not speak for them`,
        ),
      );
    }
    return found;
  },
};
