/** A bad evening: one who answers at night and feels bad, one who does not answer at all. */

import { everybodyActs, hears, pursue, says } from './actors.ts';
import { doctors, type Patient, said } from './cast.ts';
import { once } from './client.ts';
import { deskOf } from './console.ts';
import { type Day, moveTo, settle, who } from './day.ts';
import { buyPhone } from './office.ts';
import { tap } from './roles.ts';
import type { AlarmView, MessageInfo } from './types.ts';

/** The doctor who treated `unwell`: known to the console, and to the bot from a phone of their own. */
function doctorOf(day: Day) {
  const patient = who(day, 'unwell');
  const doctor = doctors.find(({ id }) => id === patient.doctorId);
  const name = doctor?.name ?? '';
  const phone: Patient = { ...patient, name, phone: day.staffPhone, channel: 'telegram' };
  const login = `demo-${day.progress.state.run}-doctor`;
  const colleague = { login, name, role: 'doctor', doctorId: patient.doctorId } as const;
  return { phone, colleague };
}

/** By a one-time code from the console, typed into the bot's chat. */
export async function connectDoctor(day: Day): Promise<void> {
  const { phone, colleague } = doctorOf(day);
  const desk = await deskOf(day, colleague);
  const page = '/me/telegram';
  // As long as it is not, a form to disconnect is not offered.
  const isConnected = async () => (await desk.read(page)).includes(`${page}/off`);
  await buyPhone(day, { name: phone.name, phone: phone.phone, language: 'ru' });
  const connect = async () => {
    const html = await desk.submit(page, {});
    const code = /id="telegram-code">([^<]+)</.exec(html)?.[1] ?? '';
    await day.client.post(`${pathOf(phone)}/telegram/text`, { text: code });
    await settle(day);
  };
  while (!(await isConnected())) await once(isConnected, connect);
  day.print.clinic(day.print.words.connected(phone.name));
}

const pathOf = ({ phone }: Patient): string => `/sandbox/api/phones/${encodeURIComponent(phone)}`;

/** Nobody takes the first call; after five minutes the head of the clinic is called as well. */
export async function badNight(day: Day): Promise<void> {
  await everybodyActs(day, await moveTo(day, day.at(1, '23:00')));
  const patient = who(day, 'unwell');
  await says(day, patient, said.unwell);
  await hears(day, patient);
  await moveTo(day, day.at(1, '23:06'));
  const alarm = async () => alarmOf(day, patient.id);
  // Never heard: the checks at the end say so.
  if (!(await alarm())) return;
  const { print } = day;
  print.clinic(print.words.called(patient.name, (await alarm())?.calls.length ?? 0));
  const { phone: doctor } = doctorOf(day);
  await pursue(day, doctor, {
    isDone: async () => (await alarm())?.takenBy !== null,
    press: (last) => tap(last, 'Беру'),
    words: '/врач',
  });
  await pursue(day, doctor, {
    isDone: () => isAnswered(day, patient.id),
    press: (last) => tap(last, 'Ответить пациенту'),
    words: said.reply,
  });
  await pursue(day, doctor, {
    isDone: async () => (await alarm())?.state === 'closed',
    press: (last) => tap(last, 'Чем закончилось'),
    words: said.ended,
  });
  await settle(day);
}

async function alarmOf({ client }: Day, id: string): Promise<AlarmView | undefined> {
  const alarms = await client.list<AlarmView>('/api/v1/alarms');
  return alarms.find(({ patientId }) => patientId === id);
}

async function isAnswered({ client }: Day, id: string): Promise<boolean> {
  const all = await client.list<MessageInfo>(`/api/v1/messages?patientId=${id}`);
  return all.some(({ kind }) => kind === 'staff_reply');
}

/** Not asked a second time: somebody calls. */
export async function silence(day: Day): Promise<void> {
  await everybodyActs(day, await moveTo(day, day.at(3, '11:00')));
}
