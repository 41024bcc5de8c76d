/** A patient's details as a form. */

import { html } from 'hono/html';
import { z } from 'zod';
import { languages } from '../../domain/words.ts';
import { textsOf } from '../../text/catalogue.ts';
import {
  type Faults,
  type Filling,
  faultNote,
  field,
  line,
  oneOf,
  optionalDate,
  optionalLine,
  optionalPhone,
  select,
  type Values,
} from './form.ts';
import type { Html } from './layout.ts';

export const person = z.object({
  name: line,
  phone: optionalPhone,
  language: oneOf(['', ...languages]),
  birthDate: optionalDate,
  guardianName: optionalLine,
  guardianPhone: optionalPhone,
});

export function personRow({
  language,
  guardianName,
  guardianPhone,
  ...rest
}: z.output<typeof person>) {
  const guardian =
    guardianName || guardianPhone
      ? {
          ...(guardianName && { name: guardianName }),
          ...(guardianPhone && { phone: guardianPhone }),
        }
      : null;
  return { ...rest, language: language === '' ? null : language, guardian };
}

/** Faults and values of the one form on the page that was posted last. */
export interface PatientDraft {
  readonly form: 'person' | 'card' | 'consent' | 'account' | 'write';
  /** Which of several such forms. */
  readonly key?: string;
  readonly values: Values;
  readonly faults: Faults;
}

export function personFields(filling: Filling): Html {
  const { frame } = filling;
  const { common, patients: words, card } = frame.words;
  const tongues = [
    { value: '', label: card.languageClinic },
    ...languages.map((value) => ({ value, label: textsOf(value).ownName })),
  ];
  return html`${faultNote(filling)}
    ${field(filling, { name: 'name', label: words.fullName })}
    <div class="columns two">
      ${field(filling, { name: 'phone', label: common.phone, type: 'tel', optional: true })}
      ${field(filling, { name: 'birthDate', label: words.birthDate, type: 'date', optional: true })}
    </div>
    ${select(filling, { name: 'language', label: card.language, options: tongues })}
    <details class="fold"><summary>${words.guardian}</summary>
      <p class="hint">${words.guardianHint}</p>
      <div class="columns two">
        ${field(filling, { name: 'guardianName', label: words.guardianName, optional: true })}
        ${field(filling, { name: 'guardianPhone', label: words.guardianPhone, type: 'tel', optional: true })}
      </div>
    </details>`;
}
