/** What a list has come to, as the API shows it. */

import { z } from '@hono/zod-openapi';
import type { Context as Request } from 'hono';
import type { Context } from '../../app/context.ts';
import { type ImportEntry, readFaults } from '../../app/import-queries.ts';
import { isFault, listCodes, rowFaults, rowNotes, rowOutcomes } from '../../domain/imports.ts';
import { importKinds } from '../../domain/words.ts';
import { type FieldFault, problem } from '../problem.ts';
import { instant, iso, uuid } from './fields.ts';

export const LineFault = z
  .object({
    line: z.int().openapi({ description: 'Line of the file, from 1.', example: 17 }),
    field: z.string().nullable(),
    code: z.enum([...rowFaults, ...rowNotes]).openapi({
      description: `Refuse the list: ${rowFaults.join(', ')}. Only worth a word: ${rowNotes.join(', ')}.`,
    }),
  })
  .openapi('LineFault');

const Sample = z
  .object({
    outcome: z.enum(rowOutcomes),
    id: z.string(),
    patientId: z.string().optional(),
    startsAt: instant.optional(),
    from: instant.optional().openapi({ description: 'When it was before.' }),
  })
  .openapi('ImportSample');

export const Import = z
  .object({
    id: uuid,
    kind: z.enum(importKinds),
    state: z.enum(['running', 'dry', 'held', 'applied', 'refused']),
    code: z
      .enum(listCodes)
      .nullable()
      .openapi({ description: 'Why it is, or of a dry run would be, refused or held.' }),
    field: z.string().nullable().openapi({ description: 'The column at fault, or the line.' }),
    filename: z.string(),
    dryRun: z.boolean(),
    snapshot: z.boolean(),
    counts: z.record(z.string(), z.int()).openapi({
      description:
        'Rows by what they are to what is recorded; `rows` in all; of visits `ahead`, those to come before the list, and ' +
        '`aheadChanged`, how many of them it changes.',
      example: { rows: 240, new: 12, moved: 3, same: 225, ahead: 230, aheadChanged: 3, faulty: 0 },
    }),
    samples: z.array(Sample).openapi({ description: 'The first five of each.' }),
    progress: z
      .object({ phase: z.string(), done: z.int(), total: z.int() })
      .nullable()
      .openapi({ description: 'While it runs.' }),
    createdAt: instant,
    createdBy: z.string().openapi({ description: '`api`, `cli` or `staff:<id>`.' }),
    decidedAt: instant.nullable(),
    decidedBy: z.string().nullable(),
  })
  .openapi('Import');

export const presentImport = (run: ImportEntry): z.output<typeof Import> => ({
  id: run.id,
  kind: run.kind,
  state: run.state,
  code: run.code,
  field: run.field,
  filename: run.filename,
  dryRun: run.options.dryRun,
  snapshot: run.options.snapshot,
  counts: run.counts,
  samples: [...run.samples],
  progress: run.progress,
  createdAt: run.createdAt.toISOString(),
  createdBy: run.actor,
  decidedAt: iso(run.decidedAt),
  decidedBy: run.decidedBy,
});

const named_max = 20;

/** Faults of lines as faults of fields: `17.startsAt`. */
export async function refusedProblem(
  c: Request,
  ctx: Context,
  run: ImportEntry,
): Promise<Response> {
  const { items } = await readFaults(ctx, { id: run.id, skip: 0, limit: 200 });
  const errors = items
    .filter(({ code }) => isFault(code))
    .slice(0, named_max)
    .map(
      ({ line, field, code }): FieldFault => ({
        field: field ? `${line}.${field}` : String(line),
        code,
        detail: `line ${line}${field ? `, ${field}` : ''}: ${code.replaceAll('_', ' ')}`,
      }),
    );
  return problem(c, {
    status: 422,
    code: run.code ?? 'refused',
    field: run.field,
    detail: `the list is refused and nothing of it was written: ${(run.code ?? 'refused').replaceAll('_', ' ')}`,
    errors,
    extra: { import: presentImport(run) },
  });
}
