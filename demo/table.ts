/** The day in numbers. */

import type { Day } from './day.ts';
import { isProactive, isSent, type Record, visitKinds } from './record.ts';

export function printTable(day: Day, record: Record): void {
  const { words } = day.print;
  const { table } = words;
  const lines = [...rows(day, record), ...notSent(day, record)];
  const width = Math.max(...lines.map(([label]) => label.length)) + 2;
  process.stdout.write(`\n${table.title}\n${'─'.repeat(width + 30)}\n`);
  for (const [label, count, more] of lines) {
    process.stdout.write(`${label.padEnd(width)}${String(count).padStart(4)}  ${more}\n`);
  }
  process.stdout.write('\n');
}

type Line = readonly [label: string, count: number, more: string];

function rows({ print, progress, system }: Day, { patients, alarms }: Record): Line[] {
  const { table } = print.words;
  const sent = patients.flatMap(({ messages }) =>
    messages.filter((one) => isProactive(one) && (isSent(one) || one.state === 'unknown')),
  );
  const people = (kinds: readonly string[]) =>
    new Set(sent.filter(({ kind }) => kinds.includes(kind)).map(({ patientId }) => patientId)).size;
  const count = (test: (one: Record['patients'][number]) => boolean) =>
    patients.filter(test).length;
  const opened = progress.state.opened.length;
  const threads = patients.flatMap((one) => one.threads);
  const answers = patients.flatMap(({ messages }) =>
    messages.filter(({ kind }) => /^wellbeing_(good|unsure|bad)$/.test(kind)),
  );
  return [
    [table.invited, Object.keys(progress.state.invitations).length, table.open(opened)],
    [table.agreed, count(({ history }) => history.some(({ act }) => act === 'given')), ''],
    [
      table.reminded,
      people(visitKinds),
      table.reminders(sent.filter(({ kind }) => visitKinds.includes(kind)).length),
    ],
    [table.confirmed, count(({ visit }) => visit.confirmedAt !== null), ''],
    [table.threads, threads.length, table.urgent(threads.filter(({ urgent }) => urgent).length)],
    [table.calls, patients.flatMap(({ calls }) => calls).length, ''],
    [table.wellbeing, people(['wellbeing_check']), table.answers(answers.length)],
    [table.alarms, alarms.filter(({ takenBy }) => takenBy !== null).length, ''],
    [table.told, system.heard.length, ''],
    [table.stopped, count(({ history }) => history.some(({ act }) => act === 'withdrawn')), ''],
  ];
}

function notSent({ print }: Day, { patients }: Record): Line[] {
  const { table, codes } = print.words;
  const unsent = patients
    .flatMap(({ messages }) => messages)
    .filter((one) => isProactive(one) && !isSent(one))
    .map(({ decision }) => decision?.code ?? '?');
  const reasons = Map.groupBy(unsent, (code) => code);
  return [
    [table.notSent, unsent.length, ''],
    ...[...reasons].map(([code, all]): Line => [`  ${code}`, all.length, codes[code] ?? '']),
  ];
}
