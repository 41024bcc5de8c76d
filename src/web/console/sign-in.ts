/** The door: a one-time link at first, login and password after that. */

import { html } from 'hono/html';
import { z } from 'zod';
import type { StaffRow } from '../../app/queries-console.ts';
import { acceptLink, signIn, staffOfLink, staffOfSession } from '../../app/staff.ts';
import { languages } from '../../domain/words.ts';
import { createBrake } from './brake.ts';
import { type Desk, doors, type Handler, rememberSession } from './desk.ts';
import { chips, type Filling, faultNote, faultsOf, field, line, oneOf, posted } from './form.ts';
import { type Frame, type Html, plainPage } from './layout.ts';
import { wordsOf } from './words.ts';

export function signInRoutes(desk: Desk) {
  const { app, get, post } = doors(desk);
  get('/sign-in', 'anyone', (c) => c.html(signInPage(c.var.frame, { login: '', problem: null })));
  post('/sign-in', 'anyone', signInWithPassword(desk));
  get('/sign-in/:token', 'anyone', showLink(desk));
  post('/sign-in/:token', 'anyone', acceptFirst(desk));
  return app;
}

const credentials = z.object({
  login: z.string().max(200).catch(''),
  password: z.string().max(1000).catch(''),
});

function signInWithPassword(desk: Desk): Handler {
  const brake = createBrake();
  return async (c) => {
    const { login, password } = credentials.parse(await c.req.parseBody());
    if (brake.isOn(login)) {
      return c.html(signInPage(c.var.frame, { login, problem: 'wait' }), 429, {
        'Retry-After': '300',
      });
    }
    // Counted before the slow comparison, so that guesses sent at once do not slip past together.
    brake.wrong(login);
    const entered = await signIn(desk.ctx, { login, password });
    if (!entered) return c.html(signInPage(c.var.frame, { login, problem: 'wrong' }), 401);
    brake.right(login);
    rememberSession(desk, c, entered.session);
    return c.redirect(homeOf(entered.staff), 303);
  };
}

/** A doctor has half a minute between patients. */
const homeOf = (staff: StaffRow | null): string => (staff?.role === 'doctor' ? '/doctor' : '/');

function showLink({ ctx }: Desk): Handler {
  return async (c) => {
    const staff = await staffOfLink(ctx, c.req.param('token') ?? '');
    if (!staff) return c.html(badLinkPage(c.var.frame), 404);
    const asked = c.req.query('lang');
    const language = asked === 'ru' || asked === 'en' ? asked : c.var.frame.language;
    const frame = { ...c.var.frame, language, words: wordsOf(language) };
    const values = {
      login: staff.login,
      name: staff.passwordHash === null && staff.login === 'owner' ? '' : staff.name,
      language,
    };
    return c.html(firstPage({ frame, values, faults: {} }));
  };
}

const first = z.object({
  login: line,
  name: line,
  password: z.string({ error: 'required' }).min(10, 'too_short').max(200, 'too_long'),
  language: oneOf(languages),
});

function acceptFirst(desk: Desk): Handler {
  return async (c) => {
    const token = c.req.param('token') ?? '';
    const form = await posted(c, first);
    const frame = c.var.frame;
    if (!form.ok) return c.html(firstPage({ frame, ...form }), 422);
    const accepted = await acceptLink(desk.ctx, { token, ...form.value });
    if (!accepted.ok) {
      if (accepted.fault.field === 'token') return c.html(badLinkPage(frame), 404);
      const { password: _, ...values } = form.value;
      return c.html(firstPage({ frame, values, faults: faultsOf(accepted) }), 422);
    }
    rememberSession(desk, c, accepted.value.session);
    return c.redirect(homeOf(await staffOfSession(desk.ctx, accepted.value.session)), 303);
  };
}

function signInPage(
  frame: Frame,
  { login, problem }: { login: string; problem: 'wrong' | 'wait' | null },
): Html {
  const { words } = frame;
  const filling: Filling = { frame, values: { login }, faults: {} };
  const body = html`<form class="panel" method="post" action="/sign-in">
      <h1>${words.signIn.hello}</h1>
      <p class="lead">${words.signIn.lead}</p>
      ${problem && html`<p class="fault banner" role="alert">${words.signIn[problem]}</p>`}
      ${field(filling, { name: 'login', label: words.signIn.login, autocomplete: 'username', focus: true })}
      ${field(filling, { name: 'password', label: words.signIn.password, type: 'password', autocomplete: 'current-password' })}
      <button class="button wide">${words.signIn.go}</button>
      <p class="hint">${words.signIn.forgot}</p>
    </form>
    ${languageLink(frame, '/sign-in')}`;
  return plainPage(frame, { title: words.signIn.title, body });
}

/** The address of this page is a secret, so the link to the other language is relative. */
function languageLink({ words, language }: Frame, to: string): Html {
  const other = language === 'ru' ? 'en' : 'ru';
  return html`<p class="other-language"><a lang="${other}" href="${to}?lang=${other}">${words.nav.otherLanguage}</a></p>`;
}

function firstPage(filling: Filling): Html {
  const { frame } = filling;
  const { words } = frame;
  const own = languages.map((value) => ({ value, label: value === 'ru' ? 'Русский' : 'English' }));
  const body = html`<form class="panel" method="post">
      <h1>${words.signIn.firstTitle}</h1>
      <p class="lead">${words.signIn.firstLead}</p>
      ${faultNote(filling)}
      ${field(filling, { name: 'name', label: words.signIn.yourName, hint: words.signIn.yourNameHint, autocomplete: 'name', focus: true })}
      ${field(filling, { name: 'login', label: words.signIn.login, autocomplete: 'username' })}
      ${field(filling, { name: 'password', label: words.signIn.password, type: 'password', hint: words.signIn.passwordHint, autocomplete: 'new-password' })}
      ${chips(filling, { name: 'language', label: words.common.language, type: 'radio', options: own })}
      <button class="button wide">${words.signIn.start}</button>
    </form>
    ${languageLink(frame, '')}`;
  return plainPage(frame, { title: words.signIn.firstTitle, body });
}

function badLinkPage(frame: Frame): Html {
  const { words } = frame;
  const body = html`<div class="panel"><h1>${words.signIn.badTitle}</h1><p>${words.signIn.badLead}</p>
    <a class="button" href="/sign-in">${words.signIn.title}</a></div>`;
  return plainPage(frame, { title: words.signIn.badTitle, body });
}
