/** Times that a person offers, as the patient sees them. */

import type { Content } from '../domain/content.ts';
import type { Language } from '../domain/words.ts';
import { textsOf } from '../text/catalogue.ts';
import { shortMoment, whenLine } from '../text/dates.ts';
import { button } from './reply.ts';
import type { VisitFacts } from './types.ts';
import { tagOf } from './which-visit.ts';

export interface Offered {
  readonly visit: VisitFacts;
  readonly times: readonly Date[];
  readonly until: Date;
  /** What the contact calls the patient, where "you" would not do. */
  readonly person: string | null;
  readonly language: Language;
  readonly now: Date;
}

export function offerContent({ visit, times, until, person, language, now }: Offered): Content {
  const { move, optIn } = textsOf(language);
  const { zone } = visit.clinic;
  const tag = tagOf(visit);
  const buttons = [
    ...times.map((startsAt) =>
      button(shortMoment({ at: startsAt, zone }, language), { verb: 'v.pick', ...tag, startsAt }),
    ),
    button(move.labels.wish, { verb: 'v.wish', ...tag }),
  ];
  const booked = visit.status === 'cancelled' ? null : { at: visit.startsAt, zone, now };
  const text = move.offered({
    person,
    line: booked && whenLine(booked, language),
    until: whenLine({ at: until, zone, now }, language),
  });
  return { text, buttons, ...(buttons.length > 3 && { menuLabel: optIn.menu }), grid: true };
}
