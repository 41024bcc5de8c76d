/** A clinic in memory: does with effects what the application does, so that a transcript can go on. */

import { decodeButton } from '../../src/dialogue/buttons.ts';
import { emptySession, step } from '../../src/dialogue/step.ts';
import type {
  AboutFacts,
  ClinicFacts,
  DialogueEvent,
  Effect,
  Facts,
  PersonFacts,
  Session,
  StepResult,
  VisitFacts,
} from '../../src/dialogue/types.ts';
import { blankCard } from '../../src/domain/card.ts';
import type { Content } from '../../src/domain/content.ts';
import { toInstant } from '../../src/domain/time.ts';
import type { AppointmentStatus, ChannelId, Language, Purpose } from '../../src/domain/words.ts';
import { compose, type ProactiveKind } from '../../src/text/proactive.ts';

export const clinic: ClinicFacts = {
  name: 'Клиника на Ленина',
  zone: 'Europe/Moscow',
  phone: '+7 495 000-00-00',
  address: 'ул. Ленина, 5',
  directions: 'метро «Парк», пять минут пешком, вход со двора.',
};

const firstNames: Readonly<Record<string, string>> = { anna: 'Анна', misha: 'Миша' };

interface Sent {
  readonly id: string;
  readonly content: Content;
  readonly about: Omit<AboutFacts, 'visit' | 'wellbeing' | 'messageId'> & {
    readonly visitId: string | null;
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
  answered = false;
  readonly people: PersonFacts[] = [];
  readonly visits = new Map<string, Writable<VisitFacts>>();
  readonly shown: Content[] = [];
  readonly sent: Sent[] = [];

  bind(patientId: string, consents: readonly Purpose[] = []): void {
    if (this.people.some((person) => person.patientId === patientId)) return;
    const channels = consents.length > 0 ? [this.channel] : [];
    const firstName = firstNames[patientId] ?? patientId;
    this.people.push({
      patientId,
      firstName,
      card: { ...blankCard, channels },
      consents,
      visits: [],
    });
  }

  book(id: string, patientId: string, local: string): void {
    const startsAt = at(local);
    const facts = { startsAt, clinic, status: 'booked' as AppointmentStatus, scheduleVersion: 1 };
    this.visits.set(id, { appointmentId: id, patientId, ...facts });
  }

  move(id: string, local: string): void {
    const visit = this.visits.get(id)!;
    visit.startsAt = at(local);
    visit.scheduleVersion += 1;
  }

  send(kind: ProactiveKind, visitId: string): Content {
    const visit = this.visits.get(visitId)!;
    const person = this.people.find((one) => one.patientId === visit.patientId);
    const id = `00000000-0000-7000-8000-${`${this.sent.length + 1}`.padStart(12, '0')}`;
    const content = compose(
      kind,
      {
        messageId: id,
        clinic: clinic.name,
        startsAt: visit.startsAt,
        zone: clinic.zone,
        address: clinic.address,
        person: this.people.length > 1 ? person?.firstName : null,
        directions: kind.startsWith('visit') ? clinic.directions : null,
      },
      this.language,
    );
    const { patientId, scheduleVersion } = visit;
    const about = { kind, patientId, scheduleVersion, text: content.text, visitId };
    this.sent.push({ id, content, about });
    this.shown.push(content);
    return content;
  }

  /** The data of the newest button with this label. */
  buttonData(label: string): string {
    const buttons = this.shown.toReversed().flatMap((content) => content.buttons ?? []);
    const found = buttons.find((one) => one.label === label);
    if (!found) throw new Error(`no button was shown with the label ${label}`);
    return found.data;
  }

  play(event: DialogueEvent): StepResult {
    const facts = this.facts(event);
    const result = step({ session: this.session, event, facts, now: this.now });
    this.session = result.session;
    for (const effect of result.effects) this.apply(effect);
    if (event.type === 'start') this.invitation = null;
    return result;
  }

  facts(event: DialogueEvent): Facts {
    const { channel, otherChannels, language, thread } = this;
    const people = this.people.map((person) => ({
      ...person,
      visits: [...this.visits.values()].filter((visit) => visit.patientId === person.patientId),
    }));
    const invitation = event.type === 'start' ? this.invitation : null;
    const about = event.type === 'button' ? this.about(event.data) : null;
    return { clinic, channel, otherChannels, language, people, invitation, about, thread };
  }

  private about(data: string): AboutFacts | null {
    const action = decodeButton(data);
    if (!action || !('messageId' in action)) return null;
    const sent = this.sent.find((one) => one.id === action.messageId);
    if (!sent) return null;
    const { visitId, ...rest } = sent.about;
    const wellbeing =
      rest.kind === 'wellbeing_check' ? { reasonId: 'reason', answered: this.answered } : null;
    const visit = this.visits.get(visitId ?? '') ?? null;
    return { ...rest, messageId: sent.id, visit, wellbeing };
  }

  private apply(effect: Effect): void {
    switch (effect.type) {
      case 'reply':
        this.shown.push(effect.content);
        break;
      case 'accept_invitation':
        this.bind(effect.patientId);
        break;
      case 'consent':
        this.change(effect.patientId, (person) => {
          const others = person.consents.filter((one) => !effect.purposes.includes(one));
          return { consents: effect.act === 'given' ? [...others, ...effect.purposes] : others };
        });
        break;
      case 'card':
        this.change(effect.patientId, ({ card }) => ({ card: { ...card, ...effect.change } }));
        break;
      case 'language':
        this.language = effect.language;
        break;
      case 'confirm_visit':
        this.visits.get(effect.appointmentId)!.status = 'confirmed';
        break;
      case 'hand_over':
        this.thread = { ...this.thread, open: true };
        break;
      case 'wellbeing_answer':
        this.answered = true;
        break;
      case 'stop_everything':
        for (const { patientId } of this.people) this.change(patientId, () => ({ consents: [] }));
        break;
      case 'edit_pressed':
      case 'resume':
        break;
    }
  }

  private change(patientId: string, make: (person: PersonFacts) => Partial<PersonFacts>): void {
    const index = this.people.findIndex((person) => person.patientId === patientId);
    const person = this.people[index];
    if (!person) throw new Error(`an effect names ${patientId}, who is not bound`);
    this.people[index] = { ...person, ...make(person) };
  }
}

export function at(local: string): Date {
  return toInstant({ local, zone: clinic.zone });
}
