/** What concerns whoever is signed in: language, leaving, and the numbers in the navigation. */

import { html } from 'hono/html';
import { chooseLanguage } from '../../app/console-acts.ts';
import { signOut } from '../../app/staff.ts';
import { shortMoment } from './dates.ts';
import { type Desk, doors, forgetSession } from './desk.ts';
import { icon } from './icons.ts';
import { counters, countsKey, type Frame, type Html, languageForm, page } from './layout.ts';
import { badge } from './parts.ts';

export function meRoutes(desk: Desk) {
  const { app, get, post } = doors(desk);

  post('/sign-out', 'staff', async (c) => {
    await signOut(desk.ctx, c.var.session);
    forgetSession(desk, c);
    return c.redirect('/sign-in', 303);
  });

  post('/language', 'staff', async (c) => {
    const { language, back } = await c.req.parseBody();
    const chosen = language === 'en' ? 'en' : 'ru';
    await chooseLanguage(desk.ctx, { staffId: c.var.staff.id, language: chosen });
    return c.redirect(localPath(back), 303);
  });

  get('/more', 'staff', (c) => c.html(morePage(c.var.frame)));

  get('/live/counts', 'staff', (c) => {
    const { frame } = c.var;
    if (c.req.query('seen') === countsKey(frame.counts)) return c.body(null, 204);
    return c.html(counters(frame, true));
  });

  return app;
}

const pagesBelow = /^\/patients\/[\w-]+\/(paper|messages\/[\w-]+)$/;

/** Only a page of ours, and only one that answers to GET. */
function localPath(path: unknown): string {
  if (typeof path !== 'string' || !/^\/(?![/\\])[\w/-]*$/.test(path)) return '/';
  if (pagesBelow.test(path)) return path;
  return path
    .replace(/^\/(visits|patients|threads|alarms)\/([\w-]+)\/.*$/, '/$1/$2')
    .replace(/^(\/doctor\/[\w-]+)\/undo$/, '$1')
    .replace(/^\/erasures\/.*$/, '/erasures')
    .replace(/^\/absences\/.*$/, '/imports');
}

function morePage(frame: Frame): Html {
  const { words, staff, sandboxUrl } = frame;
  const role = staff && words.roles[staff.role];
  const body = html`<section class="panel">
      <p class="hint">${words.more.you}</p>
      <p class="person"><strong>${staff?.name}</strong> <small>${role}</small></p>
    </section>
    <div class="rows">
      <a class="row-link" href="/me/telegram">${icon('phone')} ${words.telegram.title} <small>${staff?.telegramBoundAt ? words.telegram.connected(shortMoment(frame, staff.telegramBoundAt)) : words.telegram.notConnected}</small></a>
      ${staff?.role !== 'doctor' && html`<a class="row-link" href="/doctor">${icon('doctor')} ${words.nav.doctor}</a><a class="row-link" href="/reasons">${icon('heart')} ${words.nav.reasons}</a>`}
      ${staff?.role !== 'doctor' && html`<a class="row-link" href="/imports">${icon('lists')} ${words.nav.lists} ${frame.counts.lists > 0 && badge('wait', String(frame.counts.lists))}</a>`}
      ${staff?.role !== 'doctor' && html`<a class="row-link" href="/erasures">${icon('forget')} ${words.nav.erasures} ${frame.counts.erasures > 0 && badge('wait', String(frame.counts.erasures))}</a>`}
      ${staff?.role === 'owner' && html`<a class="row-link" href="/setup">${icon('setup')} ${words.nav.setup}</a>`}
      ${sandboxUrl && html`<a class="row-link" href="${sandboxUrl}" target="zabota-phones">${icon('phone')} ${words.nav.phones}</a>`}
    </div>
    <div class="actions">${languageForm({ ...frame, path: '/more' })}
      <form method="post" action="/sign-out"><button class="button second">${words.nav.signOut}</button></form></div>`;
  return page(frame, { title: words.more.title, body });
}
