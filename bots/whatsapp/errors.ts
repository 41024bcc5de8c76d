/**
 * The Cloud API's error codes as data (developers.facebook.com/documentation/business-messaging/
 * whatsapp/support/error-codes). The meaning is Meta's; what to do about it is ours.
 */

import type { SendOutcome } from '../channel.ts';

/** An outcome without its code. */
export type Rule =
  | { readonly type: 'channel_down' | 'window_closed' | 'recipient_gone' }
  | { readonly type: 'stopped_by_patient' | 'template_unusable' }
  | { readonly type: 'rejected'; readonly elsewhere: boolean }
  | Omit<Extract<SendOutcome, { type: 'throttled' }>, 'code'>;

type Scope = Extract<SendOutcome, { type: 'throttled' }>['scope'];

const wait = (scope: Scope, retryAfterMs: number): Rule => ({
  type: 'throttled',
  retryAfterMs,
  scope,
});
const down: Rule = { type: 'channel_down' };
const template: Rule = { type: 'template_unusable' };
const bug: Rule = { type: 'rejected', elsewhere: false };
const elsewhere: Rule = { type: 'rejected', elsewhere: true };

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

export const rules: ReadonlyMap<number, Rule> = new Map([
  // Token, permissions, account: nothing goes out until a person has acted.
  [0, down], // AuthException
  [190, down], // token expired
  [3, down], // capability or permission
  [10, down], // permission not granted or removed
  [131005, down], // access denied
  [33, down], // business number deleted
  [368, down], // restricted for a policy violation
  [131031, down], // account locked
  [131037, down], // display name not approved
  [131042, down], // payment
  [131045, down], // number's certificate
  [133000, down], // registration: deletion incomplete
  [133005, down], // registration: wrong PIN
  [133006, down], // registration: number not verified
  [133008, down], // registration: too many PIN guesses
  [133009, down], // registration: PIN too fast
  [133010, down], // number not registered
  [133015, down], // registration: number just deleted
  // Limits.
  [4, wait('account', 5 * minute)], // calls of the app
  [80007, wait('account', 5 * minute)], // calls of the WABA
  [130429, wait('account', 5 * second)], // throughput of the number
  [131048, wait('account', 4 * hour)], // blocked or reported too often
  [133016, wait('account', hour)], // registered too often
  // The pair rate is one message in 6 s; attempts multiply the wait by 4^X (…/about-the-platform).
  [131056, wait('address', 6 * second)],
  // Passing faults.
  [1, wait('message', 30 * second)], // unknown or bad request
  [2, wait('message', 30 * second)], // service down
  [131000, wait('message', 10 * second)], // something went wrong
  [131016, wait('message', 30 * second)], // service unavailable
  [131057, wait('message', minute)], // maintenance, throughput upgrade
  [133004, wait('message', minute)], // overloaded
  [134101, wait('message', 10 * minute)], // template is being synchronised
  // This person.
  [131026, { type: 'recipient_gone' }], // not on WhatsApp, old client, terms not accepted
  [130497, { type: 'recipient_gone' }], // country not allowed
  [131047, { type: 'window_closed' }],
  [131050, { type: 'stopped_by_patient' }],
  [131049, elsewhere], // Meta's cap on marketing; asking again makes it worse
  [130472, elsewhere], // in an experiment
  [131062, elsewhere], // this message cannot go to a BSUID
  // Templates.
  [132000, template], // number of parameters
  [132001, template], // missing or not approved
  [132005, template], // too long after substitution
  [132007, template], // policy
  [132012, template], // parameter format
  [132015, template], // paused
  [132016, template], // disabled for ever
  [132018, template], // invalid parameter
  // Our own mistakes.
  [100, bug], // invalid parameter
  [131008, bug], // parameter missing
  [131009, bug], // parameter value
  [131021, bug], // to ourselves
  [131051, bug], // unsupported type
  [131052, bug], // media download
  [131053, bug], // media upload
  [131055, bug], // method not allowed
  [131059, bug], // pagination cursor
  [132068, bug], // Flow blocked
  [132069, bug], // Flow throttled
  [134100, bug], // only marketing on that API
  [134102, bug], // template unavailable on that API
  [135000, bug], // generic
]);
