/** What a message says, before any messenger's form is put on it. */

import type { Language } from './words.ts';

export interface Button {
  readonly label: string;
  /** `verb:argument`, at most 64 bytes of ASCII; comes back when the button is pressed. */
  readonly data: string;
}

export interface Content {
  readonly text: string;
  /** Up to 3 are shown as buttons on every channel; 4 to 10 as a list where the channel has lists. */
  readonly buttons?: readonly Button[];
  /** The same, laid out for channels that have rows: each person has their own. */
  readonly rows?: readonly (readonly Button[])[];
  /** Label that opens the list, for channels that need one (at most 20 characters). */
  readonly menuLabel?: string;
  /** Many short choices of one kind, such as times: as few rows as they fit in, where a channel has rows. */
  readonly grid?: boolean;
  /** Label of a button that shares the sender's own phone number, where the channel has one. */
  readonly contactRequest?: string;
  /** Of lesser use ("why?", "not me"): shown where a channel has room; the text says the same in words. */
  readonly minor?: readonly Button[];
  /** Goes with the text as a file; a channel's template cannot carry one. */
  readonly document?: Document;
  /** The approved form of the same words, for a channel that demands one outside its window. */
  readonly template?: TemplateUse;
  /** Went out in one message with those about others of a family: the platform shows more than this. */
  readonly isPart?: true;
  /** What these words say of their visit, for whoever asks later what the patient knows. */
  readonly tells?: Telling;
}

export type Telling = { readonly startsAt: string; readonly clinicId: string } | 'cancelled';

/** A plain text file, the one kind that every messenger takes and every phone opens; or one for a calendar. */
export interface Document {
  /** Left out, plain text; a calendar's only where `capabilities.calendarFiles`. */
  readonly type?: 'text/calendar' | undefined;
  /** Latin letters, digits, `-`, `_` and one dot: `zabota-2026-11-22.txt`. */
  readonly filename: string;
  readonly text: string;
}

export interface TemplateUse {
  readonly name: string;
  readonly language: Language;
  readonly params: Readonly<Record<string, string>>;
  /** Button data, in the order of the template's quick replies. */
  readonly buttons: readonly string[];
}

/** A template as it is registered with the platform. The words come from `src/text`. */
export interface TemplateDefinition {
  /** Lowercase letters, digits and `_`; the key is (name, language). */
  readonly name: string;
  readonly language: Language;
  readonly category: 'utility' | 'marketing';
  /** Named parameters as `{{clinic}}`; none at the start or the end. */
  readonly body: string;
  /** An example for each parameter. */
  readonly examples: Readonly<Record<string, string>>;
  /** Quick-reply labels, at most 25 characters. */
  readonly buttons: readonly string[];
  /** How long the platform may go on trying, 30 to 43,200 s. */
  readonly ttlSeconds: number;
}
