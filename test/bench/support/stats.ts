/** What many measurements come to. */

const sorted = (values: readonly number[]) => values.toSorted((a, b) => a - b);

/** The smallest value that so much of all (0…1) does not exceed; 0 of nothing. */
export function quantile(values: readonly number[], part: number): number {
  const place = Math.max(0, Math.ceil(values.length * part) - 1);
  return sorted(values)[place] ?? 0;
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

export const rounded = (value: number, digits = 0): number => Number(value.toFixed(digits));

/** The time of day that all processes here agree on, finer than `Date.now`. */
export const wallMs = (): number => performance.timeOrigin + performance.now();
