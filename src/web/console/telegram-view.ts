/** How a colleague's Telegram looks: connected or not, and the code that connects it. */

import { html, raw } from 'hono/html';
import type { StaffRow } from '../../app/queries-console.ts';
import type { StaffCode } from '../../app/staff-telegram.ts';
import { moment, shortMoment } from './dates.ts';
import type { Frame, Html } from './layout.ts';
import { copyField, linkButton } from './parts.ts';

export interface TelegramView {
  readonly of: StaffRow;
  readonly url: string;
  /** Just made. */
  readonly made: StaffCode | null;
}

export function telegramPanel(frame: Frame, { of, url, made }: TelegramView): Html {
  const { telegram: words } = frame.words;
  const { telegramBoundAt: since } = of;
  return html`<div class="narrow"><section class="panel" id="telegram">
    <p>${words.lead}</p>
    <p class="hint">${words.only} ${words.privacy}</p>
    <p><strong>${since ? words.connected(moment(frame, since)) : words.notConnected}</strong></p>
    ${made && codePanel(frame, made)}
    <div class="actions"><form method="post" action="${url}"><button class="button ${made && 'second'}">${made ? words.again : words.connect}</button></form>
      ${since && html`<form method="post" action="${url}/off"><button class="button second">${words.disconnect}</button></form>`}</div>
  </section></div>`;
}

function codePanel(frame: Frame, { code, url, qrSvg, expiresAt }: StaffCode): Html {
  const { telegram: words } = frame.words;
  return html`<div class="invitation">
    ${
      url === null
        ? html`<p class="warning">${words.notReady}</p>`
        : html`<p>${words.scan}</p>
    <p>${linkButton(url, words.open, true)}</p>
    <div class="codes"><figure><div class="qr" role="img" aria-label="QR Telegram">${raw(qrSvg ?? '')}</div></figure></div>
    ${copyField(frame, { id: 'telegram-link', label: words.link, value: url })}`
    }
    <p class="hint">${words.type}</p><p><strong id="telegram-code">${code}</strong></p>
    <p class="hint">${words.until(shortMoment(frame, expiresAt))}</p></div>`;
}
