/** When the database says that something will fall due. Where nothing does, time need not tick. */

import type { Query } from './database.ts';
import { traitsOf } from './known.ts';
import type { Sections } from './sections.ts';

/** What should have been done by then and was not is not waited for any longer. */
const patience = "interval '3 minutes'";

/** Longer than a claim may last. */
const claim_ms = 60_000;

/** Clinic's time for what concerns patients, the database's clock for leases. */
const statement = `
  select min(at) as at, min(lease) as lease from (
    select due_at as at, null::timestamptz as lease from message where state = 'planned'
    union all select not_after, null from message where state in ('planned', 'claimed')
    union all select null, lease_until from message where state = 'claimed'
    union all select due_at, null from erasure where done_at is null and refused_at is null
    union all select null, braked_until from channel_account
    union all select next_at, null from alarm where next_at is not null
    union all select answer_by, null from reason where state = 'sent' and answer_by is not null
    union all select offered_until, null from visit_request where state = 'offered'
  ) moments
  where coalesce(at > $1::timestamptz - ${patience}, lease > clock_timestamp() - ${patience})`;

interface Found extends Record<string, unknown> {
  readonly at: string | null;
  readonly lease: string | null;
}

interface Now {
  readonly clinic: Date;
  readonly real: Date;
}

export class Moments {
  readonly #sections: Sections;
  readonly #now: () => Now;
  #known: { readonly clinicMs: number; readonly realMs: number } | null = null;

  constructor(sections: Sections, now: () => Now) {
    this.#sections = sections;
    this.#now = now;
  }

  /** Writing may bring a moment; leases that say who works do not. */
  heard({ text }: Query): void {
    const { isRead, table } = traitsOf(text);
    if (!isRead && table !== 'lease') this.forget();
  }

  /** Something was written, or the clock was put: look again. */
  forget(): void {
    this.#known = null;
  }

  /** In so many milliseconds; negative where something is overdue. */
  async next(): Promise<number> {
    const { clinic, real } = this.#now();
    this.#known ??= await this.#read(clinic);
    const { clinicMs, realMs } = this.#known;
    // A claim is being worked on, or will soon be found abandoned.
    if (realMs - real.getTime() < claim_ms) return 0;
    return Math.min(clinicMs - clinic.getTime(), realMs - real.getTime());
  }

  async #read(clinic: Date) {
    const [found] = await this.#sections.read<Found>(statement, [clinic.toISOString()]);
    return { clinicMs: msOf(found?.at ?? null), realMs: msOf(found?.lease ?? null) };
  }
}

const msOf = (at: string | null): number =>
  at === null ? Number.POSITIVE_INFINITY : new Date(at).getTime();
