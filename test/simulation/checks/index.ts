/** Everything that is watched, from outside. */

import type { Check } from '../contract.ts';
import { acts } from './acts.ts';
import { alarms } from './alarms.ts';
import { answered } from './answered.ts';
import { askedOnce } from './asked-once.ts';
import { authority } from './authority.ts';
import { brakes } from './brakes.ts';
import { breaker } from './breaker.ts';
import { budget } from './budget.ts';
import { consent } from './consent.ts';
import { deaf } from './deaf.ts';
import { erased } from './erased.ts';
import { count, look } from './eyes.ts';
import { facts } from './facts.ts';
import { forward } from './forward.ts';
import { frozen } from './frozen.ts';
import { holder } from './holder.ts';
import { hours } from './hours.ts';
import { inTurn } from './in-turn.ts';
import { invited } from './invited.ts';
import { known } from './known.ts';
import { ledger } from './ledger.ts';
import { leftOver } from './left-over.ts';
import { listed } from './listed.ts';
import { logs } from './logs.ts';
import { noAdvice } from './no-advice.ts';
import { notAfter } from './not-after.ts';
import { once } from './once.ts';
import { oneEffect } from './one-effect.ts';
import { promise } from './promise.ts';
import { reasonEnds } from './reason-ends.ts';
import { recipient } from './recipient.ts';
import { schedule } from './schedule.ts';
import { silence } from './silence.ts';
import { slots } from './slots.ts';
import { stop } from './stop.ts';
import { stored } from './stored.ts';
import { stranger } from './stranger.ts';
import { terminal } from './terminal.ts';
import { ofEach } from './together.ts';
import { truth } from './truth.ts';
import { unknown } from './unknown.ts';
import { window } from './window.ts';

/** First, so that the others find what was so after each step. */
const looking: Check = {
  name: 'looking',
  onStep: async (world) => {
    await look(world);
    await count(world);
    return [];
  },
};

export const checks: readonly Check[] = [
  looking,
  ofEach(known),
  ofEach(consent),
  ofEach(authority),
  ofEach(stop),
  ofEach(hours),
  ofEach(notAfter),
  ofEach(once),
  unknown,
  ofEach(recipient),
  stranger,
  ofEach(facts),
  brakes,
  ofEach(budget),
  stored,
  oneEffect,
  forward,
  deaf,
  frozen,
  breaker,
  terminal,
  listed,
  logs,
  ledger,
  erased,
  leftOver,
  answered,
  ofEach(truth),
  inTurn,
  acts,
  holder,
  promise,
  schedule,
  slots,
  window,
  ofEach(invited),
  askedOnce,
  alarms,
  noAdvice,
  silence,
  reasonEnds,
];
