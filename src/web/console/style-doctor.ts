/** The look of the doctor's half minute, made for a thumb first. */

export const styleDoctor = `
.seen { max-width: 46rem; }
.seen-link { grid-template-columns: auto minmax(0, 1fr) auto; align-items: center; gap: .85rem; padding: .8rem .9rem; }
.seen-link > .icon { color: var(--soft); }
.seen-main { display: grid; gap: .05rem; min-width: 0; }
.initials { width: 2.7rem; height: 2.7rem; border-radius: 50%; display: grid; place-items: center; font-weight: 650; font-size: .95rem; background: var(--accent-soft); color: var(--accent); }
.initials.wait { background: var(--wait-soft); color: var(--wait); }
.initials.bad { background: var(--bad-soft); color: var(--bad); }
.seen-state { font-size: .9rem; color: var(--soft); }
.seen-state.good { color: var(--good); }
.seen-state.wait { color: var(--wait); }
.seen-state.bad { color: var(--bad); font-weight: 600; }
.chair { max-width: 64rem; }
.chair-nav { max-width: 30rem; }
.chair-nav { display: flex; justify-content: space-between; gap: 1rem; margin: 0; }
.chair-nav a { display: inline-flex; align-items: center; min-height: var(--tap); text-decoration: none; }
.chair-line { color: var(--soft); margin: .1rem 0 1rem; }
.chair-columns { display: grid; grid-template-columns: minmax(0, 30rem) minmax(0, 1fr); gap: 1.2rem; align-items: start; }
.tiles { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: .6rem; margin-bottom: 1.2rem; }
.tile { display: flex; align-items: center; gap: .7rem; min-height: 64px; padding: .6rem .9rem; background: var(--sheet); border: 1px solid var(--line); border-radius: var(--radius); color: var(--ink); text-decoration: none; font-weight: 550; line-height: 1.25; overflow-wrap: normal; }
.tile:first-child { grid-column: 1 / -1; border-color: var(--accent); background: var(--accent-soft); }
.tile:hover { border-color: var(--accent); }
.tile .icon { color: var(--accent); }
.recorded { background: var(--good-soft); border-radius: var(--radius); padding: .9rem 1rem; margin-bottom: 1.2rem; display: flex; flex-wrap: wrap; gap: .7rem 1rem; align-items: center; justify-content: space-between; }
.recorded p { margin: 0; display: flex; gap: .6rem; flex: 1 1 16rem; }
.recorded p .icon { color: var(--good); margin-top: .15rem; }
.asked { margin-bottom: .6rem; }
#known .button { min-height: var(--tap); padding: .2rem .8rem; font-size: .9rem; margin-top: .4rem; }
.chair-form .fold > summary, .panel.form .fold > summary { flex-wrap: nowrap; }
.reason-filter .field { margin: 0; }
.chair-form { max-width: 34rem; }
.picks .chips { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); }
.picks.wide .chips { grid-template-columns: minmax(0, 1fr); }
.picks .chip span { width: 100%; min-height: 54px; border-radius: 12px; padding: .45rem .9rem; line-height: 1.3; }
.picks .chip small { display: block; font-weight: 400; }
.picks .chip span { flex-direction: column; align-items: flex-start; justify-content: center; }
.picks.wide .chip span { display: flex; }
.picks .field { margin-bottom: .3rem; }
.picks { margin-bottom: 1rem; }
.picks .fold .field { margin-bottom: .8rem; }
.field > .tick-line { display: flex; font-weight: 400; margin: 0; gap: .65rem; align-items: center; min-height: var(--tap); }
.tick-line input { width: 1.35rem; height: 1.35rem; min-height: 0; flex: none; accent-color: var(--accent); }
.agree { border: 1px solid var(--line); border-radius: var(--radius); background: var(--sheet); padding: .9rem 1rem 1rem; margin: 1.1rem 0 0; }
.agree legend { float: left; width: 100%; font-size: 1.06rem; font-weight: 650; margin: 0 0 .3rem; }
.agree > * { clear: both; }
.agree-buttons { display: grid; grid-template-columns: 1fr auto; gap: .6rem; margin: .7rem 0 .5rem; }
.agree-buttons .button { min-height: 54px; padding: .4rem .6rem; }
.reason-acts { display: flex; flex-wrap: wrap; gap: .2rem 1.2rem; align-items: start; }
.reason-acts .fold { flex: 1 1 14rem; }
.reason-list .item { padding: .85rem 1.1rem; }
.reason-list .item p { margin: 0; }
.reason-list .item { max-width: 52rem; }
.reason-filter { display: flex; flex-wrap: wrap; gap: .5rem; margin-bottom: 1.1rem; align-items: end; }
.reason-filter select { width: auto; max-width: 100%; }
.kind-links { display: flex; flex-wrap: wrap; gap: .45rem; margin-bottom: 1.2rem; }
.kind-links a { display: inline-flex; align-items: center; min-height: var(--tap); padding: 0 1rem; border: 1px solid var(--line); border-radius: 99px; background: var(--sheet); text-decoration: none; }
.kind-links a[aria-current] { background: var(--accent-soft); border-color: var(--accent); font-weight: 600; }
@media (max-width: 1000px) { .chair-columns { grid-template-columns: minmax(0, 1fr); } }
@media (max-width: 760px) {
  .chair .tile { gap: .55rem; padding: .6rem .7rem; font-size: .95rem; }
  .reason-filter { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); }
  .reason-filter select { width: 100%; }
}
`;
