/** Who is called when a patient feels bad, and who next if nobody takes it. */

import { minuteMs } from './time.ts';

/** The mildest first. */
export const alarmCodes = ['low_mark', 'low_score', 'wellbeing_bad', 'red_flag'] as const;
export type AlarmCode = (typeof alarmCodes)[number];

export const alarmStates = ['open', 'taken', 'closed'] as const;
export type AlarmState = (typeof alarmStates)[number];

export const isWorse = (code: AlarmCode, than: AlarmCode): boolean =>
  alarmCodes.indexOf(code) > alarmCodes.indexOf(than);

export interface Colleague {
  readonly id: string;
  readonly role: 'owner' | 'administrator' | 'doctor';
  readonly doctorId: string | null;
  /** Whose duty it is; null is every clinic's. */
  readonly clinicId: string | null;
  readonly disabled: boolean;
}

/** Of the treatment. */
export interface Scene {
  readonly doctorId: string | null;
  readonly clinicId: string | null;
}

export interface Round {
  /** 0 the doctor and the desk · 1 they and the owner · 2 the owner and every administrator, until somebody takes it. */
  readonly level: number;
  readonly people: readonly string[];
  /** When to call again; null where nobody climbs. */
  readonly nextAt: Date | null;
}

const levelMax = 2;
const pausesMs = [5 * minuteMs, 10 * minuteMs];

/** From the calls of a level to the next. What is meant for later than that was put down by a clock that has gone back. */
export const pauseMs = (level: number): number => pausesMs[Math.min(level, 1)] ?? 0;

interface Calling {
  readonly staff: readonly Colleague[];
  readonly scene: Scene;
  readonly now: Date;
}

/** A mark is for the desk to read, not for anybody to run: it never climbs. */
export function firstRound(code: AlarmCode, calling: Calling): Round {
  if (code !== 'low_mark') return roundFrom(0, calling);
  const { staff, scene } = calling;
  const desk = idsOf(staff, (one) => isOnDuty(one, scene));
  const people = desk.length > 0 ? desk : idsOf(staff, isOwner);
  return { level: 0, people, nextAt: null };
}

/** Nobody has taken it since the calls of `level`. */
export const nextRound = (level: number, calling: Calling): Round =>
  roundFrom(Math.min(level + 1, levelMax), calling);

/** The first level from `level` up on which anybody is left. */
export function roundFrom(level: number, calling: Calling): Round {
  const { staff, scene, now } = calling;
  const people = peopleAt(level, staff, scene);
  if (people.length === 0 && level < levelMax) return roundFrom(level + 1, calling);
  return { level, people, nextAt: new Date(now.getTime() + pauseMs(level)) };
}

/** Disabled colleagues are never called. */
export function peopleAt(
  level: number,
  staff: readonly Colleague[],
  scene: Scene,
): readonly string[] {
  const isNear = (one: Colleague) => isOnDuty(one, scene) || isTreating(one, scene);
  switch (level) {
    case 0:
      return idsOf(staff, isNear);
    case 1:
      return idsOf(staff, (one) => isNear(one) || isOwner(one));
    default:
      return idsOf(staff, (one) => isOwner(one) || one.role === 'administrator');
  }
}

const isOwner = ({ role }: Colleague): boolean => role === 'owner';

const isOnDuty = ({ role, clinicId }: Colleague, scene: Scene): boolean =>
  role === 'administrator' &&
  (clinicId === null || scene.clinicId === null || clinicId === scene.clinicId);

const isTreating = ({ doctorId }: Colleague, scene: Scene): boolean =>
  doctorId !== null && doctorId === scene.doctorId;

const idsOf = (
  staff: readonly Colleague[],
  isMeant: (one: Colleague) => boolean,
): readonly string[] => staff.filter((one) => !one.disabled && isMeant(one)).map(({ id }) => id);
