/** One patient in the file of what we hold. */

import type { Language } from '../domain/words.ts';
import { textsOf } from './catalogue.ts';
import type {
  ExportedAccount,
  ExportedAgreement,
  ExportedErasure,
  ExportedPerson,
  ExportedReason,
} from './export-data.ts';
import { heading, indent, orNothing, row } from './export-lines.ts';
import type { ExportWords } from './export-words.ts';
import { weekWords } from './hours.ts';

export interface Manner {
  readonly words: ExportWords;
  readonly when: (at: Date, zone?: string) => string;
  readonly language: Language;
}

export function personLines(person: ExportedPerson, manner: Manner): readonly string[] {
  const { words, when, language } = manner;
  const { headings } = words;
  const { purposes } = textsOf(language);
  const section = (title: string, lines: readonly string[]) => [
    '',
    heading(title),
    ...orNothing(lines, words),
  ];
  return [
    heading(`${headings.who}: ${person.name || person.patientId}`),
    ...whoLines(person, words),
    ...section(
      headings.accounts,
      person.accounts.map((one) => accountLine(one, manner)),
    ),
    ...section(headings.card, cardLines(person, manner)),
    ...section(headings.agreements, [
      ...person.agreements.flatMap((one) => agreementLines(one, manner)),
      ...chainLines(person, words),
    ]),
    ...section(
      headings.visits,
      person.visits.map(({ startsAt, zone, clinic, doctor, service, status }) =>
        row(when(startsAt, zone), clinic, doctor, service, words.statuses[status]),
      ),
    ),
    ...section(
      headings.reasons,
      person.reasons.flatMap((one) => reasonLines(one, manner)),
    ),
    ...(person.alarms.length === 0
      ? []
      : section(
          headings.alarms,
          person.alarms.map(({ raisedAt, closedAt, outcome }) =>
            row(when(raisedAt), outcome, closedAt ? words.done : words.open),
          ),
        )),
    ...section(
      headings.calls,
      person.calls.map(({ dueAt, purpose, phone, state }) =>
        row(when(dueAt), purposes[purpose], phone, words[state]),
      ),
    ),
    ...section(
      headings.log,
      person.log.map(({ at, role, action }) =>
        row(when(at), words.roles[role], words.actions[action] ?? words.otherAction),
      ),
    ),
    ...(person.erasures.length === 0
      ? []
      : section(
          headings.erasures,
          person.erasures.map((one) => erasureLine(one, manner)),
        )),
  ];
}

function whoLines(person: ExportedPerson, words: ExportWords): readonly string[] {
  const { fields, unset } = words;
  const guardian = person.guardian && row(person.guardian.name, person.guardian.phone);
  return [
    `${fields.name}: ${person.name || unset}`,
    `${fields.phone}: ${person.phone ?? unset}`,
    `${fields.birthDate}: ${person.birthDate ?? unset}`,
    `${fields.language}: ${person.language ? textsOf(person.language).ownName : unset}`,
    ...(guardian ? [`${fields.guardian}: ${guardian}`] : []),
    `${fields.record}: ${person.patientId}`,
  ];
}

/** Of a number only the end: an account may be another member of the family's. */
function accountLine(account: ExportedAccount, { words, when }: Manner): string {
  return row(
    words.channels[account.channel],
    account.phone && `…${account.phone.slice(-4)}`,
    words.relations[account.relation],
    account.label && words.called(account.label),
    words.verifiedBy[account.verifiedBy],
    words.since(when(account.since)),
    account.endedAt && words.until(when(account.endedAt)),
  );
}

function cardLines({ card }: ExportedPerson, { words, language }: Manner): readonly string[] {
  const { fields } = words;
  const channels = card.channels.map((channel) => words.channels[channel]).join(', ');
  return [
    `${fields.channels}: ${channels || words.unset}`,
    `${fields.hours}: ${weekWords(card.hours, textsOf(language).hours)}`,
    ...(card.zone ? [`${fields.zone}: ${card.zone}`] : []),
    `${fields.reminders}: ${words.reminders[card.reminders]}`,
    `${fields.budget}: ${words.budget(card.budget.perDay, card.budget.perWeek)}`,
  ];
}

function agreementLines(one: ExportedAgreement, { words, when, language }: Manner): string[] {
  const head = row(
    `${one.number}. ${when(one.at)}`,
    words.acts[one.act],
    textsOf(language).purposes[one.purpose],
    words.channels[one.channel],
    one.act === 'withdrawn' ? null : words.strengths[one.strength],
    words.recordedBy(words.roles[one.recordedBy]),
    one.expiresAt && words.until(when(one.expiresAt)),
  );
  return [
    head,
    ...(one.wording ? [indent(`${words.wording}: ${one.wording}`)] : []),
    ...(one.document ? [indent(`${words.document}: ${one.document}`)] : []),
    indent(`${words.proof}: ${one.hash}`),
  ];
}

function chainLines({ chain }: ExportedPerson, { chain: words }: ExportWords): readonly string[] {
  if (chain.fault) return [words.broken(chain.fault.number)];
  return chain.head ? [words.whole(chain.entries, chain.head)] : [];
}

function reasonLines(one: ExportedReason, { words, when, language }: Manner): string[] {
  const { purposes } = textsOf(language);
  const recordedBy = words.recordedBy(words.roles[one.recordedBy]);
  const answer = one.answer && words.answer[one.answer];
  return [
    row(when(one.dueAt), purposes[one.purpose], recordedBy, answer, one.score?.toString()),
    ...(one.argument ? [indent(`${words.note}: ${one.argument}`)] : []),
    ...(one.note ? [indent(`${words.note}: ${one.note}`)] : []),
  ];
}

function erasureLine(one: ExportedErasure, { words, when }: Manner): string {
  const { erasure } = words;
  return row(
    when(one.requestedAt),
    one.doneAt
      ? erasure.done(when(one.doneAt))
      : one.refusedReason
        ? erasure.refused(one.refusedReason)
        : erasure.asked(when(one.dueAt)),
  );
}
