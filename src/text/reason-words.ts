/** Reasons to contact a patient as staff read of them, in the console and in their own chat. */

import type { FollowUpKind, ReasonRule } from '../domain/reasons.ts';
import type { Language, ReasonState } from '../domain/words.ts';

export interface ReasonWordsOf {
  readonly rules: Readonly<Record<ReasonRule, string>>;
  readonly kinds: Readonly<Record<FollowUpKind, string>>;
  readonly states: Readonly<Record<ReasonState, string>>;
}

export const reasonWords: Readonly<Record<Language, ReasonWordsOf>> = {
  ru: {
    rules: {
      no_evidence: 'Не хватает основания: без этого поля повод не записать.',
      bad_interval: 'Интервал — от 1 до 24 месяцев.',
      future_date: 'Этот день ещё не наступил.',
      due_before_visit: 'Срок не может быть раньше визита, от которого он отсчитан.',
      due_passed: 'Срок прошёл больше месяца назад. Спросите пациента при следующем визите.',
      too_far: 'Так далеко вперёд не записываем.',
      plan_unsigned: 'План не подписан. По неподписанному плану пациенту не пишут и не звонят.',
      free_consultation:
        'После бесплатной консультации без подписанного плана не пишут и не звонят.',
      too_dear: 'Пациент сказал, что дорого. После этого не пишут и не звонят.',
      no_day_named: 'Пациент сказал «подумаю». Связаться можно, только если он сам назвал день.',
      other_day_named: 'Пациент назвал другой день. Связаться можно только в него.',
      price_or_deadline: 'В словах для пациента не бывает цен, скидок, купонов и «только до».',
      reproach: 'Пациента не упрекают и не спрашивают, почему он не приходит.',
      contraindicated: 'Этому пациенту отбеливание противопоказано, о нём не пишут.',
      mass_list:
        'Одни и те же слова уже получают многие. Напишите, что важно именно этому пациенту.',
      not_own_patient: 'У этого врача пациент не был. Лично пишет только свой врач.',
      own_word_only: 'Личный повод записывает сам врач.',
      declined_before: 'Пациент просил больше об этом не напоминать. Нужна новая договорённость.',
    },
    kinds: {
      hygiene: 'Гигиена',
      checkup: 'Профосмотр',
      control: 'Контроль после лечения',
      plan: 'План лечения',
      personal: 'Лично от врача',
      later_need: 'На будущее',
    },
    states: {
      planned: 'ждёт срока',
      sent: 'приглашён',
      answered: 'ответил',
      booked: 'записан',
      came: 'пришёл',
      later: 'просил позже',
      elsewhere: 'сделал в другом месте',
      declined: 'больше не нужно',
      silent: 'не ответил',
      lapsed: 'срок вышел, не приглашали',
      closed: 'закрыто',
    },
  },
  en: {
    rules: {
      no_evidence: 'Evidence is missing: without this field the reason cannot be recorded.',
      bad_interval: 'The interval is 1 to 24 months.',
      future_date: 'That day is still to come.',
      due_before_visit: 'It cannot be due before the visit it is counted from.',
      due_passed: 'It was due more than a month ago. Ask the patient at the next visit.',
      too_far: 'Nothing is recorded so far ahead.',
      plan_unsigned: 'The plan is not signed. Nobody is contacted about an unsigned plan.',
      free_consultation:
        'After a free consultation without a signed plan nobody is written to or called.',
      too_dear: 'The patient said it was too dear. After that nobody writes or calls.',
      no_day_named:
        'The patient said “I’ll think about it”. Contact them only if they named a day themselves.',
      other_day_named: 'The patient named another day. Contact them only on that one.',
      price_or_deadline: 'Words for a patient hold no prices, discounts, vouchers or “only until”.',
      reproach: 'A patient is not reproached, nor asked why they do not come.',
      contraindicated: 'Whitening is contraindicated for this patient and not written about.',
      mass_list: 'Many get these same words already. Write what matters to this patient.',
      not_own_patient:
        'The patient has not been to this doctor. Only their own doctor writes personally.',
      own_word_only: 'A personal reason is recorded by the doctor.',
      declined_before: 'The patient asked not to be reminded of this. A new agreement is needed.',
    },
    kinds: {
      hygiene: 'Hygiene',
      checkup: 'Check-up',
      control: 'Control after treatment',
      plan: 'Treatment plan',
      personal: 'From the doctor personally',
      later_need: 'For later',
    },
    states: {
      planned: 'waits until due',
      sent: 'invited',
      answered: 'answered',
      booked: 'booked',
      came: 'came',
      later: 'asked for later',
      elsewhere: 'done elsewhere',
      declined: 'not any more',
      silent: 'did not answer',
      lapsed: 'its time is over, not invited',
      closed: 'closed',
    },
  },
};
