import { type FaultRecord, type FaultState, reduceFaults } from './faults.ts';
import { type Person, type PersonRecord, reducePeople } from './people.ts';
import {
  emptyTelegram,
  reduceTelegram,
  type TelegramRecord,
  type TelegramState,
} from './telegram/state.ts';
import {
  emptyWhatsapp,
  reduceWhatsapp,
  type WhatsappRecord,
  type WhatsappState,
} from './whatsapp/state.ts';

export type SandboxRecord =
  | { readonly type: 'sandbox/begun'; readonly seed: number; readonly at: string }
  | { readonly type: 'sandbox/demo-people' }
  | PersonRecord
  | FaultRecord
  | TelegramRecord
  | WhatsappRecord;

export interface State {
  /** Grows with every commit; the page asks for changes since one. */
  revision: number;
  seed: number;
  demoPeople: boolean;
  readonly people: Person[];
  readonly faults: FaultState;
  readonly telegram: TelegramState;
  readonly whatsapp: WhatsappState;
}

export function emptyState(): State {
  return {
    revision: 0,
    seed: 0,
    demoPeople: false,
    people: [],
    faults: { last: 0, active: [] },
    telegram: emptyTelegram(),
    whatsapp: emptyWhatsapp(),
  };
}

function begin(state: State, seed: number): void {
  state.seed = seed;
  state.telegram.lastUpdateId = seed;
  state.telegram.lastMessageId = seed % 100_000;
}

function is<P extends string>(
  record: SandboxRecord,
  prefix: P,
): record is Extract<SandboxRecord, { type: `${P}/${string}` }> {
  return record.type.startsWith(`${prefix}/`);
}

/** The only place where state changes; the journal replays through it. */
export function apply(state: State, record: SandboxRecord): void {
  if (record.type === 'sandbox/begun') begin(state, record.seed);
  else if (record.type === 'sandbox/demo-people') state.demoPeople = true;
  else if (is(record, 'person')) reducePeople(state.people, record);
  else if (is(record, 'fault')) reduceFaults(state.faults, record);
  else if (is(record, 'tg')) reduceTelegram(state.telegram, record);
  else if (is(record, 'wa')) reduceWhatsapp(state.whatsapp, record);
}
