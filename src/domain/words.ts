/** The project's vocabulary. A new word is added here or not used. */

export const channelIds = ['telegram', 'whatsapp'] as const;
/** A messenger the bot can write on. */
export type ChannelId = (typeof channelIds)[number];

export const cardChannels = [...channelIds, 'phone'] as const;
/** What a patient may choose on the service card; `phone` means a call by a person. */
export type CardChannel = (typeof cardChannels)[number];

export const purposes = [
  'visit',
  'hygiene',
  'checkup',
  'control',
  'plan',
  'wellbeing',
  'personal',
  'offers',
  'greeting',
] as const;
/** What consent is given for. */
export type Purpose = (typeof purposes)[number];

export const languages = ['ru', 'en'] as const;
export type Language = (typeof languages)[number];

export const relations = ['self', 'parent', 'carer'] as const;
/** How the contact stands to the patient. */
export type Relation = (typeof relations)[number];

export const messageStates = [
  'planned',
  'claimed',
  'accepted',
  'sent',
  'delivered',
  'read',
  'failed',
  'unknown',
  'dropped',
  'cancelled',
  'expired',
] as const;
export type MessageState = (typeof messageStates)[number];

export const appointmentStatuses = [
  'booked',
  'confirmed',
  'cancelled',
  'arrived',
  'completed',
  'no_show',
] as const;
export type AppointmentStatus = (typeof appointmentStatuses)[number];

/** A visit of these takes its doctor's time. */
export const takingStatuses: readonly AppointmentStatus[] = ['booked', 'confirmed', 'arrived'];

export const weekdays = [1, 2, 3, 4, 5, 6, 7] as const;
/** ISO weekday, Monday is 1. */
export type Weekday = (typeof weekdays)[number];

export const reasonKinds = [
  'hygiene',
  'checkup',
  'control',
  'plan',
  'personal',
  'later_need',
  'wellbeing',
  'impression',
] as const;
/** Why a patient is contacted, other than by a visit. `later_need`: foreseen by the doctor; `impression`: asked once after the last wellbeing day. */
export type ReasonKind = (typeof reasonKinds)[number];

export const reasonStates = [
  'planned',
  'sent',
  'answered',
  'booked',
  'came',
  'later',
  'elsewhere',
  'declined',
  'silent',
  'lapsed',
  'closed',
] as const;
/**
 * What has come of a reason. `later`: the patient named another time, a new reason stands for it;
 * `elsewhere`: done at another clinic; `declined`: not any more; `silent`: sent, never answered; `lapsed`:
 * never sent, its time is over; `closed`: taken back by staff or by what happened to the visit.
 */
export type ReasonState = (typeof reasonStates)[number];

/** Evidence of consent: 0 imported · 1 attested by staff · 2 act in chat · 3 simple e-signature · 4 paper or qualified signature. */
export type EvidenceStrength = 0 | 1 | 2 | 3 | 4;

export const importKinds = ['visits', 'patients', 'recalls'] as const;
/** A list of the clinic system: `visits.csv`, `patients.csv`, `recalls.csv`. */
export type ImportKind = (typeof importKinds)[number];
