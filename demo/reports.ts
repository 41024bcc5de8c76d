/** What a patient did, as a line. */

import type { Act } from './actors.ts';
import type { Patient } from './cast.ts';
import type { Day } from './day.ts';

export function report({ print }: Day, patient: Patient, act: Act): void {
  print.did(patient, act.type === 'tap' ? { pressed: act.label } : { wrote: act.text });
}
