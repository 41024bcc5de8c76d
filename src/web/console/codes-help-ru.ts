/** What staff can do about a decision, and what a task at the desk asks for, in Russian. */

import type { DeskTaskCode } from '../../app/call-tasks.ts';
import type { DecisionCode } from '../../domain/policy.ts';

const nothing = 'Ничего делать не нужно.';
const call = 'Если это ещё важно, позвоните.';
const tellOwner = 'Скажите владельцу: состояние канала видно в «Настройке».';

export interface DeskTaskWords {
  readonly title: string;
  readonly why: string;
  readonly todo: string;
}

export const helpRu = {
  remedies: {
    no_consent: 'Покажите приглашение или запишите согласие с бумаги.',
    withdrawn: 'Не настаивайте. Если пациент передумает, он напишет «настройки».',
    expired: 'Попросите продлить: в чате словом «настройки» или подписью.',
    evidence_too_weak: 'Попросите подтвердить в чате или подписать согласие.',
    stopped: 'Не настаивайте: бот напишет снова, когда пациент сам согласится.',
    paused: 'Откройте чат и решите: писать дальше или остановить всё.',
    muted: 'Об остальном бот пишет как раньше.',
    no_address: 'Покажите приглашение.',
    unverified: 'Назовите пациенту код или отметьте, что видели его лично.',
    authority_ended: 'Пригласите самого пациента и спросите, согласен ли он.',
    quarantined: 'Уточните, чей это номер, и снимите карантин или отключите аккаунт.',
    silent: 'Ответ в чате снимет вопрос. Если срочно, позвоните.',
    erased: nothing,
    no_question: 'Напишите с карты пациента: там видно, на что есть согласие.',
    outside_hours: 'Если важно, позвоните или поменяйте часы вместе с пациентом.',
    budget: 'Если важно, позвоните. Сколько писать, указано в сервисной карте.',
    past_deadline: call,
    booked_late: nothing,
    merged: nothing,
    stale_fact: nothing,
    schedule_stale: 'Проверьте связь с системой клиники. Время визита уточните звонком.',
    confirmed: nothing,
    already_answered: nothing,
    unreachable: 'Позвоните. Если пациент напишет сам, связь восстановится.',
    window_closed: 'Сообщение уйдёт, когда пациент ответит.',
    template_unusable: 'Позвоните. Шаблоны владелец проверяет в кабинете WhatsApp.',
    channel_down: tellOwner,
    deaf: tellOwner,
    throttled: 'Бот попробует ещё раз сам.',
    phone_chosen: 'Позвоните: задача стоит в «Звонках».',
    too_many_tries: call,
    rejected: call,
    outcome_unknown: 'Не повторяйте сразу: могло дойти. Если важно, позвоните.',
  } satisfies Partial<Record<DecisionCode, string>>,

  deskTasks: {
    consent_imported: {
      title: 'Обновить согласие при следующем визите',
      why: 'Согласие перенесли из другой системы. Сам пациент его не подтвердил, и бот по нему не пишет.',
      todo: 'Попросите подписать согласие или покажите приглашение.',
    },
    authority_ended: {
      title: 'Пригласить самого пациента',
      why: 'Пациент вырос. Родитель больше не отвечает за него, и бот родителю не пишет.',
      todo: 'Покажите пациенту приглашение и спросите, о чём ему писать.',
    },
    not_me: {
      title: 'Проверить номер пациента',
      why: 'На сообщение ответили «это не я». Аккаунт отключён, в очереди ничего нет.',
      todo: 'Уточните номер у пациента, исправьте карту и покажите новое приглашение.',
    },
    quarantined: {
      title: 'Выяснить, чей это аккаунт',
      why: 'Номер или аккаунт, похоже, сменил хозяина. Бот туда не пишет.',
      todo: 'Спросите пациента. Если всё верно, снимите карантин, иначе отключите аккаунт.',
    },
  } satisfies Record<DeskTaskCode, DeskTaskWords>,
};

export type Help = typeof helpRu;
