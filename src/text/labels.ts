/** Buttons that say for whom they are. */

/** WhatsApp: a reply button; on Telegram more would be cut on a narrow phone. */
const labelCharsMax = 20;

/** All of them with the name, or none: a single bare one would seem to mean somebody else. */
export function labelsFor(labels: readonly string[], person: string | null): readonly string[] {
  const named = labels.map((label) => labelFor(label, person));
  return named.every((label, index) => label !== labels[index]) ? named : labels;
}

/** `Подтверждаю: Миша`; without the name where there is no room for it. */
export function labelFor(label: string, person: string | null): string {
  const whole = `${label}: ${person}`;
  return person !== null && [...whole].length <= labelCharsMax ? whole : label;
}
