/** What the Cloud API remembers. */

export interface WaButton {
  readonly label: string;
  readonly data: string;
  readonly kind: 'reply' | 'list' | 'template' | 'url' | 'contact';
  readonly description?: string;
}

export type WaStatus = 'accepted' | 'sent' | 'delivered' | 'read' | 'failed';

export interface WaDocument {
  readonly filename: string;
  /** Absent: given by a link. */
  readonly mediaId?: string;
}

export interface WaMessage {
  readonly id: string;
  /** Null: to a number that is not on WhatsApp. */
  readonly personId: string | null;
  readonly recipient: string;
  readonly from: 'bot' | 'person';
  readonly at: string;
  /** Cloud API type: `text`, `interactive`, `template`, `image`, … */
  readonly kind: string;
  readonly header: string;
  readonly text: string;
  readonly footer: string;
  readonly buttons: readonly WaButton[];
  /** Label of the button that opens the list. */
  readonly menu: string;
  readonly template?: {
    readonly name: string;
    readonly language: string;
    readonly params: Readonly<Record<string, string>>;
  };
  readonly document?: WaDocument;
  /** Price category: `service`, or the template's own. */
  readonly category: string;
  readonly correlation?: string;
  readonly replyTo?: string;
  status: WaStatus;
  /** The bot marked the person's message as read. */
  seenByBot?: boolean;
  reaction?: string;
}

export interface WaChat {
  readonly personId: string;
  messages: WaMessage[];
  /** Of the person's last message: the customer service window is counted from it. */
  lastInboundAt: string | null;
  blocked: boolean;
  stoppedMarketing: boolean;
  typingUntil: string | null;
  unread: number;
}

export interface Template {
  readonly id: string;
  readonly name: string;
  readonly language: string;
  readonly category: string;
  readonly status: string;
  readonly quality: string;
  readonly named: boolean;
  readonly ttlSeconds: number | null;
  /** As the business gave them. */
  readonly components: readonly Record<string, unknown>[];
  readonly editedAt: readonly string[];
}

export interface Media {
  readonly id: string;
  readonly mime: string;
  readonly size: number;
  readonly sha256: string;
  readonly base64?: string;
  readonly at: string;
}

/** A webhook on its way. The body is kept as text: repeats must have the same bytes. */
export interface WaEvent {
  readonly id: number;
  readonly lane: string;
  readonly body: string;
  readonly at: string;
}

export interface WhatsappState {
  lastMessage: number;
  lastEvent: number;
  lastTemplate: number;
  lastMedia: number;
  subscribed: boolean;
  moderation: 'auto' | 'manual';
  readonly chats: Map<string, WaChat>;
  readonly messages: Map<string, WaMessage>;
  templates: Template[];
  deletedNames: { readonly name: string; readonly language: string | null; readonly at: string }[];
  readonly media: Map<string, Media>;
  events: WaEvent[];
}

export type WhatsappRecord =
  | { readonly type: 'wa/chat'; readonly personId: string }
  | { readonly type: 'wa/message'; readonly message: WaMessage }
  | { readonly type: 'wa/status'; readonly id: string; readonly status: WaStatus }
  | { readonly type: 'wa/reaction'; readonly id: string; readonly emoji: string }
  | { readonly type: 'wa/seen-by-bot'; readonly id: string }
  | { readonly type: 'wa/opened'; readonly personId: string }
  | { readonly type: 'wa/typing'; readonly personId: string; readonly until: string }
  | { readonly type: 'wa/blocked'; readonly personId: string; readonly blocked: boolean }
  | { readonly type: 'wa/marketing'; readonly personId: string; readonly stopped: boolean }
  | { readonly type: 'wa/template'; readonly template: Template }
  | {
      readonly type: 'wa/template-deleted';
      readonly ids: readonly string[];
      readonly name: string;
      readonly language: string | null;
      readonly at: string;
    }
  | { readonly type: 'wa/moderation'; readonly mode: 'auto' | 'manual' }
  | { readonly type: 'wa/subscribed'; readonly subscribed: boolean }
  | { readonly type: 'wa/media'; readonly media: Media }
  | { readonly type: 'wa/event'; readonly event: WaEvent }
  | { readonly type: 'wa/event-taken'; readonly id: number };

export function emptyWhatsapp(): WhatsappState {
  return {
    lastMessage: 0,
    lastEvent: 0,
    lastTemplate: 0,
    lastMedia: 0,
    subscribed: true,
    moderation: 'auto',
    chats: new Map(),
    messages: new Map(),
    templates: [],
    deletedNames: [],
    media: new Map(),
    events: [],
  };
}

type RecordOf<T extends WhatsappRecord['type']> = Extract<WhatsappRecord, { type: T }>;

const reducers: {
  readonly [T in WhatsappRecord['type']]: (state: WhatsappState, record: RecordOf<T>) => void;
} = {
  'wa/chat': (state, { personId }) => {
    state.chats.set(personId, emptyChat(personId));
  },
  'wa/message': (state, { message }) => addMessage(state, { ...message }),
  'wa/status': (state, { id, status }) => {
    const message = state.messages.get(id);
    if (message) message.status = status;
  },
  'wa/reaction': (state, { id, emoji }) => {
    const message = state.messages.get(id);
    if (message) message.reaction = emoji;
  },
  'wa/seen-by-bot': (state, { id }) => seeUpTo(state, id),
  'wa/opened': (state, { personId }) => {
    state.chats.get(personId)!.unread = 0;
  },
  'wa/typing': (state, { personId, until }) => {
    state.chats.get(personId)!.typingUntil = until;
  },
  'wa/blocked': (state, { personId, blocked }) => {
    state.chats.get(personId)!.blocked = blocked;
  },
  'wa/marketing': (state, { personId, stopped }) => {
    state.chats.get(personId)!.stoppedMarketing = stopped;
  },
  'wa/template': (state, { template }) => {
    const others = state.templates.filter((known) => known.id !== template.id);
    if (others.length === state.templates.length) state.lastTemplate += 1;
    state.templates = [...others, template];
  },
  'wa/template-deleted': (state, { ids, name, language, at }) => {
    state.templates = state.templates.filter((known) => !ids.includes(known.id));
    state.deletedNames.push({ name, language, at });
  },
  'wa/moderation': (state, { mode }) => {
    state.moderation = mode;
  },
  'wa/subscribed': (state, { subscribed }) => {
    state.subscribed = subscribed;
  },
  'wa/media': (state, { media }) => {
    state.lastMedia += 1;
    state.media.set(media.id, media);
  },
  'wa/event': (state, { event }) => {
    state.lastEvent = Math.max(state.lastEvent, event.id);
    state.events.push(event);
  },
  'wa/event-taken': (state, { id }) => {
    state.events = state.events.filter((event) => event.id !== id);
  },
};

export function reduceWhatsapp(state: WhatsappState, record: WhatsappRecord): void {
  const reduce = reducers[record.type] as (state: WhatsappState, record: WhatsappRecord) => void;
  reduce(state, record);
}

function emptyChat(personId: string): WaChat {
  return {
    personId,
    messages: [],
    lastInboundAt: null,
    blocked: false,
    stoppedMarketing: false,
    typingUntil: null,
    unread: 0,
  };
}

function addMessage(state: WhatsappState, message: WaMessage): void {
  state.lastMessage += 1;
  state.messages.set(message.id, message);
  const chat = message.personId === null ? undefined : state.chats.get(message.personId);
  if (!chat) return;
  if (message.from === 'person') {
    // WhatsApp's own notices do not open the window.
    if (message.kind !== 'system') chat.lastInboundAt = message.at;
    chat.unread = 0;
    if (message.kind === 'reaction') return;
  } else {
    chat.typingUntil = null;
    if (!chat.blocked) chat.unread += 1;
  }
  chat.messages.push(message);
}

/** Marking one message marks the earlier ones too. */
function seeUpTo(state: WhatsappState, id: string): void {
  const personId = state.messages.get(id)?.personId;
  for (const message of state.chats.get(personId ?? '')?.messages ?? []) {
    if (message.from === 'person') message.seenByBot = true;
    if (message.id === id) return;
  }
}
