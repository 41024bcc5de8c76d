/** Reads the bytes of a list into rows, a piece at a time, and says what is wrong with which line. */

import { CsvError, parse } from 'csv-parse/stream';
import {
  delimiterOf,
  encodingOf,
  isSpreadsheet,
  isWhole,
  piecesOf,
} from '../domain/import-bytes.ts';
import type { Cells, Line, Places } from '../domain/import-cells.ts';
import { type Header, readHeader } from '../domain/import-columns.ts';
import { bytesMax, type Encoding, type ImportCode, rowsMax } from '../domain/imports.ts';
import type { ImportKind } from '../domain/words.ts';
import { type Notebook, notebook } from './import-notes.ts';

/** Methods, so that a kind of one row may stand in a table of all. */
export interface Reading<Row> {
  readonly kind: ImportKind;
  read(cells: Cells, places: Places): Line<Row>;
  /** What makes two rows one. */
  keyOf(row: Row): string;
  /** Whether `a` counts and `b` does not; null if nothing tells. */
  isNewer(a: Row, b: Row): boolean | null;
}

/** As JSON: fifty thousand of them cost little more than the file. */
export interface RowText {
  readonly line: number;
  readonly key: string;
  readonly json: string;
}

export interface ReadList {
  readonly rows: readonly RowText[];
  readonly lines: number;
  readonly notes: Notebook;
}

export interface Unreadable {
  readonly code: ImportCode;
  readonly field: string | null;
}

export interface Source {
  readonly bytes: Uint8Array;
  /** Null is found out. */
  readonly encoding: Encoding | null;
  readonly places: Places;
  readonly onProgress: (share: number) => Promise<void>;
}

const headBytes = 64 * 1024;
const recordBytesMax = 64 * 1024;
const progressEach = 2_000;

export async function readList<Row>(
  of: Reading<Row>,
  source: Source,
): Promise<ReadList | Unreadable> {
  const { bytes } = source;
  if (bytes.length > bytesMax) return refused('too_large');
  if (isSpreadsheet(bytes)) return refused('spreadsheet');
  const encoding = source.encoding ?? encodingOf(bytes);
  if (!encoding || !isWhole(bytes, encoding)) return refused('bad_encoding');
  try {
    return await readRecords(of, source, encoding);
  } catch (error) {
    if (error instanceof CsvError) return refused('bad_csv', String(error.lines ?? 1));
    throw error;
  }
}

const refused = (code: ImportCode, field: string | null = null): Unreadable => ({ code, field });

async function readRecords<Row>(
  of: Reading<Row>,
  { bytes, places, onProgress }: Source,
  encoding: Encoding,
): Promise<ReadList | Unreadable> {
  const notes = notebook();
  const rows = collected(of, notes);
  let header: Header | null = null;
  let lines = 0;
  for await (const { record, line, share } of recordsOf(bytes, encoding)) {
    if (header === null) {
      const found = readHeader(of.kind, record);
      if ('code' in found) return found;
      header = found;
      for (const field of found.unknown) notes.add({ line, field, code: 'unknown_column' });
      continue;
    }
    lines += 1;
    if (lines > rowsMax) return refused('too_many_rows');
    const { row, notes: said } = of.read(cellsOf(record, header), places);
    for (const one of said) notes.add({ line, ...one });
    if (isTooWide(record, header)) notes.add({ line, field: null, code: 'extra_cells' });
    else if (row) rows.add(line, row);
    if (lines % progressEach === 0) await onProgress(share);
  }
  if (lines === 0) return refused('empty');
  return { rows: rows.all(), lines, notes };
}

/** A delimiter inside a cell that nobody quoted has moved the rest of the line. */
const isTooWide = (record: readonly string[], { width }: Header): boolean =>
  record.slice(width).some((cell) => cell.trim() !== '');

const cellsOf =
  (record: readonly string[], { at }: Header): Cells =>
  (column) => {
    const index = at.get(column);
    return index === undefined ? undefined : (record[index] ?? '').trim();
  };

interface Recorded {
  readonly record: readonly string[];
  /** Where it begins. */
  readonly line: number;
  readonly share: number;
}

async function* recordsOf(bytes: Uint8Array, encoding: Encoding): AsyncGenerator<Recorded> {
  const head = new TextDecoder(encoding).decode(bytes.subarray(0, headBytes));
  let done = 0;
  const pieces = function* () {
    for (const piece of piecesOf(bytes)) {
      done += piece.length;
      yield piece;
    }
  };
  const records = streamOf(pieces())
    .pipeThrough(new TextDecoderStream(encoding))
    .pipeThrough(new TextEncoderStream())
    .pipeThrough<Parsed>(
      parse({
        bom: true,
        delimiter: delimiterOf(head),
        info: true,
        relax_column_count: true,
        // A name in quotation marks in the middle of a cell is a name.
        relax_quotes: true,
        max_record_size: recordBytesMax,
        skip_empty_lines: true,
        skip_records_with_empty_values: true,
      }),
    );
  for await (const { record, info } of records) {
    yield { record, line: info.lines - breaksIn(record), share: done / bytes.length };
  }
}

interface Parsed {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

const breaksIn = (record: readonly string[]): number =>
  record.reduce((sum, cell) => sum + (cell.match(/\r\n|\r|\n/g)?.length ?? 0), 0);

function streamOf<T>(items: Iterator<T>): ReadableStream<T> {
  return new ReadableStream({
    pull: (controller) => {
      const { value, done } = items.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
  });
}

/** One row of each key: the newest, or the first of those that say the same. */
function collected<Row>(of: Reading<Row>, notes: Notebook) {
  const rows: RowText[] = [];
  const places = new Map<string, number>();
  return {
    all: (): readonly RowText[] => rows,
    add(line: number, row: Row): void {
      const key = of.keyOf(row);
      const json = JSON.stringify(row);
      const place = places.get(key);
      const known = place === undefined ? undefined : rows[place];
      if (place === undefined || !known) {
        places.set(key, rows.length);
        rows.push({ line, key, json });
      } else if (known.json === json) {
        notes.add({ line, field: null, code: 'duplicate_row' });
      } else {
        const newer = of.isNewer(row, JSON.parse(known.json) as Row);
        if (newer === null) notes.add({ line, field: null, code: 'duplicate_id' });
        else
          notes.add({ line: newer ? known.line : line, field: 'version', code: 'older_version' });
        if (newer) rows[place] = { line, key, json };
      }
    },
  };
}
