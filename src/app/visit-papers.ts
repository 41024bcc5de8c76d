/** Hands over what goes with a visit: its calendar entry, the clinic's note about afterwards. */

import type { Content } from '../domain/content.ts';
import { languageFor, writtenIn } from '../domain/translations.ts';
import type { Language } from '../domain/words.ts';
import { findLiveBinding } from '../store/bindings.ts';
import type { AppointmentRow, ClinicRow } from '../store/registry.ts';
import { calendarWords } from '../text/calendar.ts';
import { textsOf } from '../text/catalogue.ts';
import { type Application, answer, type EffectOf } from './apply.ts';
import { calendarFile, calendarUrl } from './calendar.ts';
import { channelOf, readerOf, type TxContext } from './context.ts';
import { languageOfAccount } from './situation.ts';
import { mayAct } from './speaks.ts';

interface Asked {
  readonly visit: AppointmentRow;
  readonly clinic: ClinicRow | null;
  readonly language: Language;
}

export async function handOverPaper(
  ctx: TxContext,
  on: Application,
  { paper, appointmentId }: EffectOf<'visit_paper'>,
): Promise<void> {
  const { address } = on;
  const visit = await readerOf(ctx).appointment(appointmentId);
  const patientId = visit?.patientId ?? '';
  const binding = await findLiveBinding(ctx.db, { addressId: address.id, patientId });
  if (!visit || !binding || !(await mayAct(ctx, { binding, address }))) return;
  const clinic = await readerOf(ctx).clinic(visit.clinicId);
  const language = await languageOfAccount(ctx, address, patientId);
  const asked = { visit, clinic, language };
  const content =
    paper === 'calendar_entry' ? await calendarEntry(ctx, on, asked) : await note(ctx, asked);
  if (content) await answer(ctx, on, { kind: paper, content });
}

async function calendarEntry(ctx: TxContext, on: Application, asked: Asked): Promise<Content> {
  const { visit, language } = asked;
  const words = calendarWords(language);
  const isOff = visit.status === 'cancelled';
  if (channelOf(ctx, on.address.channel)?.capabilities.calendarFiles) {
    const text = isOff ? words.fileOff : words.file;
    return { text, document: await calendarFile(ctx, asked) };
  }
  const url = await calendarUrl(ctx, visit.id);
  if (url === null) return { text: words.none };
  return { text: isOff ? words.linkOff(url) : words.link(url) };
}

/** Null where the clinic has taken it back since. */
async function note(ctx: TxContext, { visit, clinic, language }: Asked): Promise<Content | null> {
  const service = visit.serviceId ? await readerOf(ctx).service(visit.serviceId) : null;
  const first = clinic?.languages[0] ?? language;
  const written = service && writtenIn(service, 'aftercare', first);
  if (!written) return null;
  const own = languageFor(language, { texts: [written], first });
  return { text: `${written[own] ?? ''}\n\n${textsOf(own).emergency}`.trim() };
}
