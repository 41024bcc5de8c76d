/** The look of the record: accounts, proof, why, codes, the clinic's own rules. */

export const styleRecord = `
.held { padding: .15rem 0 .15rem .75rem; border-left: 3px solid var(--line); margin: .3rem 0 .5rem; }
.account > .facts { margin: .3rem 0; }
.fold.danger > summary { color: var(--bad); }
.week-day { display: grid; grid-template-columns: 3rem minmax(0, 1fr); gap: .6rem; align-items: center; margin-bottom: .35rem; }
.week-day label { color: var(--soft); }
.why { margin-top: .5rem; }
.why h4, .detail h4 { margin-top: .7rem; }
.remedy, .verdict { background: var(--sunk); border-radius: 10px; padding: .65rem .9rem; font-size: .93rem; }
.verdict { margin-top: .6rem; }
.verdict p { margin: 0; }
.verdict.good { background: var(--good-soft); }
.verdict.wait { background: var(--wait-soft); }
.verdict.bad { background: var(--bad-soft); }
.desk-code { background: var(--sunk); border-radius: 12px; padding: .7rem 1rem; margin: .8rem 0; }
.desk-code p { margin: 0; }
.digits { font-size: 2.1rem; font-weight: 650; letter-spacing: .06em; font-variant-numeric: tabular-nums; line-height: 1.3; }
.policy-line { display: grid; grid-template-columns: minmax(0, 1fr) 8.5rem; gap: .8rem; align-items: center; margin-bottom: .35rem; }
.scale li { padding: .12rem 0; font-size: .93rem; }
.scale { margin-bottom: 1rem; }
.act { margin: .8rem 0 .4rem; }
.list + .panel, section + .panel { margin-top: 1rem; }
.form > .hint:first-child { margin-bottom: .8rem; }
.scale strong { display: inline-block; width: 1.4rem; }
.padded { padding: .95rem 1.2rem; }
.to-settle { margin-top: 1.6rem; }
.account form { margin: .5rem 0; }
main > .warning { margin: 0 0 1rem; }
.warning form p { margin: 0 0 .4rem; }
.warning .button { padding: .3rem .85rem; font-size: .95rem; }
.thread-state .warning { margin-bottom: .4rem; }
@media (max-width: 760px) {
  .heading .actions .button { padding: .3rem .8rem; font-size: .92rem; }
  .policy-line { grid-template-columns: minmax(0, 1fr) 7.5rem; }
}
`;
