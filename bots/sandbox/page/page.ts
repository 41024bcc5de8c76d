import { type Context, Hono } from 'hono';
import { html, raw } from 'hono/html';
import { ensureDemoPeople } from '../control/people.ts';
import { type StateView, stateView } from '../control/view.ts';
import type { Core } from '../core.ts';
import { digitsOf } from '../ids.ts';
import { type Html, icon, type Look, zoneOr } from './look.ts';
import { panelParts, tools } from './panels.ts';
import { avatar, type PhoneView, phoneFrame, phoneParts } from './phone.ts';
import { script } from './script.ts';
import { style } from './style.ts';
import { languageOf, pageTexts } from './text.ts';

export function phonesPage(core: Core): Hono {
  const app = new Hono();
  const show = (c: Context): Response | Promise<Response> => {
    const { pathname, search } = new URL(c.req.url);
    // Without the slash the page's relative addresses would miss the mount.
    if (!pathname.endsWith('/')) return c.redirect(`${pathname}/${search}`);
    ensureDemoPeople(core);
    return c.html(document(lookOf(c), stateView(core)));
  };
  app.get('/page.css', () => asset(style, 'text/css; charset=utf-8'));
  app.get('/page.js', () => asset(script, 'text/javascript; charset=utf-8'));
  app.get('/parts', async (c) => parts(core, c));
  app.get('/', show);
  // Mounted under a path, the slash at its end reaches no other route.
  app.get('*', (c) => (c.req.path.endsWith('/') ? show(c) : c.notFound()));
  return app;
}

function asset(text: string, type: string): Response {
  return new Response(text, { headers: { 'content-type': type, 'cache-control': 'no-cache' } });
}

function lookOf(c: Context): Look {
  const language = languageOf(c.req.query('lang'), c.req.header('accept-language'));
  return { language, text: pageTexts[language], zone: zoneOr(c.req.query('zone')) };
}

/** What changed since a revision, drawn; the page puts it in place. */
async function parts(core: Core, c: Context): Promise<Response> {
  const headers = { 'x-sandbox-clock': core.now(), 'cache-control': 'no-store' };
  if (Number(c.req.query('since') ?? Number.NaN) === core.state.revision) {
    return new Response(null, { status: 204, headers });
  }
  const state = stateView(core);
  const look = lookOf(c);
  const drawn = {
    ...panelParts(look, state),
    ...Object.assign({}, ...state.phones.map((phone) => phoneParts(look, phone))),
  };
  const texts: Record<string, string> = {};
  for (const [name, part] of Object.entries(drawn)) texts[name] = String(await (part as Html));
  const phones = state.phones.map((phone) => phone.id).join(' ');
  return Response.json({ revision: state.revision, phones, parts: texts }, { headers });
}

function document(look: Look, state: StateView): Html {
  const { text, language } = look;
  const phones = state.phones.map((phone) => phone.id).join(' ');
  // Whoever tries it out takes the first one, and the clinic's sample patient speaks their language.
  const isForeign = (phone: PhoneView) => Number(phone.language !== language);
  const shown = state.phones.toSorted((a, b) => isForeign(a) - isForeign(b));
  return html`<!doctype html>
<html lang="${language}">
<head>
  <meta charset="utf-8" />
  <meta name="viewport" content="width=device-width, initial-scale=1" />
  <title>${text.title} · Zabota</title>
  <link rel="icon" href="data:," />
  <link rel="stylesheet" href="page.css" />
</head>
<body data-lang="${language}" data-phones="${phones}" data-clock-now="${state.clock}">
  ${topBar(look)}
  <nav class="chips">${shown.map(
    (phone) =>
      html`<a href="#phone-${phone.id}" data-chip="${phone.id}">${avatar(phone.name)}${phone.name.split(' ')[0]}<span data-part="${phone.id}-unread"></span></a>`,
  )}<a href="#tools" data-chip="tools">${icon('more')}</a></nav>
  <main>
    ${shown.map((phone) => phoneFrame(look, state, phone))}
    ${tools(look, state)}
  </main>
  ${linkChoices(state)}
  <div class="notice" role="status" hidden></div>
  <script type="application/json" id="words">${raw(words(look))}</script>
  <script src="page.js" defer></script>
</body>
</html>`;
}

/** The texts the script itself shows. No `<` may end the element early. */
function words({ text }: Look): string {
  const { linkOfOther, failed, taken, numberLost, moving } = text;
  const codes = { other_link: linkOfOther, phone_taken: taken, number_lost: numberLost };
  return JSON.stringify({ ...codes, failed, moving }).replaceAll('<', '\\u003c');
}

function topBar({ text, language }: Look): Html {
  return html`<header class="bar">
    <div class="brand"><b>Zabota</b><span>${text.title} · ${text.subtitle}</span></div>
    <div class="clock" aria-label="${text.clock}">
      <time data-now>${icon('clock')}<span></span></time>
      <div class="moves" hidden>
        <button type="button" data-move='{"advance":"PT1H"}'>${text.plusHour}</button>
        <button type="button" data-move='{"advance":"P1D"}'>${text.plusDay}</button>
        <button type="button" class="primary" data-move='{"to":"next"}'>${text.toNext}</button>
        <details class="menu"><summary aria-label="${text.setClock}">${icon('more')}</summary>
          <form data-set-clock><input type="datetime-local" name="at" required aria-label="${text.setClock}" /><button class="primary">${text.set}</button></form>
        </details>
      </div>
    </div>
    <div class="side"><a href="../">${text.console}</a>
      <span class="langs"><a href="?lang=ru" ${language === 'ru' ? raw('aria-current="true"') : ''}>RU</a><a href="?lang=en" ${language === 'en' ? raw('aria-current="true"') : ''}>EN</a></span>
    </div>
  </header>`;
}

function linkChoices({ channels }: StateView): Html {
  return html`<datalist id="links">
    ${channels.telegram ? html`<option value="https://t.me/${channels.telegram.username}"></option>` : ''}
    ${channels.whatsapp ? html`<option value="https://wa.me/${digitsOf(channels.whatsapp.phone)}"></option>` : ''}
  </datalist>`;
}
