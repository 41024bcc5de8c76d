/** Everything that is watched, from outside. */

import type { Check } from '../contract.ts';
import { acts } from './acts.ts';
import { answered } from './answered.ts';
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
import { known } from './known.ts';
import { ledger } from './ledger.ts';
import { leftOver } from './left-over.ts';
import { listed } from './listed.ts';
import { logs } from './logs.ts';
import { notAfter } from './not-after.ts';
import { once } from './once.ts';
import { oneEffect } from './one-effect.ts';
import { promise } from './promise.ts';
import { recipient } from './recipient.ts';
import { stop } from './stop.ts';
import { stored } from './stored.ts';
import { stranger } from './stranger.ts';
import { terminal } from './terminal.ts';
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
  known,
  consent,
  authority,
  stop,
  hours,
  notAfter,
  once,
  unknown,
  recipient,
  stranger,
  facts,
  brakes,
  budget,
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
  truth,
  inTurn,
  acts,
  holder,
  promise,
  window,
];
