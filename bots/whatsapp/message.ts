import { z } from 'zod';
import type { InboundEvent, Sender } from '../channel.ts';
import { type Body, isoOf, type Part, seconds, text, unsupported } from './body.ts';
import { readChange, readContacts } from './identity.ts';
import { invitationToken } from './invitation.ts';
import { type Profile, senderOf } from './sender.ts';

const message = z.looseObject({
  id: z.string().min(1),
  from: text,
  from_user_id: text,
  timestamp: seconds,
  type: z.string(),
  context: z.object({ id: text }).optional().catch(undefined),
});
type Message = z.infer<typeof message>;

/** One element of `messages[]`; the profiles are those of the same change. */
export function readMessage(value: unknown, profiles: readonly Profile[]): Body {
  const parsed = message.safeParse(value);
  if (!parsed.success) return unsupported('message.malformed', value);
  const { id, timestamp, type } = parsed.data;
  const base = { externalId: id, at: isoOf(timestamp), sender: senderOf(parsed.data, profiles) };
  const part =
    type === 'system'
      ? readChange(parsed.data, parsed.data.from)
      : readers.get(type)?.(parsed.data, base.sender);
  return { ...base, ...(part ?? { type: 'unsupported', what: `message.${type}`.slice(0, 64) }) };
}

type Reader = (value: Message, sender: Sender | null) => Part | null;

function reader<T>(
  schema: z.ZodType<T>,
  read: (value: T, sender: Sender | null) => Part | null,
): Reader {
  return (value, sender) => {
    const parsed = schema.safeParse(value);
    return parsed.success ? read(parsed.data, sender) : null;
  };
}

type Media = Extract<InboundEvent, { type: 'media' }>['media'];
const file = z.object({ id: text, caption: text, voice: z.boolean().optional().catch(undefined) });
const context = z.object({ id: text }).optional().catch(undefined);

const media = (key: string, as: Media): readonly [string, Reader] => [
  key,
  reader(z.object({ [key]: file }), (value) => {
    const { id, caption, voice } = value[key] ?? {};
    return { type: 'media', media: voice === true ? 'voice' : as, caption, mediaId: id };
  }),
];

const reply = z.object({ id: z.string(), title: z.string().catch('') });

const readers: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['text', reader(z.object({ text: z.object({ body: z.string() }), context }), readText)],
  [
    // A tap on a template's quick reply; taps on session messages come as `interactive`.
    'button',
    reader(
      z.object({ button: z.object({ payload: z.string(), text: z.string().catch('') }), context }),
      ({ button, context: of }) => pressed(button.payload, button.text, of?.id),
    ),
  ],
  [
    'interactive',
    reader(
      z.object({
        interactive: z.object({ button_reply: reply.optional(), list_reply: reply.optional() }),
        context,
      }),
      ({ interactive, context: of }) => {
        const choice = interactive.button_reply ?? interactive.list_reply;
        return choice === undefined ? null : pressed(choice.id, choice.title, of?.id);
      },
    ),
  ],
  [
    'reaction',
    reader(
      z.object({ reaction: z.object({ message_id: z.string(), emoji: text }) }),
      // The emoji is missing, or empty, when a reaction is taken back.
      ({ reaction: { message_id, emoji } }) => ({
        type: 'reaction',
        emoji: emoji || null,
        messageId: message_id,
      }),
    ),
  ],
  media('image', 'photo'),
  media('video', 'video'),
  media('audio', 'audio'),
  media('document', 'document'),
  media('sticker', 'sticker'),
  media('location', 'location'),
  ['contacts', reader(z.object({ contacts: z.array(z.unknown()) }), readContacts)],
  // Only numbers shared with the WhatsApp Business app send edits.
  [
    'edit',
    reader(
      z.object({
        edit: z.object({
          original_message_id: z.string(),
          message: z.object({ text: z.object({ body: z.string() }) }),
        }),
      }),
      ({ edit }) => ({
        type: 'edited',
        text: edit.message.text.body,
        messageId: edit.original_message_id,
      }),
    ),
  ],
]);

const pressed = (data: string, label: string, messageId: string | undefined): Part => ({
  type: 'button',
  data,
  label,
  messageId,
});

function readText(value: {
  text: { body: string };
  context?: { id?: string | undefined } | undefined;
}): Part {
  const token = invitationToken(value.text.body);
  if (token !== null) return { type: 'start', token };
  return { type: 'text', text: value.text.body, replyTo: value.context?.id };
}
