/** Which words are for the dialogue with a colleague, and what they say. */

import { hourMs } from '../domain/time.ts';
import { isStaffButton } from './staff-buttons.ts';
import type { StaffEvent, StaffStep } from './staff-types.ts';

/** A question that nobody has answered for so long is over: words after it are about something else. */
const open_ms = hourMs / 2;

export const openStep = (step: StaffStep | null, now: Date): StaffStep | null =>
  step && now.getTime() - Date.parse(step.askedAt) <= open_ms ? step : null;

const menuWords = /^\/(?:doctor|врач)$/i;
const exitWords = /^\/exit$/i;

export const isMenu = (text: string): boolean => menuWords.test(text.trim());
export const isExit = (text: string): boolean => exitWords.test(text.trim());

/**
 * The same account may be a patient's. Theirs is everything but the buttons and commands of staff, and
 * words while a colleague is being asked for some. Whoever is no patient speaks as a colleague only.
 */
export function isForStaff(
  event: StaffEvent,
  { step, isPatient }: { readonly step: StaffStep | null; readonly isPatient: boolean },
): boolean {
  if (event.type === 'button') return isStaffButton(event.data);
  if (event.type === 'other') return !isPatient;
  if (isMenu(event.text) || isExit(event.text)) return true;
  return !isPatient || (step !== null && !event.text.trim().startsWith('/'));
}

/** «В 13 лет к ортодонту», "at 13". */
export function readAge(text: string): number | null {
  const [, digits] = /(?:^|\s)(?:в|к|at)\s+(\d{1,2})(?:\s|$|[-,.])/iu.exec(` ${text} `) ?? [];
  const isAge = /\d{1,2}\s*(?:лет|год|years?)|\bat\s+\d{1,2}\b(?!\s*(?:am|pm|:))/iu.test(text);
  return digits !== undefined && isAge ? Number(digits) : null;
}
