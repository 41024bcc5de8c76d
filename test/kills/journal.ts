/** What the simulated platforms remember: the truth that the product's database is compared with. */

import type { ChannelId } from '../../src/domain/words.ts';

export interface Asked {
  readonly channel: ChannelId;
  /** Telegram's chat id, WhatsApp's number without `+`. */
  readonly to: string;
  readonly text: string;
  /** Our message's id, where the platform carries one. */
  readonly correlation: string | null;
  /** Telegram's id of the message that is changed; null for a new one. */
  readonly edits: string | null;
  /** What its buttons say to us. */
  readonly buttons: readonly string[];
  /** By `performance.now()`: when the first byte of the request left the product, or just before. */
  readonly startedAt: number;
  readonly app: number;
}

export interface Accepted extends Asked {
  readonly externalId: string;
}

/** One event of a patient or of the platform, on its way to the product. */
export interface Told {
  readonly channel: ChannelId;
  /** As the product stores it. */
  readonly externalId: string;
  readonly kind: 'text' | 'button' | 'stop' | 'status';
  /** Whose it is, as in `Asked.to`. */
  readonly from: string;
  /** By `performance.now()`: when the product first said that it has it. */
  answeredAt: number | null;
}

export interface Journal {
  readonly asked: Asked[];
  readonly accepted: Accepted[];
  readonly told: Told[];
  /** HTTP deliveries and updates handed out, repetitions included. */
  deliveries: number;
}

export const createJournal = (): Journal => ({ asked: [], accepted: [], told: [], deliveries: 0 });
