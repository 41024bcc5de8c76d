/** Free-form messages, checked as strictly as the platform does (CHANNELS.md A.7). */

import { z } from 'zod';
import { type GraphCode, type Refusal, refuse } from './graph.ts';
import type { WaButton, WaDocument, WhatsappState } from './state.ts';

export interface Shown {
  readonly kind: string;
  readonly header: string;
  readonly text: string;
  readonly footer: string;
  readonly buttons: readonly WaButton[];
  readonly menu: string;
  readonly document?: WaDocument;
}

export const nothingShown: Shown = {
  kind: 'text',
  header: '',
  text: '',
  footer: '',
  buttons: [],
  menu: '',
};

export function code(number: GraphCode, details: string): z.core.$ZodErrorMap {
  return () => `${number} ${details}`;
}

/** A text between two lengths; what is missing and what is too long have codes of their own. */
export function text(name: string, max: number, tooLong: GraphCode = 131009) {
  return z
    .string({ error: code(131008, `The parameter ${name} is required.`) })
    .min(1, { error: code(131008, `The parameter ${name} is required.`) })
    .max(max, { error: code(tooLong, `Param ${name} must be at most ${max} characters long.`) });
}

/** The first fault, by the code its message begins with. */
export function firstFault(error: z.ZodError): Refusal {
  const issue = error.issues[0];
  const [, number, details] = /^(\d+) (.*)$/s.exec(issue?.message ?? '') ?? [];
  if (number) return refuse(Number(number) as GraphCode, details ?? '');
  const path = issue?.path.map((part) => `['${String(part)}']`).join('') ?? '';
  return refuse(100, `Param ${path.replace(/^\['(\w+)'\]/, '$1')} is not valid.`);
}

const header = z.looseObject({ type: z.string(), text: text("header['text']", 60).optional() });
const footer = z.object({ text: text("footer['text']", 60) });

const replyButtons = z.object({
  type: z.literal('button'),
  header: header.optional(),
  body: z.object(
    { text: text("body['text']", 1024) },
    { error: code(131008, 'The parameter body is required.') },
  ),
  footer: footer.optional(),
  action: z.object({
    buttons: z
      .array(
        z.object({
          type: z.literal('reply', { error: code(131009, 'Button type must be reply.') }),
          reply: z.object({ id: text("button['id']", 256), title: text("button['title']", 20) }),
        }),
      )
      .min(1, {
        error: code(
          131009,
          'Invalid buttons count. Min allowed buttons: 1, Max allowed buttons: 3',
        ),
      })
      .max(3, {
        error: code(
          131009,
          'Invalid buttons count. Min allowed buttons: 1, Max allowed buttons: 3',
        ),
      }),
  }),
});

const row = z.object({
  id: text("row['id']", 200),
  title: text("row['title']", 24),
  description: z
    .string()
    .max(72, { error: code(131009, 'Row description must be at most 72 characters long.') })
    .optional(),
});

const list = z.object({
  type: z.literal('list'),
  header: header.optional(),
  body: z.object(
    { text: text("body['text']", 4096) },
    { error: code(131008, 'The parameter body is required.') },
  ),
  footer: footer.optional(),
  action: z.object({
    button: text("action['button']", 20),
    sections: z
      .array(
        z.object({ title: text("section['title']", 24).optional(), rows: z.array(row).min(1) }),
      )
      .min(1)
      .max(10, { error: code(131009, 'Total section count exceed max allowed count: 10') }),
  }),
});

const link = z.object({
  type: z.literal('cta_url'),
  header: header.optional(),
  body: z.object({ text: text("body['text']", 1024) }),
  footer: footer.optional(),
  action: z.object({
    name: z.literal('cta_url'),
    parameters: z.object({ display_text: text("parameters['display_text']", 20), url: z.url() }),
  }),
});

const interactive = z.discriminatedUnion('type', [replyButtons, list, link], {
  error: code(131009, "Parameter interactive['type'] is not valid."),
});

const textMessage = z.looseObject(
  { body: text("text['body']", 4096, 100) },
  { error: code(131008, 'The parameter text is required.') },
);

const media = z
  .looseObject({
    id: z.string().optional(),
    link: z.url().optional(),
    filename: z.string().max(240).optional(),
    caption: z
      .string()
      .max(1024, { error: code(131009, 'Caption must be at most 1024 characters long.') })
      .optional(),
  })
  .refine((value) => value.id !== undefined || value.link !== undefined, {
    error: code(131008, 'The parameter id or link is required.'),
  });

const mediaKinds = ['image', 'document', 'video', 'audio', 'sticker'];

/** What the phone will show, or why the message is refused. */
export function checkFreeForm(
  state: WhatsappState,
  body: Record<string, unknown>,
): Shown | Refusal {
  const kind = typeof body.type === 'string' ? body.type : 'text';
  if (kind === 'text') return checkText(body.text);
  if (kind === 'interactive') return checkInteractive(body.interactive);
  if (mediaKinds.includes(kind)) return checkMedia(state, kind, body[kind]);
  if (kind === 'location' || kind === 'contacts') return { ...nothingShown, kind, text: kind };
  return refuse(131051, `Message type ${kind} is not supported.`);
}

function checkText(given: unknown): Shown | Refusal {
  const parsed = textMessage.safeParse(given);
  return parsed.success ? { ...nothingShown, text: parsed.data.body } : firstFault(parsed.error);
}

function checkMedia(state: WhatsappState, kind: string, given: unknown): Shown | Refusal {
  const parsed = media.safeParse(given);
  if (!parsed.success) return firstFault(parsed.error);
  const { id, link: from, caption: words = '', filename } = parsed.data;
  if (id !== undefined && !state.media.has(id)) {
    return refuse(131009, `Media id ${id} is not known.`);
  }
  const shown = { ...nothingShown, kind, text: words };
  if (kind !== 'document') return shown;
  const name = filename ?? from?.split('/').at(-1) ?? 'Untitled';
  return { ...shown, document: { filename: name, ...(id !== undefined && { mediaId: id }) } };
}

function checkInteractive(given: unknown): Shown | Refusal {
  const parsed = interactive.safeParse(given);
  if (!parsed.success) return firstFault(parsed.error);
  const { data } = parsed;
  const shown = {
    ...nothingShown,
    kind: 'interactive',
    header: data.header?.text ?? '',
    text: data.body.text,
    footer: data.footer?.text ?? '',
  };
  switch (data.type) {
    case 'button':
      return withReplies(
        shown,
        data.action.buttons.map((button) => button.reply),
      );
    case 'list':
      return withRows(shown, data.action);
    case 'cta_url': {
      const { display_text, url } = data.action.parameters;
      return { ...shown, buttons: [{ label: display_text, data: url, kind: 'url' }] };
    }
  }
}

function withReplies(
  shown: Shown,
  replies: readonly { id: string; title: string }[],
): Shown | Refusal {
  if (repeats(replies.map((reply) => reply.id)) || repeats(replies.map((reply) => reply.title))) {
    return refuse(131009, 'Duplicated id or title among the buttons.');
  }
  const buttons = replies.map(
    ({ id, title }) => ({ label: title, data: id, kind: 'reply' }) as const,
  );
  return { ...shown, buttons };
}

function withRows(shown: Shown, action: z.infer<typeof list>['action']): Shown | Refusal {
  const rows = action.sections.flatMap((section) => section.rows);
  if (rows.length > 10) return refuse(131009, 'Total row count exceed max allowed count: 10');
  if (action.sections.length > 1 && action.sections.some((section) => !section.title)) {
    return refuse(131009, 'Section title is required with more than one section.');
  }
  if (repeats(rows.map(({ id }) => id))) return refuse(131009, 'Duplicated row id.');
  const buttons = rows.map(
    ({ id, title, description }): WaButton => ({
      label: title,
      data: id,
      kind: 'list',
      ...(description && { description }),
    }),
  );
  return { ...shown, buttons, menu: action.button };
}

function repeats(values: readonly string[]): boolean {
  return new Set(values).size < values.length;
}
