/** Of reasons, episodes and alarms. */

import type { Bug } from './bugs.ts';

const alarms: readonly Bug[] = [
  {
    name: 'alarm-does-not-climb',
    file: 'src/domain/alarm.ts',
    find: `  roundFrom(Math.min(level + 1, levelMax), calling);`,
    put: `  roundFrom(Math.min(level, levelMax), calling);`,
    why: 'Where nobody takes an alarm in five minutes, the owner is called.',
  },
  {
    name: 'alarm-called-about-once',
    file: 'src/app/alarms.ts',
    find: `    await updateAlarm(ctx.db, alarm.id, { level, nextAt });
    await callStaff`,
    put: `    await updateAlarm(ctx.db, alarm.id, { level, nextAt: level < 2 ? nextAt : null });
    await callStaff`,
    why: 'People are called every ten minutes until somebody takes the alarm.',
  },
  {
    name: 'disabled-colleague-called',
    file: 'src/domain/alarm.ts',
    find: `staff.filter((one) => !one.disabled && isMeant(one))`,
    put: `staff.filter((one) => isMeant(one))`,
    why: 'Whoever has left is not called.',
  },
  {
    name: 'leaves-with-the-alarm',
    file: 'src/app/staff-leave.ts',
    find: `    await handBackAlarms(tx, staffId);\n`,
    put: ``,
    why: 'What somebody had who has left is called about anew.',
  },
  {
    name: 'red-flag-in-an-open-alarm-swallowed',
    file: 'src/app/alarms.ts',
    find: `  else if (live) return worsen(ctx, live, need.code);`,
    put: `  else if (live) return;`,
    why: 'Words of danger are called about, also where an alarm is open already.',
  },
  {
    name: 'low-score-no-alarm',
    file: 'src/domain/wellbeing.ts',
    find: `const badMax = 4;`,
    put: `const badMax = 3;`,
    why: 'Up to four of ten somebody is called.',
  },
  {
    name: 'bad-answer-raises-nothing',
    file: 'src/dialogue/wellbeing.ts',
    find: `      return [answered, handOver(reason, patientId, { urgent: true })];`,
    put: `      return facts.thread.withPerson
        ? [answered, handOver('wellbeing_words', patientId)]
        : [answered, handOver(reason, patientId, { urgent: true })];`,
    why: 'A bad answer raises an alarm whoever is in the chat.',
  },
  {
    name: 'advice-while-somebody-feels-bad',
    file: 'src/app/stale.ts',
    find: `(await readerOf(ctx).graveAlarms(patient.id)).length > 0 ? 'alarm_open' : null;`,
    put: `(await readerOf(ctx).graveAlarms(patient.id)).length > 1 ? 'alarm_open' : null;`,
    why: 'While a person looks after somebody the bot neither advises nor asks for a mark.',
  },
];

const episodes: readonly Bug[] = [
  {
    name: 'timer-from-sending',
    file: 'src/app/care.ts',
    find: `filter(({ capabilities }) => !capabilities.receipts);`,
    put: `filter(({ capabilities }) => capabilities !== null);`,
    why: 'An answer is awaited from the arrival of the question on.',
  },
  {
    name: 'silence-outside-hours',
    file: 'src/domain/wellbeing.ts',
    find: `  return nextAgreed(over, hours, zone) ?? over;`,
    put: `  return nextAgreed(arrivedAt, hours, zone) ? over : arrivedAt;`,
    why: 'Silence is noticed when the patient may be called.',
  },
  {
    name: 'silence-without-a-call',
    file: 'src/app/care.ts',
    find: `    if (kind !== 'wellbeing') continue;`,
    put: `    if (kind !== 'impression') continue;`,
    why: 'Whoever is silent after a treatment is called.',
  },
  {
    name: 'silence-never-noticed',
    file: 'src/app/care.ts',
    find: `  await endSilence(ctx);
  await climbAlarms(ctx);`,
    put: `  await climbAlarms(ctx);`,
    why: 'Twelve hours without an answer are an answer.',
  },
  {
    name: 'asked-again-by-another-card',
    file: 'src/app/plan-wishes.ts',
    find: `      key: \`reason:\${reason.id}:ask\`,`,
    put: `      key: \`reason:\${reason.id}:ask:\${card.reminders}\`,`,
    why: 'Of one day of a treatment there is one question.',
  },
  {
    name: 'question-waits-for-ever',
    file: 'src/store/reasons.ts',
    find: `        or (state = 'planned' and purpose = 'wellbeing'`,
    put: `        or (state = 'lapsed' and purpose = 'wellbeing'`,
    why: 'A question that nobody could be asked ends.',
  },
];

const invitations: readonly Bug[] = [
  {
    name: 'declined-ignored-by-the-next-turn',
    file: 'src/app/reason-check.ts',
    find: `  return !agreed && last?.state === 'declined';`,
    put: `  return !agreed && last?.state === 'elsewhere';`,
    why: 'Who wanted none of it is not invited again without a new agreement.',
  },
  {
    name: 'booking-does-not-satisfy',
    file: 'src/domain/reason-life.ts',
    find: `['booked', 'confirmed', 'arrived', 'completed'];`,
    put: `['confirmed', 'arrived', 'completed'];`,
    why: 'Who has booked is not invited.',
  },
  {
    name: 'invited-under-the-agreement-to-visits',
    file: 'src/app/reason-wishes.ts',
    find: `      kind: kindOf(reason),
      purpose: reason.purpose,`,
    put: `      kind: kindOf(reason),
      purpose: 'visit',`,
    why: 'An invitation needs an agreement to its own purpose.',
  },
  {
    name: 'called-without-an-agreement',
    file: 'src/app/reason-wishes.ts',
    find: `  if (evidence.agreed === true || (await isAgreed(ctx, patientId, purpose))) return true;`,
    put: `  if (evidence.agreed !== undefined || (await isAgreed(ctx, patientId, purpose))) return true;`,
    why: 'Of a contact that was not agreed on nobody is called either.',
  },
  {
    name: 'evidence-of-a-plan-not-asked',
    file: 'src/domain/reasons.ts',
    find: `  if (!plan?.signedOn) return fault('plan.signedOn', 'plan_unsigned');`,
    put: `  if (!plan) return fault('plan.signedOn', 'plan_unsigned');`,
    why: 'Nobody is written to about a plan that was not signed.',
  },
  {
    name: 'third-invitation-after-two-silent',
    file: 'src/app/reason-wishes.ts',
    find: `tried.length >= unansweredMax) return [];`,
    put: `tried.length > unansweredMax) return [];`,
    why: 'After two without an answer a person renews the card instead.',
  },
  {
    name: 'second-try-at-the-same-hour',
    file: 'src/app/reason-wishes.ts',
    find: `  const hours = tried.length > 0 ? variedHours(card.hours, tried, zone) : card.hours;`,
    put: `  const hours = tried.length > 1 ? variedHours(card.hours, tried, zone) : card.hours;`,
    why: 'What nobody answered is not repeated at the same hour.',
  },
  {
    name: 'reason-never-over',
    file: 'src/app/sweep.ts',
    find: `  await endReasons(ctx);\n`,
    put: ``,
    why: 'Every reason ends.',
  },
];

export const ofCare: readonly Bug[] = [...alarms, ...episodes, ...invitations];
