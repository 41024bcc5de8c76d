/** Numbers to press: how one feels from 0 to 10, what impression was left from 1 to 5. */

import type { Button, Content } from '../domain/content.ts';
import { markMax, scoreMax } from '../domain/wellbeing.ts';
import type { Language } from '../domain/words.ts';
import { type ProactiveKind, proactiveWords } from './proactive-words.ts';

interface Asked {
  readonly messageId: string;
  /** Those of the question in words. */
  readonly buttons: readonly Button[];
  readonly language: Language;
}

/**
 * A score has eleven numbers: two rows where a channel has rows, and typed where it has not, since no list
 * holds them all. A mark has five, which are buttons or a list; a template has neither, there it is typed.
 */
export function rated(
  kind: ProactiveKind,
  { messageId, buttons, language }: Asked,
): Pick<Content, 'rows' | 'buttons' | 'menuLabel'> {
  if (kind === 'wellbeing_score') {
    const numbers = numbered('well.score', messageId, { from: 0, to: scoreMax });
    const half = Math.ceil(numbers.length / 2);
    return {
      rows: [...buttons.map((one) => [one]), numbers.slice(0, half), numbers.slice(half)],
    };
  }
  if (kind !== 'impression') return {};
  const marks = numbered('well.mark', messageId, { from: 1, to: markMax });
  return { buttons: marks, rows: [marks], menuLabel: proactiveWords[language].rateMenu };
}

const numbered = (
  verb: 'well.score' | 'well.mark',
  messageId: string,
  { from, to }: { readonly from: number; readonly to: number },
): readonly Button[] =>
  Array.from({ length: to - from + 1 }, (_, index) => ({
    label: `${from + index}`,
    data: `${verb}:${messageId}.${from + index}`,
  }));
