/** The roles a professional may hold; each is bound to one organisation of the matching kind. */
export const ROLES = ['AGENT', 'PARTNER_MANAGER', 'VENUE_STAFF', 'AUTHORITY'] as const;
export type Role = (typeof ROLES)[number];
