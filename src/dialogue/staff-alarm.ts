/** An alarm in a colleague's chat: the whole of it in one place, and what they do about it. */

import type { Button } from '../domain/content.ts';
import { clockTime, whenLine } from '../text/dates.ts';
import { staffTextsOf } from '../text/staff.ts';
import { paragraphs } from './reply.ts';
import { encodeStaffButton } from './staff-buttons.ts';
import type { AlarmFacts, StaffInput, StaffResult } from './staff-types.ts';

export function alarmAnswer(
  input: StaffInput,
  { alarm, fault }: { readonly alarm: AlarmFacts | null; readonly fault: string | null },
): StaffResult {
  const { alarm: words } = staffTextsOf(input.language);
  if (!alarm) return plain(words.gone);
  if (fault !== null) return refusedOf(input, alarm, fault);
  const { ask, event } = input;
  if (ask.type === 'close') return plain(words.closedDone);
  if (ask.type === 'answer') return plain(words.replied, actsOn(input, alarm));
  const verb = event.type === 'button' ? /^st\.(end|reply):/.exec(event.data)?.[1] : undefined;
  if (verb === 'end' || verb === 'reply') return askWords(input, alarm, verb);
  const { initials, raisedAt: at } = alarm;
  const preview = `${initials}, ${clockTime({ at, zone: input.zone })}`;
  return plain(cardOf(input, alarm), actsOn(input, alarm), preview);
}

const plain = (
  text: string,
  buttons: readonly Button[] = [],
  preview: string | null = null,
): StaffResult => ({ step: null, said: { content: { text, buttons }, inPlace: false, preview } });

function refusedOf(input: StaffInput, alarm: AlarmFacts, fault: string): StaffResult {
  const { alarm: words } = staffTextsOf(input.language);
  // What was typed was too long or empty: the question stands.
  if (fault === 'too_long' || fault === 'empty')
    return { ...plain(words.tooLong), step: input.step };
  if (fault === 'thread_closed') return plain(words.noThread, actsOn(input, alarm));
  const why =
    fault === 'alarm_taken' || fault === 'alarm_closed' ? words.notTaken[fault] : words.gone;
  const state = alarm.takenBy === null ? null : words.inHandsOf(alarm.takenBy);
  return plain(paragraphs(why, state), [button(input, alarm, 'show')]);
}

function askWords(
  { language, now }: StaffInput,
  { alarmId, patientId, state, hasThread }: AlarmFacts,
  name: 'end' | 'reply',
): StaffResult {
  const { alarm: words } = staffTextsOf(language);
  if (name === 'end' && state === 'closed') return plain(words.notTaken.alarm_closed);
  if (name === 'reply' && !hasThread) return plain(words.noThread);
  const later = encodeStaffButton({ verb: 'show', alarmId });
  return {
    step: { name, alarmId, patientId, askedAt: now.toISOString() },
    said: {
      content: {
        text: name === 'end' ? words.askOutcome : words.askReply,
        buttons: [{ label: words.labels.back, data: later }],
      },
      inPlace: false,
      preview: null,
    },
  };
}

function actsOn(input: StaffInput, alarm: AlarmFacts): readonly Button[] {
  if (alarm.state === 'closed') return [];
  const reply = alarm.hasThread ? [button(input, alarm, 'reply')] : [];
  return alarm.isOwn
    ? [button(input, alarm, 'end'), ...reply]
    : alarm.takenBy === null
      ? [button(input, alarm, 'take'), ...reply]
      : reply;
}

const button = (
  { language }: StaffInput,
  { alarmId }: AlarmFacts,
  verb: 'take' | 'show' | 'end' | 'reply',
): Button => ({
  label: staffTextsOf(language).alarm.labels[verb],
  data: encodeStaffButton({ verb, alarmId }),
});

/** The question, the answer, the chat and the end. */
function cardOf(input: StaffInput, alarm: AlarmFacts): string {
  const { alarm: words } = staffTextsOf(input.language);
  const { name, phone, code, raisedAt } = alarm;
  return paragraphs(
    [
      `${name}: ${words.codes[code]}, ${momentOf(input, raisedAt)}`,
      phone === null ? null : words.phone(phone),
    ]
      .filter((line) => line !== null)
      .join('\n'),
    [alarm.askedAt && words.asked(momentOf(input, alarm.askedAt)), answerOf(input, alarm)]
      .filter((line) => line)
      .join(' '),
    linesOf(input, alarm),
    standingOf(input, alarm),
  );
}

const momentOf = ({ zone, now, language }: StaffInput, at: Date): string =>
  whenLine({ at, zone, now }, language);

function answerOf({ language }: StaffInput, { askedAt, score, code, feeling }: AlarmFacts): string {
  const { alarm: words } = staffTextsOf(language);
  if (askedAt === null) return words.unasked;
  if (score !== null)
    return words.answer(code === 'low_mark' ? words.mark5(score) : words.score(score));
  return words.answer(feeling === null ? words.inWords : words.feelings[feeling]);
}

const line_chars_max = 300;

function linesOf({ language }: StaffInput, { lines }: AlarmFacts): string | null {
  if (lines.length === 0) return null;
  const { alarm: words } = staffTextsOf(language);
  const said = lines.map(({ who, text }) => `${words.who[who]}: ${shortened(text)}`);
  return [words.thread, ...said].join('\n');
}

function shortened(text: string): string {
  const letters = [...text.replaceAll(/\s+/g, ' ')];
  return letters.length <= line_chars_max
    ? letters.join('')
    : `${letters.slice(0, line_chars_max - 1).join('')}…`;
}

function standingOf(input: StaffInput, alarm: AlarmFacts): string {
  const { alarm: words } = staffTextsOf(input.language);
  const { state, outcome, closedAt, closedBy, takenBy } = alarm;
  if (state !== 'closed') return takenBy === null ? words.nobody : words.inHandsOf(takenBy);
  if (outcome === null || closedAt === null) return words.superseded;
  return words.ended(outcome, momentOf(input, closedAt), closedBy ?? '');
}
