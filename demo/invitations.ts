/** Links from the desk, and phones that open them. */

import type { Patient } from './cast.ts';
import { Lost, once } from './client.ts';
import { chatOf, type Day, each, type PhoneView } from './day.ts';
import type { AccountView } from './types.ts';

/** Who signs on paper gets no link. */
export async function inviteAll(day: Day): Promise<void> {
  const { state, save } = day.progress;
  const invited = day.cast.filter(({ role }) => role !== 'paper');
  await each(invited, async (patient) => {
    while (!state.invitations[patient.id]) {
      const made = await invitation(day, patient);
      // An invitation whose link nobody got to see is simply never used.
      if (made) state.invitations[patient.id] = made;
      save();
    }
  });
  day.print.clinic(day.print.words.invited(invited.length));
}

interface Invitation {
  readonly telegramUrl: string | null;
  readonly whatsappUrl: string | null;
  readonly code: string;
}

async function invitation(
  { client }: Day,
  { id, channel }: Patient,
): Promise<{ url: string; code: string } | null> {
  try {
    const made = await client.post<Invitation>(`/api/v1/patients/${id}/invitations`, {});
    const url = channel === 'telegram' ? made.telegramUrl : made.whatsappUrl;
    return url === null ? null : { url, code: made.code };
  } catch (error) {
    if (error instanceof Lost) return null;
    throw error;
  }
}

export async function openInvitation(day: Day, patient: Patient): Promise<void> {
  const { client, print, progress } = day;
  const { opened, invitations } = progress.state;
  if (!opened.includes(patient.id)) opened.push(patient.id);
  progress.save();
  const phone = `/sandbox/api/phones/${encodeURIComponent(patient.phone)}`;
  const open = () => client.post(`${phone}/open`, { url: invitations[patient.id]?.url });
  if (await once(() => isOpen(day, patient, phone), open)) print.did(patient, 'opened');
}

/** Others may have been talked of on the same phone before. */
async function isOpen({ client }: Day, patient: Patient, phone: string): Promise<boolean> {
  if (patient.holderId === patient.id) {
    return chatOf(await client.get<PhoneView>(phone), patient).messages.length > 0;
  }
  const path = `/api/v1/patients/${patient.id}/accounts`;
  return (await client.get<{ items: readonly AccountView[] }>(path)).items.length > 0;
}
