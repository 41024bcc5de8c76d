/** The look: calm, light, one accent, generous type. Desktop has its places on the left, a phone at the bottom. */

export const style = `
:root {
  color-scheme: light dark;
  --page: #f5f7f6; --sheet: #fff; --sunk: #eef2f0; --ink: #17211e; --soft: #55645e; --line: #dde4e1;
  --accent: #0b6e60; --accent-ink: #fff; --accent-soft: #dff1ec;
  --bad: #b3261e; --bad-soft: #fdebe9; --wait: #8a5a00; --wait-soft: #fdf2dc; --good: #1a6b3c; --good-soft: #e3f4e9;
  --radius: 14px; --tap: 44px; --nav: 224px;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #111614; --sheet: #1a211e; --sunk: #232b28; --ink: #e9efec; --soft: #a3b1ab; --line: #2f3936;
    --accent: #5cc4b1; --accent-ink: #06231d; --accent-soft: #173832;
    --bad: #ff9b92; --bad-soft: #3c1c1a; --wait: #f0c26a; --wait-soft: #35290f; --good: #84d3a2; --good-soft: #173022;
  }
}
* { box-sizing: border-box; }
html { font: 17px/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif; -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--page); color: var(--ink); overflow-wrap: anywhere; }
h1 { font-size: 1.6rem; line-height: 1.2; font-weight: 650; letter-spacing: -.01em; margin: 0; }
h1::first-letter { text-transform: uppercase; }
h2 { font-size: 1.06rem; line-height: 1.3; font-weight: 650; margin: 0 0 .6rem; }
h3, h4 { font-size: .82rem; font-weight: 600; color: var(--soft); margin: 1.1rem 0 .4rem; }
p { margin: 0 0 .5rem; }
a { color: var(--accent); text-decoration-thickness: 1px; text-underline-offset: 3px; }
small, .hint { font-size: .85rem; color: var(--soft); }
.hint { margin: .2rem 0; }
code { font: .82em ui-monospace, 'SF Mono', Menlo, Consolas, monospace; background: var(--sunk); padding: .1em .35em; border-radius: 5px; }
pre { font: .78rem/1.45 ui-monospace, Menlo, Consolas, monospace; background: var(--sunk); padding: .8rem; border-radius: 10px; white-space: pre-wrap; max-height: 18rem; overflow: auto; }
blockquote { margin: .4rem 0; padding: .6rem .85rem; background: var(--sunk); border-radius: 10px; white-space: pre-line; font-size: .92rem; }
ul, ol { margin: 0; padding: 0; list-style: none; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 6px; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip { position: absolute; left: -999px; top: 0; background: var(--sheet); padding: .7rem 1rem; z-index: 9; }
.skip:focus { left: 0; }
.icon { width: 1.35em; height: 1.35em; flex: none; fill: none; stroke: currentColor; stroke-width: 1.7; stroke-linecap: round; stroke-linejoin: round; vertical-align: -.3em; }
.lead { font-size: 1.05rem; color: var(--soft); margin: .3rem 0 1.2rem; }
.dot { color: var(--soft); }

/* Frame */
.app { display: grid; grid-template: auto 1fr / var(--nav) minmax(0, 1fr); min-height: 100vh; }
.nav { grid-row: 1 / 3; position: sticky; top: 0; height: 100vh; padding: 1.1rem .8rem; display: flex; flex-direction: column; gap: .15rem; border-right: 1px solid var(--line); background: var(--sheet); }
.brand { display: flex; align-items: center; gap: .5rem; font-weight: 700; font-size: 1.15rem; color: var(--accent); text-decoration: none; padding: .3rem .75rem 1.1rem; margin: 0; }
.nav-link { display: flex; align-items: center; gap: .75rem; min-height: var(--tap); padding: .3rem .75rem; border-radius: 10px; color: var(--ink); text-decoration: none; }
.nav-link span { overflow-wrap: normal; }
.nav-link:hover { background: var(--sunk); }
.nav-link[aria-current] { background: var(--accent-soft); color: var(--accent); font-weight: 600; }
.nav-link.aside { margin-top: auto; color: var(--soft); font-size: .92rem; }
.count { margin-left: auto; min-width: 1.55rem; padding: 0 .45rem; border-radius: 99px; background: var(--sunk); color: var(--ink); font-size: .82rem; font-weight: 600; line-height: 1.55rem; text-align: center; }
.count.urgent { background: var(--bad); color: var(--sheet); }
.count.zero { visibility: hidden; }
.top { display: flex; align-items: center; gap: .4rem .9rem; padding: .55rem 2rem; color: var(--soft); font-size: .92rem; min-height: 3.6rem; }
.top-clinic { margin-right: auto; }
.top form { margin: 0; }
main { padding: .4rem 2rem 4rem; max-width: 1180px; width: 100%; }
main.plain { max-width: 29rem; margin: 0 auto; padding: 8vh 1rem 3rem; }
main.plain .brand { justify-content: center; font-size: 1.35rem; }
.heading { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: .6rem 1rem; margin-bottom: 1.1rem; }
.actions { display: flex; flex-wrap: wrap; gap: .6rem; align-items: center; }
.subtitle { color: var(--soft); margin: -.6rem 0 1.1rem; }
.done { display: flex; gap: .5rem; align-items: center; background: var(--good-soft); color: var(--good); border-radius: 10px; padding: .65rem .9rem; margin-bottom: 1rem; }
.other-language { text-align: center; margin-top: 1.2rem; }

/* Sheets */
.panel { background: var(--sheet); border: 1px solid var(--line); border-radius: var(--radius); padding: 1.15rem 1.25rem; margin-bottom: 1rem; }
.panel > :last-child { margin-bottom: 0; }
.highlight { border-color: var(--accent); background: var(--accent-soft); }
.caution { border-color: var(--wait); background: var(--wait-soft); }
.narrow { max-width: 40rem; }
.grid { columns: 2 24rem; column-gap: 1rem; }
.grid > .panel { break-inside: avoid; }
.empty { text-align: center; padding: 3.2rem 1rem; color: var(--soft); max-width: 30rem; margin: 0 auto; }
.empty h2 { font-size: 1.25rem; color: var(--ink); }
.empty .button { margin-top: .8rem; }
.empty-line { color: var(--soft); }
.plain-list > li { padding: .6rem 0; border-top: 1px solid var(--line); }
.plain-list > li:first-child { border-top: 0; padding-top: .1rem; }
.plain-list p { margin: 0; }
.with-action { display: flex; justify-content: space-between; gap: 1rem; align-items: start; }
.with-action > div { min-width: 0; }
.past { opacity: .62; }
.facts { margin: 0 0 .8rem; }
.facts > div { display: grid; grid-template-columns: 9.5rem 1fr; gap: .2rem .9rem; padding: .22rem 0; }
.facts dt { color: var(--soft); font-size: .88rem; padding-top: .1rem; }
.facts dd { margin: 0; }
.beside .facts > div { grid-template-columns: minmax(0, 1fr); gap: 0; padding: .28rem 0; }
.badge { display: inline-block; font-size: .8rem; font-weight: 600; line-height: 1.6; padding: 0 .6em; border-radius: 99px; background: var(--sunk); color: var(--soft); }
.badge.good { background: var(--good-soft); color: var(--good); }
.badge.wait { background: var(--wait-soft); color: var(--wait); }
.badge.bad { background: var(--bad-soft); color: var(--bad); }
.warning { background: var(--wait-soft); border-radius: 10px; padding: .7rem .9rem; font-size: .93rem; }
.warning p:last-child { margin: 0; }
.not-delivered { color: var(--bad); font-weight: 550; }
.tel { font-variant-numeric: tabular-nums; white-space: nowrap; }

/* Lists of things to do */
.list { display: grid; gap: .55rem; }
.item { background: var(--sheet); border: 1px solid var(--line); border-radius: var(--radius); position: relative; }
.item.urgent { border-color: var(--bad); box-shadow: inset 4px 0 0 var(--bad); }
.item-link { display: grid; gap: .12rem; padding: .85rem 1.15rem; color: inherit; text-decoration: none; border-radius: var(--radius); }
.item-link:hover { background: var(--accent-soft); }
.item-head, .visit-who { display: flex; flex-wrap: wrap; align-items: baseline; gap: .1rem .6rem; margin: 0; }
.when { margin-left: auto; font-size: .88rem; color: var(--soft); white-space: nowrap; }
.when.waiting { color: var(--wait); font-weight: 600; }
.item-reason { font-weight: 550; margin: 0; }
.item-reason::first-letter { text-transform: uppercase; }
.item-words { color: var(--soft); display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; overflow: hidden; }
.item-foot { font-size: .86rem; color: var(--soft); }

/* Buttons and fields */
.button, button { font: inherit; cursor: pointer; }
.button { display: inline-flex; align-items: center; justify-content: center; gap: .45rem; min-height: var(--tap); padding: .4rem 1.15rem; border: 1px solid var(--accent); border-radius: 11px; background: var(--accent); color: var(--accent-ink); font-weight: 600; text-decoration: none; text-align: center; overflow-wrap: normal; }
.button:hover { filter: brightness(1.08); }
.button.second { background: var(--sheet); color: var(--accent); border-color: var(--line); }
.button.second:hover { border-color: var(--accent); filter: none; }
.button.danger { background: none; color: var(--bad); border-color: var(--bad); }
.button.wide { width: 100%; }
.button.square { padding: 0; width: var(--tap); flex: none; }
.quiet { background: none; border: 0; color: var(--accent); padding: .3rem .5rem; min-height: var(--tap); text-decoration: underline; text-decoration-thickness: 1px; text-underline-offset: 3px; white-space: nowrap; }
input, select, textarea { font: inherit; color: inherit; width: 100%; min-height: 46px; padding: .5rem .8rem; background: var(--sheet); border: 1px solid color-mix(in srgb, var(--soft) 55%, var(--line)); border-radius: 10px; }
textarea { line-height: 1.45; resize: vertical; }
input:focus, select:focus, textarea:focus { outline: 3px solid color-mix(in srgb, var(--accent) 45%, transparent); outline-offset: 0; border-color: var(--accent); }
input[aria-invalid], select[aria-invalid], textarea[aria-invalid] { border-color: var(--bad); }
.field { margin: 0 0 1rem; border: 0; padding: 0; min-width: 0; }
.field small { font-weight: 400; }
.field > label, legend { display: block; font-weight: 550; margin-bottom: .3rem; padding: 0; font-size: .95rem; }
.fault { color: var(--bad); font-size: .9rem; margin: .3rem 0; }
.fault.banner { background: var(--bad-soft); padding: .65rem .9rem; border-radius: 10px; margin-bottom: 1rem; }
.columns { display: grid; gap: 0 .9rem; align-items: start; }
.columns.two { grid-template-columns: 1fr 1fr; }
.columns.three { grid-template-columns: repeat(3, 1fr); }
.chips { display: flex; flex-wrap: wrap; gap: .45rem; }
.chip { position: relative; }
.chip input { position: absolute; inset: 0; opacity: 0; min-height: 0; cursor: pointer; }
.chip span, .chip-button { display: inline-flex; align-items: center; min-height: var(--tap); padding: .3rem 1rem; border: 1px solid var(--line); border-radius: 99px; background: var(--sheet); color: var(--ink); }
.chip-button:hover { border-color: var(--accent); color: var(--accent); }
.chip input:checked + span { background: var(--accent-soft); border-color: var(--accent); color: var(--accent); font-weight: 600; }
.chip input:focus-visible + span { outline: 3px solid var(--accent); outline-offset: 2px; }
.fold > summary, .menu > summary { cursor: pointer; list-style: none; }
.fold > summary::-webkit-details-marker, .menu > summary::-webkit-details-marker { display: none; }
.fold > summary { display: flex; flex-wrap: wrap; align-items: center; gap: 0 .5rem; min-height: var(--tap); color: var(--accent); }
.fold > summary::before { content: ''; width: .42em; height: .42em; border: solid currentColor; border-width: 0 2px 2px 0; transform: rotate(-45deg); margin-right: .2rem; flex: none; }
.fold[open] > summary::before { transform: rotate(45deg); }
.fold.small > summary { min-height: 2.1rem; font-size: .88rem; }
.fold > summary h2 { margin: 0; color: var(--ink); }
.entry-fold > summary { color: var(--ink); border-top: 1px solid var(--line); padding: .25rem 0; }
.entry-fold > .actions { margin: .25rem 0 .75rem; }
.form { margin-top: .6rem; }
.search { display: flex; gap: .6rem; margin-bottom: 1.1rem; max-width: 40rem; }
.copy-row { display: flex; gap: .5rem; }
.copy-row .button { flex: none; }
.copy-row input { min-width: 0; font-size: .9rem; color: var(--soft); }

/* Chat */
.thread { display: grid; grid-template-columns: minmax(0, 1fr) 20rem; gap: 1.2rem; align-items: start; }
.conversation { background: var(--sheet); border: 1px solid var(--line); border-radius: var(--radius); display: flex; flex-direction: column; height: calc(100vh - 6.2rem); min-height: 28rem; }
.thread-head { display: flex; flex-wrap: wrap; gap: .6rem 1rem; justify-content: space-between; align-items: center; padding: .9rem 1.2rem; border-bottom: 1px solid var(--line); }
.thread-head h1 { font-size: 1.25rem; }
.thread-head p { margin: .15rem 0 0; color: var(--soft); font-size: .93rem; }
.chat { flex: 1; overflow-y: auto; padding: 1rem 1.2rem; display: flex; flex-direction: column; gap: .5rem; background: var(--page); overscroll-behavior: contain; }
.chat > :first-child { margin-top: auto; }
.day-line { text-align: center; margin: .5rem 0; font-size: .82rem; color: var(--soft); }
.bubble { max-width: min(82%, 34rem); padding: .55rem .85rem; border-radius: 16px; border: 1px solid var(--line); background: var(--sheet); }
.bubble p { margin: 0; }
.bubble.theirs { align-self: flex-start; border-bottom-left-radius: 5px; }
.bubble.ours, .bubble.bots { align-self: flex-end; border-bottom-right-radius: 5px; }
.bubble.ours { background: var(--accent-soft); border-color: transparent; }
.bubble.bots { background: var(--sunk); border-color: transparent; }
.bubble.lost { border: 1px dashed var(--bad); }
.who { font-size: .8rem; font-weight: 600; color: var(--soft); }
.said { white-space: pre-line; }
.said-buttons { display: flex; flex-wrap: wrap; gap: .3rem; padding: .35rem 0 .15rem; }
.said-buttons span { font-size: .82rem; border: 1px solid var(--line); background: var(--sheet); border-radius: 8px; padding: .1rem .55rem; color: var(--soft); }
.meta { font-size: .78rem; color: var(--soft); text-align: right; }
.ticks { letter-spacing: -.18em; padding-right: .18em; }
.ticks.read { color: var(--accent); font-weight: 700; }
.thread-state { padding: .5rem 1.2rem 0; border-top: 1px solid var(--line); }
.thread-state p { margin: 0 0 .3rem; }
.reply { padding: .3rem 1.2rem 1rem; }
.reply-foot { display: flex; justify-content: flex-end; align-items: center; gap: 1rem; margin-top: .5rem; }

/* Patient */
.patient { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 1rem; align-items: start; }
.timeline > li { border-top: 1px solid var(--line); }
.timeline > li:first-child { border-top: 0; }
.entry summary { display: grid; grid-template-columns: 6.6rem 1fr; gap: .2rem .8rem; padding: .6rem 0; cursor: pointer; list-style: none; min-height: var(--tap); }
.entry summary::-webkit-details-marker { display: none; }
.entry summary:hover strong { color: var(--accent); }
.entry-when { color: var(--soft); font-size: .86rem; padding-top: .12rem; font-variant-numeric: tabular-nums; }
.entry-what { display: grid; gap: .05rem; }
.entry-what strong { font-weight: 550; }
.entry-text { color: var(--soft); font-size: .9rem; }
.entry-fate, .forecast { font-size: .9rem; color: var(--soft); margin: .2rem 0; }
.good > details .entry-fate, .forecast.good { color: var(--good); }
.wait > details .entry-fate, .forecast.wait { color: var(--wait); }
.bad > details .entry-fate, .forecast.bad { color: var(--bad); }
.detail { padding: 0 0 1rem 1rem; border-left: 3px solid var(--line); margin: 0 0 .6rem; }
.attempts { font-size: .9rem; }
.attempts li { padding: .2rem 0; }
.codes { display: flex; flex-wrap: wrap; gap: 1rem; margin: .8rem 0; }
.codes figure { margin: 0; text-align: center; flex: 1 1 9rem; max-width: 13rem; }
.qr { background: #fff; border-radius: 12px; padding: .4rem; border: 1px solid var(--line); }
.qr svg { display: block; width: 100%; height: auto; }

/* Day and calls */
.day-bar { display: flex; flex-wrap: wrap; gap: .5rem; margin-bottom: 1.2rem; align-items: center; }
.day-bar input, .day-bar select { width: auto; }
.visit { display: grid; grid-template-columns: 5.2rem 1fr; gap: .2rem 1rem; padding: .95rem 1.2rem; }
.visit-time { font-size: 1.3rem; font-weight: 600; font-variant-numeric: tabular-nums; line-height: 1.25; }
.visit-time a { text-decoration: none; }
.visit-time small { display: block; font-weight: 400; }
.visit-main { min-width: 0; }
.visit-main .hint { margin: 0; }
.visit-who a { color: inherit; text-decoration: none; }
.visit-who a:hover { color: var(--accent); text-decoration: underline; }
.forecast .icon { width: 1.1em; height: 1.1em; vertical-align: -.2em; }
.menu { position: relative; margin-top: .4rem; }
.menu > summary { width: fit-content; font-weight: 550; }
.menu-body { margin-top: .5rem; max-width: 27rem; background: var(--sheet); border: 1px solid var(--line); border-radius: var(--radius); padding: .9rem; box-shadow: 0 10px 30px rgb(0 0 0 / .1); display: grid; gap: .5rem; }
.menu-body > p { margin: 0; }
.choice { display: flex; justify-content: space-between; align-items: center; gap: 1rem; min-height: 50px; padding: .5rem .95rem; text-align: left; overflow-wrap: normal; border: 1px solid var(--line); border-radius: 11px; background: var(--sheet); color: var(--ink); font-weight: 550; }
.choice:hover { border-color: var(--accent); background: var(--accent-soft); }
.choice small { font-weight: 400; text-align: right; flex: none; }
.custom { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; }
.custom input { width: 5rem; }
.custom select { width: auto; flex: 1; }
.call { display: grid; grid-template-columns: 1fr auto; gap: .6rem 1.5rem; padding: 1rem 1.2rem; }
.call-main p { margin: 0 0 .1rem; }
.call-phone .tel { display: inline-flex; align-items: center; min-height: var(--tap); font-size: 1.3rem; font-weight: 600; text-decoration: none; }
.call-done { max-width: 20rem; }
.call-done .chips { margin-top: .2rem; }

/* First steps, more */
.steps > li { display: flex; gap: .85rem; padding: .75rem 0; border-top: 1px solid var(--line); counter-increment: step; }
.steps > li:first-child { border-top: 0; }
.steps p { margin: 0 0 .3rem; }
.tick { flex: none; width: 2rem; height: 2rem; border-radius: 50%; border: 2px solid var(--line); display: grid; place-items: center; font-weight: 600; color: var(--soft); font-size: .9rem; }
.tick:empty::before { content: counter(step); }
.is-done .tick { background: var(--accent); border-color: var(--accent); color: var(--accent-ink); }
.is-done p { color: var(--soft); }
.rows { display: grid; gap: .5rem; margin-bottom: 1rem; }
.row-link { display: flex; gap: .75rem; align-items: center; min-height: 54px; padding: .5rem 1.1rem; background: var(--sheet); border: 1px solid var(--line); border-radius: var(--radius); text-decoration: none; color: var(--ink); }
.phone { display: none; }
.jump { display: none; }
.jump a { display: inline-flex; align-items: center; min-height: var(--tap); padding: 0 .95rem; border: 1px solid var(--line); border-radius: 99px; background: var(--sheet); text-decoration: none; white-space: nowrap; font-size: .92rem; }
.panel { scroll-margin-top: 1rem; }

@media (max-width: 1000px) {
  .thread, .patient { grid-template-columns: minmax(0, 1fr); }
  .patient-side { order: -1; }
}
@media (max-width: 760px) {
  .app { display: block; }
  .desktop { display: none; }
  .nav { position: fixed; inset: auto 0 0; height: auto; z-index: 5; flex-direction: row; gap: 0; padding: .25rem .2rem calc(.25rem + env(safe-area-inset-bottom)); border: 0; border-top: 1px solid var(--line); }
  .nav .brand { display: none; }
  .nav-link { position: relative; flex: 1; flex-direction: column; gap: .05rem; padding: .3rem 0; font-size: .72rem; min-height: 52px; justify-content: center; }
  .nav-link.desktop { display: none; }
  .nav-link.phone { display: flex; }
  .nav-link[aria-current] { background: none; }
  .nav-link .icon { width: 1.55rem; height: 1.55rem; }
  .count { position: absolute; top: .1rem; left: calc(50% + .45rem); margin: 0; min-width: 1.2rem; padding: 0 .3rem; line-height: 1.2rem; font-size: .7rem; }
  .top { padding: .2rem 1rem; min-height: 3rem; }
  main { padding: .2rem 1rem 6.5rem; }
  .heading { margin-bottom: .9rem; }
  h1 { font-size: 1.4rem; }
  .columns.two, .columns.three { grid-template-columns: minmax(0, 1fr); }
  .panel { padding: 1rem; }
  .facts > div { grid-template-columns: minmax(0, 1fr); gap: 0; padding: .3rem 0; }
  .entry summary { grid-template-columns: minmax(0, 1fr); gap: 0; }
  .conversation { height: calc(100dvh - 8.4rem); }
  .bubble { max-width: 88%; }
  .visit { grid-template-columns: 3.7rem 1fr; gap: .2rem .7rem; padding: .85rem .9rem; }
  .visit-time { font-size: 1.12rem; }
  .call { grid-template-columns: minmax(0, 1fr); }
  .thread-head { padding: .7rem .9rem; }
  .menu > summary { padding: .4rem .85rem; font-size: .95rem; }
  .menu-body { margin-left: -4.4rem; box-shadow: none; }
  .fold.small > summary { min-height: var(--tap); }
  .thread-head .actions { flex-wrap: nowrap; gap: .4rem; }
  .thread-head .button { padding: .3rem .7rem; font-size: .88rem; white-space: nowrap; }
  .thread-head h1 { font-size: 1.12rem; }
  .reply textarea { height: 4.4rem; }
  .jump { display: flex; gap: .45rem; overflow-x: auto; margin: 0 -1rem 1rem; padding: 0 1rem; scrollbar-width: none; }
  .chat { padding: .8rem; }
  .reply, .thread-state { padding-left: .9rem; padding-right: .9rem; }
}
@media (prefers-reduced-motion: no-preference) {
  .button, .item-link, .choice { transition: background-color .12s, border-color .12s; }
}
`;
