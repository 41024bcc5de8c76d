import { z } from 'zod';
import { addressOf, type Body, fingerprint, isoOf, seconds, text, unsupported } from './body.ts';

type Value = Readonly<Record<string, unknown>>;
export interface Entry {
  readonly id?: string | undefined;
  /** Unix seconds. */
  readonly time?: number | undefined;
}

/** Every field but `messages`: templates, the account, what people chose in WhatsApp's own settings. */
export function readManagement(field: string, value: Value, entry: Entry): readonly Body[] {
  if (field === 'user_preferences') return readPreferences(value);
  if (templateFields.has(field)) return [readTemplate(field, value, entry)];
  if (accountFields.has(field)) return [readAccount(field, value, entry)];
  return [unsupported(`field.${field}`, [entry.id, entry.time, field, value])];
}

const templateFields = new Set([
  'message_template_status_update',
  'message_template_quality_update',
  'template_category_update',
]);

const template = z.object({
  message_template_id: z.union([z.string(), z.number()]).optional().catch(undefined),
  message_template_name: z.string().min(1),
  // `en-US` here, `en_US` everywhere else.
  message_template_language: z.string().transform((code) => code.replace('-', '_')),
  message_template_category: text,
  event: text,
  new_quality_score: text,
  new_category: text,
});

/**
 * Meta's sample of a quality update carries the field name of a status update, so the content decides.
 * While a category change is only announced, `new_category` is the present one and
 * `correct_category` the future one; once done, `new_category` is the new one.
 */
function readTemplate(field: string, value: Value, entry: Entry): Body {
  const parsed = template.safeParse(value);
  if (!parsed.success) return unsupported(`${field}.malformed`, [entry.id, entry.time, value]);
  const { message_template_id: id, event, new_quality_score, new_category } = parsed.data;
  const name = parsed.data.message_template_name;
  const what = new_quality_score ?? event ?? new_category;
  return {
    externalId: `template:${id ?? name}:${what}:${entry.time ?? fingerprint(value)}`,
    at: isoOf(entry.time),
    sender: null,
    type: 'template',
    name,
    language: parsed.data.message_template_language,
    status: new_quality_score === undefined ? event : undefined,
    category: new_category ?? parsed.data.message_template_category,
    quality: new_quality_score,
  };
}

const preference = z.object({
  wa_id: text,
  user_id: text,
  category: z.literal('marketing_messages'),
  value: z.enum(['stop', 'resume']),
  timestamp: seconds,
});

function readPreferences(value: Value): readonly Body[] {
  const list = z.array(z.unknown()).min(1).safeParse(value.user_preferences);
  return list.success
    ? list.data.map(readPreference)
    : [unsupported('user_preferences.empty', value)];
}

function readPreference(value: unknown): Body {
  const parsed = preference.safeParse(value);
  const sender = parsed.success ? addressOf(parsed.data.wa_id, parsed.data.user_id) : null;
  if (!parsed.success || sender === null) return unsupported('user_preferences.malformed', value);
  return {
    externalId: `preference:${fingerprint(value)}`,
    at: isoOf(parsed.data.timestamp),
    sender,
    type: 'platform_stop',
    stopped: parsed.data.value === 'stop',
    scope: 'marketing',
  };
}

const accountFields = new Set([
  'account_alerts',
  'account_review_update',
  'account_settings_update',
  'account_update',
  'business_capability_update',
  'business_status_update',
  'business_username_update',
  'phone_number_name_update',
  'phone_number_quality_update',
  'security',
]);

const account = z.object({
  event: text,
  alert_type: text,
  alert_info: z.object({ alert_type: text }).optional().catch(undefined),
  decision: text,
  max_daily_conversations_per_business: z
    .union([z.string(), z.number()])
    .optional()
    .catch(undefined),
});

function readAccount(field: string, value: Value, entry: Entry): Body {
  const told = account.parse(value);
  const code =
    told.event ??
    told.alert_info?.alert_type ??
    told.alert_type ??
    told.decision ??
    told.max_daily_conversations_per_business ??
    'update';
  return {
    externalId: `${field}:${fingerprint([entry.id, entry.time, value])}`,
    at: isoOf(entry.time),
    sender: null,
    type: 'account',
    field,
    code: String(code).slice(0, 64),
  };
}
