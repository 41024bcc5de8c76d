import type { TemplateDefinition } from '../../src/domain/content.ts';

/** The body of `POST /{waba}/message_templates` (…/whatsapp/templates/components). */
export function creationPayload(definition: TemplateDefinition): Record<string, unknown> {
  const { name, language, category, ttlSeconds } = definition;
  return {
    name,
    language,
    category: category.toUpperCase(),
    parameter_format: 'named',
    // A phone that was off for two days must not get "tomorrow at 10" (…/templates/time-to-live).
    message_send_ttl_seconds: ttlSeconds,
    components: [body(definition), ...quickReplies(definition)],
  };
}

function body({ body: words, examples }: TemplateDefinition) {
  const params = Object.entries(examples);
  if (params.length === 0) return { type: 'BODY', text: words };
  const named = params.map(([param_name, example]) => ({ param_name, example }));
  return { type: 'BODY', text: words, example: { body_text_named_params: named } };
}

function quickReplies({ buttons }: TemplateDefinition) {
  if (buttons.length === 0) return [];
  return [{ type: 'BUTTONS', buttons: buttons.map((text) => ({ type: 'QUICK_REPLY', text })) }];
}
