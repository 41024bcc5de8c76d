/** Who stands behind an account: how it was proven, for how long, and whom it may speak for. */

import { addDays, addDuration, dayMs, toLocal } from './time.ts';
import type { Relation } from './words.ts';

export const verifications = ['invitation', 'phone', 'code', 'desk', 'link', 'paper'] as const;
/**
 * `invitation`: opened the link, nothing more · `phone`: the messenger vouches for the number we know ·
 * `code`: typed what was said at the desk · `desk`: staff saw the person · `link`: came by a link shown
 * only in a proven chat · `paper`: the number stands on a signed paper.
 */
export type VerifiedBy = (typeof verifications)[number];

/** Before that, no name is shown and nothing is sent first. */
export const isProven = (by: VerifiedBy): boolean => by !== 'invitation';

/** Numbers are given to strangers after about this long; a silent account is asked "still you?" first. */
export const silentDays = 90;

export const isSilent = (aliveAt: Date, at: Date): boolean =>
  at.getTime() - aliveAt.getTime() > silentDays * dayMs;

export const adultAge = 18;

/** The local date from which a parent no longer speaks for the patient; null if the birth date is unknown. */
export function authorityEnd(relation: Relation, birthDate: string | null): string | null {
  if (relation !== 'parent' || !birthDate) return null;
  const [year, month, day] = birthDate.split('-').map(Number);
  if (!year || !month || !day) return null;
  const turned = `${year + adultAge}-${birthDate.slice(5)}`;
  // Born on 29 February: of age on 1 March of a common year.
  return isDate(turned) ? turned : addDays(`${year + adultAge}-02-28`, 1);
}

function isDate(date: string): boolean {
  const at = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(date);
}

export function hasAuthority(endsOn: string | null, at: Date, zone: string): boolean {
  return endsOn === null || toLocal(at, zone).date < endsOn;
}

/** Who most likely opens an invitation for this patient. */
export function likelyRelation(
  { birthDate, hasGuardian }: { readonly birthDate: string | null; readonly hasGuardian: boolean },
  at: Date,
): Relation {
  const ofAge = authorityEnd('parent', birthDate);
  const isChild = ofAge !== null && at.toISOString().slice(0, 10) < ofAge;
  if (isChild || (hasGuardian && ofAge === null)) return 'parent';
  // A parent's word for a grown patient would have ended before it was given.
  return hasGuardian ? 'carer' : 'self';
}

/** Said at the desk, typed in the chat. */
export const deskCodeDigits = 6;
export const deskCodeValid = 'PT30M';
export const deskCodeTriesMax = 5;

export const deskCodeExpiry = (at: Date): Date => addDuration(at, deskCodeValid, 'UTC');

/** The digits of a message that is nothing but a code, however they are grouped; else null. */
export function readDeskCode(text: string): string | null {
  const digits = text.replaceAll(/[\s\-–—.]/g, '');
  return /^\d{6}$/.test(digits) ? digits : null;
}

/** What a contact may call a patient: one short line. */
export const labelCharsMax = 20;
