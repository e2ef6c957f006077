/** How somebody proves that they work at a venue: its published mailbox, or the authority’s word. */
export const CLAIM_ROUTES = ['EMAIL', 'AUTHORITY'] as const;
export type ClaimRoute = (typeof CLAIM_ROUTES)[number];

/** OPEN: the link was sent, or the authority has not answered yet. */
export const CLAIM_STATES = ['OPEN', 'GRANTED', 'REFUSED'] as const;
export type ClaimState = (typeof CLAIM_STATES)[number];

/** The parts of a page that are edited, and saved, one at a time. */
export const PAGE_STEPS = ['CONTACT', 'HOURS', 'SERVICES', 'PUBLICS', 'FEES', 'PRESENTATION', 'CLOSURES'] as const;
export type PageStep = (typeof PAGE_STEPS)[number];

/** What a change of a page is about: one of its parts, or where the venue stops. */
export const CHANGE_STEPS = [...PAGE_STEPS, 'STOPS'] as const;
export type ChangeStep = (typeof CHANGE_STEPS)[number];

/** What a passer-by says is wrong. */
export const REPORT_SUBJECTS = ['CLOSED', 'HOURS', 'CONTACT', 'ADDRESS', 'SERVICES', 'OTHER'] as const;
export type ReportSubject = (typeof REPORT_SUBJECTS)[number];

export const REPORT_STATES = ['OPEN', 'CORRECTED', 'UNCHANGED'] as const;
export type ReportState = (typeof REPORT_STATES)[number];

/** Ways to reach somebody who left an address, or a venue that is asked whether its page is right. */
export const CONTACT_CHANNELS = ['EMAIL', 'SMS', 'LETTER'] as const;
export type ContactChannel = (typeof CONTACT_CHANNELS)[number];
