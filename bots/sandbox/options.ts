import type { Hono } from 'hono';

export interface TelegramOptions {
  readonly token: string;
  readonly username: string;
}

export interface WhatsappOptions {
  readonly accessToken: string;
  readonly phoneNumberId: string;
  readonly businessAccountId: string;
  readonly appSecret: string;
  readonly verifyToken: string;
  readonly displayPhone: string;
  /** Asked at each delivery: the product may learn its own address only after it listens. */
  readonly webhookUrl: () => string;
}

export interface Journal {
  load(): string[];
  /** Must have written the line when it returns. */
  append(line: string): void;
}

export type Log = (code: string, details: Record<string, string | number>) => void;

export interface SandboxOptions {
  readonly clock: { now(): Date };
  readonly telegram?: TelegramOptions;
  readonly whatsapp?: WhatsappOptions;
  readonly journal?: Journal;
  readonly fetch?: typeof fetch;
  readonly log?: Log;
}

export interface Sandbox {
  /** Mount at `/sandbox`. */
  readonly app: Hono;
  /** Resolves when nothing is on its way to the bot. What waits for a later retry does not count. */
  idle(): Promise<void>;
  stop(): Promise<void>;
}
