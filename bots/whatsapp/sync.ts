import { z } from 'zod';
import type { TemplateDefinition } from '../../src/domain/content.ts';
import type { TemplateState } from '../channel.ts';
import { type ClientOptions, clientFor } from './client.ts';
import { creationPayload } from './templates.ts';

export interface SyncOptions extends ClientOptions {
  readonly businessAccountId: string;
}

const callMs = 10_000;
const pageSize = 100;
/** A verified account may hold 6,000 templates (…/templates/overview). */
const pagesMax = 60;

/**
 * Registers what is missing and tells every template with the status and category the platform
 * gives it: a category that differs from the wanted one shows here. Never throws; after a failure
 * it tells what it knows, so a template that is not told is not registered.
 */
export async function syncTemplates(
  options: SyncOptions,
  wanted: readonly TemplateDefinition[],
): Promise<readonly TemplateState[]> {
  const listed = await listAll(options);
  // Half a list would make existing templates look missing.
  if (!listed.complete) return listed.states;
  const known = new Set(listed.states.map(keyOf));
  const states = [...listed.states];
  for (const definition of wanted.filter((one) => !known.has(keyOf(one)))) {
    const created = await create(options, definition);
    if (created !== null) states.push(created);
  }
  return states;
}

const keyOf = ({ name, language }: { readonly name: string; readonly language: string }): string =>
  `${name}/${language}`;

interface Listed {
  readonly states: readonly TemplateState[];
  readonly complete: boolean;
}

const state = z.object({
  name: z.string(),
  language: z.string(),
  status: z.string(),
  category: z.string(),
});
/** In the SDK's camel case. */
const page = z.object({
  data: z.array(z.unknown()),
  paging: z
    .object({ next: z.string().optional(), cursors: z.object({ after: z.string() }).optional() })
    .optional(),
});

async function listAll(options: SyncOptions): Promise<Listed> {
  const states: TemplateState[] = [];
  let after: string | undefined;
  try {
    for (let pages = 0; pages < pagesMax; pages++) {
      const query = { fields: 'name,language,status,category', limit: pageSize, after };
      const { data, paging } = page.parse(await call(options, 'GET', { query }));
      states.push(...data.flatMap((item) => state.safeParse(item).data ?? []));
      after = paging?.cursors?.after;
      if (paging?.next === undefined || after === undefined) return { states, complete: true };
    }
  } catch {
    // The next synchronisation asks again; nothing of the error may be logged here.
  }
  return { states, complete: false };
}

const created = z.object({ status: z.string(), category: z.string() });

async function create(
  options: SyncOptions,
  definition: TemplateDefinition,
): Promise<TemplateState | null> {
  try {
    // Not the SDK's `templates.create`: its schema drops `message_send_ttl_seconds`.
    const answer = await call(options, 'POST', { body: creationPayload(definition) });
    const { name, language } = definition;
    return { name, language, ...created.parse(answer) };
  } catch {
    return null;
  }
}

const call = (
  options: SyncOptions,
  method: 'GET' | 'POST',
  parts: { query?: Record<string, unknown>; body?: Record<string, unknown> },
): Promise<unknown> =>
  clientFor(options, AbortSignal.timeout(callMs)).request(
    method,
    `${options.businessAccountId}/message_templates`,
    { ...parts, responseType: 'json' },
  );
