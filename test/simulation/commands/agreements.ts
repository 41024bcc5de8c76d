/** What a patient agreed to, recorded outside the chat, and the card. */

import { putCard } from '../../../src/app/cards.ts';
import { recordAgreements } from '../../../src/app/consents.ts';
import { accountsOf } from '../../../src/app/identity.ts';
import { type ServiceCard, weekOf } from '../../../src/domain/card.ts';
import {
  type CardChannel,
  cardChannels,
  type Purpose,
  purposes,
  type Weekday,
  weekdays,
} from '../../../src/domain/words.ts';
import { lastPhoto } from '../checks/eyes.ts';
import type { Command, Random, World } from '../contract.ts';
import { castOf, given, nth, wordAbout } from './cast.ts';
import { anyPatient, command, some } from './shape.ts';

interface Agreement {
  readonly patient: number;
  readonly purposes: readonly Purpose[];
  readonly channels: readonly CardChannel[];
  readonly act: 'given' | 'withdrawn';
  readonly mechanism: string;
  /** For one account only: which. */
  readonly account: number | null;
}

const mechanisms = ['paper', 'paper', 'paper', 'desk', 'import', 'verbal', 'e_signature'] as const;

function anyPurposes(random: Random): readonly Purpose[] {
  return random.pick([['visit'], ['visit'], ['visit', 'wellbeing'], ['wellbeing'], purposes]);
}

function anyChannels(random: Random): readonly CardChannel[] {
  return random.pick([
    ['telegram'],
    ['whatsapp'],
    ['telegram', 'whatsapp'],
    ['phone'],
    cardChannels,
  ] as const);
}

const agreement = (act: 'given' | 'withdrawn', weight: number) =>
  command<Agreement>(`consent-${act}`, weight, {
    choose: (world, random) => {
      const patient = anyPatient(world, random);
      if (patient === null) return null;
      const how = { act, mechanism: random.pick(mechanisms) };
      const account = random.chance(0.2) ? some(random) : null;
      return {
        ...how,
        patient,
        account,
        purposes: anyPurposes(random),
        channels: anyChannels(random),
      };
    },
    run: async (world, { patient, account, purposes: about, channels, mechanism }) => {
      const whose = nth(castOf(world).patients, patient);
      if (!whose) return;
      const accounts = given(await world.call((ctx) => accountsOf(ctx, whose.id))) ?? [];
      const bindingId = account === null ? null : (nth(accounts, account)?.bindingId ?? null);
      const document = wordAbout(world, whose);
      await world.call((ctx) =>
        recordAgreements(ctx, {
          patientId: whose.id,
          purposes: about,
          channels,
          act,
          mechanism,
          strength: null,
          wording: null,
          document,
          bindingId,
          actor: 'api',
        }),
      );
    },
  });

/** From who has said STOP in the chat; not every way of saying it ends the STOP. */
const afterStop = command<{ n: number; purpose: Purpose; mechanism: string }>(
  'consent-after-stop',
  8,
  {
    choose: (world, random) =>
      stoppedPatients(world).length === 0
        ? null
        : {
            n: some(random),
            purpose: random.pick(['visit', 'wellbeing'] as const),
            mechanism: random.pick(['paper', 'verbal', 'verbal', 'desk'] as const),
          },
    run: async (world, { n, purpose, mechanism }) => {
      const patientId = nth(stoppedPatients(world), n);
      if (!patientId) return;
      const terms = {
        strength: null,
        wording: null,
        document: null,
        bindingId: null,
        actor: 'api',
      };
      const channels = ['telegram', 'whatsapp'] as const;
      const act = { act: 'given', mechanism, purposes: [purpose], channels } as const;
      await world.call((ctx) => recordAgreements(ctx, { patientId, ...act, ...terms }));
    },
  },
);

/** As the last look found them. */
function stoppedPatients(world: World): readonly string[] {
  const { addresses = [], bindings = [] } = lastPhoto(world) ?? {};
  const stopped = addresses.filter((one) => one.stopped_at !== null).map(({ id }) => id);
  const of = bindings.filter((one) => one.ended_at === null && stopped.includes(one.address_id));
  return [...new Set(of.map((one) => one.patient_id))].toSorted();
}

const spans = [
  { from: '09:00', to: '21:00' },
  { from: '00:00', to: '24:00' },
  { from: '10:00', to: '10:30' },
  { from: '18:00', to: '22:00' },
  { from: '22:00', to: '02:00' },
  { from: '02:00', to: '03:00' },
] as const;
const zones = ['Europe/Moscow', 'Europe/Berlin', 'America/New_York', 'Asia/Kathmandu', null];

function anyHours(random: Random): ServiceCard['hours'] {
  const days: readonly Weekday[] = random.pick([
    weekdays,
    weekdays,
    [1, 2, 3, 4, 5],
    [6, 7],
    [random.pick(weekdays)],
    [],
  ]);
  return weekOf(days, random.chance(0.2) ? [spans[2], spans[3]] : [random.pick(spans)]);
}

function anyChange(random: Random): Partial<ServiceCard> {
  const budgets = [1, 2, 3, 10];
  return random.pick<() => Partial<ServiceCard>>([
    () => ({ hours: anyHours(random) }),
    () => ({ hours: anyHours(random) }),
    () => ({ zone: random.pick(zones) }),
    () => ({ channels: random.pick([['telegram'], ['whatsapp', 'telegram'], ['phone'], []]) }),
    () => ({ language: random.pick(['ru', 'en', null]) }),
    () => ({ reminders: random.pick(['none', 'one', 'two', 'three', 'three']) }),
    () => ({ budget: { perDay: random.pick(budgets), perWeek: random.pick(budgets) } }),
  ])();
}

const card = command<{ patient: number; change: Partial<ServiceCard> }>('card', 5, {
  choose: (world, random) => {
    const patient = anyPatient(world, random);
    return patient === null ? null : { patient, change: anyChange(random) };
  },
  run: async (world, { patient, change }) => {
    const whose = nth(castOf(world).patients, patient);
    if (!whose) return;
    await world.call((ctx) => putCard(ctx, { patientId: whose.id, change, actor: 'api' }));
  },
});

export const agreementCommands: readonly Command[] = [
  agreement('given', 3),
  agreement('withdrawn', 2),
  card,
  afterStop,
];
