/** Puts a planned message into words, from facts read in the last moment. */

import type { Content } from '../domain/content.ts';
import type { Language } from '../domain/words.ts';
import type { MessageRow } from '../store/messages.ts';
import { bindingsOfAddress, bindingsOfPatient, findContact } from '../store/people.ts';
import { findService } from '../store/registry.ts';
import { compose, type ProactiveKind, type VisitParams } from '../text/proactive.ts';
import type { TxContext } from './context.ts';
import { languageOf, type Subject } from './situation.ts';

export interface Composed {
  readonly content: Content;
  readonly language: Language;
}

export async function composeProactive(
  ctx: TxContext,
  message: MessageRow,
  subject: Subject,
): Promise<Composed | null> {
  const params = await visitParams(ctx, message, subject);
  if (!params) return null;
  const language = await messageLanguage(ctx, subject);
  return { content: compose(message.kind as ProactiveKind, params, language), language };
}

async function visitParams(
  ctx: TxContext,
  message: MessageRow,
  { patient, clinic, appointment }: Subject,
): Promise<VisitParams | null> {
  if (!clinic || !appointment) return null;
  const service = appointment.serviceId ? await findService(ctx.db, appointment.serviceId) : null;
  return {
    messageId: message.id,
    clinic: clinic.name,
    startsAt: appointment.startsAt,
    zone: clinic.zone,
    address: clinic.address,
    person: (await sharesAccount(ctx, patient.id)) ? firstNameOf(patient.name) : null,
    preparation: service?.preparation ?? null,
    directions: clinic.directions,
  };
}

/** Several patients behind one account: then each message says for whom it is. */
async function sharesAccount(ctx: TxContext, patientId: string): Promise<boolean> {
  for (const { address } of await bindingsOfPatient(ctx.db, patientId)) {
    if ((await bindingsOfAddress(ctx.db, address.id)).length > 1) return true;
  }
  return false;
}

/** The language of what is sent to this patient: the account's own choice, else the patient's, else the clinic's. */
async function messageLanguage(ctx: TxContext, subject: Subject): Promise<Language> {
  const [first] = await bindingsOfPatient(ctx.db, subject.patient.id);
  const contact = first ? await findContact(ctx.db, first.binding.contactId) : null;
  return languageOf(subject.patient, contact?.language ?? null, subject.clinic);
}

/** «Смирнова Анна Петровна» and «Anna Smith» alike: clinic systems differ in order, so the given name is asked of neither. */
export function firstNameOf(name: string): string {
  const words = name.trim().split(/\s+/);
  const russianOrder = words.length === 3 && /(вич|вна|чна|ична|оглы|кызы)$/i.test(words[2] ?? '');
  return (russianOrder ? words[1] : words[0]) ?? name;
}
