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

export const weekdays = [1, 2, 3, 4, 5, 6, 7] as const;
/** ISO weekday, Monday is 1. */
export type Weekday = (typeof weekdays)[number];

/** Evidence of consent: 0 imported · 1 attested by staff · 2 act in chat · 3 simple e-signature · 4 paper or qualified signature. */
export type EvidenceStrength = 0 | 1 | 2 | 3 | 4;
