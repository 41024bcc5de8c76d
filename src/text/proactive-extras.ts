/** What only the free form of a message carries: the clinic's own words and links, above the line that says how to stop. */

import type { Language } from '../domain/words.ts';
import { type ExtraName, extraNames, proactiveWords } from './proactive-words.ts';

/** What the clinic has told; nothing else is said. */
export type Extras = Readonly<Partial<Record<ExtraName, string | null | undefined>>>;

/** WhatsApp: interactive reply buttons, body (CHANNELS A.7); the tightest of all channels. */
export const bodyCharsMax = 1024;
/** Shorter than this, a cut line helps nobody. */
const extraCharsMin = 40;

/** Half a link leads nowhere, and half of what to do after a treatment may be the wrong half. */
const whole: readonly ExtraName[] = ['aftercare', 'map', 'calendar'];

export interface Frame {
  readonly head: string;
  /** Always the last line. */
  readonly tail: string;
}

/** In the order of reading; where there is no room for all, prose is cut and what must stay whole is left out. */
export function withExtras({ head, tail }: Frame, extras: Extras, language: Language): string {
  const kept = fitting(linesOf(extras, language), bodyCharsMax - head.length - tail.length);
  return [head, ...extraNames.flatMap((name) => kept.get(name) ?? []), tail].join('');
}

/** Whether all of it would be read. */
export const hasRoomFor = ({ head, tail }: Frame, extras: Extras, language: Language): boolean =>
  linesOf(extras, language).every(
    ([, line]) => head.length + line.length + gap.length + tail.length <= bodyCharsMax,
  );

const gap = '\n\n';

function linesOf(extras: Extras, language: Language): readonly (readonly [ExtraName, string])[] {
  const words = proactiveWords[language].extras;
  return extraNames.flatMap((name) => {
    const text = extras[name]?.trim();
    return text ? [[name, `${words[name]} ${text}`] as const] : [];
  });
}

/** What must stay whole has its room first. */
function fitting(
  lines: readonly (readonly [ExtraName, string])[],
  room: number,
): ReadonlyMap<ExtraName, string> {
  const kept = new Map<ExtraName, string>();
  let left = room;
  const isWhole = ([name]: readonly [ExtraName, string]) => whole.includes(name);
  for (const line of [...lines.filter(isWhole), ...lines.filter((one) => !isWhole(one))]) {
    const [name, text] = line;
    const charsMax = left - gap.length;
    const isCut = text.length > charsMax;
    if (isCut && (isWhole(line) || charsMax < extraCharsMin)) continue;
    const shown = `${isCut ? cut(text, charsMax) : text}${gap}`;
    kept.set(name, shown);
    left -= shown.length;
  }
  return kept;
}

export function cut(text: string, charsMax: number): string {
  const head = text.slice(0, charsMax - 1);
  const space = head.search(/\s\S*$/);
  // A lone half of a surrogate pair would not survive UTF-8.
  return `${(space > charsMax / 2 ? head.slice(0, space) : head).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/** Longer values are cut, so that a body always fits beside its buttons. */
const paramCharsMax = 150;

/** Platforms refuse line breaks and runs of spaces in a parameter. */
export function tidy(value: string, charsMax = paramCharsMax): string {
  const plain = value.replaceAll(/\s+/g, ' ').trim();
  return plain.length <= charsMax ? plain : cut(plain, charsMax);
}
