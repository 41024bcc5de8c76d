import type { Core } from '../core.ts';
import type { SandboxRecord } from '../state.ts';
import { firstFault } from './check.ts';
import { isRefusal, type Outcome, refuse, refuseTemplate } from './graph.ts';
import { eventRecord } from './payloads.ts';
import type { Template } from './state.ts';
import { draftFault, nameFault, parseTemplate, templateEdit } from './template-check.ts';

const pageMax = 100;
const editsGapMs = 24 * 3_600_000;

export function createTemplate(core: Core, body: unknown): Outcome {
  const { whatsapp, seed } = core.state;
  const wish = parseTemplate(body);
  if (isRefusal(wish)) return wish;
  const template: Template = {
    id: `${1_000_000_000 + seed}${String(whatsapp.lastTemplate + 1).padStart(5, '0')}`,
    name: wish.name,
    language: wish.language,
    category: wish.category,
    status: whatsapp.moderation === 'auto' ? 'APPROVED' : 'PENDING',
    quality: 'UNKNOWN',
    named: wish.parameter_format === 'named',
    ttlSeconds: wish.message_send_ttl_seconds ?? null,
    components: upperTypes(wish.components),
    editedAt: [],
  };
  const fault = nameFault(whatsapp, wish, core.now()) ?? draftFault(template);
  if (fault) return fault;
  core.commit({ type: 'wa/template', template }, ...statusRecords(core, template, 'NONE'));
  const { id, status, category } = template;
  return { ok: { id, status, category } };
}

/** Clients write the types in either case. */
function upperTypes(components: readonly Record<string, unknown>[]): Record<string, unknown>[] {
  return components.map((component) => {
    const { type, buttons, ...rest } = component;
    const upper = (value: unknown): unknown =>
      typeof value === 'string' ? value.toUpperCase() : value;
    const list = Array.isArray(buttons)
      ? {
          buttons: (buttons as Record<string, unknown>[]).map((each) => ({
            ...each,
            type: upper(each.type),
          })),
        }
      : {};
    return { type: upper(type), ...rest, ...list };
  });
}

/** Pending templates are not announced: the answer said so. */
function statusRecords(core: Core, template: Template, reason: string): SandboxRecord[] {
  if (template.status === 'PENDING') return [];
  return eventRecord(core, {
    lane: `template ${template.id}`,
    field: 'message_template_status_update',
    value: {
      event: template.status,
      message_template_id: Number(template.id),
      message_template_name: template.name,
      message_template_language: template.language.replace('_', '-'),
      message_template_category: template.category,
      reason,
    },
  });
}

export function editTemplate(core: Core, template: Template, body: unknown): Outcome {
  const parsed = templateEdit.safeParse(body);
  if (!parsed.success) return firstFault(parsed.error);
  const wish = parsed.data;
  const now = core.now();
  const approved = template.status === 'APPROVED';
  if (approved && wish.category !== undefined && wish.category !== template.category) {
    return refuse(100, 'The category of an approved template cannot be edited.');
  }
  const last = template.editedAt.at(-1);
  if (approved && last && Date.parse(now) - Date.parse(last) < editsGapMs) {
    return refuseTemplate(2388025, 'Template was edited lately', 'Once in 24 hours.');
  }
  const edited: Template = {
    ...template,
    category: wish.category ?? template.category,
    components: wish.components ? upperTypes(wish.components) : template.components,
    ttlSeconds: wish.message_send_ttl_seconds ?? template.ttlSeconds,
    status: core.state.whatsapp.moderation === 'auto' ? 'APPROVED' : 'PENDING',
    editedAt: [...template.editedAt, now],
  };
  const fault = draftFault(edited);
  if (fault) return fault;
  core.commit({ type: 'wa/template', template: edited }, ...statusRecords(core, edited, 'NONE'));
  return { ok: { success: true, id: template.id, name: template.name, category: edited.category } };
}

export function unpauseTemplate(core: Core, template: Template): Outcome {
  if (template.status !== 'PAUSED')
    return { ok: { success: false, reason: 'Template is not paused' } };
  decide(core, template, { status: 'APPROVED' });
  return { ok: { success: true } };
}

export interface Decision {
  readonly status?: string | undefined;
  readonly category?: string | undefined;
  readonly quality?: string | undefined;
  readonly reason?: string | undefined;
}

/** What Meta's side does to a template; each change is told by its own webhook. */
export function decide(core: Core, template: Template, decision: Decision): void {
  const { status, category, quality, reason = 'NONE' } = decision;
  const next: Template = {
    ...template,
    status: status ?? template.status,
    category: category ?? template.category,
    quality: quality ?? template.quality,
  };
  core.commit(
    { type: 'wa/template', template: next },
    ...(status ? statusRecords(core, next, reason) : []),
    ...(category ? categoryRecords(core, template, next) : []),
    ...(quality ? qualityRecords(core, template, next) : []),
  );
}

function about(template: Template): Record<string, unknown> {
  return {
    message_template_id: Number(template.id),
    message_template_name: template.name,
    message_template_language: template.language.replace('_', '-'),
  };
}

function categoryRecords(core: Core, before: Template, after: Template): SandboxRecord[] {
  const value = {
    ...about(after),
    previous_category: before.category,
    new_category: after.category,
  };
  const lane = `template ${after.id}`;
  return eventRecord(core, { lane, field: 'template_category_update', value }, 1);
}

function qualityRecords(core: Core, before: Template, after: Template): SandboxRecord[] {
  const scores = { previous_quality_score: before.quality, new_quality_score: after.quality };
  const event = {
    lane: `template ${after.id}`,
    field: 'message_template_quality_update',
    value: { ...about(after), ...scores },
  };
  return eventRecord(core, event, 2);
}

export function listTemplates(core: Core, query: URLSearchParams, self: URL): Outcome {
  const matching = core.state.whatsapp.templates.filter((template) =>
    (['name', 'status', 'language', 'category'] as const).every(
      (field) => query.get(field) === null || query.get(field) === template[field],
    ),
  );
  const limit = Math.min(Math.max(Number(query.get('limit') ?? 25) || 25, 1), pageMax);
  const from = query.has('after') ? Number(atob(query.get('after')!)) : 0;
  const page = matching.slice(from, from + limit);
  const cursors = { before: btoa(String(from)), after: btoa(String(from + page.length)) };
  const more = from + page.length < matching.length;
  const next = new URL(self);
  next.searchParams.set('after', cursors.after);
  return {
    ok: {
      data: page.map((template) => pick(templateShape(template), query.get('fields'))),
      ...(page.length > 0 && { paging: { cursors, ...(more && { next: next.href }) } }),
    },
  };
}

export function templateShape(template: Template): Record<string, unknown> {
  return {
    id: template.id,
    name: template.name,
    language: template.language,
    status: template.status,
    category: template.category,
    parameter_format: template.named ? 'NAMED' : 'POSITIONAL',
    components: template.components,
    quality_score: { score: template.quality },
    ...(template.ttlSeconds !== null && { message_send_ttl_seconds: template.ttlSeconds }),
  };
}

/** `fields=a,b{c}`: only those, and always the id. */
export function pick(
  shape: Record<string, unknown>,
  fields: string | null,
): Record<string, unknown> {
  if (!fields) return shape;
  const names = fields.split(',').map((field) => field.trim().replace(/\{.*$/, ''));
  return Object.fromEntries(
    Object.entries(shape).filter(([name]) => name === 'id' || names.includes(name)),
  );
}

export function deleteTemplates(core: Core, query: URLSearchParams): Outcome {
  const name = query.get('name');
  const id = query.get('hsm_id');
  if (!name) return refuse(100, 'The parameter name is required.');
  const gone = core.state.whatsapp.templates.filter(
    (template) => template.name === name && (id === null || template.id === id),
  );
  if (gone.length === 0) return refuseTemplate(2593002, 'Message template not found', name);
  core.commit({
    type: 'wa/template-deleted',
    ids: gone.map((template) => template.id),
    name,
    language: id === null ? null : gone[0]!.language,
    at: core.now(),
  });
  return { ok: { success: true } };
}
