import { reasonWords } from '../../text/reason-words.ts';
import type { ReasonWords } from './words-reasons-ru.ts';

export const reasonKindsEn = {
  recall: 'Invitation: the time has come',
  plan_followup: 'Invitation: treatment plan',
  personal_contact: 'From the doctor personally',
  ask_recall: 'Whether we may write when the time comes',
};

export const reasonsEn: ReasonWords = {
  rules: reasonWords.en.rules,
  kinds: reasonWords.en.kinds,
  states: reasonWords.en.states,
  causes: {
    channel: 'this channel does not seem to suit them: ask where is better',
    hour: 'always written to at the same time of day: they may be busy then',
    days: 'always written to on the same kind of days: they may be busy then',
  },
  silent: 'Does not answer',
  proposed: (when) => `a new visit, due ${when}`,
  script: {
    title: 'What to say',
    hello: (clinic) => `Hello. I am (post, name) of ${clinic}.`,
    agreed: 'We agreed that we would call. Is it a good time to talk?',
    doctor: (name) => `I am calling for the doctor: ${name}.`,
    plan: (found, signed) => `What was found and agreed (${signed}): ${found}.`,
    done: (done, left) => `Done already: ${done}. Left: ${left}.`,
    due: (what, when) => `What was agreed: ${what}, due ${when}.`,
    concern: (text) => `What concerns the doctor: ${text}`,
    deadline: (day) => `Better before: ${day}.`,
    guarantee: 'It is a condition of the guarantee, and the patient was told so.',
    invitation:
      'The doctor would be glad to see you. When would it suit you? If you do not want it, that is quite all right.',
  },
};
