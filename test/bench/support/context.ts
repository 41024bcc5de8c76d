/** The product's verbs in this process, without its server: what they need and nothing that logs. */

import type { Channel } from '../../../bots/channel.ts';
import type { Clock, Context } from '../../../src/app/context.ts';
import { newId } from '../../../src/app/ids.ts';
import { systemTimers } from '../../../src/app/timers.ts';
import type { Database } from '../../../src/store/db.ts';
import { templateDefinitions } from '../../../src/text/proactive.ts';
import { account } from '../senders/seed.ts';

const silent = { info: () => {}, warn: () => {}, error: () => {} };

interface Parts {
  readonly db: Database;
  readonly clock: Clock;
  readonly channels: readonly Channel[];
  readonly wake?: () => void;
}

export const contextOf = ({ wake = () => {}, ...parts }: Parts): Context => ({
  ...parts,
  log: silent,
  process: newId(),
  timers: systemTimers,
  templates: templateDefinitions(),
  wake,
});

/** The clinic's day begins at `start` and goes on at the pace of real time. */
export function clockFrom(start: Date): Clock {
  const begunAt = Date.now();
  return { now: () => new Date(start.getTime() + Date.now() - begunAt) };
}

/** A channel of this process: asked for what it can do, and sending as told. */
export const channelOf = (perSecond: number, send: Channel['send']): Channel => ({
  id: 'telegram',
  account,
  capabilities: {
    window: false,
    edits: true,
    receipts: false,
    contactRequest: true,
    writesFirst: false,
    calendarFiles: false,
    rate: { perSecond, addressGapMs: 0 },
  },
  verify: async () => false,
  parse: () => [],
  send,
  invitationUrl: () => null,
  prepare: async () => null,
});
