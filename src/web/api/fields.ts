/** The kinds of fields that clinic systems send. */

import { z } from '@hono/zod-openapi';
import { toE164 } from '../../domain/phone.ts';
import { isZone } from '../../domain/time.ts';

/** PostgreSQL stores neither a NUL nor half of a surrogate pair. */
const isStorable = (text: string) => text.isWellFormed() && !text.includes('\u0000');
const storable = {
  error: 'has characters that cannot be stored',
  params: { code: 'bad_characters' },
};
const printable = {
  error: 'must be one line of printable characters',
  params: { code: 'bad_characters' },
};

/** Several lines, trimmed, not empty. */
export const prose = (charsMax: number) =>
  z.string().trim().min(1, 'must not be empty').max(charsMax).refine(isStorable, storable);

/** One line, trimmed, not empty. */
export const line = (charsMax: number) =>
  z
    .string()
    .trim()
    .min(1, 'must not be empty')
    .max(charsMax)
    .refine((text) => !/[\p{Cc}\p{Cs}]/u.test(text), printable);

/** The clinic system's own id of something. */
export const id = z
  .string()
  .min(1, 'must not be empty')
  .max(128)
  .refine((text) => !/[\p{Cc}\p{Cs}]/u.test(text), printable);

export const pathId = (what: string) =>
  z.object({
    id: id.openapi({
      description: `The clinic system's own id of the ${what}.`,
      example: 'a-1001',
    }),
  });

export const phone = z
  .string()
  .max(40)
  .transform((raw, ctx) => {
    const number = toE164(raw);
    if (number !== null) return number;
    ctx.addIssue({
      code: 'custom',
      message: 'is not a phone number',
      params: { code: 'bad_phone' },
    });
    return z.NEVER;
  })
  .openapi({
    description:
      'As people write it; without a country code it is read as Russian. Stored as E.164.',
    example: '+79161234567',
  });

export const zone = z
  .string()
  .max(64)
  .refine(isZone, { error: 'is not a known IANA time zone', params: { code: 'unknown_zone' } })
  .openapi({ description: 'IANA time zone.', example: 'Europe/Moscow' });

/** An instant in an answer. */
export const instant = z.iso
  .datetime()
  .openapi({ description: 'ISO 8601, UTC.', example: '2026-03-02T07:30:00.000Z' });

export const uuid = z.uuid().openapi({ example: '0198c9a1-7c1e-7b52-9f63-5a1c6f0c2f11' });

export const isUuid = (text: string): boolean => z.uuid().safeParse(text).success;

export const iso = (at: Date | null): string | null => at?.toISOString() ?? null;
