/** What a colleague says to the bot from their own account: rights are read anew each time. */

import type { InboundEvent } from '../../bots/channel.ts';
import { staffAsk, staffStep } from '../dialogue/staff.ts';
import { isStaffButton } from '../dialogue/staff-buttons.ts';
import type { StaffEvent, StaffSaid, StaffStep } from '../dialogue/staff-types.ts';
import { isExit, isForStaff, isMenu, openStep } from '../dialogue/staff-words.ts';
import type { Content } from '../domain/content.ts';
import { dayMs } from '../domain/time.ts';
import { bindingsOfAddress } from '../store/bindings.ts';
import type { InboundRow } from '../store/inbound.ts';
import { lockSentMessage } from '../store/messages.ts';
import type { AddressRow } from '../store/people.ts';
import { type StaffRow, updateStaff } from '../store/staff.ts';
import { dropStaffWords, staffOfTelegram } from '../store/staff-telegram.ts';
import { staffTextsOf } from '../text/staff.ts';
import { insertAnswer } from './answer.ts';
import type { TxContext } from './context.ts';
import { languageOfAccount } from './situation.ts';
import { lookedUp } from './staff-do.ts';
import { zoneOfStaff } from './staff-facts.ts';
import { connectByCode, disconnect } from './staff-telegram.ts';
import { unpause } from './stopping.ts';

const answer_ms = dayMs;

interface Heard {
  readonly row: InboundRow;
  readonly event: InboundEvent;
  readonly address: AddressRow;
}

/** False for what is none of their business as staff: then it is a patient's. STOP always is. */
export async function heardByStaff(ctx: TxContext, heard: Heard): Promise<boolean> {
  const { row, event, address } = heard;
  if (row.channel !== 'telegram' || address.userId === null || row.stop === 'stop') return false;
  const said = toStaffEvent(event);
  const isTaken =
    (await isCode(ctx, heard)) ||
    (await answered(ctx, heard, said, await staffOfTelegram(ctx.db, address.userId)));
  if (isTaken) await dropStaffWords(ctx.db, row.id);
  return isTaken;
}

function toStaffEvent(event: InboundEvent): StaffEvent {
  if (event.type === 'button') return { type: 'button', data: event.data };
  return event.type === 'text' ? { type: 'text', text: event.text } : { type: 'other' };
}

/** What asks for no answer: a thumb up, a corrected letter. */
const isQuiet = ({ type }: InboundEvent): boolean => type !== 'start' && type !== 'media';

async function isCode(ctx: TxContext, { event, address }: Heard): Promise<boolean> {
  const words = event.type === 'start' ? event.token : event.type === 'text' ? event.text : '';
  const made = await connectByCode(ctx, words, address);
  if (!made) return false;
  if (made.type === 'connected') {
    const { staff } = made;
    const { account } = staffTextsOf(staff.language);
    await toStaff(ctx, address, { text: account.connected(staff.name) });
    return true;
  }
  const texts = await textsFor(ctx, address);
  await toAnybody(ctx, address, made.type === 'wrong' ? texts.wrongCode : texts.tooManyCodes);
  return true;
}

const textsFor = async (ctx: TxContext, address: AddressRow) =>
  staffTextsOf(await languageOfAccount(ctx, address, null)).account;

async function answered(
  ctx: TxContext,
  heard: Heard,
  said: StaffEvent,
  staff: StaffRow | null,
): Promise<boolean> {
  const { address } = heard;
  if (!staff || staff.disabledAt) return refused(ctx, address, { said, isKnown: staff !== null });
  const step = openStep(staff.telegramStep as StaffStep | null, ctx.clock.now());
  const isPatient = (await bindingsOfAddress(ctx.db, address.id)).length > 0;
  if (!isForStaff(said, { step, isPatient })) return false;
  if (said.type === 'other' && isQuiet(heard.event)) return true;
  await goOn(ctx, heard);
  await talk(ctx, heard, { staff, said, step });
  return true;
}

/** Nothing of the clinic's is shown to whoever has left it. */
async function refused(
  ctx: TxContext,
  address: AddressRow,
  { said, isKnown }: { readonly said: StaffEvent; readonly isKnown: boolean },
): Promise<boolean> {
  const isOurs =
    said.type === 'button'
      ? isStaffButton(said.data)
      : isKnown && (await isStaffOnly(ctx, address, said));
  if (!isOurs) return false;
  await toAnybody(ctx, address, (await textsFor(ctx, address)).noAccess);
  return true;
}

async function isStaffOnly(
  ctx: TxContext,
  address: AddressRow,
  said: StaffEvent,
): Promise<boolean> {
  if (said.type === 'text' && (isMenu(said.text) || isExit(said.text))) return true;
  return (await bindingsOfAddress(ctx.db, address.id)).length === 0;
}

/** Their words were no patient's doubt. */
async function goOn(ctx: TxContext, { row, address }: Heard): Promise<void> {
  const isByThis = address.pausedAt?.getTime() === row.receivedAt.getTime();
  if (row.stop !== null && isByThis)
    await unpause(ctx, address, { actor: 'bot', heardAt: row.receivedAt });
}

interface Talk {
  readonly staff: StaffRow;
  readonly said: StaffEvent;
  readonly step: StaffStep | null;
}

async function talk(ctx: TxContext, heard: Heard, { staff, said, step }: Talk): Promise<void> {
  const { language } = staff;
  const ask = staffAsk(said, step);
  const found = await lookedUp(ctx, staff, ask);
  const zone = await zoneOfStaff(ctx, staff);
  const now = ctx.clock.now();
  const result = staffStep({ event: said, step, ask, found, language, zone, now });
  if (ask.type === 'exit') {
    await disconnect(ctx, { staffId: staff.id, actor: `staff:${staff.id}` });
    return toAnybody(ctx, heard.address, result.said.content.text);
  }
  await updateStaff(ctx.db, staff.id, { telegramStep: result.step });
  await say(ctx, heard, result.said);
}

async function say(
  ctx: TxContext,
  { event, address }: Heard,
  { content, inPlace, preview }: StaffSaid,
): Promise<void> {
  const { channel, account } = address;
  const externalId = event.type === 'button' && inPlace ? event.messageId : undefined;
  const pressed = externalId
    ? await lockSentMessage(ctx.db, { channel, account, externalId })
    : null;
  const isOurs = pressed?.kind === 'to_staff.answer' && pressed.addressId === address.id;
  if (isOurs) await toStaff(ctx, address, content, pressed.id);
  else if (preview === null) await toStaff(ctx, address, content);
  // A notification is made of what comes first; what takes its place makes none.
  else await toStaff(ctx, address, content, await toStaff(ctx, address, { text: preview }));
}

/** The new message's id. */
async function toStaff(
  ctx: TxContext,
  address: AddressRow,
  content: Content,
  editsId: string | null = null,
): Promise<string> {
  const kind = editsId === null ? 'to_staff.answer' : 'to_staff.edit';
  const notAfter = new Date(ctx.clock.now().getTime() + answer_ms);
  return insertAnswer(ctx, address, { kind, content, editsId, notAfter });
}

/** Holds nothing of a patient's. */
async function toAnybody(ctx: TxContext, address: AddressRow, text: string): Promise<void> {
  const notAfter = new Date(ctx.clock.now().getTime() + answer_ms);
  await insertAnswer(ctx, address, { kind: 'reply.staff', content: { text }, notAfter });
}
