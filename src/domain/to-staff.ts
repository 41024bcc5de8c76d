/** Messages of the bot to staff in their own chat with it: none of them is a patient's. */

export const toStaffKinds = ['to_staff.call', 'to_staff.answer', 'to_staff.edit'] as const;
export type ToStaffKind = (typeof toStaffKinds)[number];

export const isToStaff = (kind: string): kind is ToStaffKind => kind.startsWith('to_staff.');
