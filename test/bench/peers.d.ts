/** The parts of the peers that the bench uses: so the types hold where its packages are not installed. */

declare module 'chat' {
  interface Logger {
    debug(message: string): void;
    info(message: string): void;
    warn(message: string): void;
    error(message: string): void;
    child(prefix: string): Logger;
  }
  export class Chat {
    constructor(options: {
      userName: string;
      adapters: { telegram: unknown };
      state: unknown;
      logger: Logger;
    });
    readonly webhooks: { telegram(request: Request): Promise<Response> };
    onDirectMessage(handler: () => Promise<void>): void;
  }
}

declare module '@chat-adapter/state-pg' {
  export function createPostgresState(options: { url: string; logger: unknown }): unknown;
}

declare module '@chat-adapter/telegram' {
  export function createTelegramAdapter(options: {
    botToken: string;
    secretToken: string;
    mode: 'webhook';
    userName: string;
    apiUrl: string;
    logger: unknown;
  }): unknown;
}

declare module 'graphile-worker' {
  export interface Runner {
    stop(): Promise<void>;
  }
  export interface Options {
    connectionString: string;
    concurrency?: number;
    pollInterval?: number;
    noHandleSignals?: boolean;
    maxPoolSize?: number;
    preset?: unknown;
    logger?: unknown;
    taskList?: Readonly<Record<string, (payload: unknown) => Promise<void>>>;
  }
  export class Logger {
    constructor(factory: () => () => void);
  }
  export function run(options: Options): Promise<Runner>;
  export function runMigrations(
    options: Pick<Options, 'connectionString' | 'logger'>,
  ): Promise<void>;
}

declare module 'pg-boss' {
  export interface Job {
    readonly id: string;
    readonly data: { readonly n: number };
  }
  export interface WorkOptions {
    readonly burstWhenBatchFull?: boolean;
    readonly batchSize?: number;
    readonly pollingIntervalSeconds?: number;
    readonly localConcurrency?: number;
  }
  export class PgBoss {
    constructor(options: {
      connectionString: string;
      max?: number;
      schedule?: boolean;
      supervise?: boolean;
    });
    on(event: 'error', handler: () => void): void;
    start(): Promise<void>;
    stop(options: { graceful: boolean }): Promise<void>;
    createQueue(name: string): Promise<void>;
    insert(
      name: string,
      jobs: readonly { data: Job['data']; startAfter?: string | Date }[],
    ): Promise<unknown>;
    work(
      name: string,
      options: WorkOptions,
      handler: (jobs: readonly Job[]) => Promise<void>,
    ): Promise<string>;
  }
}
