/** Invitations of an organization that are open at once. Each new one reads them all. */
export const pendingMax = 100;

/** Days for which an invitation is kept after its token has expired. */
export const keptDays = 90;

const dayMs = 86_400_000;

/** So many days on. */
export const daysAfter = (instant: Date, days: number): Date => new Date(instant.getTime() + days * dayMs);
