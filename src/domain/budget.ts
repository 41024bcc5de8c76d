/** How often a patient agreed to be written to first, and when the next time opens. */

import { addDays, dayMs, startOfDay, toLocal } from './time.ts';

/** Most proactive messages to one patient in a local day, and in any seven days. */
export interface Budget {
  readonly perDay: number;
  readonly perWeek: number;
}

export const defaultBudget: Budget = { perDay: 2, perWeek: 4 };
export const budgetMax: Budget = { perDay: 10, perWeek: 40 };

const weekMs = 7 * dayMs;

export interface BudgetQuestion {
  readonly budget: Budget;
  /** When proactive messages went out, at least of the last seven days, in any order. */
  readonly sent: readonly Date[];
  readonly at: Date;
  readonly zone: string;
}

/** Null if one more may go now; else the first moment at which one may, `never` if the budget is nothing. */
export function budgetOpens({ budget, sent, at, zone }: BudgetQuestion): Date | 'never' | null {
  if (budget.perDay < 1 || budget.perWeek < 1) return 'never';
  const opens = [byDay(budget.perDay, sent, at, zone), byWeek(budget.perWeek, sent, at)];
  const latest = Math.max(...opens.map((one) => one?.getTime() ?? 0));
  return latest === 0 ? null : new Date(latest);
}

function byDay(max: number, sent: readonly Date[], at: Date, zone: string): Date | null {
  const { date } = toLocal(at, zone);
  const today = sent.filter((one) => toLocal(one, zone).date === date);
  return today.length < max ? null : startOfDay(addDays(date, 1), zone);
}

/** The window of seven days moves on until the oldest that fills it has left. */
function byWeek(max: number, sent: readonly Date[], at: Date): Date | null {
  const recent = sent
    .map((one) => one.getTime())
    .filter((time) => time > at.getTime() - weekMs && time <= at.getTime())
    .toSorted((a, b) => b - a);
  const blocking = recent[max - 1];
  return blocking === undefined ? null : new Date(blocking + weekMs);
}
