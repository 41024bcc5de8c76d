import { z } from 'zod';
import { brokenResponse, neverAnswered } from '../broken.ts';
import type { Core } from '../core.ts';
import { strike } from '../faults.ts';
import { wamid } from '../ids.ts';
import { type Person, personByPhone } from '../people.ts';
import type { SandboxRecord } from '../state.ts';
import { checkFreeForm, code, firstFault, type Shown } from './check.ts';
import { isRefusal, type Refusal, refuse, titleOf, toResponse } from './graph.ts';
import { statusEvent } from './payloads.ts';
import type { WaMessage, WaStatus } from './state.ts';
import { checkTemplate, type ShownTemplate } from './template-use.ts';

const windowMs = 24 * 3_600_000;
const typingMs = 25_000;

const envelope = z.looseObject({
  messaging_product: z.literal('whatsapp', {
    error: code(100, 'The parameter messaging_product is required.'),
  }),
  recipient_type: z
    .literal('individual', { error: code(131009, 'Recipient type must be individual.') })
    .optional(),
  to: z.string().optional(),
  recipient: z.string().optional(),
  type: z.string().optional(),
  biz_opaque_callback_data: z
    .string()
    .max(512, { error: code(131009, 'biz_opaque_callback_data must be at most 512 characters.') })
    .optional(),
  context: z.object({ message_id: z.string() }).optional(),
});
type Envelope = z.infer<typeof envelope>;

const readMark = z.object({
  status: z.literal('read'),
  message_id: z.string(),
  typing_indicator: z.object({ type: z.literal('text') }).optional(),
});

export async function postMessage(core: Core, body: unknown, client: AbortSignal) {
  const mark = readMark.safeParse(body);
  if (mark.success) return toResponse(markRead(core, mark.data));
  const parsed = envelope.safeParse(body);
  if (!parsed.success) return toResponse(firstFault(parsed.error));
  const recipient = findRecipient(core, parsed.data);
  if (isRefusal(recipient)) return toResponse(recipient);
  const before = faultBefore(core, parsed.data, recipient.person);
  if (before) return before;
  const shown = check(core, parsed.data, recipient.person);
  if (isRefusal(shown)) return toResponse(shown);
  const answer = accept(core, { envelope: parsed.data, shown, recipient });
  const where = { channel: 'whatsapp', person: recipient.person } as const;
  const after = strike(core, where, ['silent', 'drop']);
  if (after?.fault === 'silent') return neverAnswered(client, core.ending);
  return after ? brokenResponse() : Response.json(answer);
}

interface Recipient {
  readonly input: string;
  readonly person: Person | undefined;
}

function findRecipient(core: Core, wish: Envelope): Recipient | Refusal {
  const { people } = core.state;
  if (wish.to !== undefined) {
    if (!/^\+?[\d\s()-]{7,20}$/.test(wish.to)) {
      return refuse(131009, "Param 'to' is not a valid phone number.");
    }
    return { input: wish.to, person: personByPhone(people, wish.to) };
  }
  if (wish.recipient === undefined) return refuse(131008, 'The parameter to is required.');
  const person = people.find((known) => known.bsuid === wish.recipient && !known.lost);
  return person ? { input: wish.recipient, person } : refuse(131026, 'Unknown recipient user id.');
}

function faultBefore(core: Core, wish: Envelope, person: Person | undefined): Response | null {
  const forTemplate = wish.type === 'template';
  const names = ['throttle', 'server_error', 'refuse'] as const;
  const own = forTemplate ? 'template_paused' : 'window_closed';
  const fault = strike(core, { channel: 'whatsapp', person }, [...names, own]);
  switch (fault?.fault) {
    case undefined:
      return null;
    case 'throttle':
      return toResponse(refuse(131056, 'Too many messages to this recipient in a short time.'));
    case 'refuse':
      return new Response(null, { status: 503 });
    case 'window_closed':
      return toResponse(refuse(131047, windowText));
    case 'template_paused':
      return toResponse(refuse(132015, 'Template is paused due to low quality.'));
    default:
      return toResponse(refuse(131016, 'Service unavailable.'));
  }
}

const windowText =
  'Message failed to send because more than 24 hours have passed since the customer last replied to this number.';

function check(core: Core, wish: Envelope, person: Person | undefined): Shown | Refusal {
  const chat = person && core.state.whatsapp.chats.get(person.id);
  if (wish.type === 'template') {
    const shown = checkTemplate(core.state.whatsapp, wish.template);
    if (isRefusal(shown) || shown.category !== 'MARKETING' || !chat?.stoppedMarketing) return shown;
    return refuse(131050, 'The user has stopped marketing messages from this business.');
  }
  const shown = checkFreeForm(core.state.whatsapp, wish);
  if (isRefusal(shown)) return shown;
  return isOpen(core, chat?.lastInboundAt ?? null) ? shown : refuse(131047, windowText);
}

export function isOpen(core: Core, lastInboundAt: string | null): boolean {
  return lastInboundAt !== null && Date.parse(core.now()) - Date.parse(lastInboundAt) < windowMs;
}

interface Accepted {
  readonly envelope: Envelope;
  readonly shown: Shown | ShownTemplate;
  readonly recipient: Recipient;
}

function accept(core: Core, accepted: Accepted): Record<string, unknown> {
  const message = newMessage(core, accepted);
  const { person, input } = accepted.recipient;
  core.commit({ type: 'wa/message', message }, ...fate(core, message, person));
  const contact = {
    input,
    ...(!person?.hidePhone && { wa_id: message.recipient.replace(/\D/g, '') }),
    ...(person && { user_id: person.bsuid }),
  };
  return {
    messaging_product: 'whatsapp',
    contacts: [contact],
    messages: [{ id: message.id, ...(message.template && { message_status: 'accepted' }) }],
  };
}

function newMessage(core: Core, { envelope: wish, shown, recipient }: Accepted): WaMessage {
  const { kind, header, text, footer, buttons, menu } = shown;
  return {
    id: wamid(core.state.seed, core.state.whatsapp.lastMessage + 1),
    personId: recipient.person?.id ?? null,
    recipient: recipient.person?.phone ?? recipient.input,
    from: 'bot',
    at: core.now(),
    ...{ kind, header, text, footer, buttons, menu },
    category: 'category' in shown ? shown.category.toLowerCase() : 'service',
    ...('template' in shown && { template: shown.template }),
    ...('document' in shown && { document: shown.document }),
    ...(wish.biz_opaque_callback_data !== undefined && {
      correlation: wish.biz_opaque_callback_data,
    }),
    ...(wish.context && { replyTo: wish.context.message_id }),
    status: 'accepted',
  };
}

/** What becomes of an accepted message, as statuses and the webhooks that tell of them. */
function fate(core: Core, message: WaMessage, person: Person | undefined): SandboxRecord[] {
  const where = { channel: 'whatsapp', person } as const;
  const lost = strike(core, where, ['lose_statuses']) !== undefined;
  const gone = !person || strike(core, where, ['undeliverable']) !== undefined;
  const blocked = person && core.state.whatsapp.chats.get(person.id)?.blocked;
  const steps: readonly Exclude<WaStatus, 'accepted'>[] = gone
    ? ['failed']
    : blocked
      ? ['sent']
      : ['sent', 'delivered'];
  const error = gone && {
    code: 131026,
    title: titleOf(131026),
    details: 'Message Undeliverable.',
  };
  return steps.flatMap((status, number): SandboxRecord[] => [
    { type: 'wa/status', id: message.id, status },
    ...(lost
      ? []
      : statusEvent(core, { message, person, status, number, ...(error && { error }) })),
  ]);
}

function markRead(core: Core, mark: z.infer<typeof readMark>) {
  const message = core.state.whatsapp.messages.get(mark.message_id);
  if (message?.from !== 'person' || !message.personId) {
    return refuse(131009, 'Message ID is not valid.');
  }
  const until = new Date(Date.parse(core.now()) + typingMs).toISOString();
  core.commit(
    { type: 'wa/seen-by-bot', id: message.id },
    ...(mark.typing_indicator
      ? [{ type: 'wa/typing', personId: message.personId, until } as const]
      : []),
  );
  return { ok: { success: true } };
}
