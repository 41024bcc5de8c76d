/** Nothing is begun outside the hours the patient agreed to, in the patient's zone. */

import type { Check } from '../contract.ts';
import { authority_ms, type CardRow, sightOf, wasSo } from './eyes.ts';
import { looked, unless } from './looked.ts';
import { isInHours } from './own-time.ts';

const name = 'hours';
const daytime = [{ from: '09:00', to: '21:00' }];
/** What holds for whom no card was ever written. */
export const unwritten: Omit<CardRow, 'patient_id'> = {
  hours: Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map((weekday) => [weekday, daytime])),
  zone: null,
  budget: { perDay: 2, perWeek: 4 },
};

export const hours: Check = {
  name,
  onRequest: async (world, request) => {
    const { message, photos } = await sightOf(world, request);
    if (!message?.proactive) return [];
    looked(world, name);
    // Decided in the last agreed second, it may start two later.
    const earlier = new Date(request.startedAt.getTime() - authority_ms);
    const moments = [request.startedAt, earlier, message.attempt_at ?? earlier];
    const agreed = wasSo(photos, ({ cards, zone }) => {
      const card = cards.find((one) => one.patient_id === message.patient_id) ?? unwritten;
      return moments.some((at) => isInHours(at, card.hours, card.zone ?? zone));
    });
    return unless(
      agreed,
      name,
      () =>
        `${message.kind} ${message.id} for ${message.patient_id} started at ${request.startedAt.toISOString()}, outside the agreed hours`,
    );
  },
};
