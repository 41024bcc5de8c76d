/** What the network needs to know of a simulated platform. */

import type { SeenRequest } from '../contract.ts';

/** A request of ours, read. */
export interface Call {
  readonly method: string;
  /** Without host and query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: Record<string, unknown>;
}

export interface Reply {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export type Sending = Pick<
  SeenRequest,
  'kind' | 'userId' | 'number' | 'text' | 'template' | 'correlation'
>;

/** Time of the platform: nobody moves it by hand. */
export interface PlatformTime {
  nowMs(): number;
  /** Of the epoch. */
  epochMs(): number;
  /** As the clinic's clock has it, for what people look at. */
  shown(): Date;
  after(ms: number, run: () => void): void;
}

export interface Platform {
  /** Null for calls that send and edit nothing. */
  sendingOf(call: Call): Sending | null;
  /** Does it, whatever the caller comes to know of it. */
  handle(call: Call): Reply;
  throttled(seconds: number): Reply;
  gone(): Reply;
  /** `own`: in the platform's words; else by something in between. */
  serverError(own: boolean): Reply;
}

export const ok = (body: unknown): Reply => ({ status: 200, body });
export const unixSeconds = (epochMs: number): number => Math.floor(epochMs / 1000);
