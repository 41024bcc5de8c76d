/** What htmx does not do: copying, Ctrl + Enter, keeping a chat at its end, the number in the tab's title. */

export const script = `'use strict';
const $ = (selector) => document.querySelector(selector);

function toEnd(box) {
  if (box) box.scrollTop = box.scrollHeight;
}

function isAtEnd(box) {
  return box.scrollHeight - box.scrollTop - box.clientHeight < 80;
}

function showUrgent() {
  const urgent = Number($('#counters')?.dataset.urgent ?? 0);
  const title = document.title.replace(/^\\(\\d+\\) /, '');
  document.title = urgent > 0 ? '(' + urgent + ') ' + title : title;
}

async function copy(button) {
  const source = document.getElementById(button.dataset.copy);
  try {
    await navigator.clipboard.writeText(source.value);
  } catch {
    source.select();
    document.execCommand('copy');
  }
  const before = button.textContent;
  button.textContent = button.dataset.copied;
  setTimeout(() => { button.textContent = before; }, 1500);
}

function sameWeek(button) {
  const [first, ...rest] = button.closest('fieldset').querySelectorAll('input');
  for (const field of rest) field.value = first.value;
}

document.addEventListener('click', (event) => {
  const week = event.target.closest('[data-same-week]');
  if (week) sameWeek(week);
  const button = event.target.closest('[data-copy]');
  if (button) void copy(button);
  for (const menu of document.querySelectorAll('details.menu[open]')) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') for (const menu of document.querySelectorAll('details.menu[open]')) menu.open = false;
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
  const form = event.target.closest('form[data-ctrl-enter]');
  if (form) { event.preventDefault(); form.requestSubmit(); }
});

// One press, one POST: a second click while the first is under way would repeat it.
document.addEventListener('submit', (event) => {
  if (event.defaultPrevented) return;
  if (event.target.dataset.sending) event.preventDefault();
  event.target.dataset.sending = '1';
});
addEventListener('pageshow', () => {
  for (const form of document.querySelectorAll('[data-sending]')) delete form.dataset.sending;
});

document.addEventListener('change', (event) => {
  if (event.target.matches('[data-submit]')) event.target.form.requestSubmit();
});

let stay = true;
document.addEventListener('htmx:beforeSwap', (event) => {
  if (event.target.id === 'chat') stay = isAtEnd(event.target);
});
document.addEventListener('htmx:afterSwap', (event) => {
  const chat = $('#chat');
  if (event.detail.target.id === 'chat' && stay) toEnd(chat);
  showUrgent();
});

document.addEventListener('DOMContentLoaded', () => {
  toEnd($('#chat'));
  showUrgent();
});
`;
