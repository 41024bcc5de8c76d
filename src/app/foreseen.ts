/** What will come of a reason that was just recorded: who hears of it, when and how. */

import type { DecisionCode } from '../domain/policy.ts';
import type { CardChannel } from '../domain/words.ts';
import { type MessageRow, messagesOfReasons } from '../store/messages.ts';
import type { ReasonRow } from '../store/registry.ts';
import { hasDeskTask } from '../store/threads.ts';
import type { Context } from './context.ts';

export type Foreseen =
  /** Null while a channel has to come back first. */
  | { readonly type: 'write'; readonly at: Date; readonly channel: CardChannel | null }
  | { readonly type: 'call'; readonly at: Date; readonly code: string }
  /** Only after a yes in the chat. */
  | { readonly type: 'ask'; readonly at: Date; readonly channel: CardChannel | null }
  /** A person asks the patient; until then nothing is planned. */
  | { readonly type: 'desk' }
  | { readonly type: 'wont'; readonly code: DecisionCode | null };

type Foretold = Pick<ReasonRow, 'id' | 'kind' | 'patientId'>;

/** Of reasons that were recorded together, the first contact. */
export async function foreseenOf(ctx: Context, reasons: readonly Foretold[]): Promise<Foreseen> {
  const ids = reasons.map(({ id }) => id);
  const all = await messagesOfReasons(ctx.db, ids);
  const byDue = all.toSorted((a, b) => a.dueAt.getTime() - b.dueAt.getTime());
  const contacts = byDue.filter((row) => !isQuestion(row));
  const contact = contacts.find(isAhead) ?? contacts.find(isCall);
  if (contact) return ofContact(contact);
  const question = byDue.find((row) => isQuestion(row) && isAhead(row));
  if (question) return { type: 'ask', at: question.dueAt, channel: question.channel };
  if (await isLeftToDesk(ctx, reasons)) return { type: 'desk' };
  const refused = contacts.at(-1)?.code as DecisionCode | undefined;
  return { type: 'wont', code: refused ?? null };
}

async function isLeftToDesk(ctx: Context, [reason]: readonly Foretold[]): Promise<boolean> {
  if (!reason) return true;
  const { patientId, kind } = reason;
  const code = kind === 'wellbeing' ? 'ask_wellbeing' : 'ask_at_visit';
  return hasDeskTask(ctx.db, { patientId, code });
}

const isQuestion = ({ kind }: MessageRow): boolean =>
  kind === 'ask_recall' || kind === 'ask_wellbeing';

const isCall = ({ verdict }: MessageRow): boolean => verdict === 'call';

const isAhead = ({ state, verdict }: MessageRow): boolean =>
  ['claimed', 'accepted', 'sent', 'delivered', 'read'].includes(state) ||
  (state === 'planned' && verdict !== 'drop');

const ofContact = ({ verdict, dueAt: at, channel, code }: MessageRow): Foreseen =>
  verdict === 'call' ? { type: 'call', at, code: code ?? '' } : { type: 'write', at, channel };
