/** The day's page: moving a visit by dragging its card or with the key M, and no refresh in the middle of it. */

export const scriptDay = `
let dragged = null;

const cardOf = (event) => event.target.closest?.('.card[data-seen]');
const placeUnder = (event) => event.target.closest?.('.board [data-at]');

function postMove(card, place) {
  const form = document.createElement('form');
  form.method = 'post';
  form.action = '/visits/' + encodeURIComponent(card.dataset.visit) + '/move';
  const back = new URLSearchParams(location.search);
  for (const name of ['moved', 'done']) back.delete(name);
  const { at, doctor, clinic } = place.dataset;
  for (const [name, value] of Object.entries({ at, doctor, clinic, seen: card.dataset.seen, back })) {
    const field = document.createElement('input');
    field.type = 'hidden';
    field.name = name;
    field.value = String(value);
    form.append(field);
  }
  document.body.append(form);
  form.requestSubmit();
}

document.addEventListener('dragstart', (event) => {
  const card = cardOf(event);
  if (!card) return;
  dragged = card;
  event.dataTransfer.effectAllowed = 'move';
  event.dataTransfer.setData('text/plain', card.dataset.visit);
  card.classList.add('dragged');
  $('.board')?.classList.add('dragging');
});

document.addEventListener('dragover', (event) => {
  const place = dragged && placeUnder(event);
  for (const one of document.querySelectorAll('.board .over-it')) if (one !== place) one.classList.remove('over-it');
  if (!place || place === dragged) return;
  event.preventDefault();
  place.classList.add('over-it');
});

document.addEventListener('drop', (event) => {
  const place = dragged && placeUnder(event);
  if (!place || place === dragged) return;
  event.preventDefault();
  postMove(dragged, place);
});

document.addEventListener('dragend', () => {
  dragged?.classList.remove('dragged');
  for (const one of document.querySelectorAll('.board .over-it')) one.classList.remove('over-it');
  $('.board')?.classList.remove('dragging');
  dragged = null;
});

const isTyping = (target) => target.matches('input, select, textarea');

async function openMove(link) {
  const dialog = $('dialog#move');
  const answer = await fetch(link.href, { headers: { 'hx-request': 'true' } });
  if (!dialog || !answer.ok) return location.assign(link.href);
  dialog.innerHTML = await answer.text();
  htmx.process(dialog);
  dialog.dataset.from = link.closest('.card')?.id ?? '';
  dialog.showModal();
}

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  const card = event.target.closest?.('.card');
  if (!card) return;
  // By its place on the keyboard: in Russian this key writes another letter.
  if (event.code === 'KeyM') {
    const link = card.querySelector('a[data-move]');
    if (link) { event.preventDefault(); void openMove(link); }
  }
});

document.addEventListener('click', (event) => {
  const link = event.target.closest('a[data-move]');
  if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey && $('dialog#move')) {
    event.preventDefault();
    void openMove(link);
  }
  if (event.target.closest('dialog a[data-close]') || event.target.matches('dialog')) {
    event.preventDefault();
    event.target.closest('dialog').close();
  }
});

document.addEventListener('close', (event) => {
  if (event.target.matches('dialog#move')) document.getElementById(event.target.dataset.from)?.focus();
}, true);

let focused = null;
let scrolled = 0;
const isBusy = () => dragged !== null || $('#day details[open]') !== null;

document.addEventListener('htmx:beforeRequest', (event) => {
  if (event.target.id === 'day' && isBusy()) event.preventDefault();
});
document.addEventListener('htmx:beforeSwap', (event) => {
  if (event.target.id !== 'day') return;
  if (isBusy()) event.detail.shouldSwap = false;
  focused = document.activeElement?.closest?.('.card')?.id ?? null;
  scrolled = $('.board-scroll')?.scrollLeft ?? 0;
});
document.addEventListener('htmx:afterSwap', (event) => {
  if (event.detail.target.id !== 'day') return;
  if (focused && !document.querySelector('dialog[open]')) document.getElementById(focused)?.focus({ preventScroll: true });
  const board = $('.board-scroll');
  if (board) board.scrollLeft = scrolled;
});

document.addEventListener('DOMContentLoaded', () => {
  const moved = location.hash.startsWith('#visit-') && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  ($('#refusal') ?? moved)?.focus?.();
});
`;
