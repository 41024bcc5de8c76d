/** What was recorded, and what will come of it. */

import type { DecisionCode } from '../domain/policy.ts';
import type { DoctorKind } from '../domain/presets.ts';
import { whenPhrase } from '../text/dates.ts';
import { staffMenuOf } from '../text/staff-menu.ts';
import { paragraphs } from './reply.ts';
import { button, draftDue, shown, toList } from './staff-chair.ts';
import type { StaffInput, StaffResult } from './staff-types.ts';

/** With initials only: it stays in the chat. */
export function recordedAnswer(
  input: StaffInput,
  { visit, reasonId, foreseen }: Extract<StaffInput['found'], { type: 'recorded' }>,
): StaffResult {
  const words = staffMenuOf(input.language);
  const draft = input.ask.type === 'record' ? input.ask.draft : null;
  const kind: DoctorKind = draft?.kind ?? 'wellbeing';
  const due = draft ? draftDue(input, visit, draft) : '';
  const text = paragraphs(
    words.recorded(visit.initials, words.kinds[kind], due),
    foreseenLine(input, foreseen),
  );
  const undo = reasonId ? [button(words.labels.undo, { verb: 'undo', reasonId })] : [];
  const more = button(words.labels.more, { verb: 'open', tag: visit.tag });
  return shown(input, text, [...undo, more, toList(words)], null);
}

const refusals: readonly (DecisionCode | null)[] = ['withdrawn', 'stopped', 'muted'];

function foreseenLine(
  { zone, now, language }: StaffInput,
  foreseen: Extract<StaffInput['found'], { type: 'recorded' }>['foreseen'],
): string {
  const words = staffMenuOf(language).foreseen;
  switch (foreseen.type) {
    case 'desk':
      return words.desk;
    case 'wont':
      return refusals.includes(foreseen.code) ? words.refused : words.wont;
    default: {
      const when = whenPhrase({ at: foreseen.at, zone, now }, language);
      if (foreseen.type === 'call') return words.call(when);
      return words[foreseen.type](when, foreseen.channel && words.channels[foreseen.channel]);
    }
  }
}
