/** What happened, as a fingerprint: the same seed gives the same one, or the simulation is none. */

import { hashOf } from './random.ts';

const kept_max = 20_000;

export class Trace {
  readonly #verbose: boolean;
  readonly #lines: string[] = [];
  #hash = '';
  #pending = '';

  constructor(verbose: boolean) {
    this.#verbose = verbose;
  }

  get hash(): string {
    this.#mix();
    return this.#hash;
  }

  get lines(): readonly string[] {
    return this.#lines;
  }

  add(ms: number, what: string): void {
    const line = `${String(ms).padStart(9)} ${what}`;
    this.#pending += line;
    if (this.#pending.length > 4_000) this.#mix();
    if (this.#verbose && this.#lines.length < kept_max) this.#lines.push(line);
  }

  statement(ms: number, who: string, text: string, params: readonly unknown[]): void {
    this.add(ms, `${who} ${text.replace(/\s+/g, ' ')} ${JSON.stringify(params)}`);
  }

  #mix(): void {
    this.#hash = hashOf(this.#hash + this.#pending);
    this.#pending = '';
  }
}
