/** What is asked for with a fixture, where it is not simply brought to clinic `c1`. */

import type { ImportOptions } from '../../src/domain/imports.ts';

export const asked: Readonly<Record<string, Partial<ImportOptions>>> = {
  'visits-said-to-be-utf8': { encoding: 'utf-8' },
  'visits-said-to-be-1251': { encoding: 'windows-1251' },
  'visits-no-clinic': { clinicId: null },
  'visits-two-clinics': { clinicId: null },
  'visits-snapshot-one-absent': { snapshot: true },
  'visits-snapshot-many-absent': { snapshot: true },
  'visits-snapshot-of-days': { snapshot: true, from: '2026-03-11', until: '2026-03-11' },
  'visits-snapshot-time-taken-over': { snapshot: true },
  'visits-looked-at': { dryRun: true },
};
