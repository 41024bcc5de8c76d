/** Lines as things happen, with the clinic's time and how far the day has come. */

import { labels, type Patient } from './cast.ts';
import type { ChatMessage } from './day.ts';
import { wallClock } from './time.ts';
import type { Words } from './words.ts';

export interface Printer {
  readonly words: Words;
  setClock(at: Date): void;
  /** 0 to 1. */
  setPart(part: number): void;
  stage(title: string): void;
  did(patient: Patient, what: { pressed: string } | { wrote: string } | Deed): void;
  /** The bot's answer, where the story needs it. */
  heard(patient: Patient, message: ChatMessage): void;
  received(patient: Patient, message: ChatMessage): void;
  clinic(text: string): void;
  platform(text: string): void;
  note(text: string, mood?: 'good' | 'bad'): void;
  /** The bar at the bottom goes. */
  end(): void;
}

type Deed = 'opened' | 'blocked' | 'shared' | 'lost';

export interface Screen {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  write(text: string): unknown;
}

type Colour = 'dim' | 'bold' | 'green' | 'red' | 'yellow' | 'cyan' | 'blue';
const codes: Readonly<Record<Colour, number>> = {
  dim: 2,
  bold: 1,
  green: 32,
  red: 31,
  yellow: 33,
  cyan: 36,
  blue: 34,
};

const bar_chars = 30;
const name_chars = 22;

export function createPrinter(words: Words, screen: Screen): Printer {
  const tty = screen.isTTY === true && !process.env.NO_COLOR;
  const paint = (colour: Colour, text: string) =>
    tty ? `\u001b[${codes[colour]}m${text}\u001b[0m` : text;
  let clock: Date | null = null;
  let part = 0;
  let title = '';

  const time = () => {
    if (!clock) return ' '.repeat(8);
    const { weekday, time: hours } = wallClock(clock);
    return `${words.weekdays[weekday]} ${hours}`;
  };
  const percent = () => `${String(Math.round(part * 100)).padStart(3)}%`;
  const bar = () => {
    const full = Math.round(part * bar_chars);
    const drawn = `${'█'.repeat(full)}${'░'.repeat(bar_chars - full)}`;
    return `${drawn} ${percent()}  ${time()}  ${title}`.slice(0, (screen.columns ?? 80) - 1);
  };
  const drawBar = () => {
    if (tty) screen.write(`\r\u001b[2K${paint('cyan', bar())}`);
  };
  const line = (text: string) => {
    const head = paint('dim', `${tty ? '' : `${percent()}  `}${time()}  `);
    screen.write(`${tty ? '\r\u001b[2K' : ''}${head}${text}\n`);
    drawBar();
  };
  const person = ({ name, channel }: Patient, text: string) =>
    line(`${paint('bold', name.padEnd(name_chars))} ${paint('dim', words.via[channel])}  ${text}`);

  return {
    words,
    setClock: (at) => {
      clock = at;
      drawBar();
    },
    setPart: (to) => {
      part = to;
      drawBar();
    },
    stage: (to) => {
      title = to;
      line(paint('cyan', `— ${to}`));
    },
    did: (patient, what) => person(patient, paint('green', doneText(words, what))),
    received: (patient, message) => {
      const text = gotText(words, message);
      const [, first = ''] = patient.name.split(' ');
      const isNamed = (name: string) => message.text.includes(name);
      const children = Object.values(labels).filter(isNamed);
      const family = children.length > 0 ? [...children, first].filter(isNamed).join(', ') : '';
      if (text) person(patient, family ? `${text} (${family})` : text);
    },
    heard: (patient, message) => person(patient, paint('dim', words.heard(oneLine(message)))),
    clinic: (text) => line(`${paint('blue', words.office.padEnd(name_chars))} ${text}`),
    platform: (text) => line(paint('yellow', `⚡ ${text}`)),
    note: (text, mood) =>
      line(paint(mood === 'good' ? 'green' : mood === 'bad' ? 'red' : 'bold', text)),
    end: () => {
      if (tty) screen.write('\r\u001b[2K');
    },
  };
}

const answer_chars_max = 320;

function oneLine({ text, document }: ChatMessage): string {
  const line = (document ? `${document.filename}: ${document.text ?? ''}` : text).replaceAll(
    /\s+/g,
    ' ',
  );
  return line.length <= answer_chars_max ? line : `${line.slice(0, answer_chars_max - 1)}…`;
}

function doneText(words: Words, what: Parameters<Printer['did']>[1]): string {
  if (typeof what === 'string') return words[what];
  return 'pressed' in what ? words.pressed(what.pressed) : words.wrote(what.wrote);
}

/** Only what the clinic began itself: answers speak for themselves. */
function gotText(words: Words, message: ChatMessage): string | null {
  const [first] = message.buttons.flat();
  if (!first) return null;
  const [verb = '', argument = ''] = first.data.split(':');
  return words.got[verb.startsWith('visit') && argument.includes('.') ? 'changed' : verb] ?? null;
}
