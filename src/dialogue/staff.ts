/** A colleague in the bot: their patients of the day, what to record of one, and alarms. */

import { staffTextsOf } from '../text/staff.ts';
import { staffMenuOf } from '../text/staff-menu.ts';
import { alarmAnswer } from './staff-alarm.ts';
import { decodeStaffButton, encodeStaffButton, type StaffAction } from './staff-buttons.ts';
import { chairAnswer, shown, toList } from './staff-chair.ts';
import { draftOf, missingPiece } from './staff-draft.ts';
import { dayAnswer } from './staff-list.ts';
import { recordedAnswer } from './staff-recorded.ts';
import type { StaffAsk, StaffEvent, StaffInput, StaffResult, StaffStep } from './staff-types.ts';
import { isExit, isMenu } from './staff-words.ts';

const today: StaffAsk = { type: 'day', day: 0, page: 0 };

/** What to look up or do before answering; today's patients where nothing else is meant. */
export function staffAsk(event: StaffEvent, step: StaffStep | null): StaffAsk {
  if (event.type === 'button') return ofButton(decodeStaffButton(event.data), step);
  if (event.type !== 'text' || isMenu(event.text)) return today;
  const { text } = event;
  if (isExit(text)) return { type: 'exit' };
  switch (step?.name) {
    case 'end':
      return { type: 'close', alarmId: step.alarmId, outcome: text };
    case 'reply':
      return { type: 'answer', alarmId: step.alarmId, text };
    case 'draft':
      return { type: 'visit', tag: step.draft.tag, kind: step.draft.kind };
    default:
      return today;
  }
}

function ofButton(action: StaffAction | null, step: StaffStep | null): StaffAsk {
  if (!action) return today;
  switch (action.verb) {
    case 'take':
      return { type: 'take', alarmId: action.alarmId };
    case 'show':
    case 'end':
    case 'reply':
      return { type: 'alarm', alarmId: action.alarmId };
    case 'list':
      return { type: 'day', day: action.day, page: action.page };
    case 'undo':
      return { type: 'undo', reasonId: action.reasonId };
    case 'agreed':
      return agreed(action, step);
    default:
      return { type: 'visit', tag: action.tag, kind: 'kind' in action ? action.kind : null };
  }
}

/** What is still missing of it, the answer asks for. */
function agreed(
  action: Extract<StaffAction, { verb: 'agreed' }>,
  step: StaffStep | null,
): StaffAsk {
  const { tag, kind, how, choice } = action;
  const draft = { ...draftOf(step?.name === 'draft' ? step.draft : null, action), choice };
  return missingPiece(draft) === null
    ? { type: 'record', draft, how }
    : { type: 'visit', tag, kind };
}

export function staffStep(input: StaffInput): StaffResult {
  const { found, language } = input;
  const words = staffMenuOf(language);
  switch (found.type) {
    case 'day':
      return dayAnswer(input, found);
    case 'visit':
      return chairAnswer(input, found.visit);
    case 'recorded':
      return recordedAnswer(input, found);
    case 'refused':
      return refusedAnswer(input, found);
    case 'undone':
      return shown(input, words.undone, [toList(words)], null);
    case 'alarm':
      return alarmAnswer(input, found);
    case 'exit':
      return {
        step: null,
        said: {
          content: { text: staffTextsOf(language).account.disconnected },
          inPlace: false,
          preview: null,
        },
      };
  }
}

function refusedAnswer(
  input: StaffInput,
  { tag, code }: Extract<StaffInput['found'], { type: 'refused' }>,
): StaffResult {
  const words = staffMenuOf(input.language);
  const open = tag
    ? [{ label: words.labels.more, data: encodeStaffButton({ verb: 'open', tag }) }]
    : [];
  return shown(input, words.refused(words.faultOf(code)), [...open, toList(words)], null);
}
