/** What happened, as a fingerprint: the same seed gives the same one, or the simulation is none. */

import type { Query } from './database.ts';
import { hashOf } from './random.ts';

const kept_max = 60_000;

export type Traces = 'nothing' | 'fingerprint' | 'lines';

export class Trace {
  readonly #keeps: Traces;
  readonly #lines: string[] = [];
  #hash = '';
  #pending = '';

  constructor(keeps: Traces) {
    this.#keeps = keeps;
  }

  get hash(): string {
    this.#mix();
    return this.#hash;
  }

  get lines(): readonly string[] {
    return this.#lines;
  }

  add(ms: number, what: string): void {
    if (this.#keeps === 'nothing') return;
    const line = `${String(ms).padStart(9)} ${what}`;
    this.#pending += line;
    if (this.#pending.length > 4_000) this.#mix();
    if (this.#keeps === 'lines' && this.#lines.length < kept_max) this.#lines.push(line);
  }

  statement(ms: number, who: string, { text, params }: Query): void {
    if (this.#keeps === 'nothing') return;
    this.add(ms, `${who} ${text.replace(/\s+/g, ' ')} ${JSON.stringify(params)}`);
  }

  #mix(): void {
    this.#hash = hashOf(this.#hash + this.#pending);
    this.#pending = '';
  }
}
