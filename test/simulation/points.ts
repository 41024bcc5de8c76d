/** Points where it hurts to die or to stand still: in a transaction, just after it, with a request on its way. */

import type { Random } from './contract.ts';
import type { SectionPoint } from './sections.ts';
import type { Gate } from './time.ts';

export type Point = SectionPoint | 'request';

interface Armed {
  readonly gate: Gate;
  readonly point: Point;
  /** So many times the point is passed before. */
  skips: number;
  readonly strike: () => void;
}

const skips_max = 12;

export class Points {
  #armed: Armed[] = [];

  arm(gate: Gate, point: Point, { random, strike }: { random: Random; strike: () => void }): void {
    const skips = point === 'request' ? 0 : random.int(skips_max);
    this.#armed.push({ gate, point, skips, strike });
  }

  /** True if something struck. */
  passing(gate: Gate, point: Point): boolean {
    let struck = false;
    for (const armed of this.#armed.filter((one) => one.gate === gate && one.point === point)) {
      armed.skips -= 1;
      if (armed.skips >= 0) continue;
      this.#armed = this.#armed.filter((one) => one !== armed);
      armed.strike();
      struck = true;
    }
    return struck;
  }

  /** All that is still to come is called off. */
  clear(): void {
    this.#armed = [];
  }
}
