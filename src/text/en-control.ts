import type { ControlTexts } from './control.ts';

const who = (person: string | null) => (person === null ? '' : `For: ${person}\n`);

export const enControl: ControlTexts = {
  stop: {
    done: 'All right, we will not write to you about anything any more.',
    visitStands: 'Your booking stands. If you need to cancel it, write here.',
    question:
      'If you did not mean everything, choose what we should not write about. If you choose nothing, we write about nothing.',
    questionVisit: ({ line, person }) =>
      `This visit: ${person === null ? '' : `${person}, `}${line}.`,
    questionWho: (names) => `If you meant one person, write who it is: ${names}.`,
    labels: {
      visit: 'This visit only',
      visitOf: 'Visit',
      personOf: 'All about',
      everything: 'Nothing at all',
      stop: 'Stop writing to me',
      goOn: 'Carry on as before',
    },
    purposeLabels: {
      visit: 'About visits',
      hygiene: 'About hygiene',
      checkup: 'About check-ups',
      control: 'About follow-ups',
      plan: 'About my plan',
      wellbeing: 'About how I feel',
      personal: 'From the doctor',
      offers: 'Offers',
      greeting: 'Greetings',
    },
    narrowed: {
      visit: ({ line, person }) =>
        `All right, we will not write about this visit any more (${person === null ? '' : `${person}, `}${line}). The booking itself stands.`,
      visitGone: 'All right, we will not write about this visit any more.',
      purpose: (purpose, person) =>
        `All right, we will no longer write about this: ${purpose}${person === null ? '' : ` (${person})`}.`,
      person: (person) => `All right, we will no longer write about ${person}.`,
    },
    goesOn: (lines) => `The rest goes on as agreed:\n${lines}`,
    going: (lines) => `At the moment we write about this:\n${lines}`,
    nothingGoesOn: 'At the moment we do not write to you about anything else either.',
    change: 'To change this, send “settings”. To stop all messages, send STOP.',
    everything: 'All right, we will not write at all.',
    comeBack:
      'If you ask a question, a person will answer. To get reminders again, send “settings” or ask the clinic for a new invitation.',
    notBack: 'That alone does not start our messages again: everything is still stopped.',
    late: 'This button no longer works.',
    nowStopped: 'At the moment we write nothing to you.',
    nowSilent: 'At the moment we do not write to you ourselves: we have no agreement for that.',
    doubt:
      'Perhaps you are asking us to stop writing. Until that is clear, we send nothing ourselves. We passed your words on to our receptionist, and a person will answer here.\n\nYou can also decide with a button.',
    goOn: 'All right, we will write as agreed.',
    goOnAlready: 'We are writing as agreed already.',
  },
  cancel: {
    question: ({ line, person }) =>
      `Cancel the visit, or stop our messages? Until you answer we send nothing ourselves, and the booking stands. Our receptionist will see your words too.\n\n${who(person)}Visit: ${line}`,
    questionStopped: ({ line, person }) =>
      `Our messages are stopped already. Cancel the visit as well? Our receptionist will see your words too.\n\n${who(person)}Visit: ${line}`,
    labels: { visit: 'Cancel the visit', stop: 'Stop messages', nothing: 'Change nothing' },
    nothing: (visit) =>
      visit === null
        ? 'All right, nothing changes.'
        : `All right, nothing changes. The booking stands.\n\n${who(visit.person)}When: ${visit.line}\nWhere: ${visit.place}`,
  },
  why: {
    agreed: 'We write because there is an agreement.',
    agreement: ({ person, purpose, day, how, wording, until }) =>
      `${who(person)}About: ${purpose}\nAgreed: ${day}, ${how}${wording === null ? '' : `\nWords: “${wording}”`}\nValid: ${until === null ? 'until you take it back' : `until ${until}`}`,
    how: {
      chat: 'by you, in the chat',
      paper: 'on paper, at the clinic',
      signature: 'signed electronically by you',
      desk: 'in words, recorded by clinic staff',
      system: 'as told by the clinic’s system',
    },
    visit: ({ line, person }) =>
      `This message is about the visit: ${person === null ? '' : `${person}, `}${line}.`,
    visitGone: 'This message is about a visit that is no longer in the schedule.',
    wellbeing: (day, person) =>
      `This message is about how things are after the visit on ${day}${person === null ? '' : ` (${person})`}: the doctor asked us to find out.`,
    askWellbeing: (day, person) =>
      `After the visit on ${day}${person === null ? '' : ` (${person})`} the doctor would like to know how things are. We do not ask that without your agreement, so we wrote to ask for it.`,
    stillYou:
      'We have not heard from you for a long time. Numbers pass to other people, so we ask once whether it is still you.',
    answerWaiting: 'You wrote to us, and the answer to your question is waiting.',
    endedSince: 'That agreement has ended since, and we no longer write about it.',
    nothing:
      'At the moment we do not write to you ourselves: we have no agreement from you. We only answer what you write.',
    unproven:
      'We can show the details once we are sure that we write to the right person. To do that, send “settings”. If this is a mistake, send “not me”.',
    change:
      'To change this, send “settings”. To stop, send STOP. For all we hold about you, send “my data”.',
  },
  rights: {
    privacy: (clinic) =>
      `${clinic} is responsible for your data.

What we keep: your name and number as the clinic knows them, this account, visits, this chat, what you agreed to and how you want to be written to.
What for: to write about what you agreed to, and to answer you.
Who sees it: the clinic’s doctors and receptionists. Messages are delivered by the messenger you chose.
How long: an agreement holds for up to two years, and the rest is kept until you ask us to delete it.

Change: “settings”. Take your agreement back: STOP. Get a copy: “my data”. Delete everything: “delete my data”. Ask a person: “person”.`,
    labels: {
      mydata: 'My data',
      forget: 'Delete my data',
      yes: 'Yes, delete',
      no: 'No, keep it',
    },
    mydata: (people) =>
      `We are collecting all we hold${people === null ? ' about you' : ` (${people})`}. A file follows here in the next message. It is private: be careful where you forward it.`,
    unbound:
      'Nobody is connected to this account, so this chat is all we hold. We passed your words on to our receptionist, and a person will answer here.',
    forget: ({ clinic, phone, people }) =>
      `What we delete: this chat, numbers and accounts for contact, your wishes and agreements.${people === null ? '' : ` Whom it concerns: ${people}.`} Messages stop at once.

What stays: notes without a name that there was an agreement and that it was taken back. Bookings and the medical record are kept by the clinic in its own system, as the law requires.

It takes up to 30 days. Responsible: ${clinic}${phone === null ? '' : `, ${phone}`}.

Delete?`,
    forgetting: ({ day, clinic }) =>
      `Noted. We will delete it by ${day}, and ${clinic} is responsible for that. Messages are stopped already, your bookings stand.\n\nIf you change your mind, write here before that day.`,
    forgettingAlready: (day) =>
      `You have asked us to delete your data already: we will do it by ${day}. Messages are stopped.\n\nIf you changed your mind, write here and a person will answer.`,
    kept: 'All right, nothing is deleted.',
  },
  identity: {
    notMe:
      'We are sorry to have troubled you. This account is disconnected: we will not write here again, and the clinic will look into it.\n\nIf you pressed it by accident, ask the clinic for a new invitation.',
    notMeAlready:
      'This account is no longer connected to anybody, and we do not write here ourselves.\n\nYou can connect with a new invitation from the clinic.',
    thanks: 'Thank you, now we know that it is you.',
    goOn: 'We will go on as agreed.',
    pressInstead: 'To be sure, please answer with a button.',
  },
  checkIn: {
    yes: ({ until, person, unsigned }) =>
      `${unsigned ? 'Thank you, noted. The clinic also needs your agreement on paper: until you sign it there, we will not ask.' : 'Thank you, we will ask here.'}\n\n${who(person)}About: how things are after this visit\nValid until: ${until}\n\n${unsigned ? '' : 'We write only because you agreed, and only about this. '}If you change your mind, send “settings” or STOP.`,
    already: 'You have agreed already, thank you. We will ask here.',
    no: 'All right, we will not ask. If something troubles you, write here: a person will read it.',
    withdrawn:
      'All right, we will not ask, and the agreement is withdrawn. If something troubles you, write here: a person will read it.',
    closed:
      'This question is closed, and we will not ask. If something troubles you, write here: a person will read it.',
  },
};
