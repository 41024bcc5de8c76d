/** Channels in words: what each may do now, why not, and who waits. */

import { html } from 'hono/html';
import type { ChannelState, readHeld } from '../../app/brakes.ts';
import { moment } from './dates.ts';
import { type Frame, type Html, page } from './layout.ts';
import { badge, dotted, kindName, patientLink, telLink } from './parts.ts';
import { wordFor } from './words.ts';

type Held = Awaited<ReturnType<typeof readHeld>>;

export interface ChannelsView {
  readonly states: readonly ChannelState[];
  readonly held: Held;
}

interface Hold {
  readonly badge: string;
  readonly why: string;
  readonly todo: string;
  /** What the button says that ends it; null where no word of a person can. */
  readonly end: string | null;
}

export const downWords = ({ words }: Frame, code: string): string =>
  wordFor(words.downCodes, code, words.downCodes.other);

/** The strongest of what holds a channel back; null where nothing does. */
export function heldBy(frame: Frame, state: Omit<ChannelState, 'channel'>): Hold | null {
  const { brakes } = frame.words;
  const { downCode, deafCode, frozenSince, brakedUntil } = state;
  if (downCode) {
    return { ...brakes.down, why: brakes.down.why(downWords(frame, downCode)), end: null };
  }
  if (deafCode) {
    const code = wordFor(brakes.deafCodes, deafCode, brakes.deafCodes.other);
    return { ...brakes.deaf, why: brakes.deaf.why(code), end: null };
  }
  if (frozenSince) {
    const why = brakes.frozen.why(moment(frame, frozenSince));
    return { ...brakes.frozen, why, end: brakes.agree };
  }
  if (brakedUntil && brakedUntil > frame.now) {
    const why = brakes.braked.why(moment(frame, brakedUntil));
    return { ...brakes.braked, why, end: brakes.now };
  }
  return null;
}

/** Above the day's list; null while the channel may write first. */
export function heldNote(frame: Frame, state: ChannelState): Html | null {
  const { brakes, channels } = frame.words;
  if (!heldBy(frame, state)) return null;
  return html`<div class="warning" role="status"><p>${brakes.note(channels[state.channel])} <a href="/channels">${brakes.more}</a></p></div>`;
}

export function channelsPage(frame: Frame, { states, held }: ChannelsView): Html {
  const { brakes: words } = frame.words;
  const body = html`<p class="lead">${words.lead}</p>
    ${states.map((state) => channelPanel(frame, state))}
    ${held.length > 0 && html`<section class="panel"><h2>${words.waiting(held.length)}</h2><ul class="plain-list">${held.map((one) => heldLine(frame, one))}</ul></section>`}`;
  return page(frame, { title: words.title, body });
}

function channelPanel(frame: Frame, state: ChannelState): Html {
  const { words } = frame;
  const hold = heldBy(frame, state);
  if (!hold) {
    return html`<section class="panel"><h2>${words.channels[state.channel]}</h2><p>${words.brakes.fine}</p></section>`;
  }
  return html`<section class="panel caution"><h2>${words.channels[state.channel]} ${badge('bad', hold.badge)}</h2>
    <p>${hold.why}</p><p>${hold.todo}</p>
    ${hold.end && html`<form method="post" action="/channels/${state.channel}/resume"><button class="button">${hold.end}</button></form>`}
  </section>`;
}

function heldLine(frame: Frame, { message, patient }: Held[number]): Html {
  const { words } = frame;
  return html`<li><p><strong>${patientLink(patient)}</strong> ${patient.phone && telLink(patient.phone)}</p>
    <p class="hint">${dotted(kindName(words, message), words.brakes.until(moment(frame, message.notAfter)))}</p></li>`;
}
