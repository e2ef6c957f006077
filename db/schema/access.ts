import { sql } from 'drizzle-orm';
import { check, foreignKey, index, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { ROLES } from '#app/access/rules/roles.ts';
import { bytea, id, instant, oneOf } from './columns.ts';
import { venueOrg } from './directory.ts';
import { partner } from './partners.ts';
import { partnerSite } from './sites.ts';

/** A professional's account. The password is an argon2id hash; absent until the invitation is accepted. */
export const userAccount = pgTable(
  'user_account',
  {
    id: id(),
    email: text('email').notNull().unique(),
    displayName: text('display_name').notNull(),
    passwordHash: text('password_hash').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [check('user_account_email_lower', sql`${t.email} = lower(${t.email})`)],
);

/** A signed-in browser; the id is a hash-like random token made by lucia. */
export const userSession = pgTable(
  'user_session',
  {
    id: text('id').primaryKey(),
    userId: uuid('user_id')
      .notNull()
      .references(() => userAccount.id, { onDelete: 'cascade' }),
    expiresAt: instant('expires_at').notNull(),
  },
  (t) => [index('user_session_user').on(t.userId)],
);

/** What an account may be, and for whom. Revocation is a date, never a deletion. */
export const membership = pgTable(
  'membership',
  {
    id: id(),
    userId: uuid('user_id')
      .notNull()
      .references(() => userAccount.id),
    role: text('role', { enum: ROLES }).notNull(),
    partnerId: uuid('partner_id').references(() => partner.id),
    orgId: uuid('org_id').references(() => venueOrg.id),
    /** At which of the partner's sites, when it has some. */
    siteId: uuid('site_id'),
    createdAt: instant('created_at').notNull(),
    revokedAt: instant('revoked_at'),
  },
  (t) => [
    check('membership_site_of_partner', sql`${t.siteId} is null or ${t.partnerId} is not null`),
    foreignKey({
      name: 'membership_site',
      columns: [t.siteId, t.partnerId],
      foreignColumns: [partnerSite.id, partnerSite.partnerId],
    }),
    check('membership_role', oneOf(t.role, ROLES)),
    check(
      'membership_bound',
      sql.raw(`(role in ('AGENT','PARTNER_MANAGER')) = (partner_id is not null)
        and (role = 'VENUE_STAFF') = (org_id is not null)`),
    ),
    uniqueIndex('membership_one_live').on(t.userId).where(sql`revoked_at is null`),
  ],
);

/** The one link that lets somebody who forgot a password choose another; only the hash of its token is kept. */
export const passwordReset = pgTable(
  'password_reset',
  {
    id: id(),
    tokenHash: bytea('token_hash').notNull().unique(),
    /** One a person: asking again replaces the link already sent. */
    userId: uuid('user_id')
      .notNull()
      .unique()
      .references(() => userAccount.id, { onDelete: 'cascade' }),
    createdAt: instant('created_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    usedAt: instant('used_at'),
  },
  () => [
    check('password_reset_short', sql.raw(`expires_at <= created_at + interval '2 hours'`)),
    check('password_reset_in_time', sql.raw('used_at is null or used_at < expires_at')),
  ],
);

/** An invitation link sent to a future professional; only the hash of its token is kept. */
export const invitation = pgTable(
  'invitation',
  {
    id: id(),
    tokenHash: bytea('token_hash').notNull().unique(),
    email: text('email').notNull(),
    displayName: text('display_name').notNull(),
    role: text('role', { enum: ROLES }).notNull(),
    partnerId: uuid('partner_id').references(() => partner.id),
    orgId: uuid('org_id').references(() => venueOrg.id),
    invitedBy: uuid('invited_by').references(() => userAccount.id),
    createdAt: instant('created_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    usedAt: instant('used_at'),
  },
  (t) => [
    check('invitation_role', oneOf(t.role, ROLES)),
    check(
      'invitation_bound',
      sql.raw(`(role in ('AGENT','PARTNER_MANAGER')) = (partner_id is not null)
        and (role = 'VENUE_STAFF') = (org_id is not null)`),
    ),
  ],
);

/** Somebody signed in gave their password again for one act (its op key). Append-only. */
export const identityConfirmation = pgTable(
  'identity_confirmation',
  {
    opKey: uuid('op_key').notNull(),
    userId: uuid('user_id')
      .notNull()
      .references(() => userAccount.id),
    at: instant('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.opKey, t.userId, t.at] }), index('identity_confirmation_user').on(t.userId, t.at)],
);
