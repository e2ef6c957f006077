import { pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import { id, instant } from './columns.ts';
import { partner } from './partners.ts';

/** A place where a partner works. Its agents and booklets may belong to one; nobody has to. */
export const partnerSite = pgTable(
  'partner_site',
  {
    id: id(),
    partnerId: uuid('partner_id')
      .notNull()
      .references(() => partner.id),
    name: text('name').notNull(),
    address: text('address'),
    commune: text('commune').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [
    unique('partner_site_name').on(t.partnerId, t.name),
    // The target of foreign keys that say "a site of this very partner".
    unique('partner_site_of').on(t.id, t.partnerId),
  ],
);
