/** Whether a patient may be contacted for a purpose as things stand: written to, called, asked first, or left to the desk. */

import { weekOf } from '../domain/card.ts';
import { type Decision, type DecisionCode, decide } from '../domain/policy.ts';
import { dayMs } from '../domain/time.ts';
import { type ChannelId, type Purpose, weekdays } from '../domain/words.ts';
import { messagesOfReasons } from '../store/messages.ts';
import { type PatientRow, reasonsOf } from '../store/registry.ts';
import { type ProactiveKind, proactiveTemplate } from '../text/proactive.ts';
import { readerOf, type TxContext } from './context.ts';
import { mayAsk } from './plan-wishes.ts';
import { wasAskedBefore } from './reason-wishes.ts';
import { agreedFor, clinicOf, isAgreed, languageOf, waysOf } from './situation.ts';
import { weightOf } from './weights.ts';

const anyTime = weekOf(weekdays, [{ from: '00:00', to: '24:00' }]);

/** What the policy would say of a contact for this purpose, hours aside. */
export async function foreseeContact(
  ctx: TxContext,
  patient: PatientRow,
  purpose: Purpose,
): Promise<Decision> {
  const now = ctx.clock.now();
  const clinic = await clinicOf(ctx, patient);
  const language = languageOf(patient, null, clinic);
  const kind = kindOf(purpose);
  const template = proactiveTemplate(kind, language);
  const sample = template && { text: '', template: { ...template, params: {}, buttons: [] } };
  const history = await readerOf(ctx).history(patient.id);
  const agreed = await agreedFor(ctx, { patient, clinic }, { purpose, at: now, history });
  const ways = await waysOf(ctx, {
    ...{ patient, clinic, purpose, at: now, history },
    refusedBy: [],
    compose: async () => sample,
  });
  return decide({
    ...agreed,
    type: 'proactive',
    now,
    notAfter: new Date(now.getTime() + dayMs),
    staleCode: null,
    scheduleDoubt: null,
    asksIdentity: false,
    weight: weightOf(kind),
    card: { ...agreed.card, hours: anyTime },
    zone: 'UTC',
    sent: [],
    paths: ways.map(({ path }) => path),
  });
}

function kindOf(purpose: Purpose): ProactiveKind {
  if (purpose === 'wellbeing') return 'wellbeing_check';
  if (purpose === 'plan') return 'plan_followup';
  return purpose === 'personal' ? 'personal_contact' : 'recall';
}

export type Reach =
  /** Agreed; null while a channel has to come back first. */
  | { readonly type: 'write'; readonly channel: ChannelId | null }
  | { readonly type: 'call'; readonly code: DecisionCode }
  /** In the chat, before anything is planned. */
  | { readonly type: 'ask' }
  | { readonly type: 'desk'; readonly code: DecisionCode };

export async function reachOf(
  ctx: TxContext,
  patient: PatientRow,
  purpose: Purpose,
): Promise<Reach> {
  const { verdict, code, route } = await foreseeContact(ctx, patient, purpose);
  if (verdict === 'send' || verdict === 'wait')
    return { type: 'write', channel: route?.channel ?? null };
  if (verdict === 'call') return { type: 'call', code };
  return (await mayBeAsked(ctx, patient.id, purpose)) ? { type: 'ask' } : { type: 'desk', code };
}

/** By the agreement about visits, and once for each purpose. */
async function mayBeAsked(ctx: TxContext, patientId: string, purpose: Purpose): Promise<boolean> {
  if (!(await isAgreed(ctx, patientId, 'visit')) || !(await mayAsk(ctx, patientId, purpose)))
    return false;
  if (purpose === 'wellbeing') return true;
  const reasons = (await reasonsOf(ctx.db, patientId)).filter((one) => one.purpose === purpose);
  const ids = reasons.map(({ id }) => id);
  return !wasAskedBefore(reasons, await messagesOfReasons(ctx.db, ids));
}
