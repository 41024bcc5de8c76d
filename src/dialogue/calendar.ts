/** The button that hands over a visit for the phone's calendar. */

import type { Button } from '../domain/content.ts';
import { visitLabels } from '../text/proactive.ts';
import { button } from './reply.ts';
import type { Facts, VisitFacts } from './types.ts';

/** Where a message of ours about the visit is at hand: the button speaks of that one. */
export function calendarButton(facts: Facts, visit: VisitFacts): readonly Button[] {
  const about = [facts.about, facts.lastSent].find(
    (one) => one?.visit?.appointmentId === visit.appointmentId,
  );
  if (!about) return [];
  const { messageId } = about;
  return [
    button(visitLabels(facts.language)['visit.calendar'], { verb: 'visit.calendar', messageId }),
  ];
}
