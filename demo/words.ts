/** The demo's own sentences. What patients read comes from the product. */

import type { Language } from '../src/domain/words.ts';
import type { ErasureView } from './types.ts';
import { en } from './words-en.ts';
import { ru } from './words-ru.ts';

type Proof = NonNullable<ErasureView['proof']>;
type Counts = Readonly<Record<string, number>>;

export interface Words {
  readonly weekdays: readonly string[];
  readonly via: Readonly<Record<'telegram' | 'whatsapp', string>>;
  readonly pressed: (label: string) => string;
  readonly wrote: (text: string) => string;
  readonly opened: string;
  readonly blocked: string;
  readonly shared: string;
  readonly lost: string;
  readonly heard: (text: string) => string;
  readonly got: Readonly<Record<string, string>>;
  readonly office: string;
  readonly replied: (name: string, text: string) => string;
  readonly movedVisit: (name: string, when: string) => string;
  readonly cancelledVisit: (name: string) => string;
  readonly completed: (count: number) => string;
  readonly wellbeingAsked: (doctor: string, name: string, after: string) => string;
  readonly called: (name: string, calls: number) => string;
  readonly connected: (name: string) => string;
  readonly signed: (name: string) => string;
  readonly imported: (name: string) => string;
  readonly wroteFirst: (name: string, refused: string | null) => string;
  readonly forgotten: (name: string, rows: number, proof: Proof) => string;
  readonly registered: (patients: number, doctors: number) => string;
  readonly listed: (counts: Counts, isTried: boolean) => string;
  readonly invited: (count: number) => string;
  readonly fault: Readonly<Record<string, string>>;
  readonly faultsOff: string;
  readonly stages: Readonly<Record<string, string>>;
  readonly died: string;
  readonly resumed: (percent: number) => string;
  readonly begins: (folder: string) => string;
  readonly interrupted: string;
  readonly checking: string;
  readonly good: (seconds: number) => string;
  readonly bad: (count: number) => string;
  readonly table: {
    readonly title: string;
    readonly invited: string;
    readonly agreed: string;
    readonly reminded: string;
    readonly confirmed: string;
    readonly threads: string;
    readonly calls: string;
    readonly wellbeing: string;
    readonly alarms: string;
    readonly told: string;
    readonly stopped: string;
    readonly notSent: string;
    readonly reminders: (count: number) => string;
    readonly answers: (count: number) => string;
    readonly urgent: (count: number) => string;
    readonly open: (count: number) => string;
  };
  readonly codes: Readonly<Record<string, string>>;
}

export const wordsOf = (language: Language): Words => ({ ru, en })[language];
