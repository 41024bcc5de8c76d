import { newSeed } from './ids.ts';
import type { Log, SandboxOptions } from './options.ts';
import { apply, emptyState, type SandboxRecord, type State } from './state.ts';

export interface Core {
  readonly options: SandboxOptions;
  readonly state: State;
  readonly log: Log;
  readonly fetch: typeof fetch;
  /** By the injected clock, ISO 8601 UTC. */
  now(): string;
  /** One line in the journal: all of it survives a crash, or none. */
  commit(...records: SandboxRecord[]): void;
  onCommit(listener: () => void): void;
  /** Aborted by `stop`. */
  readonly ending: AbortSignal;
  end(): void;
}

export function createCore(options: SandboxOptions): Core {
  const state = emptyState();
  const listeners: (() => void)[] = [];
  const ending = new AbortController();
  const core: Core = {
    options,
    state,
    log: options.log ?? (() => {}),
    // Called as a method of something else, a runtime's own fetch throws "Illegal invocation".
    fetch: options.fetch ?? ((input, init) => fetch(input, init)),
    now: () => options.clock.now().toISOString(),
    commit(...records) {
      options.journal?.append(JSON.stringify(records));
      change(state, records);
      for (const listener of listeners) listener();
    },
    onCommit: (listener) => void listeners.push(listener),
    ending: ending.signal,
    end: () => ending.abort(),
  };
  replay(core);
  if (state.seed === 0) core.commit({ type: 'sandbox/begun', seed: newSeed() + 1, at: core.now() });
  return core;
}

function change(state: State, records: readonly SandboxRecord[]): void {
  for (const record of records) apply(state, record);
  state.revision += 1;
}

function replay(core: Core): void {
  for (const [number, line] of (core.options.journal?.load() ?? []).entries()) {
    if (line.trim() === '') continue;
    const records = parseLine(line);
    if (records) change(core.state, records);
    // A line cut short by a crash was never answered, so nobody relies on it.
    else core.log('sandbox.journal.torn', { line: number + 1 });
  }
}

function parseLine(line: string): SandboxRecord[] | null {
  try {
    return JSON.parse(line) as SandboxRecord[];
  } catch {
    return null;
  }
}
