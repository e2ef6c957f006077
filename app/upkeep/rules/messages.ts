/** The kinds of message about a venue's page; that of a source that shrank goes the same way. */
export const PAGE_MESSAGES = [
  'page-claim',
  'page-claim-granted',
  'page-claim-refused',
  'page-to-confirm',
  'page-reported',
  'page-reported-authority',
  'page-report-answered',
  'source-shrank',
] as const;
export type PageMessageKind = (typeof PAGE_MESSAGES)[number];
