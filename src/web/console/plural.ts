/** Numbers with their noun. */

/** Russian: `plural(3, 'визит', 'визита', 'визитов')`. */
export function plural(n: number, one: string, few: string, many: string): string {
  const tens = n % 100;
  const ones = n % 10;
  if (ones === 1 && tens !== 11) return `${n} ${one}`;
  return ones >= 2 && ones <= 4 && (tens < 12 || tens > 14) ? `${n} ${few}` : `${n} ${many}`;
}

/** English. */
export const count = (n: number, one: string, many: string): string =>
  `${n} ${n === 1 ? one : many}`;
