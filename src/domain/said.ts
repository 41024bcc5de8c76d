/** What is planned, and what was said, of one visit to the patient whose it is. */

import type { Fact, Known, PlannedNews, Told } from './known.ts';
import type { ToldBefore } from './reminders.ts';
import type { MessageState } from './words.ts';

/** A message about the visit, as planned or as it went out. */
export interface Saying {
  /** `day_before`, …, `moved`, `cancelled`: with the version it is said once. */
  readonly name: string;
  readonly type: 'reminder' | 'moved' | 'cancelled';
  /** Of a reminder: asks for a confirmation. */
  readonly asks: boolean;
  /** Of the schedule. */
  readonly version: number;
  readonly state: MessageState | 'received';
  /** It is left to a person to call. */
  readonly isCall: boolean;
  readonly dueAt: Date;
  readonly notAfter: Date;
  /** When it left, where it did. */
  readonly leftAt: Date;
  /** Undefined where it is not known any more. */
  readonly tells: Known | undefined;
}

const sure: readonly string[] = [
  'accepted',
  'sent',
  'delivered',
  'read',
] satisfies readonly MessageState[];
/** Under way, or of an outcome nobody knows. */
const unsure: readonly string[] = ['claimed', 'unknown'] satisfies readonly MessageState[];

/** It left, or may have left. */
export const hasLeft = ({ state }: Pick<Saying, 'state'>): boolean =>
  sure.includes(state) || unsure.includes(state);

/** What the patient was told, or may have been. */
export const toldOf = (said: readonly Saying[]): readonly Told[] =>
  said
    .filter(hasLeft)
    .flatMap(({ version, leftAt, state, tells }) =>
      tells === undefined
        ? []
        : [{ version, at: leftAt, isSure: sure.includes(state), fact: tells }],
    );

/** What has told this very time and place, now or when it was the visit's before. */
export function toldAlready(visit: Fact, said: readonly Saying[]): readonly ToldBefore[] {
  const isThis = ({ tells }: Saying) =>
    tells?.startsAt.getTime() === visit.startsAt.getTime() && tells.clinicId === visit.clinicId;
  return said
    .filter((one) => hasLeft(one) && isThis(one))
    .map(({ name, leftAt }) => ({ name, at: leftAt }));
}

/** The news of this version as far as it is still to come: what came to nothing silences no reminder. */
export function newsAhead(
  version: number,
  { said, news }: { readonly said: readonly Saying[]; readonly news: PlannedNews | null },
): PlannedNews | null {
  const own = said.find((one) => one.type === 'moved' && one.version === version);
  return own && own.state !== 'planned' && !own.isCall ? null : news;
}
