/** The story. Every stage may be cut off anywhere and run again. */

import { everybodyActs, pursue, says } from './actors.ts';
import { said, slots } from './cast.ts';
import { once } from './client.ts';
import { chatOf, type Day, each, holders, moveTo, type PhoneView, settle, who } from './day.ts';
import { disorder, endDisorder, mishapOf, switchOn } from './faults.ts';
import { inviteAll, openInvitation } from './invitations.ts';
import { answer, endVisits, movedTo, registerAll } from './office.ts';
import { tap } from './roles.ts';
import {
  asksWhy,
  familyChanges,
  familyJoins,
  leaves,
  numberPasses,
  papers,
  stops,
} from './stories.ts';
import { bringList } from './system.ts';
import { plusMinutes, wallClock } from './time.ts';
import type { RequestView } from './types.ts';
import { badNight, connectDoctor, silence } from './unwell.ts';

export interface Stage {
  /** Its title in `words.stages`; several may share one. */
  readonly title: string;
  run(day: Day): Promise<void>;
}

/** Patients look at their phones this long after a reminder. */
const look_minutes = 5;
/** The disorder of events lasts from one slot of reminders to another. */
const disorderFrom = 2;
const disorderTo = 6;

export const stages: readonly Stage[] = [
  { title: 'registry', run: open },
  { title: 'invitations', run: inviteAll },
  { title: 'opt_in', run: optIn },
  { title: 'family', run: familyJoins },
  { title: 'papers', run: papers },
  { title: 'morning', run: morning },
  ...slots.slice(0, 4).map((_, slot) => ({ title: 'reminders', run: reminders(slot) })),
  { title: 'changes', run: changes },
  { title: 'questions', run: questions },
  { title: 'stops', run: stops },
  { title: 'family', run: familyChanges },
  { title: 'stranger', run: numberPasses },
  ...slots.slice(4).map((_, index) => ({ title: 'reminders', run: reminders(index + 4) })),
  { title: 'why', run: asksWhy },
  { title: 'evening', run: evening },
  { title: 'night', run: night },
  ...[9, 10, 11, 12, 13, 14, 15, 16, 17, 18].map((hour) => ({
    title: 'visits',
    run: visits(hour),
  })),
  { title: 'checks', run: checks },
  { title: 'leaves', run: leaves },
  { title: 'unwell', run: badNight },
  { title: 'checks', run: nextDay },
  { title: 'last_visit', run: lastVisit },
  { title: 'silence', run: silence },
];

async function open(day: Day): Promise<void> {
  await moveTo(day, day.at(0, '08:30'));
  await registerAll(day);
  await connectDoctor(day);
}

async function optIn(day: Day): Promise<void> {
  await moveTo(day, day.at(0, '08:40'));
  const guests = holders(day).filter(({ role }) => role !== 'unopened' && role !== 'paper');
  await each(guests, (patient) => openInvitation(day, patient));
  await everybodyActs(day, await settle(day));
}

async function morning(day: Day): Promise<void> {
  await moveTo(day, day.at(0, '09:30'));
  const blocker = who(day, 'blocks');
  const path = `/sandbox/api/phones/${encodeURIComponent(blocker.phone)}`;
  const isBlocked = async () => chatOf(await day.client.get<PhoneView>(path), blocker).blocked;
  const block = () => day.client.post(`${path}/${blocker.channel}/block`, {});
  if (await once(isBlocked, block)) day.print.did(blocker, 'blocked');
  await wantsEarlier(day);
  await says(day, who(day, 'asks_late'), 'Подскажите, какие документы взять для налогового вычета');
}

function reminders(slot: number): Stage['run'] {
  return async (day) => {
    const asked = day.cast.filter((patient) => patient.slot === slot);
    if (slot === disorderFrom) for (const fault of disorder) await switchOn(day, fault);
    for (const fault of asked.map(mishapOf)) if (fault) await switchOn(day, fault);
    const at = day.at(0, slots[slot] ?? slots[0]);
    await moveTo(day, at);
    await everybodyActs(day, await moveTo(day, plusMinutes(at, look_minutes)));
    if (slot === disorderTo) await endDisorder(day);
  };
}

async function changes(day: Day): Promise<void> {
  await moveTo(day, day.at(0, '12:30'));
  const { print } = day;
  const moved = who(day, 'moved');
  const startsAt = movedTo(day, moved);
  const dropped = who(day, 'cancelled');
  print.clinic(print.words.movedVisit(moved.name, shown(day, startsAt)));
  print.clinic(print.words.cancelledVisit(dropped.name));
  // It has not heard yet what the patients changed in the chat, and that stands all the same.
  await bringList(day, {
    people: day.cast,
    lineOf: (patient) => {
      if (patient === moved) return { startsAt };
      return patient === dropped ? { status: 'Отменён' } : {};
    },
  });
}

async function questions(day: Day): Promise<void> {
  await moveTo(day, day.at(0, '12:40'));
  const curious = who(day, 'asks');
  await says(day, curious, 'Подскажите, где удобнее оставить машину');
  await answer(day, curious, 'Во дворе клиники, въезд с Садовой. Место для вас есть.');
}

/** On the waiting list, by a button under the free times. */
async function wantsEarlier(day: Day): Promise<void> {
  const patient = who(day, 'waits');
  const asked = async () =>
    (await day.client.list<RequestView>('/api/v1/requests')).some(
      ({ appointmentId }) => appointmentId === patient.visitId,
    );
  await pursue(day, patient, {
    isDone: asked,
    press: (last) => tap(last, 'v.early'),
    words: said.move,
  });
}

async function evening(day: Day): Promise<void> {
  for (const time of ['17:35', '18:05', '20:50']) {
    await everybodyActs(day, await moveTo(day, day.at(0, time)));
  }
}

/** Who works at night is written to at night. */
async function night(day: Day): Promise<void> {
  await everybodyActs(day, await moveTo(day, day.at(0, '22:05')));
  await everybodyActs(day, await moveTo(day, day.at(1, '05:05')));
}

function visits(hour: number): Stage['run'] {
  return async (day) => {
    await everybodyActs(day, await moveTo(day, day.at(1, `${String(hour).padStart(2, '0')}:05`)));
    await endVisits(day);
    // At the end of the treatment: may we ask how you feel?
    await everybodyActs(day, await settle(day));
    if (hour === 10) await answerLate(day);
    if (hour >= 15) await answerUnsure(day);
  };
}

/** More than 24 hours after the question: WhatsApp takes only a template by now. */
async function answerLate(day: Day): Promise<void> {
  await answer(day, who(day, 'asks_late'), 'Нужен только паспорт, справку подготовим к визиту.');
  await everybodyActs(day, await settle(day));
}

/** Nobody who is unsure waits for the evening. */
async function answerUnsure(day: Day): Promise<void> {
  for (const patient of day.cast) {
    if (patient.wellbeing?.answer === 'unsure')
      await answer(day, patient, 'Расскажите, что беспокоит: врач рядом.');
  }
}

async function checks(day: Day): Promise<void> {
  await everybodyActs(day, await moveTo(day, day.at(1, '20:50')));
  await endVisits(day);
  await everybodyActs(day, await settle(day));
  await answerUnsure(day);
}

/** Who was to be asked a day later. */
async function nextDay(day: Day): Promise<void> {
  for (const time of ['09:05', '10:05']) {
    await everybodyActs(day, await moveTo(day, day.at(2, time)));
    await answerUnsure(day);
  }
}

async function lastVisit(day: Day): Promise<void> {
  await everybodyActs(day, await moveTo(day, day.at(2, '13:00')));
  await endVisits(day);
  await settle(day);
}

function shown({ print }: Day, at: Date): string {
  const { weekday, time } = wallClock(at);
  return `${print.words.weekdays[weekday]} ${time}`;
}
