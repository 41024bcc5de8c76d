/** Rules for a new or edited template (CHANNELS.md A.5). */

import { z } from 'zod';
import { firstFault, text } from './check.ts';
import { type Refusal, refuseTemplate } from './graph.ts';
import type { Template, WhatsappState } from './state.ts';
import { buttonsOf, textsOf, variablesIn } from './template-use.ts';

const nameReuseMs = 30 * 24 * 3_600_000;
const buttonsMax = 10;

const component = z.looseObject({ type: z.string() });
const components = z.array(component).min(1);
export const newTemplate = z.looseObject({
  name: text('name', 512, 100),
  language: text('language', 16, 100),
  category: z.enum(['UTILITY', 'MARKETING', 'AUTHENTICATION']),
  parameter_format: z
    .string()
    .transform((format) => format.toLowerCase())
    .pipe(z.enum(['named', 'positional']))
    .optional(),
  message_send_ttl_seconds: z.number().int().optional(),
  components,
});
export type NewTemplate = z.infer<typeof newTemplate>;
export const templateEdit = z.looseObject({
  category: newTemplate.shape.category.optional(),
  message_send_ttl_seconds: newTemplate.shape.message_send_ttl_seconds,
  components: components.optional(),
});

export function parseTemplate(body: unknown): NewTemplate | Refusal {
  const parsed = newTemplate.safeParse(body);
  return parsed.success ? parsed.data : firstFault(parsed.error);
}

export function nameFault(state: WhatsappState, wish: NewTemplate, now: string): Refusal | null {
  if (!/^[a-z0-9_]+$/.test(wish.name)) {
    return invalid('Template name may hold only lowercase letters, digits and underscores.');
  }
  const same = state.templates.some(
    (known) => known.name === wish.name && known.language === wish.language,
  );
  if (same) return refuseTemplate(2388024, 'Content in this language already exists', wish.name);
  const deleted = state.deletedNames.some(
    (known) =>
      known.name === wish.name &&
      (known.language === null || known.language === wish.language) &&
      Date.parse(now) - Date.parse(known.at) < nameReuseMs,
  );
  return deleted
    ? refuseTemplate(2388023, 'Message template language is being deleted', wish.name)
    : null;
}

type Draft = Pick<Template, 'components' | 'named' | 'ttlSeconds' | 'category'>;

export function draftFault(draft: Draft): Refusal | null {
  return textFault(draft) ?? buttonFault(draft) ?? ttlFault(draft);
}

function textFault(draft: Draft): Refusal | null {
  const { header, body, footer } = textsOf(draft);
  if (body === '') return refuseTemplate(2388072, 'Body text is missing', 'Add a body.');
  if (body.length > 1024) return tooLong('BODY', 1024);
  if (header.length > 60) return tooLong('HEADER', 60);
  if (footer.length > 60) return tooLong('FOOTER', 60);
  if (variablesIn(header).length > 1) {
    return refuseTemplate(2388047, 'Header format is incorrect', 'A header has one variable.');
  }
  if (variablesIn(footer).length > 0) {
    return refuseTemplate(2388073, 'Footer format is incorrect', 'A footer has no variables.');
  }
  return variableFault(draft, body) ?? exampleFault(draft, body);
}

function tooLong(where: string, max: number): Refusal {
  return refuseTemplate(2388040, `${where} is too long`, `At most ${max} characters.`);
}

function invalid(message: string): Refusal {
  return refuseTemplate(2388072, 'Message template is not valid', message);
}

function variableFault(draft: Draft, body: string): Refusal | null {
  if (/^\s*\{\{|\}\}\s*$/.test(body)) {
    return refuseTemplate(
      2388299,
      'Variables can’t be at the start or end of the template',
      'Variables can’t be at the start or end of the template.',
    );
  }
  if (/\}\}\s*\{\{/.test(body)) return invalid('Two variables stand side by side.');
  const names = variablesIn(body);
  const named = names.every((name) => /^[a-z0-9_]+$/.test(name));
  const numbered = names.every((name, index) => name === String(index + 1));
  if (draft.named ? !named : !numbered) return invalid('Variable names do not fit the format.');
  // Meta names no number; about two words for each variable is what is reported to pass.
  return body.split(/\s+/).length < names.length * 2 + 1
    ? refuseTemplate(2388293, 'Too many variables for the length', 'Use fewer variables.')
    : null;
}

function exampleFault(draft: Draft, body: string): Refusal | null {
  const names = variablesIn(body);
  if (names.length === 0) return null;
  const block = draft.components.find((known) => known.type === 'BODY');
  const example = block?.example as
    | { body_text?: string[][]; body_text_named_params?: { param_name: string }[] }
    | undefined;
  const given = draft.named
    ? (example?.body_text_named_params ?? []).map((param) => param.param_name)
    : (example?.body_text?.[0] ?? []).map((_, index) => String(index + 1));
  return names.every((name) => given.includes(name))
    ? null
    : invalid('Each variable needs an example.');
}

function buttonFault(draft: Draft): Refusal | null {
  const buttons = buttonsOf(draft);
  if (buttons.length > buttonsMax) return invalid('At most 10 buttons.');
  for (const button of buttons) {
    if (button.type === 'REQUEST_CONTACT_INFO') continue;
    const length = button.text?.length ?? 0;
    if (length < 1 || length > 25) return invalid('A button label has 1 to 25 characters.');
    if (button.type === 'URL' && (button.url?.length ?? 0) > 2000) return invalid('URL too long.');
  }
  if (buttons.filter((button) => button.type === 'URL').length > 2)
    return invalid('At most 2 URLs.');
  const kinds = buttons.map((button) => (button.type === 'QUICK_REPLY' ? 'q' : 'o')).join('');
  return /qo+q|oq+o/.test(kinds) ? invalid('Quick replies must stand together.') : null;
}

function ttlFault({ ttlSeconds, category }: Draft): Refusal | null {
  if (ttlSeconds === null || ttlSeconds === -1) return null;
  const [least, most] =
    category === 'AUTHENTICATION'
      ? [30, 900]
      : category === 'UTILITY'
        ? [30, 43_200]
        : [43_200, 2_592_000];
  return ttlSeconds >= least! && ttlSeconds <= most!
    ? null
    : invalid(`message_send_ttl_seconds must be from ${least} to ${most}.`);
}
