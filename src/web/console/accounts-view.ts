/** The accounts that speak for a patient: whose they are, how we know, and what staff can do about each. */

import { html } from 'hono/html';
import type { Account } from '../../app/identity.ts';
import { labelCharsMax } from '../../domain/identity.ts';
import { startOfDay, toLocal } from '../../domain/time.ts';
import { relations } from '../../domain/words.ts';
import { dayName, moment } from './dates.ts';
import { chips, type Filling, faultNote, field } from './form.ts';
import type { Frame, Html } from './layout.ts';
import { badge, dotted, type Tone, telLink } from './parts.ts';
import type { PatientView } from './patient-view.ts';

export function accountPanel(frame: Frame, view: PatientView): Html {
  const { accounts: words } = frame.words;
  const list = view.accounts.map((account) => accountLine(frame, view, account));
  return html`<section class="panel" id="accounts"><h2>${words.title}</h2>
    ${list.length === 0 ? html`<p class="hint">${words.none}</p>` : html`<ul class="plain-list">${list}</ul>`}
  </section>`;
}

/** `Telegram · @anna`, wherever one account has to be told from another. */
export const accountName = ({ words }: Frame, { channel, username, phone }: Account): Html =>
  dotted(words.channels[channel], username ? `@${username}` : phone && telLink(phone));

function accountLine(frame: Frame, view: PatientView, account: Account): Html {
  const { accounts: words, relations: who } = frame.words;
  const office = frame.staff?.role !== 'doctor';
  const states = statesOf(frame, account);
  return html`<li class="account">
    <p><strong>${accountName(frame, account)}</strong>
      ${states.length === 0 ? badge('good', words.connected) : states.map(([tone, text]) => badge(tone, text))}</p>
    <p class="hint">${dotted(who[account.relation], account.label && words.called(account.label))}</p>
    <dl class="facts">
      <div><dt>${words.verified}</dt><dd>${verification(frame, account)}</dd></div>
      <div><dt>${words.alive}</dt><dd>${moment(frame, account.aliveAt)}</dd></div>
      ${account.authorityEndsOn && html`<div><dt>${words.authority}</dt><dd>${authority(frame, account.authorityEndsOn)}</dd></div>`}
    </dl>
    ${office && accountActs(frame, view, account)}
  </li>`;
}

const verification = (frame: Frame, { verifiedBy, verifiedAt }: Account): Html =>
  dotted(frame.words.verifiedBy[verifiedBy], verifiedAt && moment(frame, verifiedAt));

function authority(frame: Frame, endsOn: string): Html | string {
  const day = dayName(frame, startOfDay(endsOn, frame.zone), frame.zone);
  const over = endsOn <= toLocal(frame.now, frame.zone).date;
  return over
    ? html`<span class="not-delivered">${frame.words.accounts.authorityOver(day)}</span>`
    : day;
}

function statesOf({ words: { accounts: words } }: Frame, account: Account) {
  const states: readonly (readonly [boolean, Tone, string])[] = [
    [account.stoppedAt !== null, 'bad', words.stopped],
    [account.quarantinedAt !== null, 'bad', words.quarantined],
    [account.pausedAt !== null, 'wait', words.paused],
    [!account.verified, 'wait', words.unverified],
    [account.unreachableCode !== null, 'bad', words.unreachable],
    [account.silent, 'wait', words.silent],
  ];
  return states.flatMap(([is, tone, text]) => (is ? [[tone, text] as const] : []));
}

function accountActs(frame: Frame, { data, draft }: PatientView, account: Account): Html {
  const { accounts: words } = frame.words;
  const path = `/patients/${data.patient.id}/accounts/${account.bindingId}`;
  const drafted = draft?.form === 'account' && draft.key === account.bindingId ? draft : null;
  return html`
    ${!account.verified && html`<form method="post" action="${path}/verify"><button class="button second">${words.saw}</button><p class="hint">${words.sawHint}</p></form>`}
    ${account.quarantinedAt && html`<form method="post" action="${path}/quarantine"><button class="button second">${words.lift}</button></form>`}
    ${account.pausedAt && html`<div class="warning">${pauseActs(frame, `${path}/pause`)}</div>`}
    <details class="fold small" ${drafted && html`open`}><summary>${words.change}</summary>
      ${changeForm(frame, account, { path, drafted })}
      <details class="fold small danger"><summary>${words.end}</summary><p class="hint">${words.endLead}</p>
        <form method="post" action="${path}/end"><button class="button danger">${words.endSure}</button></form></details>
    </details>`;
}

/** Something doubtful was said: only a person can tell what was meant. */
export function pauseActs({ words: { accounts: words } }: Frame, action: string): Html {
  return html`<form method="post" action="${action}"><p>${words.pausedNote}</p>
    <div class="actions"><button class="button second" name="go" value="on">${words.goOn}</button>
    <button class="button danger" name="go" value="stop">${words.stopAll}</button></div></form>`;
}

function changeForm(
  frame: Frame,
  account: Account,
  { path, drafted }: { path: string; drafted: PatientView['draft'] },
): Html {
  const { accounts: words, relations: who, common } = frame.words;
  const filling: Filling = {
    frame,
    values: drafted?.values ?? {
      relation: account.relation,
      label: account.label ?? '',
      authorityEndsOn: account.authorityEndsOn ?? '',
    },
    faults: drafted?.faults ?? {},
    scope: `-${account.bindingId}`,
  };
  return html`<form class="form" method="post" action="${path}">
    ${faultNote(filling)}
    ${chips(filling, { name: 'relation', label: words.relation, type: 'radio', options: relations.map((value) => ({ value, label: who[value] })) })}
    ${field(filling, { name: 'label', label: words.label, hint: words.labelHint, optional: true, maxlength: labelCharsMax })}
    ${field(filling, { name: 'authorityEndsOn', label: words.authorityEndsOn, type: 'date', optional: true })}
    <button class="button">${common.save}</button>
  </form>`;
}
