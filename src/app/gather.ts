/** One write at a time: what arrives while it is under way waits, and then all that waits goes together. */

interface Waiting<T> {
  readonly item: T;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

export interface GatherOptions {
  /** Never more in one write. */
  readonly max: number;
  /** Whether an error may be one item's own, so that the others, tried alone, may still succeed. */
  readonly mayBeOfOne: (error: unknown) => boolean;
  /** Awaited before each write, so that more may join it. */
  readonly linger?: () => Promise<void>;
}

/**
 * Returns a function that resolves once its item is written and rejects with what kept it from being.
 * Items are written in the order of the calls; `write` writes all of what it is given or nothing.
 */
export function gather<T>(
  write: (items: readonly T[]) => Promise<void>,
  { max, mayBeOfOne, linger }: GatherOptions,
): (item: T) => Promise<void> {
  const waiting: Waiting<T>[] = [];
  let busy = false;

  async function run(): Promise<void> {
    busy = true;
    while (waiting.length > 0) {
      if (linger) await linger();
      await writeAll(waiting.splice(0, max));
    }
    busy = false;
  }

  async function writeAll(all: readonly Waiting<T>[]): Promise<void> {
    try {
      await write(all.map(({ item }) => item));
      for (const { resolve } of all) resolve();
    } catch (error) {
      if (all.length > 1 && mayBeOfOne(error)) {
        for (const one of all) await writeAll([one]);
      } else {
        for (const { reject } of all) reject(error);
      }
    }
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (!busy) void run();
    });
}
