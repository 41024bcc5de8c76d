/** A template message: the registered template with the given parameters put in. */

import { z } from 'zod';
import { code, firstFault, nothingShown, type Shown } from './check.ts';
import { type Refusal, refuse } from './graph.ts';
import type { Template, WaButton, WaMessage, WhatsappState } from './state.ts';

const bodyMax = 1024;

const parameter = z.looseObject({
  type: z.string(),
  text: z.string().optional(),
  payload: z.string().optional(),
  parameter_name: z.string().optional(),
});
type Parameter = z.infer<typeof parameter>;

const use = z.object(
  {
    name: z.string({ error: code(131008, "The parameter template['name'] is required.") }),
    language: z.object(
      { code: z.string() },
      { error: code(131008, "The parameter template['language'] is required.") },
    ),
    components: z
      .array(
        z.looseObject({
          type: z.string(),
          sub_type: z.string().optional(),
          index: z.union([z.string(), z.number()]).optional(),
          parameters: z.array(parameter).optional(),
        }),
      )
      .optional(),
  },
  { error: code(131008, 'The parameter template is required.') },
);
type Use = z.infer<typeof use>;

export interface ShownTemplate extends Shown {
  readonly category: string;
  readonly template: NonNullable<WaMessage['template']>;
}

export function checkTemplate(state: WhatsappState, given: unknown): ShownTemplate | Refusal {
  const parsed = use.safeParse(given);
  if (!parsed.success) return firstFault(parsed.error);
  const wish = parsed.data;
  const template = findUsable(state, wish);
  return 'refusal' in template ? template : fill(template, wish);
}

function findUsable(state: WhatsappState, wish: Use): Template | Refusal {
  const language = wish.language.code;
  const template = state.templates.find(
    (known) => known.name === wish.name && known.language === language,
  );
  const missing = `template name (${wish.name}) does not exist in ${language}`;
  switch (template?.status) {
    case undefined:
      return refuse(132001, missing);
    case 'APPROVED':
      return template!;
    case 'PAUSED':
      return refuse(132015, `template (${wish.name}) is paused`);
    case 'DISABLED':
      return refuse(132016, `template (${wish.name}) is disabled`);
    default:
      return refuse(132001, missing);
  }
}

function fill(template: Template, wish: Use): ShownTemplate | Refusal {
  const texts = textsOf(template);
  const body = fillText(template, texts.body, parametersOf(wish, 'body'), 'body');
  if (typeof body !== 'string') return body;
  const header = fillText(template, texts.header, parametersOf(wish, 'header'), 'header');
  if (typeof header !== 'string') return header;
  if (body.length > bodyMax) return refuse(132005, `body: text is longer than ${bodyMax}`);
  const buttons = fillButtons(template, wish);
  if ('refusal' in buttons) return buttons;
  return {
    ...nothingShown,
    kind: 'template',
    header,
    text: body,
    footer: texts.footer,
    buttons,
    category: template.category,
    template: {
      name: template.name,
      language: template.language,
      params: valuesOf(parametersOf(wish, 'body')),
    },
  };
}

function parametersOf(wish: Use, type: string): readonly Parameter[] {
  return (
    wish.components?.find((component) => component.type.toLowerCase() === type)?.parameters ?? []
  );
}

function valuesOf(parameters: readonly Parameter[]): Record<string, string> {
  return Object.fromEntries(
    parameters.map((given, index) => [given.parameter_name ?? String(index + 1), given.text ?? '']),
  );
}

export function textsOf(template: Pick<Template, 'components'>): {
  readonly header: string;
  readonly body: string;
  readonly footer: string;
} {
  const of = (type: string): string => {
    const text = template.components.find((component) => component.type === type)?.text;
    return typeof text === 'string' ? text : '';
  };
  return { header: of('HEADER'), body: of('BODY'), footer: of('FOOTER') };
}

export function variablesIn(text: string): readonly string[] {
  return [...new Set([...text.matchAll(/\{\{\s*([^{}]*?)\s*\}\}/g)].map((match) => match[1]!))];
}

function fillText(
  template: Template,
  text: string,
  given: readonly Parameter[],
  where: string,
): string | Refusal {
  const wanted = variablesIn(text);
  if (wanted.length !== given.length) {
    return refuse(
      132000,
      `${where}: number of localizable_params (${given.length}) does not match the expected number of params (${wanted.length})`,
    );
  }
  const fault = given.map((value) => parameterFault(template, value, wanted)).find(Boolean);
  if (fault) return fault;
  const values = valuesOf(given);
  return text.replace(/\{\{\s*([^{}]*?)\s*\}\}/g, (_, name: string) => values[name] ?? '');
}

function parameterFault(
  template: Template,
  given: Parameter,
  wanted: readonly string[],
): Refusal | null {
  if (given.type !== 'text') {
    return refuse(132012, `Parameter of type ${given.type} does not match the template`);
  }
  if (template.named && !wanted.includes(given.parameter_name ?? '')) {
    return refuse(132012, 'Parameter name is missing or not in the template');
  }
  if (!given.text) return refuse(131008, 'Parameter of type text is missing text value');
  // Long known, and named nowhere in the error table: values are a single line.
  return /[\n\t]| {5,}/.test(given.text)
    ? refuse(
        132018,
        'Param text cannot have new-line/tab characters or more than 4 consecutive spaces',
      )
    : null;
}

interface TemplateButton {
  readonly type: string;
  readonly text?: string | undefined;
  readonly url?: string | undefined;
}

export function buttonsOf(template: Pick<Template, 'components'>): readonly TemplateButton[] {
  const block = template.components.find((component) => component.type === 'BUTTONS');
  return (block?.buttons as TemplateButton[] | undefined) ?? [];
}

function fillButtons(template: Template, wish: Use): WaButton[] | Refusal {
  const registered = buttonsOf(template);
  const given = new Map<number, Parameter | undefined>();
  for (const component of wish.components ?? []) {
    if (component.type.toLowerCase() !== 'button') continue;
    const index = Number(component.index);
    const type = registered[index]?.type;
    if (type === undefined || type.toLowerCase() !== component.sub_type?.toLowerCase()) {
      return refuse(132018, `There is no ${component.sub_type} button at index ${component.index}`);
    }
    given.set(index, component.parameters?.[0]);
  }
  return registered.map((button, index) => templateButton(button, given.get(index)));
}

function templateButton(button: TemplateButton, given: Parameter | undefined): WaButton {
  const label = button.text ?? '';
  if (button.type === 'URL') {
    return {
      label,
      kind: 'url',
      data: (button.url ?? '').replace(/\{\{.*\}\}/, given?.text ?? ''),
    };
  }
  if (button.type === 'REQUEST_CONTACT_INFO') return { label, kind: 'contact', data: '' };
  // Without a payload the webhook gives the label.
  return { label, kind: 'template', data: given?.payload ?? label };
}
