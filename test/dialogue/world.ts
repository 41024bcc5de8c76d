/**
 * A clinic in memory: does with effects what the application does, so that a transcript can go on. Long because
 * every effect has its place here.
 */

import { decodeButton } from '../../src/dialogue/buttons.ts';
import { offerContent } from '../../src/dialogue/offer.ts';
import { scheduleAsk } from '../../src/dialogue/schedule-ask.ts';
import { emptySession, step } from '../../src/dialogue/step.ts';
import type {
  AboutFacts,
  DialogueEvent,
  Effect,
  Facts,
  ReasonFacts,
  ScheduleFacts,
  Session,
  StepInput,
  StepResult,
  VisitFacts,
} from '../../src/dialogue/types.ts';
import type { Content } from '../../src/domain/content.ts';
import { readDeskCode } from '../../src/domain/identity.ts';
import { reasonIdOf } from '../../src/domain/proposed.ts';
import { readStop } from '../../src/domain/stop.ts';
import { dayMs } from '../../src/domain/time.ts';
import { isAsking } from '../../src/domain/wellbeing.ts';
import type { AppointmentStatus, ChannelId, Language } from '../../src/domain/words.ts';
import { compose, type ProactiveKind, type VisitParams } from '../../src/text/proactive.ts';
import { composeFamily } from '../../src/text/proactive-family.ts';
import type { ReminderKind } from '../../src/text/proactive-words.ts';
import { at, clinic, People } from './people.ts';
import { becauseOf, Reasons } from './reasons.ts';

export { at, clinic } from './people.ts';

/** What the desk says in every transcript; any other six digits are wrong. */
const deskCode = '123456';
const triesMax = 5;

interface Sent {
  readonly id: string;
  readonly at: Date;
  readonly content: Content;
  readonly about: Omit<AboutFacts, 'visit' | 'wellbeing' | 'messageId' | 'reason'> & {
    readonly visitId: string | null;
    readonly reasonId: string | null;
  };
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

export class World {
  now = at('2026-11-23T10:00');
  channel: ChannelId = 'telegram';
  otherChannels: readonly ChannelId[] = ['whatsapp'];
  language: Language = 'ru';
  session: Session = emptySession;
  invitation: Facts['invitation'] = null;
  thread = { open: false, withPerson: false };
  halted: Facts['halted'] = null;
  alarm = false;
  reviewUrl: string | null = null;
  erasure: Facts['erasure'] = null;
  paperNeeded: Facts['paperNeeded'] = [];
  answered = false;
  declined = false;
  tries = 0;
  readonly people = new People();
  readonly visits = new Map<string, Writable<VisitFacts>>();
  readonly reasons = new Reasons();
  /** Free times of every doctor; null where nobody told. */
  slots: Date[] | null = null;
  /** Kept for whoever was offered them. */
  kept: Date[] = [];
  readonly shown: Content[] = [];
  readonly sent: Sent[] = [];

  book(id: string, patientId: string, local: string): void {
    this.visits.set(id, {
      appointmentId: id,
      patientId,
      startsAt: at(local),
      clinic,
      status: 'booked' as AppointmentStatus,
      scheduleVersion: 1,
      muted: false,
      offered: null,
      asked: [],
    });
  }

  move(id: string, local: string): void {
    const visit = this.visits.get(id)!;
    visit.startsAt = at(local);
    visit.scheduleVersion += 1;
  }

  /** About a visit, or for a reason. `offered` is an earlier time that became free. */
  send(kind: ProactiveKind, visitId: string, offered: Date | null = null): Content {
    const messageId = this.nextId();
    const params = this.params(kind, messageId, visitId);
    const visit = this.visits.get(visitId);
    const was = { startsAt: params.startsAt, zone: clinic.zone, clinic: null };
    const earlier = offered && { startsAt: offered, was, extras: {} };
    if (visit && offered) visit.offered = offered;
    if (offered) this.kept.push(offered);
    const content = compose(kind, { ...params, ...earlier }, this.language);
    this.record(kind, { id: messageId, visitId, content, text: content.text });
    this.shown.push(content);
    return content;
  }

  /** Reminders of several people in one message; each stays one of its own. */
  sendTogether(kind: ReminderKind, visitIds: readonly string[]): Content {
    const members = visitIds.map((visitId, index) =>
      this.params(kind, this.nextId(index), visitId),
    );
    const content = composeFamily({ kind, members, language: this.language });
    if (!content) throw new Error('there is no room for all of them');
    for (const [index, { messageId }] of members.entries()) {
      this.record(kind, { id: messageId, visitId: visitIds[index] ?? '', content, text: null });
    }
    this.shown.push(content);
    return content;
  }

  /** A person's answer to a wish. */
  offer(visitId: string, times: readonly Date[]): Content {
    const visit = this.visits.get(visitId)!;
    const { now, language } = this;
    const until = new Date(now.getTime() + dayMs);
    const person = this.nameOf(visit.patientId);
    const content = offerContent({ visit, times, until, person, language, now });
    this.kept = [...times];
    this.shown.push(content);
    return content;
  }

  private params(kind: ProactiveKind, messageId: string, id: string): VisitParams {
    const visit = this.visits.get(id);
    const reason = this.reasons.find(id);
    return {
      messageId,
      clinic: clinic.name,
      startsAt: visit?.startsAt ?? this.now,
      zone: clinic.zone,
      address: clinic.address,
      person: this.nameOf(visit?.patientId ?? reason?.patientId),
      because: reason ? becauseOf(reason, this.language) : undefined,
      extras: { directions: kind.startsWith('visit') ? clinic.directions : null },
    };
  }

  /** What the contact calls the patient, where "you" would not do. */
  private nameOf(patientId = ''): string | null {
    const person = this.people.find(patientId);
    const isNamed = this.people.all.length > 1 || person?.relation !== 'self';
    return isNamed ? (person?.label ?? null) : null;
  }

  private nextId(ahead = 0): string {
    return `00000000-0000-7000-8000-${`${this.sent.length + 1 + ahead}`.padStart(12, '0')}`;
  }

  private record(
    kind: ProactiveKind,
    {
      id,
      visitId,
      content,
      text,
    }: Pick<Sent, 'id' | 'content'> & { visitId: string; text: string | null },
  ): void {
    const visit = this.visits.get(visitId);
    const reason = this.reasons.find(visitId);
    const about = {
      kind,
      purpose: kind !== 'ask_recall' && reason ? reason.purpose : purposeOf(kind),
      patientId: visit?.patientId ?? reason?.patientId ?? this.people.all[0]?.patientId ?? null,
      scheduleVersion: visit?.scheduleVersion ?? null,
      text,
      visitId: visit?.appointmentId ?? null,
      reasonId: reason?.reasonId ?? null,
    };
    this.sent.push({ id, at: this.now, content, about });
  }

  /** The data of the newest button with this label. */
  buttonData(label: string): string {
    const buttons = this.shown
      .toReversed()
      .flatMap(({ buttons = [], rows = [], minor = [] }) => [...buttons, ...rows.flat(), ...minor]);
    const found = buttons.find((one) => one.label === label);
    if (!found) throw new Error(`no button was shown with the label ${label}`);
    return found.data;
  }

  play(event: DialogueEvent): StepResult {
    this.ingest(event);
    const { session, now } = this;
    const read = this.facts(event);
    const schedule = this.tried({ session, event, facts: read, now });
    const result = step({ session, event, facts: { ...read, schedule }, now });
    this.session = result.session;
    for (const effect of result.effects) this.apply(effect);
    if (event.type === 'start') this.invitation = null;
    return result;
  }

  facts(event: DialogueEvent): Facts {
    const { channel, otherChannels, language, thread, halted, erasure, paperNeeded, alarm } = this;
    // Written down before the dialogue is asked.
    const proof = this.prove(event);
    const last = this.sent.at(-1);
    const recent = last && this.now.getTime() - last.at.getTime() <= 3 * dayMs;
    return {
      clinic,
      channel,
      otherChannels,
      sharesContact: channel === 'telegram',
      language,
      people: this.people
        .facts([...this.visits.values()], halted === 'stopped')
        .map((one) => ({ ...one, reasons: this.reasons.of(one) })),
      invitation: event.type === 'start' ? this.invitation : null,
      about: event.type === 'button' ? this.aboutButton(event.data) : null,
      lastSent: recent ? this.about(last) : null,
      proof,
      halted,
      erasure,
      thread,
      inDoubt: false,
      paperNeeded,
      alarm,
      schedule: null,
    };
  }

  /** What the application looks up, or does, before the dialogue can answer. */
  private tried(input: StepInput): ScheduleFacts | null {
    const ask = scheduleAsk(input);
    const slots = this.slots;
    if (!ask) return null;
    const isFree =
      ask.type === 'free' ||
      [...this.kept, ...(slots ?? [])].some((one) => Number(one) === Number(ask.startsAt));
    if (ask.type === 'free') return { outcome: 'free', slots };
    if (!isFree) return { outcome: 'taken', slots };
    if (ask.type === 'pick') return { outcome: 'held', slots };
    const reason = this.reasons.find(reasonIdOf(ask.appointmentId) ?? '');
    const visit = reason ? this.booked(reason) : this.visits.get(ask.appointmentId)!;
    visit.startsAt = ask.startsAt;
    visit.scheduleVersion += 1;
    visit.status = 'booked';
    visit.asked = [];
    this.take(ask.startsAt);
    return { outcome: 'moved', slots: this.slots };
  }

  /** It is nobody else's any more. */
  take(at: Date): void {
    const isOther = (one: Date) => Number(one) !== Number(at);
    this.slots = this.slots?.filter(isOther) ?? null;
    this.kept = this.kept.filter(isOther);
    for (const visit of this.visits.values()) {
      if (visit.offered && !isOther(visit.offered)) visit.offered = null;
    }
  }

  /** What is done before the dialogue: words that may mean stop halt everything at once. */
  private ingest(event: DialogueEvent): void {
    const said = { text: 'text', media: 'caption', stop: 'text' } as const;
    const words =
      event.type in said ? `${event[said[event.type as 'text'] as keyof DialogueEvent] ?? ''}` : '';
    const reading = event.type === 'stop' ? 'stop' : readStop(words);
    if (reading === 'stop') this.halted = 'stopped';
    else if (reading !== null) this.halted ??= 'paused';
  }

  /** Shared contacts and codes count only while somebody waits to be proven. */
  private prove(event: DialogueEvent): Facts['proof'] {
    const waiting = this.people.all.find((person) => !person.verified);
    if (!waiting) return null;
    const { patientId } = waiting;
    if (event.type === 'contact') {
      if (!event.own) return { status: 'foreign', patientId };
      if (event.phone !== this.people.phone) return { status: 'differs', patientId };
      return this.proven(patientId, 'phone');
    }
    const code = event.type === 'text' ? readDeskCode(event.text) : null;
    if (code === null) return null;
    if (this.tries >= triesMax) return { status: 'locked', patientId };
    if (code === deskCode) return this.proven(patientId, 'code');
    this.tries += 1;
    return { status: this.tries >= triesMax ? 'locked' : 'wrong', patientId };
  }

  private proven(patientId: string, by: 'phone' | 'code'): Facts['proof'] {
    this.people.change(patientId, () => ({ verified: true }));
    return { status: 'proven', by, patientId };
  }

  private aboutButton(data: string): AboutFacts | null {
    const action = decodeButton(data);
    if (!action || !('messageId' in action)) return null;
    const sent = this.sent.find((one) => one.id === action.messageId);
    return sent ? this.about(sent) : null;
  }

  private about(sent: Sent): AboutFacts {
    const { visitId, reasonId, ...rest } = sent.about;
    const reason = this.reasons.find(reasonId ?? '');
    const asks = isAsking(rest.kind) || rest.kind.startsWith('ask_');
    const wellbeing = asks
      ? { reasonId: 'reason', answered: this.answered, closed: this.declined }
      : null;
    const visit = this.visits.get(visitId ?? '');
    const seen = visit ? this.seen(visit) : null;
    return { ...rest, messageId: sent.id, visit: seen, wellbeing, reason };
  }

  private seen(visit: VisitFacts): VisitFacts {
    return { ...visit, clinic: { ...visit.clinic, reviewUrl: this.reviewUrl } };
  }

  private apply(effect: Effect): void {
    switch (effect.type) {
      case 'reply':
        this.shown.push(effect.content);
        break;
      case 'accept_invitation':
        this.accept();
        break;
      case 'consent':
        this.people.consent(effect, this.now);
        break;
      case 'card':
        this.people.change(effect.patientId, ({ card }) => ({
          card: { ...card, ...effect.change },
        }));
        break;
      case 'label':
        this.people.change(effect.patientId, () => ({ label: effect.label }));
        break;
      case 'language':
        this.language = effect.language;
        break;
      case 'confirm_visit':
        this.visits.get(effect.appointmentId)!.status = 'confirmed';
        break;
      case 'cancel_visit':
        this.visits.get(effect.appointmentId)!.status = 'cancelled';
        break;
      case 'visit_request':
        this.ask(effect.appointmentId, (asked) => [...new Set([...asked, effect.kind])]);
        break;
      case 'withdraw_request':
        this.ask(effect.appointmentId, (asked) => asked.filter((kind) => kind !== effect.kind));
        for (const time of this.kept) this.take(time);
        break;
      case 'cancel_reason':
        break;
      case 'release_time':
        for (const time of this.kept) this.take(time);
        break;
      case 'hand_over':
        this.thread = { ...this.thread, open: true };
        this.alarm ||= effect.urgent;
        break;
      case 'wellbeing_answer':
        this.answered ||= effect.answer !== null;
        break;
      case 'decline_wellbeing':
        this.declined = true;
        break;
      case 'stop_everything':
        this.halted = 'stopped';
        this.people.stop();
        break;
      case 'narrow_stop':
        this.narrow(effect.scope);
        break;
      case 'pause':
        this.halted ??= 'paused';
        break;
      case 'unpause':
        this.halted = this.halted === 'paused' ? null : this.halted;
        break;
      case 'resume':
        this.halted = null;
        break;
      case 'not_me':
        this.people.clear();
        break;
      case 'forget':
        this.halted = 'stopped';
        this.people.stop();
        this.erasure = { dueAt: new Date(this.now.getTime() + 30 * dayMs) };
        break;
      case 'still_me':
        for (const { patientId } of this.people.all) {
          this.people.change(patientId, () => ({ verified: true }));
        }
        break;
      case 'reason_answer':
        this.reasons.answer(effect);
        break;
      case 'edit_pressed':
      case 'export':
        break;
    }
  }

  /** A new visit, which the reason is satisfied by. */
  private booked(reason: ReasonFacts): Writable<VisitFacts> {
    const visit = { ...reason.visit, appointmentId: 'new', scheduleVersion: 0 };
    this.visits.set('new', visit);
    this.reasons.change(reason.reasonId, { state: 'booked', booked: visit });
    return visit;
  }

  private ask(id: string, change: (asked: VisitFacts['asked']) => VisitFacts['asked']): void {
    const visit = this.visits.get(id);
    if (visit) visit.asked = change(visit.asked);
  }

  private accept(): void {
    if (this.invitation?.status !== 'valid') return;
    const { patientId, relation, proven } = this.invitation;
    this.people.bind(patientId, { relation, verified: proven, channel: this.channel });
  }

  private narrow(scope: Extract<Effect, { type: 'narrow_stop' }>['scope']): void {
    this.halted = null;
    this.people.restore(scope);
    if (scope.type === 'visit') this.visits.get(scope.appointmentId)!.muted = true;
  }
}

function purposeOf(kind: ProactiveKind): AboutFacts['purpose'] {
  if (kind.startsWith('visit')) return 'visit';
  return isAsking(kind) ? 'wellbeing' : 'service';
}
