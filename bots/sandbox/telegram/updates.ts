import type { Core } from '../core.ts';
import { strike } from '../faults.ts';
import type { SandboxRecord } from '../state.ts';
import type { Update, UpdateKind } from './state.ts';

const callbackLivesMs = 150_000;
const othersLiveMs = 24 * 3_600_000;
const onlyIfAsked: readonly UpdateKind[] = ['message_reaction'];

interface NewUpdate {
  readonly kind: UpdateKind;
  /** What waits behind what: messages per chat, callbacks per user. */
  readonly lane: string;
  readonly body: Record<string, unknown>;
}

/** The record of an update, or nothing if the bot does not want this kind. */
export function updateRecord(core: Core, update: NewUpdate): SandboxRecord[] {
  const { allowed, lastUpdateId } = core.state.telegram;
  const asked = allowed === null || allowed.length === 0 ? null : allowed;
  const wanted = asked ? asked.includes(update.kind) : !onlyIfAsked.includes(update.kind);
  return wanted
    ? [{ type: 'tg/update', update: { ...update, id: lastUpdateId + 1, at: core.now() } }]
    : [];
}

/** Oldest first, without the expired. */
export function pendingUpdates(core: Core): readonly Update[] {
  const now = Date.parse(core.now());
  return core.state.telegram.updates.filter((update) => {
    const livesMs = update.kind === 'callback_query' ? callbackLivesMs : othersLiveMs;
    return now - Date.parse(update.at) <= livesMs;
  });
}

export function updateShape(update: Update): Record<string, unknown> {
  return { update_id: update.id, [update.kind]: update.body };
}

/** Takes delivered updates off the queue; under `duplicate_webhooks` they stay for one more time. */
export function takeUpdates(core: Core, updates: readonly Update[]): void {
  const again: number[] = [];
  const done: number[] = [];
  for (const update of updates) {
    const repeat =
      !update.repeated && strike(core, { channel: 'telegram' }, ['duplicate_webhooks']);
    (repeat ? again : done).push(update.id);
  }
  const records: SandboxRecord[] = [];
  if (again.length > 0) records.push({ type: 'tg/taken', ids: again, repeat: true });
  if (done.length > 0) records.push({ type: 'tg/taken', ids: done });
  if (records.length > 0) core.commit(...records);
}
