/** Scenes of those whom the same reminder for everybody would not suit. */

import { everybodyActs, hears, pursue, says } from './actors.ts';
import { labels, said, stranger } from './cast.ts';
import { once } from './client.ts';
import { children, type Day, settle, who } from './day.ts';
import { openInvitation } from './invitations.ts';
import { forget, recordConsent, writeFirst } from './office.ts';
import { tap } from './roles.ts';
import type { ConsentsView, ErasureView } from './types.ts';

/** One phone: yes for herself and for one child, no for the other. */
export async function familyJoins(day: Day): Promise<void> {
  for (const child of children(day)) {
    await openInvitation(day, child);
    await everybodyActs(day, await settle(day));
  }
}

/** A paper signed at the desk is worth a message; what another system claims is worth a question at the desk. */
export async function papers(day: Day): Promise<void> {
  const { print } = day;
  const signer = who(day, 'paper');
  const paper = { mechanism: 'paper', evidence: 'Согласие № 17-26' };
  if (await recordConsent(day, signer, paper)) print.clinic(print.words.signed(signer.name));
  const claimed = who(day, 'imported');
  const claim = { mechanism: 'import', evidence: 'Выгрузка из старой системы' };
  if (await recordConsent(day, claimed, claim)) print.clinic(print.words.imported(claimed.name));
  await settle(day);
}

/** After such words a yes brings nothing back, and nobody at the clinic may write first. */
export async function stops(day: Day): Promise<void> {
  const { print } = day;
  const tired = who(day, 'stops');
  await says(day, tired, said.stop);
  await hears(day, tired);
  await says(day, tired, said.yes);
  await hears(day, tired);
  const { refused, fresh } = await writeFirst(day, tired, 'Зайдите к нам ещё раз, будем рады.');
  if (fresh) print.clinic(print.words.wroteFirst(tired.name, refused));
}

/** Not about one child any more; about the other after all. */
export async function familyChanges(day: Day): Promise<void> {
  const [mother, boy, girl] = [who(day, 'mother'), who(day, 'boy'), who(day, 'girl')];
  await pursue(day, mother, {
    isDone: async () => !(await isAgreed(day, boy.id)) && (await isAgreed(day, mother.id)),
    press: (last) => tap(last, 'scope:person'),
    words: said.stopOne,
  });
  await hears(day, mother);
  await pursue(day, mother, {
    isDone: () => isAgreed(day, girl.id),
    press: (last) => tap(last, 'agree:visit.yes') ?? tap(last, labels.girl),
    words: said.settings,
  });
  await everybodyActs(day, await settle(day));
}

async function isAgreed({ client }: Day, id: string): Promise<boolean> {
  const { standing } = await client.get<ConsentsView>(`/api/v1/patients/${id}/consents`);
  return standing.some(({ purpose, status }) => purpose === 'visit' && status === 'given');
}

/** The number goes to a stranger, and the platforms tell nobody. */
export async function numberPasses(day: Day): Promise<void> {
  const { client, print } = day;
  const before = who(day, 'recycled');
  const isPassed = async () => {
    const { phones } = await settle(day);
    return phones.some(({ phone, lost }) => phone === before.phone && lost);
  };
  const path = `/sandbox/api/phones/${encodeURIComponent(before.phone)}/pass-number-on`;
  if (await once(isPassed, () => client.post(path, { name: stranger }))) {
    print.did(before, 'lost');
  }
  const newcomer = { ...before, name: stranger };
  await says(day, newcomer, said.who);
  await hears(day, newcomer);
}

export async function asksWhy(day: Day): Promise<void> {
  const curious = who(day, 'curious');
  await says(day, curious, said.why);
  await hears(day, curious);
}

/** A copy of everything first, then nothing of it is left. */
export async function leaves(day: Day): Promise<void> {
  const { client, print } = day;
  const leaver = who(day, 'leaves');
  await says(day, leaver, said.mydata);
  await hears(day, leaver);
  await pursue(day, leaver, {
    isDone: async () => {
      const all = await client.get<{ items: readonly ErasureView[] }>('/api/v1/erasures?state=all');
      return all.items.some(({ patientId }) => patientId === leaver.id);
    },
    press: (last) => tap(last, 'forget:yes'),
    words: said.forget,
  });
  await hears(day, leaver);
  const erasure = await forget(day, leaver);
  if (erasure?.proof) {
    const rows = Object.values(erasure.proof.counts).reduce((sum, one) => sum + one, 0);
    print.clinic(print.words.forgotten(leaver.name, rows, erasure.proof));
  }
  await settle(day);
}
