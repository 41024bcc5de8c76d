/**
 * Reminders of one day to several people of a family, who are written to on one account, go out as one
 * message with a row of buttons for each. Each stays a message of its own, decided about by itself, with
 * an attempt and an outcome of its own; only the request is shared.
 */

import type { Content } from '../domain/content.ts';
import { alongMs, type Due, mayGoAlong } from '../domain/family.ts';
import type { Language } from '../domain/words.ts';
import { lockDueSoon, type MessageRow } from '../store/messages.ts';
import type { VisitParams } from '../text/proactive.ts';
import { composeFamily, familyMax } from '../text/proactive-family.ts';
import { type ReminderKind, reminderKinds } from '../text/proactive-words.ts';
import type { Answer } from './claim.ts';
import { wordingOf } from './compose.ts';
import { readerOf, type TxContext } from './context.ts';
import { subjectOf } from './situation.ts';

/** What one request carries. */
export interface Party {
  readonly lead: Answer;
  readonly others: readonly Answer[];
  /** Of all of them; null where there is but one. */
  readonly together: Content | null;
}

interface Member {
  readonly answer: Answer;
  readonly due: Due;
  readonly params: VisitParams;
  readonly language: Language;
}

const alone = (lead: Answer): Party => ({ lead, others: [], together: null });

/** `ask` decides about messages that are locked, from facts read anew. */
export async function joinFamilies(
  ctx: TxContext,
  answers: readonly Answer[],
  ask: (messages: readonly MessageRow[]) => Promise<readonly Answer[]>,
): Promise<readonly Party[]> {
  const shared = await onSharedAccounts(ctx, answers.filter(isJoinable));
  if (shared.length === 0) return answers.map(alone);
  const soon = await ask(await notYetDue(ctx, shared, answers));
  const members = await membersOf(ctx, [...shared, ...soon.filter(isJoinable)]);
  const parties = partiesOf(members, { leads: shared, now: ctx.clock.now() });
  const along = new Set(parties.flatMap(({ others }) => others));
  return answers
    .filter((answer) => !along.has(answer))
    .map((answer) => parties.find(({ lead }) => lead === answer) ?? alone(answer));
}

/** A template has room for one. */
const isJoinable = ({ message, decision }: Answer): boolean =>
  decision.verdict === 'send' && decision.route?.form === 'session' && isReminder(message.kind);

const isReminder = (kind: string): kind is ReminderKind =>
  (reminderKinds as readonly string[]).includes(kind);

const addressOf = ({ decision }: Answer): string => decision.route?.addressId ?? '';

async function onSharedAccounts(
  ctx: TxContext,
  answers: readonly Answer[],
): Promise<readonly Answer[]> {
  const bound = await Promise.all(
    answers.map((answer) => readerOf(ctx).bindingsOfAddress(addressOf(answer))),
  );
  return answers.filter((_, index) => (bound[index]?.length ?? 0) > 1);
}

/** Of the others who are written to there, and about whom nothing is being decided just now. */
async function notYetDue(
  ctx: TxContext,
  shared: readonly Answer[],
  answers: readonly Answer[],
): Promise<MessageRow[]> {
  const busy = new Set(answers.map(({ message }) => message.patientId));
  const bound = await Promise.all(
    shared.map((answer) => readerOf(ctx).bindingsOfAddress(addressOf(answer))),
  );
  const patientIds = new Set(bound.flat().map(({ patientId }) => patientId));
  const found = await lockDueSoon(ctx.db, {
    patientIds: [...patientIds.difference(busy)],
    kinds: [...new Set(shared.map(({ message }) => message.kind))],
    before: new Date(ctx.clock.now().getTime() + alongMs),
  });
  const isFirst = (row: MessageRow, index: number) =>
    found.findIndex(({ patientId }) => patientId === row.patientId) === index;
  return found.filter(isFirst);
}

async function membersOf(ctx: TxContext, answers: readonly Answer[]): Promise<readonly Member[]> {
  const members = await Promise.all(answers.map((answer) => memberOf(ctx, answer)));
  return members.filter((one) => one !== null);
}

async function memberOf(ctx: TxContext, answer: Answer): Promise<Member | null> {
  const { message } = answer;
  const subject = await subjectOf(ctx, message);
  const { clinic = null, appointment = null } = subject ?? {};
  const live = await readerOf(ctx).accountOf(message.patientId ?? '', addressOf(answer));
  if (!subject || !clinic || !appointment || !live) return null;
  const wording = await wordingOf(ctx, message, { ...subject, live });
  // Nobody can be told apart who is not named.
  if (!wording?.params.person) return null;
  const { kind, dueAt } = message;
  const { patientId, startsAt, knownAt } = appointment;
  const due = { kind, patientId, dueAt, startsAt, zone: clinic.zone, knownAt };
  return { answer, due, params: wording.params, language: wording.language };
}

interface Gathering {
  readonly leads: readonly Answer[];
  readonly now: Date;
}

/** Whoever is due first takes along whom they can; nobody goes twice. */
function partiesOf(members: readonly Member[], { leads, now }: Gathering): readonly Party[] {
  const left = new Set(members);
  return members.flatMap((lead) => {
    if (!left.delete(lead) || !leads.includes(lead.answer)) return [];
    const others = [...left]
      .filter((one) => isOfSameChat(one, lead) && mayGoAlong(one.due, lead.due, now))
      .slice(0, familyMax - 1);
    const together = others.length > 0 ? wordsOf([lead, ...others]) : null;
    if (!together) return [alone(lead.answer)];
    for (const one of others) left.delete(one);
    return [{ lead: lead.answer, others: others.map(({ answer }) => answer), together }];
  });
}

const isOfSameChat = (one: Member, lead: Member): boolean =>
  addressOf(one.answer) === addressOf(lead.answer) && one.language === lead.language;

function wordsOf(members: readonly Member[]): Content | null {
  const [first] = members;
  if (!first || !isReminder(first.due.kind)) return null;
  const inOrder = members.toSorted((a, b) => a.due.startsAt.getTime() - b.due.startsAt.getTime());
  const { language } = first;
  return composeFamily({
    kind: first.due.kind,
    members: inOrder.map(({ params }) => params),
    language,
  });
}
