import { z } from 'zod';
import type { VenueActor } from '#app/access/rules/actor.ts';
import { territoryPlace } from '#app/directory/rules/territory.ts';
import { type IntentionContext, intention, ok, refuse } from '#app/platform/intention.ts';
import { FIELD_GROUPS, type VenueField } from '#app/sources/rules/fields.ts';
import { writeVenueFields } from '#app/sources/write-venue-fields.ts';
import type { Tx } from '#db/client.ts';
import { askAddresses } from '#db/queries/geocoding.ts';
import { lockVenueRecords, readRecordsOf, readVenueRow } from '#db/queries/sources/records.ts';
import { findChange, insertChange, type PageChange, writeOwnWords } from '#db/queries/upkeep/changes.ts';
import { readTourChanges } from '#db/queries/upkeep/stop-changes.ts';
import { listStopsToCome } from '#db/queries/upkeep/stops.ts';
import { communeCentre } from '#db/queries/venues.ts';
import { decideEdit, decideUndo, type Edit } from './rules/history.ts';
import { isOwnWord, type PageWord, type PageWords } from './rules/page-words.ts';
import type { PageStep } from './rules/states.ts';
import { editSchema } from './rules/steps.ts';
import { MOST_STOPS, wallMoment } from './rules/stop.ts';
import { decideTourUndo, type TourChange } from './rules/stop-history.ts';
import { writeTour } from './write-tour.ts';

type Ctx = IntentionContext<VenueActor>;

/**
 * The team of a venue changes one part of its page: only what is new is written, as the venue’s own word, and kept
 * in the history with what stood before. Value: the change; null when the page said all of it already.
 */
export const editPage = intention({
  name: 'edit-page',
  input: z.object({ venueId: z.uuid(), edit: editSchema }),
  may: 'page.edit',
  async run(tx, { venueId, edit }, ctx) {
    const page = await openPage(tx, venueId, ctx);
    if (page === null) return refuse('NOT_YOUR_PAGE');
    const words = await withPosition(tx, page.shown, edit.words as PageWords);
    const decided = decideEdit(page.said, page.shown, words);
    if (decided === null) return ok({ changeId: null });
    return ok({ changeId: await writeEdit(tx, venueId, edit.step, decided, [], null, ctx) });
  },
});

/** Takes one change back; that is a change too. Value: the new change. */
export const undoChange = intention({
  name: 'undo-page-change',
  input: z.object({ venueId: z.uuid(), changeId: z.uuid() }),
  may: 'page.edit',
  async run(tx, { venueId, changeId }, ctx) {
    const page = await openPage(tx, venueId, ctx);
    if (page === null) return refuse('NOT_YOUR_PAGE');
    const change = await findChange(tx, venueId, changeId);
    if (change === null) return refuse('CHANGE_NOT_FOUND');
    const { step } = change;
    if (step === 'STOPS') return undoTour(tx, venueId, change, ctx);
    const undo = decideUndo(change, page.said, page.shown);
    if (!undo.ok) return refuse(undo.flaw);
    return ok({ changeId: await writeEdit(tx, venueId, step, undo.edit, undo.unsaid, changeId, ctx) });
  },
});

/** Takes back what a change announced, and announces again what it took back, as far as it is still to come. */
async function undoTour(tx: Tx, venueId: string, { id, undone }: PageChange, ctx: Ctx) {
  const at = wallMoment(ctx.now);
  const nothing: TourChange = { announced: [], takenBack: [] };
  const did = (await readTourChanges(tx, venueId, [id])).get(id) ?? nothing;
  const undo = decideTourUndo({ ...did, undone }, await listStopsToCome(tx, venueId, at, MOST_STOPS), at);
  if (!undo.ok) return refuse(undo.flaw, undo.day === undefined ? {} : { day: undo.day });
  const remove = undo.remove.map((stop) => stop.id);
  const { changeId } = await writeTour(tx, { venueId, announce: undo.announce, remove, undoes: id }, ctx);
  return ok({ changeId });
}

interface OpenPage {
  /** What the venue itself has said. */
  said: PageWords;
  /** What its page shows. */
  shown: PageWords;
}

/** The words of a page that the actor’s organisation holds; null for another’s. Imports and edits take turns. */
export async function openPage(tx: Tx, venueId: string, { actor }: Ctx): Promise<OpenPage | null> {
  await lockVenueRecords(tx);
  const row = await readVenueRow(tx, venueId);
  if (row === null || row.orgId !== actor.orgId) return null;
  const own = (await readRecordsOf(tx, [venueId])).find(
    ({ source, sourceId }) => source === 'venue' && sourceId === venueId,
  );
  const { welcomeNote, closures } = row;
  return { said: { ...own?.fields, welcomeNote, closures }, shown: row };
}

/** Writes an edit as the venue’s own word, with its line of history. The change’s id. */
export async function writeEdit(
  tx: Tx,
  venueId: string,
  step: PageStep,
  edit: Edit,
  unsaid: readonly PageWord[],
  undoes: string | null,
  ctx: Ctx,
): Promise<string> {
  const { welcomeNote, closures, ...fields } = edit.after;
  const id = ctx.newId();
  await insertChange(tx, { ...edit, id, venueId, step, undoes, at: ctx.now, actor: ctx.actorRef });
  const gone = unsaid.filter((word): word is VenueField => !isOwnWord(word));
  if (Object.keys(fields).length > 0 || gone.length > 0)
    await writeVenueFields(tx, venueId, 'venue', fields, {
      now: ctx.now,
      day: ctx.today,
      newId: ctx.newId,
      unsaid: gone,
    });
  await writeOwnWords(
    tx,
    venueId,
    { ...(welcomeNote === undefined ? {} : { welcomeNote }), ...(closures === undefined ? {} : { closures }) },
    ctx.now,
  );
  const { street, postcode, commune, inseeCode } = edit.after;
  if (street !== undefined && postcode !== undefined && commune !== undefined)
    await askAddresses(tx, [{ street, postcode, commune, inseeCode: inseeCode ?? null }], ctx.now);
  return id;
}

/** A new address puts the venue at the middle of its commune, until the geocoding service has answered. */
export async function withPosition(tx: Tx, shown: PageWords, words: PageWords): Promise<PageWords> {
  const moved = FIELD_GROUPS.address.some(
    (key) => words[key] !== undefined && key !== 'streetExtra' && words[key] !== shown[key],
  );
  if (!moved || words.inseeCode == null) return words;
  const centre = territoryPlace(words.inseeCode) ?? (await communeCentre(tx, words.inseeCode));
  return {
    ...words,
    lat: centre?.lat ?? null,
    lon: centre?.lon ?? null,
    positionPrecision: centre === null || centre === undefined ? null : 'COMMUNE',
  };
}
