/** The page's own script: fetches the drawn parts, puts them in place, sends what is pressed. */

export const script = `'use strict';
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const words = JSON.parse(document.getElementById('words').textContent);
const { lang } = document.body.dataset;
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
const locale = lang === 'ru' ? 'ru-RU' : 'en-GB';
const shown = new Map();
let revision = null;
let polling = null;

function notice(text) {
  const box = document.querySelector('.notice');
  box.textContent = text;
  box.hidden = false;
  clearTimeout(notice.timer);
  notice.timer = setTimeout(() => (box.hidden = true), 4000);
}

async function post(path, body = {}, method = 'POST') {
  const response = await fetch(path, {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }).catch(() => null);
  const answer = response ? await response.json().catch(() => ({})) : {};
  if (!response || !response.ok) notice(words[answer.error && answer.error.code] || words.failed);
  await refresh();
  return response && response.ok ? answer : null;
}

function showClock(iso) {
  if (!iso) return;
  const now = new Date(iso);
  const time = now.toLocaleTimeString(locale, { hour: '2-digit', minute: '2-digit' });
  const day = now.toLocaleDateString(locale, { weekday: 'short', day: 'numeric', month: 'short' });
  for (const place of all('[data-clock]')) place.textContent = time;
  document.querySelector('[data-now] span').textContent = day + ', ' + time;
}

function place(name, html) {
  const before = shown.get(name);
  if (before === html) return;
  shown.set(name, html);
  // The answer to a press made before this page was opened is old news.
  if (name.endsWith('-toast') && before === undefined) return;
  for (const element of all('[data-part="' + name + '"]')) {
    const log = element.classList.contains('log') || element.classList.contains('stafflog');
    const atEnd = before === undefined || element.scrollHeight - element.scrollTop - element.clientHeight < 120;
    element.innerHTML = html;
    if (log && atEnd) element.scrollTop = element.scrollHeight;
  }
}

async function load() {
  const query = new URLSearchParams({ lang, zone });
  if (revision !== null) query.set('since', revision);
  const response = await fetch('parts?' + query).catch(() => null);
  if (!response || !response.ok) return;
  showClock(response.headers.get('x-sandbox-clock'));
  if (response.status === 204) return;
  const answer = await response.json();
  if (answer.phones !== document.body.dataset.phones) return location.reload();
  revision = answer.revision;
  for (const [name, html] of Object.entries(answer.parts)) place(name, html);
}

/** One at a time; who asks while one is under way gets a fresh one after it. */
async function refresh() {
  while (polling) await polling;
  polling = load().finally(() => (polling = null));
  return polling;
}

function scrollLogs(phone) {
  for (const log of all('.log', phone)) log.scrollTop = log.scrollHeight;
}

function showTab(phone, channel) {
  phone.dataset.channel = channel;
  sessionStorage.setItem('tab ' + phone.dataset.phone, channel);
  scrollLogs(phone);
}

/** Looking at a chat reads it: a click anywhere inside counts. */
function readIfUnread(phone) {
  const { phone: id, channel } = phone.dataset;
  const badge = phone.querySelector('[data-part="' + id + '-' + channel + '-unread"] .badge');
  if (badge) post('api/phones/' + id + '/' + channel + '/read');
}

function bodyOf(button) {
  const { act, body, data, label } = button.dataset;
  if (act !== 'tap') return JSON.parse(body || '{}');
  if (label !== undefined) return { label };
  return { data, messageId: button.closest('[data-message]').dataset.message };
}

async function press(button, phone) {
  const channel = button.closest('[data-chat]').dataset.chat;
  for (const open of all('details[open]', phone)) open.open = false;
  const { act } = button.dataset;
  // The number is the phone's, not one messenger's.
  const place = act === 'pass-number-on' ? '' : channel + '/';
  const answer = await post('api/phones/' + phone.dataset.phone + '/' + place + act, bodyOf(button));
  if (answer && answer.url) window.open(answer.url, '_blank', 'noopener');
}

async function moveClock(body) {
  const moves = document.querySelector('.moves');
  moves.classList.add('busy');
  notice(words.moving);
  const response = await fetch('clock', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }).catch(() => null);
  moves.classList.remove('busy');
  if (!response || !response.ok) notice(words.failed);
  else document.querySelector('.notice').hidden = true;
  await refresh();
}

document.addEventListener('click', (event) => {
  const { target } = event;
  const phone = target.closest('[data-phone]');
  const button = target.closest('button');
  for (const open of all('details.menu[open], details.list[open]')) if (!open.contains(target)) open.open = false;
  if (button && button.dataset.tab) showTab(phone, button.dataset.tab);
  if (button && button.dataset.close !== undefined) button.closest('details').open = false;
  if (button && button.dataset.move) moveClock(JSON.parse(button.dataset.move));
  if (button && button.dataset.unfault) post('api/faults/' + button.dataset.unfault, {}, 'DELETE');
  if (phone && target.closest('.screen')) readIfUnread(phone);
  if (button && button.dataset.act) press(button, phone);
  const chip = target.closest('[data-chip]');
  if (chip) {
    event.preventDefault();
    document.querySelector(chip.getAttribute('href')).scrollIntoView({ behavior: 'smooth', inline: 'start', block: 'nearest' });
  }
});

const forms = {
  async say(form, values) {
    const phone = form.closest('[data-phone]');
    const channel = form.closest('[data-chat]').dataset.chat;
    form.reset();
    await post('api/phones/' + phone.dataset.phone + '/' + channel + '/text', { text: values.text });
    scrollLogs(phone);
  },
  async open(form, values) {
    const phone = form.closest('[data-phone]');
    const answer = await post('api/phones/' + phone.dataset.phone + '/open', { url: values.url });
    if (!answer) return;
    form.reset();
    showTab(phone, answer.channel);
  },
  async staff(form, values) {
    const { text, topicId } = values;
    if (await post('api/staff/text', { text, ...(topicId && { topicId: Number(topicId) }) })) form.elements.text.value = '';
  },
  async add(form, values) {
    const { name, phone, hidePhone } = values;
    await post('api/phones', { name, phone, hidePhone: hidePhone === 'on' });
  },
  async fault(form, values) {
    const { channel, fault, forPhone, count } = values;
    await post('api/faults', { channel, fault, ...(forPhone && { forPhone }), ...(count && { count: Number(count) }) });
  },
  async setClock(form, values) {
    form.closest('details').open = false;
    await moveClock({ set: new Date(values.at).toISOString() });
  },
};

document.addEventListener('submit', (event) => {
  event.preventDefault();
  const form = event.target;
  const kind = Object.keys(forms).find((name) => form.dataset[name] !== undefined);
  if (kind) forms[kind](form, Object.fromEntries(new FormData(form)));
});

/** On a narrow screen the chip of the phone in view is marked. */
const inView = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) {
      const chip = document.querySelector('[data-chip="' + (target.dataset.phone || 'tools') + '"]');
      chip.toggleAttribute('aria-current', isIntersecting);
    }
  },
  { threshold: 0.6 },
);

async function begin() {
  showClock(document.body.dataset.clockNow);
  for (const phone of all('[data-phone]')) {
    const tab = sessionStorage.getItem('tab ' + phone.dataset.phone);
    if (tab) phone.dataset.channel = tab;
    inView.observe(phone);
  }
  inView.observe(document.getElementById('tools'));
  for (const panel of all('[data-remember]')) {
    const key = 'panel ' + panel.dataset.remember;
    if (localStorage.getItem(key)) panel.open = localStorage.getItem(key) === 'open';
    panel.addEventListener('toggle', () => localStorage.setItem(key, panel.open ? 'open' : 'closed'));
  }
  await refresh();
  // A step of nothing tells whether this clock can be moved at all.
  const probe = await fetch('clock', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"advance":"PT0S"}' }).catch(() => null);
  if (probe && probe.ok) document.querySelector('.moves').hidden = false;
  for (const phone of all('[data-phone]')) scrollLogs(phone);
  setInterval(() => document.hidden || polling || refresh(), 1000);
}
begin();
`;
