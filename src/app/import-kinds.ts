/** Every kind of list. */

import type { ImportKind } from '../domain/words.ts';
import type { Kind, Weighed } from './import-kind.ts';
import { patients } from './import-patients.ts';
import { recalls } from './import-recalls.ts';
import { visits } from './import-visits.ts';

export const kinds: Readonly<Record<ImportKind, Kind<unknown, Weighed>>> = {
  visits,
  patients,
  recalls,
};
