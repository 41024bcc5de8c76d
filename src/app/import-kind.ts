/** What the kinds of lists have in common: each says of a row what it is to what is recorded, and writes it. */

import type { Noted, PatientKey } from '../domain/import-cells.ts';
import type {
  ImportOptions,
  ImportSample,
  LineNote,
  RowOutcome,
  Sweep,
} from '../domain/imports.ts';
import type { Missing } from '../store/import-rows.ts';
import type { TxContext } from './context.ts';
import type { Reading } from './import-read.ts';
import type { Register } from './import-register.ts';

export interface Numbered<Row> {
  readonly line: number;
  readonly row: Row;
}

export interface Weighed {
  readonly line: number;
  readonly outcome: RowOutcome;
  readonly sample: Omit<ImportSample, 'outcome'>;
  readonly notes: readonly Noted[];
}

export interface Scale {
  readonly register: Register;
  /** `write`: what it reads is locked, and the same rows are written next. */
  readonly mode: Mode;
  readonly now: Date;
  /** Who the audit says it was. */
  readonly actor: string;
}
export type Mode = 'look' | 'write';

export interface Kind<Row, W extends Weighed> extends Reading<Row> {
  weigh(ctx: TxContext, rows: readonly Numbered<Row>[], scale: Scale): Promise<W[]>;
  write(ctx: TxContext, weighed: readonly W[], actor: string): Promise<void>;
  scan(scale: Scale): Scan<W>;
}

/** Sees every row of a list and knows at its end what no single one tells. */
export interface Scan<W> {
  see(weighed: readonly W[]): void;
  finish(ctx: TxContext, options: ImportOptions): Promise<Findings>;
}

export interface Findings {
  readonly absent: readonly Missing[];
  readonly notes: readonly LineNote[];
  /** Null for lists that change no visits. */
  readonly sweep: Sweep | null;
  /** Whose schedule was told. */
  readonly clinicIds: readonly string[];
}

export const nothingFound: Findings = {
  absent: [],
  notes: [],
  sweep: null,
  clinicIds: [],
};

/** Ends the writing of a list; nothing of it stays. */
export class Refused extends Error {
  readonly code: 'changed_since' | 'rows_faulty' | 'too_old';
  constructor(code: Refused['code']) {
    super(code);
    this.code = code;
  }
}

export const keyOfPatient = ({ id, name, phone }: PatientKey): string => id ?? `${phone} ${name}`;
