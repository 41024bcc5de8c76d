/** Lists: `{ items, next }`, with a cursor that means something only to us. */

import { z } from '@hono/zod-openapi';
import type { Page } from '../../app/queries-api.ts';
import { isUuid } from './fields.ts';

const limit_default = 50;
const limit_max = 200;

export const limit = z.coerce
  .number()
  .int()
  .min(1)
  .max(limit_max)
  .default(limit_default)
  .openapi({ description: `How many items, up to ${limit_max}.` });

const encode = (after: string | number): string =>
  btoa(String(after)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');

function decode(cursor: string): string {
  try {
    return atob(cursor.replaceAll('-', '+').replaceAll('_', '/'));
  } catch {
    return '';
  }
}

const described = {
  description: 'Pass `next` of the page before to go on; leave it out for the first page.',
} as const;
const refused = { error: 'is not a cursor of this list', params: { code: 'bad_cursor' } };

/** Of a list ordered by a number. */
export const numberCursor = z
  .string()
  .max(64)
  .transform(decode)
  .refine((text) => /^\d{1,15}$/.test(text), refused)
  .transform(Number)
  .optional()
  .openapi(described);

/** Of a list ordered by our own ids. */
export const idCursor = z
  .string()
  .max(64)
  .transform(decode)
  .refine(isUuid, refused)
  .optional()
  .openapi(described);

export const pageSchema = <S extends z.ZodType>(item: S, name: string) =>
  z
    .object({
      items: z.array(item),
      next: z
        .string()
        .nullable()
        .openapi({ description: 'Cursor of the next page; null on the last one.' }),
    })
    .openapi(name);

export const presentPage = <T, Shown>(
  { items, next }: Page<T, string | number>,
  present: (item: T) => Shown,
): { items: Shown[]; next: string | null } => ({
  items: items.map(present),
  next: next === null ? null : encode(next),
});
