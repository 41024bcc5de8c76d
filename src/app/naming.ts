/** Finds, in words that a whole family shares, those that name one of them. */

export interface Naming {
  /** What the patient is called: full name, labels, phone number. */
  readonly names: readonly string[];
  /** What the others are called: a family name they share tells nobody apart. */
  readonly others: readonly string[];
  readonly patientId: string;
}

const word_chars_min = 3;

/** Russian names decline: «Маша», «Машу», «Машей». A pet name that nobody has recorded is not found. */
export function namer({ names, others, patientId }: Naming): (text: string) => boolean {
  const taken = others.flatMap(wordsIn).map(stemOf);
  const stems = names.flatMap(wordsIn).map(stemOf);
  const own = stems.filter((stem) => !taken.includes(stem)).map(escaped);
  const digits = names.flatMap((name) => (/^\+\d+$/.test(name) ? [name.slice(-10)] : []));
  // Ids stand in quotes in what the bot keeps of its buttons.
  const literal = [...digits, `"${patientId}"`];
  const named =
    own.length === 0 ? null : new RegExp(`(?<!\\p{L})(${own.join('|')})\\p{L}{0,2}(?!\\p{L})`, 'u');
  return (text) => {
    const plain = plainOf(text);
    return (
      literal.some((part) => text.includes(part)) ||
      digits.some((number) => text.replace(/\D/g, '').includes(number)) ||
      (named?.test(plain) ?? false)
    );
  };
}

const plainOf = (text: string): string => text.toLowerCase().replaceAll('ё', 'е');

const wordsIn = (name: string): string[] =>
  plainOf(name)
    .split(/[^\p{L}]+/u)
    .filter((word) => word.length >= word_chars_min);

const stemOf = (word: string): string => word.replace(/[аеийоуыьэюя]$/, '');

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
