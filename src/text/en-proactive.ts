import type { ProactiveWords } from './proactive-words.ts';

// A lock screen shows about forty characters, so each body opens with as many that tell nothing.
const openEn = 'Hello. We are writing to you as we agreed.\n\n';
const whereEn = 'When: {{date}}, {{time}}\nWhere: {{clinic}}, {{address}}\n\n';
const stopEn = 'To stop these messages, send STOP. Not you? Send “not me”.';
const threeDaysEn =
  'Are you coming? Please answer with a button. If the time no longer suits you, our receptionist will find another, and someone who is waiting can come instead.';
const dayBeforeEn =
  'Please confirm that you are coming. If you cannot, press “Move” or “Cancel” and we will offer the time to another patient.';
const soonEn = 'If you cannot come or are running late, let us know with a button.';
const movedEn =
  'Before: {{was}}\nNow: {{date}}, {{time}}\nWhere: {{clinic}}, {{address}}\n\nDoes it suit you? Please answer with a button. If not, we will find another time.';
const cancelledEn =
  'When it was: {{date}}, {{time}}\nWhere: {{clinic}}, {{address}}\n\nWe are sorry to upset your plans. Press the button and we will find another time.';
const earlierEn =
  'You could come: {{date}}, {{time}}\nBooked now: {{was}}\nWhere: {{clinic}}, {{address}}\n\nWould that suit you? We keep this time for you for half an hour. Until you answer, everything stays as it is.';
const memoEn = 'There is a note for you: what to do after this visit and when to call us.';
const askTermsEn =
  'The clinic will see your answer. Your agreement holds for 30 days and only for this. Without it we will not ask.';
const emergencyEn = 'If you feel very unwell, call 103 or 112.';

const becauseEn =
  'Why now: {{argument}}\n\nPlease note: {{terms}} If it was done elsewhere, or you have a question, write here.';
const askRecallEn =
  'May we write to you here when the time comes?\nAbout: {{topic}}\nWho asks: {{doctor}}, {{clinic}}\n\nWithout your agreement we will not write. You can change your mind at any time: send “settings”.';

export const enProactive: ProactiveWords = {
  body: {
    visit_three_days: `${openEn}You have a visit booked.\n${whereEn}${threeDaysEn}\n\n${stopEn}`,
    visit_day_before: `${openEn}A reminder of your visit.\n${whereEn}${dayBeforeEn}\n\n${stopEn}`,
    visit_soon: `${openEn}Your visit is soon.\n${whereEn}${soonEn}\n\n${stopEn}`,
    visit_moved: `${openEn}The time or place of your visit has changed.\n${movedEn}\n\n${stopEn}`,
    visit_cancelled: `${openEn}The clinic has cancelled your visit.\n${cancelledEn}\n\n${stopEn}`,
    visit_earlier: `${openEn}An earlier time is free, as you asked.\n${earlierEn}\n\n${stopEn}`,
    aftercare: `${openEn}You visited us on {{date}} ({{clinic}}). ${memoEn}\n\n${emergencyEn}\n\n${stopEn}`,
    wellbeing_check: `${openEn}You visited us on {{date}} ({{clinic}}). How are you feeling now?\n\nThe clinic will see your answer. ${emergencyEn}\n\n${stopEn}`,
    wellbeing_score: `${openEn}You visited us on {{date}} ({{clinic}}). How are you feeling now? Answer with a button or a number from 0 (very bad) to 10 (very well).\n\nThe clinic will see your answer. ${emergencyEn}\n\n${stopEn}`,
    impression: `${openEn}You visited us on {{date}} ({{clinic}}). What impression did we leave? Answer with a number from 1 (poor) to 5 (excellent).\n\nThe clinic will see your answer.\n\n${stopEn}`,
    ask_wellbeing: `${openEn}You visited us on {{date}} ({{clinic}}). May we ask you here how you feel after this visit?\n\n${askTermsEn}\n\n${stopEn}`,
    recall: `${openEn}This is {{clinic}}. The time we agreed on has come. {{doctor}} asks to remind you.\n${becauseEn}\n\n${stopEn}`,
    plan_followup: `${openEn}This is {{clinic}}. Part of what you planned with your doctor is left. {{doctor}} asks to remind you.\n${becauseEn}\n\n${stopEn}`,
    personal_contact: `${openEn}This is {{clinic}}. A personal word to you from {{doctor}}.\n${becauseEn}\n\n${stopEn}`,
    ask_recall: `${openEn}${askRecallEn}\n\n${stopEn}`,
    still_you: `Hello. We have one short question for you.\n\nThis is {{clinic}}. We have not heard from you for a long time and want to be sure that we write to the same person. Is it still you?\n\nUntil you answer, we send nothing ourselves. ${stopEn}`,
    answer_waiting: `Hello. You wrote to us and we have replied.\n\nThe answer to your question is ready ({{clinic}}). Press the button and it will appear here.\n\n${stopEn}`,
  },
  bodyFor: {
    visit_three_days: `${openEn}A visit is booked.\nFor: {{person}}\n${whereEn}${threeDaysEn}\n\n${stopEn}`,
    visit_day_before: `${openEn}A reminder of a visit.\nFor: {{person}}\n${whereEn}${dayBeforeEn}\n\n${stopEn}`,
    visit_soon: `${openEn}A visit is coming up soon.\nFor: {{person}}\n${whereEn}${soonEn}\n\n${stopEn}`,
    visit_moved: `${openEn}The time or place of a visit has changed.\nFor: {{person}}\n${movedEn}\n\n${stopEn}`,
    visit_cancelled: `${openEn}The clinic has cancelled a visit.\nFor: {{person}}\n${cancelledEn}\n\n${stopEn}`,
    visit_earlier: `${openEn}An earlier time is free, as you asked.\nFor: {{person}}\n${earlierEn}\n\n${stopEn}`,
    aftercare: `${openEn}This is about the visit on {{date}} ({{clinic}}).\nFor: {{person}}\n\n${memoEn} ${emergencyEn}\n\n${stopEn}`,
    wellbeing_check: `${openEn}This is about the visit on {{date}} ({{clinic}}).\nFor: {{person}}\n\nHow are things now? The clinic will see your answer. ${emergencyEn}\n\n${stopEn}`,
    wellbeing_score: `${openEn}This is about the visit on {{date}} ({{clinic}}).\nFor: {{person}}\n\nHow are things now? Answer with a button or a number from 0 (very bad) to 10 (very well). The clinic will see your answer. ${emergencyEn}\n\n${stopEn}`,
    impression: `${openEn}This is about the visit on {{date}} ({{clinic}}).\nFor: {{person}}\n\nWhat impression did we leave? Answer with a number from 1 (poor) to 5 (excellent). The clinic will see your answer.\n\n${stopEn}`,
    ask_wellbeing: `${openEn}This is about the visit on {{date}} ({{clinic}}).\nFor: {{person}}\n\nMay we ask here how things are after this visit?\n\n${askTermsEn}\n\n${stopEn}`,
    recall: `${openEn}This is {{clinic}}. The time we agreed on has come. {{doctor}} asks to remind you.\nFor: {{person}}\n${becauseEn}\n\n${stopEn}`,
    plan_followup: `${openEn}This is {{clinic}}. Part of what was planned with the doctor is left. {{doctor}} asks to remind you.\nFor: {{person}}\n${becauseEn}\n\n${stopEn}`,
    personal_contact: `${openEn}This is {{clinic}}. A personal word from {{doctor}}.\nFor: {{person}}\n${becauseEn}\n\n${stopEn}`,
    ask_recall: `${openEn}For: {{person}}\n${askRecallEn}\n\n${stopEn}`,
  },
  labels: {
    'visit.confirm': 'I am coming',
    'visit.move': 'Move',
    'visit.cancel': 'Cancel',
    'visit.calendar': 'Add to calendar',
    'earlier.take': 'Yes, that suits',
    'earlier.keep': 'Leave it as it is',
    'earlier.stop': 'No more offers',
    'aftercare.show': 'Show the note',
    person: 'Question',
    'well.good': 'All good',
    'well.unsure': 'Not quite',
    'well.bad': 'Bad',
    'review.yes': 'Yes, send it',
    'review.no': 'No, thank you',
    'answer.show': 'Show the answer',
    'agree.yes': 'Yes, please ask',
    'agree.no': 'No, thank you',
    'recall.book': 'Book a visit',
    'recall.later': 'Later',
    'recall.no': 'Not any more',
    'recall.elsewhere': 'Done already',
    'still.yes': 'Yes, it is me',
    'not.me': 'Not me',
    why: 'Why this message?',
  },
  labelsOf: {
    ask_recall: { 'agree.yes': 'Yes, please write', 'agree.no': 'No, thank you' },
    visit_soon: { 'visit.cancel': 'I cannot come' },
    visit_cancelled: {
      'visit.move': 'Another time',
      'visit.calendar': 'Remove from calendar',
    },
  },
  rateMenu: 'Choose a number',
  stopLine: stopEn,
  who: 'For:',
  examples: {
    clinic: 'Lenina Street Clinic',
    date: 'Tuesday 24 November',
    time: '11:40',
    address: '5 Lenina Street',
    person: 'Misha',
    was: 'Monday 23 November, 11:40',
    doctor: 'Peter Orlov',
    argument: 'after half a year it is worth a look at how it has settled',
    terms: 'it is up to you, you may decline this invitation.',
    topic: 'follow-up examination',
  },
  noAddress: 'ask us here for the address',
  noName: 'your clinic',
  extras: {
    aftercare: 'The note:',
    preparation: 'How to prepare:',
    bring: 'Please bring:',
    directions: 'How to find us:',
    transit: 'Public transport:',
    parking: 'Parking:',
    map: 'On the map:',
    calendar: 'Add to your calendar:',
  },
  wasOff: 'it had been cancelled',
  family: {
    open: openEn,
    intro: {
      visit_three_days: 'These visits are booked.',
      visit_day_before: 'A reminder of visits.',
      visit_soon: 'These visits are soon.',
    },
    where: whereEn,
    asks: { visit_three_days: threeDaysEn, visit_day_before: dayBeforeEn, visit_soon: soonEn },
    short: { 'visit.confirm': 'coming', 'visit.move': 'move', 'visit.cancel': 'cancel' },
    menu: 'Answer',
  },
  because: {
    noDoctor: 'your doctor',
    noArgument: 'this is what was agreed at the clinic',
    noTopic: 'an invitation from your doctor',
    free: 'It is free; if treatment is needed, it is paid by the price list and your plan.',
    guarantee: 'Coming is a condition of your guarantee, as we told you.',
    declinable: 'It is up to you, you may decline this invitation.',
  },
};
