import { z } from 'zod';
import { channelIds } from '../../../src/domain/words.ts';
import { faultNames } from '../faults.ts';

const phone = z.string().regex(/^\+?[\d\s()-]{7,20}$/);

export const newPhone = z.object({
  name: z.string().trim().min(1).max(64),
  phone,
  hidePhone: z.boolean().optional(),
  language: z.string().optional(),
});
export const phoneChange = z.object({ hidePhone: z.boolean() });
export const link = z.object({ url: z.string() });
export const text = z.object({ text: z.string().min(1).max(4096) });
export const tap = z.object({
  messageId: z.union([z.string(), z.number()]).optional(),
  data: z.string().optional(),
  label: z.string().optional(),
});
export const contact = z.object({
  own: z.boolean().default(true),
  /** Of somebody else's card. */
  phone: phone.optional(),
  name: z.string().trim().min(1).max(64).optional(),
});
export const photo = z.object({ caption: z.string().default('') });
export const react = z.object({
  messageId: z.union([z.string(), z.number()]).optional(),
  emoji: z.string().default('👍'),
});
export const edit = z.object({ messageId: z.number(), text: z.string().min(1).max(4096) });
export const marketing = z.object({ stopped: z.boolean().default(true) });
export const changeNumber = z.object({ phone: phone.optional(), told: z.boolean().default(true) });
export const newOwner = z.object({ name: z.string().trim().min(1).max(64).optional() });
export const staffText = z.object({
  text: z.string().min(1).max(4096),
  topicId: z.number().optional(),
  replyTo: z.number().optional(),
  name: z.string().optional(),
});
export const fault = z.object({
  channel: z.enum(channelIds),
  fault: z.enum(faultNames),
  count: z.number().int().min(1).max(10_000).optional(),
  /** Id or phone number. */
  forPhone: z.string().optional(),
  retryAfterSeconds: z.number().int().min(1).max(3600).default(3),
});
export const moderation = z.object({ mode: z.enum(['auto', 'manual']) });
export const decision = z.object({
  status: z
    .enum(['APPROVED', 'REJECTED', 'PAUSED', 'DISABLED', 'PENDING', 'FLAGGED', 'REINSTATED'])
    .optional(),
  category: z.enum(['UTILITY', 'MARKETING', 'AUTHENTICATION']).optional(),
  quality: z.enum(['GREEN', 'YELLOW', 'RED', 'UNKNOWN']).optional(),
  reason: z.string().optional(),
});
export const rawEvent = z.object({ field: z.string(), value: z.record(z.string(), z.unknown()) });
export const nothing = z.unknown();
export const start = z.object({
  parameter: z
    .string()
    .regex(/^[\w-]{0,64}$/)
    .default(''),
});
