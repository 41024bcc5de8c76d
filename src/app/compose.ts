/** Puts a planned message into words for one account, from facts read in the last moment. */

import type { Content } from '../domain/content.ts';
import type { LiveBinding } from '../store/bindings.ts';
import type { MessageRow } from '../store/messages.ts';
import { compose, isProactiveKind, staffMessage, type VisitParams } from '../text/proactive.ts';
import { readerOf, type TxContext } from './context.ts';
import { languageOfAccount, type Subject } from './situation.ts';

export interface Occasion extends Subject {
  readonly live: LiveBinding;
}

/** Null while a fact that the words need is missing. */
export async function composeFor(
  ctx: TxContext,
  message: MessageRow,
  occasion: Occasion,
): Promise<Content | null> {
  const { kind, id: messageId } = message;
  if (kind === 'staff_message') return byStaff(ctx, message, occasion);
  if (!isProactiveKind(kind)) return null;
  const { patient, clinic, live } = occasion;
  const language = await languageOfAccount(ctx, live.address, patient.id);
  if (kind === 'still_you')
    return compose(kind, { messageId, clinic: clinic?.name ?? '' }, language);
  const params = await visitParams(ctx, message, occasion);
  return params && compose(kind, params, language);
}

/** A person's own words, with for whom they are and the way out of them; put together once. */
async function byStaff(
  ctx: TxContext,
  { id: messageId, content }: MessageRow,
  { patient, live }: Occasion,
): Promise<Content | null> {
  if (!content || content.minor) return content;
  const person = (await isNamed(ctx, live)) ? nameOf(live, patient.name) : null;
  const language = await languageOfAccount(ctx, live.address, patient.id);
  return staffMessage({ messageId, text: content.text, person, language });
}

async function visitParams(
  ctx: TxContext,
  message: MessageRow,
  { patient, clinic, appointment, live }: Occasion,
): Promise<VisitParams | null> {
  if (!clinic || !appointment) return null;
  const service = appointment.serviceId ? await readerOf(ctx).service(appointment.serviceId) : null;
  return {
    messageId: message.id,
    clinic: clinic.name,
    startsAt: appointment.startsAt,
    zone: clinic.zone,
    address: clinic.address,
    person: (await isNamed(ctx, live)) ? nameOf(live, patient.name) : null,
    // After the visit nobody prepares for it, or looks for the way there.
    ...(message.purpose === 'visit' && message.kind !== 'ask_wellbeing'
      ? { preparation: service?.preparation ?? null, directions: clinic.directions }
      : {}),
  };
}

/** Someone else's visit, or one of several people behind the account: then a message says for whom it is. */
async function isNamed(ctx: TxContext, { binding, address }: LiveBinding): Promise<boolean> {
  return (
    binding.relation !== 'self' || (await readerOf(ctx).bindingsOfAddress(address.id)).length > 1
  );
}

/** As the contact calls the patient. */
export const nameOf = ({ binding }: Pick<LiveBinding, 'binding'>, name: string): string =>
  binding.label ?? firstNameOf(name);

/** «Смирнова Анна Петровна» and «Anna Smith» alike: clinic systems differ in order, so the given name is asked of neither. */
export function firstNameOf(name: string): string {
  const words = name.trim().split(/\s+/);
  const russianOrder = words.length === 3 && /(вич|вна|чна|ична|оглы|кызы)$/i.test(words[2] ?? '');
  return (russianOrder ? words[1] : words[0]) ?? name;
}
