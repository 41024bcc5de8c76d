/** Puts a planned message into words for one account, from facts read in the last moment. */

import type { Content } from '../domain/content.ts';
import type { LiveBinding } from '../store/bindings.ts';
import type { MessageRow } from '../store/messages.ts';
import { compose, isProactiveKind, staffMessage } from '../text/proactive.ts';
import { readerOf, type TxContext } from './context.ts';
import { reasonWords, speaksOfReason } from './reason-words.ts';
import { languageOfAccount, type Subject } from './situation.ts';
import { visitWords, type Wording } from './visit-words.ts';

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
  if (kind === 'still_you') {
    const { language } = await addressed(ctx, occasion);
    return compose(kind, { messageId, clinic: occasion.clinic?.name ?? '' }, language);
  }
  if (speaksOfReason(kind))
    return reasonWords(ctx, message, { ...occasion, ...(await addressed(ctx, occasion)) });
  const words = await wordingOf(ctx, message, occasion);
  if (!words) return null;
  const content = compose(kind, words.params, words.language);
  return words.tells ? { ...content, tells: words.tells } : content;
}

/** Of a message about a visit. */
export async function wordingOf(
  ctx: TxContext,
  message: MessageRow,
  occasion: Occasion,
): Promise<Wording | null> {
  return visitWords(ctx, { ...occasion, message, ...(await addressed(ctx, occasion)) });
}

/** In which language, and for whom where that has to be said. */
async function addressed(
  ctx: TxContext,
  { patient, live }: Occasion,
): Promise<Pick<Wording, 'language'> & { readonly person: string | null }> {
  const language = await languageOfAccount(ctx, live.address, patient.id);
  return { language, person: (await isNamed(ctx, live)) ? nameOf(live, patient.name) : null };
}

/** A person's own words, with for whom they are and the way out of them; put together once. */
async function byStaff(
  ctx: TxContext,
  { id: messageId, content }: MessageRow,
  occasion: Occasion,
): Promise<Content | null> {
  if (!content || content.minor) return content;
  return staffMessage({ messageId, text: content.text, ...(await addressed(ctx, occasion)) });
}

/** Someone else's visit, or one of several people behind the account: then a message says for whom it is. */
async function isNamed(ctx: TxContext, { binding, address }: LiveBinding): Promise<boolean> {
  return (
    binding.relation !== 'self' || (await readerOf(ctx).bindingsOfAddress(address.id)).length > 1
  );
}

/** What this account's holder calls the patient, where "you" would not do. */
export async function nameFor(
  ctx: TxContext,
  addressId: string,
  patientId: string,
): Promise<string | null> {
  const own = await readerOf(ctx).accountOf(patientId, addressId);
  const patient = await readerOf(ctx).patient(patientId);
  return own && patient && (await isNamed(ctx, own)) ? nameOf(own, patient.name) : null;
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
