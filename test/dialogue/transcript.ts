/**
 * Reads a transcript's lines of input and writes the whole transcript anew. Long because it knows each fact by its words.
 *
 *   # a remark                 > what the patient writes, or [a button], or (start) (stop) (photo) …
 *   @ a fact that changes      < what the bot says, with its [buttons]
 *                              ! an effect
 */

import type { DialogueEvent, Effect, Facts } from '../../src/dialogue/types.ts';
import type { Content } from '../../src/domain/content.ts';
import {
  type AppointmentStatus,
  type ChannelId,
  type Language,
  type Purpose,
  type ReasonState,
  type Relation,
  relations,
} from '../../src/domain/words.ts';
import { textsOf } from '../../src/text/catalogue.ts';
import { weekWords } from '../../src/text/hours.ts';
import type { ProactiveKind } from '../../src/text/proactive.ts';
import type { ReminderKind } from '../../src/text/proactive-words.ts';
import { firstNames } from './people.ts';
import { at, World } from './world.ts';

export interface Line {
  readonly event: DialogueEvent;
  readonly effects: readonly Effect[];
  readonly world: World;
}

/** The transcript as the dialogue now plays it. */
export function replay(source: string, watch: (line: Line) => void = () => {}): string {
  const world = new World();
  const lines = source
    .split('\n')
    .filter((line) => line === '' || /^[#@>]/.test(line))
    .flatMap((line) => (line === '' ? [''] : [line, ...answerTo(line, world, watch)]));
  return `${lines
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim()}\n`;
}

function answerTo(line: string, world: World, watch: (line: Line) => void): readonly string[] {
  if (line.startsWith('#')) return [];
  if (line.startsWith('@')) return change(line.slice(1).trim().split(' '), world);
  const event = eventOf(line.slice(1).trim(), world);
  const { effects } = world.play(event);
  watch({ event, effects, world });
  return effects.length === 0
    ? ['(silence)'].map((none) => `! ${none}`)
    : effects.flatMap(shown(world));
}

function change([what = '', ...words]: readonly string[], world: World): readonly string[] {
  const [first = '', second = '', third = ''] = words;
  switch (what) {
    case 'language':
      world.language = first as Language;
      return [];
    case 'channel':
      world.channel = first as ChannelId;
      world.otherChannels = first === 'telegram' ? ['whatsapp'] : ['telegram'];
      return [];
    case 'alone':
      world.otherChannels = [];
      return [];
    case 'now':
      world.now = at(first);
      return [];
    case 'bound':
      world.people.bind(first, binding(world), words.slice(1) as Purpose[]);
      return [];
    case 'unverified':
      world.people.bind(first, { ...binding(world), verified: false });
      return [];
    case 'lapsed':
      world.people.change(first, () => ({ verified: false }));
      return [];
    case 'paper':
      world.paperNeeded = words as Purpose[];
      return [];
    case 'relation':
      world.people.change(first, () => ({ relation: second as Relation }));
      return [];
    case 'label':
      world.people.change(first, () => ({ label: words.slice(1).join(' ') }));
      return [];
    case 'agreed':
      world.people.change(first, ({ agreements }) => ({
        agreements: agreements.map((one) => ({ ...one, mechanism: second, actor: third })),
      }));
      return [];
    case 'halted':
      world.halted = first === 'none' ? null : (first as 'stopped' | 'paused');
      return [];
    case 'visit':
      world.book(first, second, third);
      return [];
    case 'reason':
      world.reasons.record(first, second, third as Purpose, world.now);
      return [];
    case 'state':
      world.reasons.change(first, { state: second as ReasonState });
      return [];
    case 'moved':
      world.move(first, second);
      return [];
    case 'free':
      world.slots = words.map(at);
      return [];
    case 'taken':
      world.take(at(first));
      return [];
    case 'offered':
      return said(world.offer(first, words.slice(1).map(at)));
    case 'together':
      return said(world.sendTogether(first as ReminderKind, words.slice(1)));
    case 'status':
      world.visits.get(first)!.status = second as AppointmentStatus;
      return [];
    case 'erased':
      world.visits.delete(first);
      return [];
    case 'invitation':
      world.invitation = invitationOf(words);
      return [];
    case 'sent':
      return said(world.send(first as ProactiveKind, second, third ? at(third) : null));
    case 'forgotten':
      world.sent.length = 0;
      return [];
    case 'reopened':
      world.answered = false;
      world.declined = false;
      return [];
    case 'staff':
      world.thread = { open: true, withPerson: true };
      return [];
    case 'review':
      world.reviewUrl = first;
      return [];
    case 'calm':
      world.alarm = false;
      return [];
    case 'closed':
      world.thread = { open: false, withPerson: false };
      return [];
    default:
      throw new Error(`unknown fact: ${what}`);
  }
}

const binding = ({ channel }: World) => ({ relation: 'self', verified: true, channel }) as const;

/** `@ invitation valid misha parent proven`. */
function invitationOf([status, patientId = '', ...more]: readonly string[]): Facts['invitation'] {
  const proven = more.includes('proven');
  const relation = relations.find((one) => more.includes(one)) ?? 'self';
  const label = proven ? (firstNames[patientId] ?? '') : '';
  return { status, patientId, relation, proven, label } as Facts['invitation'];
}

function eventOf(input: string, world: World): DialogueEvent {
  const [, label] = /^\[(.+)\]$/.exec(input) ?? [];
  if (label) return { type: 'button', label, data: world.buttonData(label) };
  const [, data] = /^\(button (.+)\)$/.exec(input) ?? [];
  if (data) return { type: 'button', label: '', data };
  const [, sign = '', words = ''] = /^\((\w+)\) ?(.*)$/.exec(input) ?? [];
  switch (sign) {
    case '':
      return { type: 'text', text: input };
    case 'start':
      return { type: 'start' };
    case 'stop':
      return { type: 'stop', text: words };
    case 'contact':
      return contactOf(words, world);
    case 'unsupported':
      return { type: 'unsupported' };
    default:
      return { type: 'media', media: sign, caption: words };
  }
}

/** `(contact)` is the number the clinic knows, `(contact) other` another of their own, `(contact) foreign` somebody's card. */
function contactOf(whose: string, world: World): DialogueEvent {
  const phone = whose === '' ? world.people.phone : '+79990000000';
  return { type: 'contact', phone, own: whose !== 'foreign' };
}

/** Buttons, the lesser ones in braces, the button that shares a contact in angle brackets. */
function said(content: Content): readonly string[] {
  const {
    text,
    buttons = [],
    rows = [],
    minor = [],
    menuLabel,
    contactRequest,
    document,
  } = content;
  const labels = [
    ...(menuLabel ? [`(${menuLabel})`] : []),
    ...(contactRequest ? [`<${contactRequest}>`] : []),
    ...buttons.map(({ label }) => `[${label}]`),
    // What only channels with rows show besides.
    ...rows
      .filter((row) => row.length > 1)
      .map((row) => `|${row.map(({ label }) => label).join(' ')}|`),
    ...minor.map(({ label }) => `{${label}}`),
    ...(document ? [`file ${document.filename}`] : []),
  ].join(' ');
  const lines = text.split('\n').map((line) => `< ${line}`.trim());
  return labels === '' ? lines : [...lines, `< ${labels}`];
}

function shown(world: World): (effect: Effect) => readonly string[] {
  return (effect) => {
    if (effect.type !== 'reply') return [`! ${effectWords(effect, world)}`];
    const { link } = effect;
    return [...said(effect.content), ...(link ? [`! link ${link.channel} ${link.patientId}`] : [])];
  };
}

type Of<T extends Effect['type']> = Extract<Effect, { type: T }>;

function effectWords(effect: Exclude<Effect, { type: 'reply' }>, world: World): string {
  switch (effect.type) {
    case 'edit_pressed':
      return `edit_pressed … ${effect.content.text.split('\n').at(-1)}`;
    case 'accept_invitation':
      return `accept_invitation ${effect.patientId}`;
    case 'consent':
      return consentWords(effect);
    case 'card':
      return `card ${effect.patientId}: ${cardWords(effect.change, world)}`;
    case 'label':
      return `label ${effect.patientId}: ${effect.label}`;
    case 'language':
      return `language ${effect.language}`;
    case 'confirm_visit':
      return `confirm_visit ${effect.appointmentId}`;
    case 'cancel_visit':
      return `cancel_visit ${effect.appointmentId}`;
    case 'cancel_reason':
      return `cancel_reason ${effect.appointmentId}: ${effect.reason}`;
    case 'release_time':
      return `release_time ${effect.patientId}`;
    case 'visit_request':
      return `visit_request ${effect.kind} ${effect.appointmentId}: ${effect.words ?? '-'} ${effect.wish ? JSON.stringify(effect.wish) : ''}`.trim();
    case 'withdraw_request':
      return `withdraw_request ${effect.kind} ${effect.appointmentId}`;
    case 'hand_over': {
      const { reason, urgent, patientId } = effect;
      return `hand_over ${reason}${urgent ? ' URGENT' : ''} ${patientId ?? '-'}`;
    }
    case 'wellbeing_answer':
      return `wellbeing_answer ${effect.answer ?? 'in words'}${effect.score === null ? '' : ` ${effect.score}`}`;
    case 'stop_everything':
      return `stop_everything (${effect.wording})`;
    case 'narrow_stop': {
      const { scope, wording } = effect;
      return `narrow_stop ${Object.values(scope).join(' ')} (… ${lastLine(wording)})`;
    }
    case 'visit_told':
      return `visit_told ${effect.appointmentId} v${effect.scheduleVersion}`;
    case 'visit_paper':
      return `visit_paper ${effect.paper} ${effect.appointmentId}`;
    case 'decline_wellbeing':
      return `decline_wellbeing ${effect.reasonId}`;
    case 'reason_answer':
      return `reason_answer ${effect.answer}${effect.answer === 'later' ? ` ${effect.dueOn}` : ''}`;
    case 'forget':
      return `forget (… ${lastLine(effect.wording)})`;
    case 'resume':
    case 'pause':
    case 'unpause':
    case 'still_me':
    case 'not_me':
    case 'export':
      return effect.type;
  }
}

const lastLine = (text: string) => text.split('\n').at(-1);

function consentWords({ act, patientId, purposes, wording, notice, reasonId }: Of<'consent'>) {
  const forReason = reasonId ? ` for ${reasonId}` : '';
  return `consent ${act} ${patientId}: ${purposes.join(', ')}${forReason} (${notice.version} … ${lastLine(wording)})`;
}

function cardWords(
  { channels, hours, zone, reminders, budget }: Of<'card'>['change'],
  world: World,
) {
  const words = [
    ...(channels ?? []),
    hours && weekWords(hours, textsOf(world.language).hours),
    zone === null ? 'zone of the clinic' : zone,
    reminders && `reminders ${reminders}`,
    budget && `budget ${budget.perDay}/${budget.perWeek}`,
  ];
  return words.filter(Boolean).join(' ');
}
