/** A visit that a reason calls for and nobody has booked yet. It goes through a chat like a visit, by an id of its own. */

const prefix = 'reason:';

export const proposedId = (reasonId: string): string => `${prefix}${reasonId}`;

/** Null for a visit of the clinic's own. */
export function reasonIdOf(appointmentId: string): string | null {
  const id = appointmentId.slice(prefix.length);
  const isOurs =
    appointmentId.startsWith(prefix) && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id);
  return isOurs ? id : null;
}
