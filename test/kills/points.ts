/** The named moments at which something is struck, each seen from outside the product: on its wires. */

/** What the product writes, recognised by table and verb: the rest of the statement is its own affair. */
export const writes = {
  attempt: /\binsert\s+into\s+(?:"?public"?\.)?"?attempt"?[\s(]/i,
  outcome: /\bupdate\s+(?:only\s+)?(?:"?public"?\.)?"?attempt"?\s/i,
  inbound: /\binsert\s+into\s+(?:"?public"?\.)?"?inbound"?[\s(]/i,
  handled: /\bupdate\s+(?:only\s+)?(?:"?public"?\.)?"?inbound"?\s/i,
} as const;
export type Write = keyof typeof writes;

/**
 * Of a write: the statement is with the database; the COMMIT after it has left the product and never
 * arrives; has arrived, and nobody hears of it; has been answered. A statement without a transaction
 * commits by itself.
 */
export const phases = ['sent', 'commit-held', 'commit-sent', 'commit-answered'] as const;
export type Phase = (typeof phases)[number];
export type DatabasePoint = `${Write}-${Phase}`;

export const requestPoints = ['request-arrived', 'request-accepted', 'request-answered'] as const;
/** `poll-waiting`: whoever holds the lease of the poll is listening. */
const inboundPoints = ['webhook-sent', 'webhook-answered', 'poll-waiting'] as const;
export type Point = DatabasePoint | (typeof requestPoints)[number] | (typeof inboundPoints)[number];

export const databasePoint = (write: Write, phase: Phase): DatabasePoint => `${write}-${phase}`;
export const databasePoints = (Object.keys(writes) as Write[]).flatMap((write) =>
  phases.map((phase) => databasePoint(write, phase)),
);

/** Waits for one moment and does one thing the instant it comes, before anything else can happen. */
export interface Trap {
  readonly point: Point;
  /** So many times the moment passes by first. */
  passes: number;
  readonly spring: (where: { readonly app: number }) => void;
}

export interface Traps {
  arm(trap: Trap): void;
  disarm(): void;
  /** True if this was the moment. */
  reached(point: Point, where: { readonly app: number }): boolean;
  /** How often each point was passed, for whoever asks why a trap never sprang. */
  readonly passed: ReadonlyMap<Point, number>;
}

export function createTraps(): Traps {
  let armed: Trap | null = null;
  const passed = new Map<Point, number>();
  return {
    passed,
    arm: (trap) => {
      armed = trap;
    },
    disarm: () => {
      armed = null;
    },
    reached: (point, where) => {
      passed.set(point, (passed.get(point) ?? 0) + 1);
      if (armed?.point !== point) return false;
      if (armed.passes > 0) {
        armed.passes -= 1;
        return false;
      }
      const { spring } = armed;
      armed = null;
      spring(where);
      return true;
    },
  };
}
