import { z } from 'zod';
import { intention, ok, refuse } from '#app/platform/intention.ts';
import {
  insertDocument,
  lockConvention,
  writeConventionAgents,
  writeConventionRevoked,
} from '#db/queries/conventions.ts';

/** The largest document kept: 5 MB. The CHECK `convention_document_size` says the same. */
export const MAX_DOCUMENT_BYTES = 5 * 1024 * 1024;

/** Keeps the signed document of a convention; its bytes are in the file store already. Value: the document's id. */
export const attachDocument = intention({
  name: 'attach-convention-document',
  input: z.object({
    conventionId: z.uuid(),
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
    byteCount: z.number().int().min(1).max(MAX_DOCUMENT_BYTES),
    fileName: z.string().min(1).max(120),
  }),
  may: 'partner.manage',
  async run(tx, given, ctx) {
    if ((await lockConvention(tx, given.conventionId)) === null) return refuse('CONVENTION_CLOSED');
    const documentId = ctx.newId();
    await insertDocument(tx, { ...given, id: documentId, addedBy: ctx.actorRef, now: ctx.now });
    return ok({ documentId });
  },
});

/**
 * Says who hands over under a convention: everybody of the partner, or only those named. Its row is locked
 * against the acts under way, so that whoever is no longer named is refused from the next one on.
 */
export const nameAgents = intention({
  name: 'name-convention-agents',
  input: z.object({ conventionId: z.uuid(), named: z.boolean(), membershipIds: z.array(z.uuid()).max(200) }),
  may: 'partner.manage',
  async run(tx, given) {
    if ((await lockConvention(tx, given.conventionId)) === null) return refuse('CONVENTION_CLOSED');
    await writeConventionAgents(tx, given.conventionId, given);
    return ok({ conventionId: given.conventionId });
  },
});

/**
 * Ends a convention at once, for good: nothing is received nor handed over under it any more, from an open
 * tab either. Its days are free for another one.
 */
export const revokeConvention = intention({
  name: 'revoke-convention',
  input: z.object({ conventionId: z.uuid(), reason: z.string().trim().min(1).max(500) }),
  may: 'partner.manage',
  async run(tx, { conventionId, reason }, ctx) {
    if ((await lockConvention(tx, conventionId)) === null) return refuse('CONVENTION_CLOSED');
    await writeConventionRevoked(tx, conventionId, reason, ctx.now);
    return ok({ conventionId });
  },
});
