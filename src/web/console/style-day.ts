/** The look of a day: filters, the board, its cards, requests to decide, the dialog to move a visit. */

export const styleDay = `
.heading > .actions { min-width: 0; max-width: 100%; }
.heading .day-bar { margin: 0; max-width: 100%; }
.heading .day-bar select { width: 15rem; max-width: 100%; }
.filters { display: flex; flex-wrap: wrap; align-items: center; gap: .4rem; margin-bottom: 1.1rem; }
.filter { display: inline-flex; align-items: center; gap: .4rem; min-height: 40px; padding: .2rem .8rem; border: 1px solid var(--line); border-radius: 99px; background: var(--sheet); color: var(--ink); text-decoration: none; font-size: .93rem; }
.filter:hover { border-color: var(--accent); }
.filter b { font-weight: 650; font-variant-numeric: tabular-nums; }
.to-confirmed b { color: var(--good); }
.to-silent b, .to-requests b { color: var(--wait); }
.to-unreached b, .to-off b { color: var(--bad); }
.filter.none b { color: var(--soft); }
.filter[aria-current] { background: var(--accent-soft); border-color: var(--accent); color: var(--accent); font-weight: 600; }

/* A moment ago */
.moved { position: sticky; top: .5rem; z-index: 6; display: flex; align-items: center; gap: .8rem; flex-wrap: wrap; background: var(--accent-soft); border: 1px solid var(--accent); border-radius: var(--radius); padding: .7rem 1rem; margin-bottom: 1rem; }
.moved > .icon { color: var(--accent); }
.moved > div { flex: 1 1 20rem; min-width: 0; }
.moved p { margin: 0; }
.moved form { margin: 0; }
.moved small { font-weight: 400; }
.fault.banner p { margin: 0 0 .2rem; }
.fault.banner:focus { outline: none; }

/* Requests */
.requests { margin-bottom: 1.3rem; }
.requests-head { display: flex; align-items: baseline; justify-content: space-between; gap: 1rem; }
.requests .item { border-left: 4px solid var(--wait); }
.requests .list { gap: .4rem; }
.requests .item-link { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr) 8.5rem; gap: .1rem 1.2rem; align-items: center; padding: .45rem 1rem; }
.requests .when { white-space: normal; text-align: right; }
.request-who { display: grid; }
.request-who small { line-height: 1.35; }
.request-wish { font-weight: 550; line-height: 1.35; display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; overflow: hidden; }
.request-wish.none { font-weight: 400; color: var(--soft); }
.request-wish::first-letter, .understood::first-letter { text-transform: uppercase; }
.choice-page { display: grid; grid-template-columns: minmax(0, 2fr) minmax(0, 3fr); gap: 1rem; align-items: start; }
.choice-page .when { margin: 0; }
.understood { font-size: 1.15rem; font-weight: 600; }
.choice-links { display: flex; flex-wrap: wrap; gap: .5rem; margin-top: 1rem; }
.otherwise { display: flex; align-items: center; justify-content: space-between; gap: 1rem; }
.otherwise .button { flex: none; }

/* Cards */
.card { position: relative; min-width: 0; background: var(--sheet); border: 1px solid var(--line); border-left: 4px solid var(--soft); border-radius: 10px; padding: .35rem .6rem .4rem; font-size: .9rem; line-height: 1.35; }
.card.good { border-left-color: var(--good); }
.card.wait { border-left-color: var(--wait); }
.card.bad { border-left-color: var(--bad); }
.card.calm { border-left-color: color-mix(in srgb, var(--soft) 45%, var(--line)); }
.card p { margin: 0; }
.card:target { box-shadow: 0 0 0 2px var(--accent); }
.card[draggable] { cursor: grab; }
.card a { color: inherit; }
.card-head { display: flex; flex-wrap: wrap; align-items: baseline; justify-content: space-between; gap: 0 .5rem; }
.card-time { font-weight: 650; font-size: 1rem; font-variant-numeric: tabular-nums; white-space: nowrap; }
.card-time a { text-decoration: none; }
.card-time small { font-weight: 400; font-size: .8rem; }
.state { font-size: .82rem; font-weight: 600; white-space: nowrap; color: var(--soft); }
.state .icon { width: 1.15em; height: 1.15em; vertical-align: -.2em; stroke-width: 2; }
.good > .card-head .state { color: var(--good); }
.wait > .card-head .state { color: var(--wait); }
.bad > .card-head .state { color: var(--bad); }
.card-who a { font-weight: 600; text-decoration: none; }
.card-who a:hover, .card-time a:hover { text-decoration: underline; color: var(--accent); }
.card-what, .card-detail, .card-wish { color: var(--soft); font-size: .84rem; }
.bad .card-detail { color: var(--bad); }
.card-next { font-size: .88rem; }
.card-next a, .card-wish a { color: var(--accent); }
.card-wish .icon { width: 1.1em; height: 1.1em; vertical-align: -.2em; }
.card-acts { display: flex; flex-wrap: wrap; gap: .2rem .3rem; align-items: start; }
.card .card-act, .card .menu > summary { display: inline-flex; align-items: center; gap: .35rem; min-height: 34px; padding: .1rem .5rem; border: 1px solid transparent; border-radius: 8px; background: none; color: var(--soft); font-weight: 500; font-size: .88rem; text-decoration: none; }
.card .card-act:hover, .card .menu > summary:hover { color: var(--accent); border-color: var(--line); background: var(--sheet); }
.card .menu { margin: 0; }
.card .menu[open] { z-index: 4; }
.card .forecast { flex-basis: 100%; font-size: .84rem; margin: 0; }
.day-list { display: grid; gap: .5rem; }
.day-list .card { display: grid; grid-template-columns: 11.5rem minmax(0, 1fr) auto; gap: .2rem 1rem; padding: .7rem 1rem; font-size: .97rem; align-items: start; }
.day-list .card-head { flex-direction: column; align-items: flex-start; }
.day-list .card-time { font-size: 1.15rem; }
.day-list .card-what, .day-list .card-detail, .day-list .card-wish { font-size: .9rem; }
.day-list .card-acts { flex-direction: column; align-items: stretch; width: 15.5rem; }
.day-list .card .menu > summary { width: 100%; justify-content: flex-start; }
.day-list .menu-body { position: absolute; right: 0; width: 25rem; max-width: 80vw; z-index: 5; }
.day-list.own .card .menu > summary { border-color: var(--line); color: var(--accent); min-height: 40px; }
.over .card-who a { font-weight: 500; }
.beneath { margin-top: 1.4rem; }

/* The board */
.board-help { font-size: .85rem; color: var(--soft); margin-bottom: .5rem; }
main:has(.board-scroll.wide) { max-width: none; }
.board-scroll.wide { overflow-x: auto; margin: 0 -2rem; padding: 0 2rem .5rem; }
.board { display: grid; grid-template-columns: 3rem repeat(var(--doctors), minmax(13.5rem, 1fr)); grid-template-rows: auto repeat(var(--rows), minmax(.36rem, auto)); column-gap: .6rem; position: relative; }
.board-visits, .board-free, .board-held { display: contents; }
.board-doctor { grid-row: 1; margin: 0 0 .4rem; padding: .2rem .2rem; font-size: .98rem; position: sticky; top: 0; background: var(--page); z-index: 3; }
.board-hour { grid-column: 1 / -1; border-top: 1px solid var(--line); font-size: .82rem; color: var(--soft); font-variant-numeric: tabular-nums; padding-top: .1rem; }
.board-now { grid-column: 1 / -1; border-top: 2px solid var(--bad); height: 0; z-index: 0; pointer-events: none; }
.board .card { z-index: 1; margin: 1px 0; width: calc((100% + .2rem) / var(--lanes, 1) - .2rem); margin-left: calc((100% + .2rem) / var(--lanes, 1) * var(--lane, 0)); }
.board .card:focus-visible, .board .card:has(.menu[open]) { z-index: 4; }
.board .card-who { padding-right: 3.9rem; min-height: 30px; }
.board .card-acts { position: absolute; top: 1.7rem; right: .25rem; flex-wrap: nowrap; gap: 0; }
.board .card .forecast { display: none; }
.board .card-act, .board .card .menu > summary { min-height: 30px; width: 30px; padding: 0; justify-content: center; }
.board .act-label, .board .card-doctor, .board .card-what .dot { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.board .menu-body { position: absolute; right: 0; width: 19rem; z-index: 5; font-size: .95rem; }
.cell { z-index: 0; margin: 1px 0; border: 1px dashed transparent; border-radius: 8px; color: transparent; font-size: .8rem; padding: 0 .5rem; text-decoration: none; min-height: 0; overflow: hidden; line-height: 1.3; background: color-mix(in srgb, var(--sheet) 55%, transparent); }
.cell:hover { border-color: var(--accent); color: var(--accent); background: var(--accent-soft); }
.dragging .cell { border-color: var(--line); color: var(--soft); background: var(--sheet); }
.dragging .cell.over-it { border: 2px solid var(--accent); background: var(--accent-soft); color: var(--accent); font-weight: 600; }
.dragging .card.over-it, .dragging .held-time.over-it { outline: 2px dashed var(--bad); }
.card.dragged { opacity: .45; }
.held-time { z-index: 1; margin: 1px 0; border: 1px dashed var(--wait); border-radius: 8px; background: var(--wait-soft); color: var(--wait); font-size: .82rem; padding: .2rem .5rem; line-height: 1.3; }
.held-time p { margin: 0; }
.held-time .icon { width: 1.1em; height: 1.1em; }

/* Moving */
.dialog { width: min(40rem, calc(100vw - 2rem)); max-height: min(46rem, calc(100dvh - 2rem)); border: 1px solid var(--line); border-radius: var(--radius); background: var(--sheet); color: var(--ink); padding: 1.2rem 1.3rem 0; box-shadow: 0 20px 60px rgb(0 0 0 / .25); }
.dialog::backdrop { background: rgb(10 20 16 / .45); }
.dialog h2 { font-size: 1.2rem; margin: 0; }
.move-which { display: flex; gap: .8rem; flex-wrap: wrap; margin: .8rem 0; }
.move-which > div { flex: 1 1 12rem; min-width: 0; }
.move-which label { display: block; font-size: .88rem; font-weight: 550; margin-bottom: .2rem; }
.free-times { max-height: 22rem; overflow-y: auto; padding: .2rem .3rem .4rem; margin: 0 -.3rem; }
.free-times fieldset { border: 0; padding: 0; margin: 0 0 .7rem; min-width: 0; }
.free-times legend { font-size: .9rem; margin-bottom: .25rem; }
.free-times legend::first-letter { text-transform: uppercase; }
.free-times .chips { gap: .35rem; }
.free-times .chip span { min-height: 38px; padding: .15rem .75rem; font-variant-numeric: tabular-nums; }
.by-hand { display: flex; gap: .6rem; flex-wrap: wrap; margin-bottom: .6rem; }
.by-hand input { width: auto; flex: 1 1 9rem; }
.dialog-foot { display: flex; align-items: center; gap: .6rem; flex-wrap: wrap; justify-content: flex-end; position: sticky; bottom: 0; background: var(--sheet); padding: .8rem 0 1.1rem; }
.dialog-foot .hint { margin-right: auto; flex: 1 1 12rem; }

/* When a doctor can be booked */
.own-days li { align-items: center; }

@media (max-width: 1200px) {
  .board-scroll { overflow-x: auto; margin: 0 -2rem; padding: 0 2rem .5rem; }
}
@media (max-width: 760px) {
  .heading > .actions { width: 100%; }
  .heading .day-bar { flex: 1 1 100%; }
  .heading .day-bar input { flex: 1 1 0; min-width: 11rem; }
  .heading .day-bar select { flex: 1 1 8rem; width: auto; min-width: 0; }
  .heading > .actions > .button { flex: 1 1 auto; }
  .filters { flex-wrap: nowrap; overflow-x: auto; margin: 0 -1rem 1rem; padding: 0 1rem .1rem; scrollbar-width: none; }
  .filter { flex: none; min-height: var(--tap); }
  .choice-page { grid-template-columns: minmax(0, 1fr); }
  .otherwise { flex-wrap: wrap; }
  .requests .item-link { grid-template-columns: minmax(0, 1fr) auto; align-items: start; }
  .request-wish { grid-column: 1 / -1; grid-row: 2; }
  .board-scroll { overflow: visible; margin: 0; padding: 0; }
  .board { display: block; }
  .board-hour, .board-free, .board-now, .board-held, .board-doctor { display: none; }
  .board-visits { display: flex; flex-direction: column; gap: .5rem; }
  .board .card, .day-list .card { display: block; width: auto; margin: 0; padding: .6rem .8rem .5rem; font-size: .97rem; }
  .board .card-who { padding: 0; min-height: 0; }
  .day-list .card-head { flex-direction: row; align-items: baseline; }
  .card-time, .day-list .card-time { font-size: 1.08rem; }
  .card-what, .card-detail, .card-wish { font-size: .9rem; }
  .board .act-label, .board .card-doctor { position: static; width: auto; height: auto; clip-path: none; white-space: normal; }
  .board .card-what .dot { position: static; width: auto; height: auto; clip-path: none; }
  .board .card-acts, .day-list .card-acts { width: auto; position: static; flex-direction: row; flex-wrap: wrap; justify-content: flex-start; margin: .2rem -.5rem 0; max-width: none; }
  .board .card .forecast { display: block; padding: 0 .5rem; }
  .board .card-act, .board .card .menu > summary, .card .card-act, .card .menu > summary, .day-list .card .menu > summary { min-height: var(--tap); width: auto; padding: .2rem .6rem; }
  .board .menu-body, .day-list .menu-body { position: static; width: auto; max-width: none; }
  .card .menu-body { margin-left: 0; }
  .free-times { max-height: none; }
  .dialog { width: 100vw; max-width: 100vw; max-height: 92dvh; margin: auto 0 0; border-radius: var(--radius) var(--radius) 0 0; }
}
`;
