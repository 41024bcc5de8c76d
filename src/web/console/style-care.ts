/** The look of alarms. */

export const styleCare = `
.alarm { display: flex; align-items: center; gap: .9rem; border-radius: 12px; padding: .7rem .95rem; margin-bottom: .7rem; }
.alarm p { margin: 0; flex: 1; min-width: 0; }
.alarm .icon { flex: none; width: 1.6em; height: 1.6em; }
.alarm.loud { background: var(--bad-soft); box-shadow: inset 5px 0 0 var(--bad); }
.alarm.loud .icon { color: var(--bad); }
.alarm.calm { background: var(--wait-soft); }
.alarm-who { display: block; color: var(--soft); font-size: .9rem; }
.alarm-panel > h2 .icon { color: var(--bad); vertical-align: -.2em; }
@media (max-width: 600px) { .alarm { flex-wrap: wrap; } .alarm form, .alarm .button { width: 100%; } }
`;
