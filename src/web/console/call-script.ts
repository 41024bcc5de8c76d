/** What to say in a call that a recorded reason asks for: who calls, that it was agreed, the doctor, what was found, the concern, an invitation. */

import { html } from 'hono/html';
import type { CallReason } from '../../app/queries-reasons.ts';
import type { FollowUpKind, PlanEvidence } from '../../domain/reasons.ts';
import { dayName } from './dates.ts';
import type { Frame, Html } from './layout.ts';

export function callScript(frame: Frame, call: CallReason): Html {
  const { script } = frame.words.reasons;
  return html`<details class="fold" open><summary>${script.title}</summary><ol class="script">${linesOf(frame, call).map((line) => html`<li>${line}</li>`)}</ol></details>`;
}

function linesOf(frame: Frame, { reason, doctor, clinic, zone }: CallReason): readonly string[] {
  const { script, kinds } = frame.words.reasons;
  const { plan } = reason.evidence as { plan?: PlanEvidence };
  const due = dayName(frame, reason.dueAt, zone);
  const lines = [
    script.hello(clinic),
    script.agreed,
    doctor && script.doctor(doctor),
    ...(plan ? planLines(frame, plan) : [script.due(kinds[reason.kind as FollowUpKind], due)]),
    concernOf(frame, reason.argument ?? plan?.risk ?? null),
    reason.guarantee && script.guarantee,
    script.invitation,
  ];
  return lines.filter((line): line is string => Boolean(line));
}

function planLines({ words }: Frame, plan: PlanEvidence): readonly (string | null)[] {
  const { script } = words.reasons;
  const { urgentItem, done, left, signedOn, deadline } = plan;
  return [
    urgentItem ? script.plan(urgentItem, signedOn ?? '') : null,
    done && left ? script.done(done, left) : null,
    deadline ? script.deadline(deadline) : null,
  ];
}

const concernOf = ({ words }: Frame, text: string | null): string | null =>
  text === null ? null : words.reasons.script.concern(text);
