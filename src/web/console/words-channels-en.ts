import { count } from './plural.ts';
import type { ChannelWords } from './words-channels-ru.ts';

/** Words about channels that hold messages back, in English. */
export const channelsEn: ChannelWords = {
  brakes: {
    title: 'Channels',
    lead: 'Whether the bot may write first, and who waits if it may not. What patients write it always answers while there is a connection.',
    fine: 'All is well, the bot writes first.',
    down: {
      badge: 'down',
      why: (code) => `The channel does not work: ${code}.`,
      todo: 'Tell whoever runs this installation. Once the channel works, the bot goes on by itself.',
    },
    deaf: {
      badge: 'cannot hear',
      why: (code) =>
        `Nothing proves that what patients write reaches us: ${code}. While nobody could hear a “stop”, the bot does not write first.`,
      todo: 'Tell whoever runs this installation. As soon as it is proven again, the bot goes on by itself. Call those who must know sooner.',
    },
    frozen: {
      badge: 'waits for your decision',
      why: (since) =>
        `From ${since} on, what patients wrote did not reach us for so long that the messenger has deleted some of it. A “stop” may have been among it, so the bot writes to nobody first.`,
      todo: 'Below are those it was about to write to. Call whoever may have declined meanwhile and record it on the patient’s page. Then let the bot write: what is not too late goes out by itself.',
    },
    braked: {
      badge: 'holding back',
      why: (until) =>
        `The messenger suddenly called too many people unreachable. That looks like a fault, so the bot has crossed nobody out and tries again ${until}.`,
      todo: 'Nothing needs to be done. If you know that the fault is over, let it write now.',
    },
    agree: 'Checked, let the bot write',
    now: 'Write now',
    waiting: (n) => `Waiting: ${count(n, 'message', 'messages')}`,
    until: (when) => `useful until ${when}`,
    note: (channel) => `${channel}: the bot does not write first now.`,
    more: 'Why, and what to do',
    deafCodes: {
      no_proof: 'nothing has come from there for a while',
      no_public_url: 'no public address is set, so it cannot be checked',
      webhook_elsewhere: 'the messenger delivers to another address',
      webhook_failing: 'our address answers the messenger with an error',
      webhook_unreachable: 'our public address cannot be opened from outside',
      updates_waiting: 'messages wait at the messenger and are not handed over',
      not_subscribed: 'the app is not subscribed to this number’s messages',
      conflict: 'another program fetches the messages with the same token',
      not_stored: 'what came could not be stored',
      unreachable: 'no connection to the messenger',
      unauthorized: 'the access token does not work',
      other: 'the messenger answers with an error',
    },
  },
};
