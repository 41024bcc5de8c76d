/** One of today's patients in a colleague's chat: what is recorded already, and recording something more. */

import type { Button } from '../domain/content.ts';
import { doctorKinds, type Preset, presetOf, presetsOf } from '../domain/presets.ts';
import { addDays, isDate, toInstant, toLocal } from '../domain/time.ts';
import { readyArguments, readyNotes } from '../text/arguments.ts';
import { clockTime, fullDate, shortDay, whenLine } from '../text/dates.ts';
import { type StaffMenuTexts, staffMenuOf } from '../text/staff-menu.ts';
import { paragraphs } from './reply.ts';
import { decodeStaffButton, encodeStaffButton, type StaffAction } from './staff-buttons.ts';
import { draftOf, missingPiece, type Piece, withWords } from './staff-draft.ts';
import type { ChairFacts, Draft, StaffInput, StaffResult } from './staff-types.ts';

export const button = (label: string, action: StaffAction): Button => ({
  label,
  data: encodeStaffButton(action),
});

export const toList = ({ labels }: StaffMenuTexts): Button =>
  button(labels.list, { verb: 'list', day: 0, page: 0 });

export function chairAnswer(input: StaffInput, visit: ChairFacts | null): StaffResult {
  const words = staffMenuOf(input.language);
  if (!visit) return shown(input, words.gone, [toList(words)], null);
  const action = input.event.type === 'button' ? decodeStaffButton(input.event.data) : null;
  if (action?.verb === 'open') return card(input, visit);
  const open = input.step?.name === 'draft' ? input.step.draft : null;
  if (!action) return typed(input, visit, open);
  if (!('kind' in action)) return card(input, visit);
  const draft = withPress(draftOf(action.verb === 'what' ? null : open, action), action, {
    visit,
    input,
  });
  return askNext(input, visit, draft);
}

/** A piece of the draft that was chosen. */
function withPress(
  draft: Draft,
  action: StaffAction,
  { visit, input }: { readonly visit: ChairFacts; readonly input: StaffInput },
): Draft {
  switch (action.verb) {
    case 'say':
      return {
        ...draft,
        argument: readyArguments(draft.kind, visit.patientLanguage)[action.key] ?? draft.argument,
        note: readyNotes(draft.kind, input.language)[action.key] ?? draft.note,
      };
    case 'signed':
      return { ...draft, signedOn: action.on };
    case 'part':
      return { ...draft, isPart: true };
    case 'due':
    case 'agreed':
      return { ...draft, choice: action.choice };
    default:
      return draft;
  }
}

function typed(input: StaffInput, visit: ChairFacts, open: Draft | null): StaffResult {
  if (!open || input.event.type !== 'text') return card(input, visit);
  const { presets } = visit;
  const understood = withWords(open, input.event.text, {
    presets,
    now: input.now,
    zone: input.zone,
  });
  if ('draft' in understood) return askNext(input, visit, understood.draft);
  return askNext(input, visit, open, staffMenuOf(input.language).unclear[understood.fault]);
}

/** With the full name: this one is open before the colleague's eyes. */
function card(input: StaffInput, visit: ChairFacts): StaffResult {
  const words = staffMenuOf(input.language);
  const at = whenLine({ at: visit.startsAt, zone: input.zone, now: input.now }, input.language);
  const lines = visit.reasons.map(({ kind, state, dueAt }) =>
    words.reasonLine(words.reasonKinds[kind], dayIn(input, dueAt), words.states[state]),
  );
  const wellbeing = visit.asked > 0 ? [words.wellbeing(visit.asked, visit.answered)] : [];
  const recorded = [...wellbeing, ...lines];
  const text = paragraphs(
    `${visit.name}, ${at}`,
    recorded.length > 0 ? [words.recordedAlready, ...recorded].join('\n') : words.nothingYet,
    words.what,
  );
  const kinds = doctorKinds.map((kind) =>
    button(words.kinds[kind], { verb: 'what', tag: visit.tag, kind }),
  );
  return about(input, visit, shown(input, text, [...kinds, toList(words)], null));
}

const dayIn = ({ zone, language }: StaffInput, at: Date): string =>
  fullDate({ at, zone }, language);

/** The next thing to be said, and the agreement in the end. */
function askNext(
  input: StaffInput,
  visit: ChairFacts,
  draft: Draft,
  fault: string | null = null,
): StaffResult {
  const piece = missingPiece(draft);
  const words = staffMenuOf(input.language);
  const back = button(words.labels.back, { verb: 'open', tag: visit.tag });
  const { text, buttons } = piece
    ? question(input, visit, { draft, piece })
    : agreement(input, visit, draft);
  const title = `${visit.name}: ${words.kinds[draft.kind]}`;
  const asked = shown(input, paragraphs(title, fault, text), [...buttons, back], {
    name: 'draft',
    draft,
    patientId: visit.patientId,
    askedAt: input.now.toISOString(),
  });
  return about(input, visit, asked);
}

interface Question {
  readonly text: string;
  readonly buttons: readonly Button[];
}

function question(
  input: StaffInput,
  visit: ChairFacts,
  { draft, piece }: { readonly draft: Draft; readonly piece: Piece },
): Question {
  const words = staffMenuOf(input.language);
  const { tag, kind } = draft;
  switch (piece) {
    case 'choice': {
      const presets = presetsOf(kind, visit.presets).filter((one) => !isOver(input, one));
      const choose = (preset: Preset) =>
        button(presetLabel(input, visit, preset), { verb: 'due', tag, kind, choice: preset.key });
      return { text: paragraphs(words.askDue[kind], words.dateHint), buttons: presets.map(choose) };
    }
    case 'signedOn':
      return {
        text: paragraphs(words.askSigned, words.dateHint),
        buttons: signedDays(input, draft),
      };
    case 'item':
      return {
        text: words.askItem,
        buttons: [button(words.labels.part, { verb: 'part', tag, kind })],
      };
    case 'done':
    case 'left':
    case 'risk':
      return { text: words.askPart[piece], buttons: [] };
    default:
      return readyWords(input, visit, { draft, piece });
  }
}

/** «Вечером» of a day that is over is not offered. */
const isOver = ({ now, zone }: StaffInput, { on }: Preset): boolean =>
  on !== null && on < toLocal(now, zone).date;

function signedDays({ now, zone, language }: StaffInput, { tag, kind }: Draft): readonly Button[] {
  const today = toLocal(now, zone).date;
  const { labels } = staffMenuOf(language);
  const day = (label: string, on: string) => button(label, { verb: 'signed', tag, kind, on });
  return [day(labels.today, today), day(labels.yesterday, addDays(today, -1))];
}

/** The ready ones are long: they stand in the text, their numbers on the buttons. */
function readyWords(
  input: StaffInput,
  visit: ChairFacts,
  { draft, piece }: { readonly draft: Draft; readonly piece: Piece },
): Question {
  const words = staffMenuOf(input.language);
  const { tag, kind } = draft;
  const ready = Object.entries(
    piece === 'note'
      ? readyNotes(kind, input.language)
      : readyArguments(kind, visit.patientLanguage),
  );
  const lines = ready.map(([, text], index) => `${index + 1}. ${text}`);
  return {
    text: paragraphs(words.askWords[piece === 'note' ? 'note' : 'argument'], lines.join('\n')),
    buttons: ready.map(([key], index) => button(`${index + 1}`, { verb: 'say', tag, kind, key })),
  };
}

function presetLabel(input: StaffInput, visit: ChairFacts, { name, n, on }: Preset): string {
  const { presets: labels } = staffMenuOf(input.language);
  switch (name) {
    case 'evening':
      return labels.evening;
    case 'morning':
      return labels.morning(shortDay(noon(input, on ?? ''), input.language));
    case 'days':
      return labels.days(visit.presets.wellbeingDays.join(', '));
    default:
      return labels[name](n);
  }
}

const noon = ({ zone }: StaffInput, date: string) => ({
  at: toInstant({ local: `${date}T12:00`, zone }),
  zone,
});

/** What is about to be recorded, said back, and the one question that decides. */
function agreement(input: StaffInput, visit: ChairFacts, draft: Draft): Question {
  const words = staffMenuOf(input.language);
  const { argument, note, item, left, tag, kind } = draft;
  const choice = draft.choice ?? '';
  const said = argument ?? note ?? item ?? left;
  const agreed = (label: string, how: 'yes' | 'no') =>
    button(label, { verb: 'agreed', tag, kind, how, choice });
  return {
    text: paragraphs(
      words.due(draftDue(input, visit, draft)),
      said && words.because(said),
      words.agreed,
    ),
    buttons: [
      agreed(words.labels.yes, 'yes'),
      agreed(words.labels.no[visit.reach ?? 'desk'], 'no'),
    ],
  };
}

/** When, as it was understood. */
export function draftDue(input: StaffInput, visit: ChairFacts, { kind, choice }: Draft): string {
  const key = choice ?? '';
  const preset = isDate(key) ? null : presetOf(kind, key, visit.presets);
  const on = isDate(key) ? key : (preset?.on ?? null);
  if (on === null) return preset ? lowered(presetLabel(input, visit, preset)) : '';
  return fullDate(noon(input, on), input.language);
}

const lowered = (label: string): string => label.charAt(0).toLowerCase() + label.slice(1);

/** Asked in place of what was pressed, anew where something was typed. */
export function shown(
  { event }: Pick<StaffInput, 'event'>,
  text: string,
  buttons: readonly Button[],
  step: StaffResult['step'],
): StaffResult {
  const content = { text, buttons, grid: true };
  return { step, said: { content, inPlace: event.type === 'button', preview: null } };
}

/** Initials and time are all that a lock screen may show. */
function about({ zone }: StaffInput, visit: ChairFacts, { step, said }: StaffResult): StaffResult {
  const preview = `${visit.initials}, ${clockTime({ at: visit.startsAt, zone })}`;
  return { step, said: { ...said, preview } };
}
