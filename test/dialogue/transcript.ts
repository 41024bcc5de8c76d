/**
 * Reads a transcript's lines of input and writes the whole transcript anew.
 *
 *   # a remark                 > what the patient writes, or [a button], or (start) (stop) (photo) …
 *   @ a fact that changes      < what the bot says, with its [buttons]
 *                              ! an effect
 */

import type { DialogueEvent, Effect, Facts } from '../../src/dialogue/types.ts';
import type { Content } from '../../src/domain/content.ts';
import type { AppointmentStatus, ChannelId, Language, Purpose } from '../../src/domain/words.ts';
import { textsOf } from '../../src/text/catalogue.ts';
import { weekWords } from '../../src/text/hours.ts';
import type { ProactiveKind } from '../../src/text/proactive.ts';
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
      world.bind(first, words.slice(1) as Purpose[]);
      return [];
    case 'visit':
      world.book(first, second, third);
      return [];
    case 'moved':
      world.move(first, second);
      return [];
    case 'status':
      world.visits.get(first)!.status = second as AppointmentStatus;
      return [];
    case 'erased':
      world.visits.delete(first);
      return [];
    case 'invitation':
      world.invitation = { status: first, patientId: second } as Facts['invitation'];
      return [];
    case 'sent':
      return said(world.send(first as ProactiveKind, second));
    case 'staff':
      world.thread = { open: true, withPerson: true };
      return [];
    case 'closed':
      world.thread = { open: false, withPerson: false };
      return [];
    default:
      throw new Error(`unknown fact: ${what}`);
  }
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
      return { type: 'contact', phone: '+79990000000', own: true };
    case 'unsupported':
      return { type: 'unsupported' };
    default:
      return { type: 'media', media: sign, caption: words };
  }
}

function said({ text, buttons = [], menuLabel }: Content): readonly string[] {
  const labels = buttons.map(({ label }) => `[${label}]`).join(' ');
  const menu = menuLabel ? `(${menuLabel}) ` : '';
  const lines = text.split('\n').map((line) => `< ${line}`.trim());
  return labels === '' ? lines : [...lines, `< ${menu}${labels}`];
}

function shown(world: World): (effect: Effect) => readonly string[] {
  return (effect) => {
    if (effect.type !== 'reply') return [`! ${effectWords(effect, world)}`];
    const { link } = effect;
    return [...said(effect.content), ...(link ? [`! link ${link.channel} ${link.patientId}`] : [])];
  };
}

function effectWords(effect: Exclude<Effect, { type: 'reply' }>, world: World): string {
  switch (effect.type) {
    case 'edit_pressed':
      return `edit_pressed … ${effect.content.text.split('\n').at(-1)}`;
    case 'accept_invitation':
      return `accept_invitation ${effect.patientId}`;
    case 'consent': {
      const { act, patientId, purposes, wording, noticeVersion } = effect;
      const end = wording.split('\n').at(-1);
      return `consent ${act} ${patientId}: ${purposes.join(', ')} (${noticeVersion} … ${end})`;
    }
    case 'card': {
      const { channels, hours } = effect.change;
      const words = hours && weekWords(hours, textsOf(world.language).hours);
      return `card ${effect.patientId}: ${[...(channels ?? []), words].filter(Boolean).join(' ')}`;
    }
    case 'language':
      return `language ${effect.language}`;
    case 'confirm_visit':
      return `confirm_visit ${effect.appointmentId}`;
    case 'hand_over': {
      const { reason, urgent, patientId } = effect;
      return `hand_over ${reason}${urgent ? ' URGENT' : ''} ${patientId ?? '-'}`;
    }
    case 'wellbeing_answer':
      return `wellbeing_answer ${effect.answer}`;
    case 'stop_everything':
      return `stop_everything (${effect.wording})`;
    case 'resume':
      return 'resume';
  }
}
