/** Workers that tell stories side by side. One that hangs is replaced, and its story counts as failed. */

import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Answer, Ask } from './worker.ts';

/** Most of what a story makes lives as long as the story: a larger nursery spares copying it. */
const flags = ['--no-webstorage', '--max-semi-space-size=64'];
const script = fileURLToPath(new URL('./worker.ts', import.meta.url));
/** Of real time for one answer; a shrunk story takes many runs. */
const patience_ms = { seed: 180_000, story: 180_000, shrink: 900_000 } as const;

export class Crew {
  readonly #serverUrl: string;
  readonly #prefix: string;
  #made = 0;
  readonly #free: Promise<Worker>[] = [];
  readonly #all: Worker[] = [];

  constructor(serverUrl: string, prefix: string) {
    this.#serverUrl = serverUrl;
    this.#prefix = prefix;
  }

  /** Does each of these with so many workers; `onAnswer` is called in the order of answers. */
  async each<T>(
    work: readonly T[],
    how: {
      readonly workers: number;
      readonly ask: (one: T) => Ask;
      /** Null: no answer came. Nothing more is begun after `false`. */
      readonly onAnswer: (one: T, answer: Answer | null) => Promise<boolean>;
    },
  ): Promise<void> {
    const iterator = work[Symbol.iterator]();
    let goesOn = true;
    const lane = async () => {
      while (goesOn) {
        const next = iterator.next();
        if (next.done) return;
        const answer = await this.ask(how.ask(next.value));
        goesOn = (await how.onAnswer(next.value, answer)) && goesOn;
      }
    };
    await Promise.all(Array.from({ length: how.workers }, lane));
  }

  async ask(ask: Ask): Promise<Answer | null> {
    const worker = await (this.#free.pop() ?? this.#hire());
    const answer = await worker.ask(ask, patience_ms[ask.type]);
    if (answer === null) worker.stop();
    else this.#free.push(Promise.resolve(worker));
    return answer;
  }

  async #hire(): Promise<Worker> {
    this.#made += 1;
    const worker = new Worker(this.#serverUrl, `${this.#prefix}_${this.#made}`);
    this.#all.push(worker);
    await worker.ready;
    return worker;
  }

  stop(): void {
    for (const worker of this.#all) worker.stop();
  }
}

class Worker {
  readonly ready: Promise<Answer | null>;
  readonly #child: ChildProcess;

  constructor(serverUrl: string, database: string) {
    this.#child = fork(script, [serverUrl, database], { execArgv: flags });
    this.ready = this.#next(120_000);
  }

  ask(ask: Ask, ms: number): Promise<Answer | null> {
    const answer = this.#next(ms);
    this.#child.send(ask);
    return answer;
  }

  #next(ms: number): Promise<Answer | null> {
    return new Promise((resolve) => {
      const done = (answer: Answer | null) => {
        clearTimeout(timer);
        this.#child.off('message', done);
        this.#child.off('exit', none);
        resolve(answer);
      };
      const none = () => done(null);
      const timer = setTimeout(none, ms);
      this.#child.on('message', done);
      this.#child.on('exit', none);
    });
  }

  stop(): void {
    this.#child.kill('SIGKILL');
  }
}
