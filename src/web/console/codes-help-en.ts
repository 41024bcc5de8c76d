import type { Help } from './codes-help-ru.ts';

const nothing = 'Nothing needs to be done.';
const call = 'If it still matters, call.';
const tellOwner = 'Tell the owner: “Setup” shows how the channel is.';

export const helpEn: Help = {
  remedies: {
    no_consent: 'Show an invitation, or record a signed agreement.',
    withdrawn: 'Do not insist. A patient who changes their mind writes “settings”.',
    expired: 'Ask them to renew it: by “settings” in the chat, or by signing.',
    evidence_too_weak: 'Ask them to confirm in the chat or to sign.',
    stopped: 'Do not insist: the bot writes again once the patient agrees to it.',
    paused: 'Open the chat and decide: go on writing, or stop everything.',
    muted: 'About everything else the bot writes as before.',
    no_address: 'Show an invitation.',
    unverified: 'Give the patient a code, or mark that you have seen them.',
    authority_ended: 'Invite the patient and ask what they agree to.',
    quarantined: 'Find out whose number it is, then lift the quarantine or disconnect.',
    silent: 'An answer in the chat settles it. If it is urgent, call.',
    erased: nothing,
    no_question: 'Write from the patient’s card: it shows what they agreed to.',
    outside_hours: 'If it matters, call, or change the hours together with the patient.',
    budget: 'If it matters, call. The service card says how often we may write.',
    past_deadline: call,
    booked_late: nothing,
    planned_late: nothing,
    known_already: nothing,
    merged: nothing,
    stale_fact: nothing,
    schedule_stale: 'Check the link to the clinic’s system. Confirm the time by phone.',
    absent_from_schedule: 'Open Lists and say whether the visit is cancelled or stands.',
    confirmed: nothing,
    alarm_open: 'Open the chat: whoever took the alarm answers the patient.',
    already_answered: nothing,
    unreachable: 'Call. If the patient writes again, the connection is back.',
    window_closed: 'It goes out as soon as the patient answers.',
    template_unusable: 'Call. The owner checks templates in the WhatsApp account.',
    channel_down: tellOwner,
    deaf: tellOwner,
    frozen: 'Decide on the page “Channels”: it lists whom this concerns.',
    braked: 'The bot tries again in a quarter of an hour. “Channels” says more.',
    throttled: 'The bot tries again by itself.',
    phone_chosen: 'Call: the task is in “Calls”.',
    too_many_tries: call,
    rejected: call,
    outcome_unknown: 'Do not repeat it at once: it may have arrived. If it matters, call.',
  },
  deskTasks: {
    consent_imported: {
      title: 'Renew the agreement at the next visit',
      why: 'It came from another system. The patient has not confirmed it, and the bot does not write on it.',
      todo: 'Ask them to sign, or show an invitation.',
    },
    authority_ended: {
      title: 'Invite the patient in person',
      why: 'The patient is of age. The parent no longer speaks for them, and the bot does not write to the parent.',
      todo: 'Show the patient an invitation and ask what to write about.',
    },
    not_me: {
      title: 'Check the patient’s number',
      why: 'Somebody answered “not me”. The account is disconnected and nothing is queued.',
      todo: 'Ask the patient for the number, correct the card and show a new invitation.',
    },
    quarantined: {
      title: 'Find out whose account it is',
      why: 'The number or account seems to have changed hands. The bot does not write there.',
      todo: 'Ask the patient. If all is well, lift the quarantine, else disconnect the account.',
    },
    paper_needed: {
      title: 'Have the agreement signed',
      why: 'The patient agreed in the chat, but this clinic asks for a signature. Until then the bot does not write.',
      todo: 'Let them sign at the next visit and record the paper on their page.',
    },
    paused: {
      title: 'Find out what the patient meant',
      why: 'Their last words may have meant “stop”. A message waited for an answer and was not sent.',
      todo: 'Open the account on the patient’s page: go on, or stop everything.',
    },
    ask_at_visit: {
      title: 'Ask at the next visit',
      why: 'A doctor recorded a reason for an invitation, but nobody agreed on it with the patient. The bot does not write.',
      todo: 'When the patient comes, ask whether we may remind them of this, and how.',
    },
    ask_wellbeing: {
      title: 'Ask whether we may ask how they feel',
      why: 'A doctor wants to ask after the visit how the patient feels, but nobody has agreed on it yet. The bot does not write.',
      todo: 'Ask while the patient is at the clinic and put the agreement on the card. If the doctor has not set the questions yet, say so.',
    },
    renew_card: {
      title: 'Renew the service card',
      why: 'The patient has not answered twice. There will be no third message. The likely cause is named on their page, in the card.',
      todo: 'When there is an occasion, ask where, on which days and at what time it suits them, and correct the card.',
    },
    wellbeing_silent: {
      title: 'Ask by phone how they feel',
      why: 'After the treatment we asked in the chat how they are, and half a day brought no answer.',
      todo: 'Call and ask. If they feel bad, tell the doctor at once.',
    },
    wellbeing_withdrawn: {
      title: 'Decide with the doctor whether to call after the treatment',
      why: 'The patient does not want the bot to ask how they feel any more. The days that were left are cancelled.',
      todo: 'Ask the doctor who treated them whether a call is needed.',
    },
  },
};
