/** Everything that may happen in a story. The next capability of the product adds a few lines to one of these. */

import type { Command } from '../contract.ts';
import { agreementCommands } from './agreements.ts';
import { alarmCommands } from './alarms.ts';
import { answerCommands } from './answers.ts';
import { clinicCommands } from './clinic.ts';
import { courseCommands } from './courses.ts';
import { deskCommands } from './desk.ts';
import { operationCommands } from './operations.ts';
import { peopleCommands } from './people.ts';
import { reasonCommands } from './reasons.ts';
import { scheduleCommands } from './schedule.ts';
import { staffCommands } from './staff.ts';
import { timingCommands } from './timing.ts';
import { wordCommands } from './words.ts';

export { prepare } from './prepare.ts';

export const commands: readonly Command[] = [
  ...clinicCommands,
  ...agreementCommands,
  ...peopleCommands,
  ...wordCommands,
  ...staffCommands,
  ...operationCommands,
  ...timingCommands,
  ...scheduleCommands,
  ...deskCommands,
  ...reasonCommands,
  ...answerCommands,
  ...alarmCommands,
  ...courseCommands,
];
