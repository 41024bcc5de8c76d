/** The look of the lists. */

export const styleImports = `
.stale { display: flex; gap: .6rem; align-items: start; }
.stale .icon { color: var(--wait); margin-top: .1rem; }
.stale p { margin: 0; }
input[type=file] { padding: .6rem .8rem; border-style: dashed; cursor: pointer; }
input[type=file]::file-selector-button { font: inherit; font-weight: 600; color: var(--accent); background: var(--accent-soft); border: 0; border-radius: 8px; padding: .35rem .9rem; margin-right: .8rem; cursor: pointer; }
.tick-line { display: flex; gap: .7rem; align-items: start; margin: 0 0 1rem; min-height: var(--tap); cursor: pointer; }
.tick-line input { width: 1.3rem; height: 1.3rem; min-height: 0; margin: .15rem 0 0; flex: none; accent-color: var(--accent); }
.tick-line small { display: block; font-weight: 400; }
.upload:not(:has([value=visits]:checked)) .only-visits { display: none; }
.upload > .fold { margin-bottom: .8rem; }
.sending { display: none; align-items: center; gap: .8rem; margin: .9rem 0 0; color: var(--soft); }
form[data-sending] .sending { display: flex; }
progress { appearance: none; width: 100%; height: .6rem; border: 0; border-radius: 99px; overflow: hidden; background: var(--sunk); accent-color: var(--accent); }
progress::-webkit-progress-bar { background: var(--sunk); border-radius: 99px; }
progress::-webkit-progress-value { background: var(--accent); border-radius: 99px; transition: width .4s; }
progress::-moz-progress-bar { background: var(--accent); }
progress:indeterminate { background: linear-gradient(90deg, var(--sunk) 30%, var(--accent) 50%, var(--sunk) 70%) 0 0 / 300% 100%; animation: sweep 1.6s linear infinite; }
progress:indeterminate::-webkit-progress-bar { background: none; }
@keyframes sweep { from { background-position: 100% 0; } to { background-position: -50% 0; } }
.run-progress label { display: block; margin-bottom: .5rem; font-weight: 550; }
.tally { display: flex; flex-wrap: wrap; gap: .6rem 2rem; margin: 0; }
.tally > div { display: flex; flex-direction: column-reverse; }
.tally dt { color: var(--soft); font-size: .88rem; }
.tally dd { margin: 0; font-size: 1.5rem; font-weight: 600; font-variant-numeric: tabular-nums; line-height: 1.2; }
.tally .faulty dd { color: var(--bad); }
.tally .absent dd, .tally .moved dd, .tally .cancelled dd { color: var(--wait); }
.tally .same dd { color: var(--soft); }
.lines li { display: grid; grid-template-columns: 7rem minmax(0, 1fr); gap: .2rem .8rem; }
.line-number { color: var(--soft); font-variant-numeric: tabular-nums; }
.runs { margin-top: 1.6rem; }
.runs > .actions { margin-top: .8rem; }
.absent-line { align-items: center; flex-wrap: wrap; }
.caution .actions { margin-top: .8rem; }
.absent-line .actions { margin-top: 0; }
.with-action > h2 { margin: 0; }
@media (prefers-reduced-motion: reduce) { progress:indeterminate { animation: none; } }
@media (max-width: 760px) {
  .upload .actions .button { flex: 1; }
  .lines li { grid-template-columns: minmax(0, 1fr); }
  .tally { gap: .6rem 1.4rem; }
}
`;
