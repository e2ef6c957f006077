import type { VenueActor } from '#app/access/rules/actor.ts';
import { type IntentionContext, intention, ok, refuse } from '#app/platform/intention.ts';
import { findOpenConflict, type OpenConflict, setAside } from '#app/sources/open-conflicts.ts';
import { keepForm, takeForm } from '#app/sources/rules/conflict-forms.ts';
import { FIELD_GROUPS, type FieldGroup, type VenueRecord } from '#app/sources/rules/fields.ts';
import type { Tx } from '#db/client.ts';
import { openPage, withPosition, writeEdit } from './edit-page.ts';
import { decideEdit } from './rules/history.ts';
import type { PageWords } from './rules/page-words.ts';
import { stepOfGroup } from './rules/steps.ts';

/**
 * The team keeps what its page shows: what the other sources say is set aside until one of them says something new.
 * Value: the venue.
 */
export const keepOwnWords = intention({
  name: 'keep-own-words',
  input: keepForm,
  may: 'page.edit',
  async run(tx, { venueId, group, seen }, ctx) {
    if ((await openPage(tx, venueId, ctx)) === null) return refuse('NOT_YOUR_PAGE');
    const conflict = await findOpenConflict(tx, venueId, group);
    if (conflict?.seen !== seen) return refuse('CONFLICT_CHANGED');
    await setAside(tx, conflict, ctx);
    return ok({ venueId });
  },
});

/**
 * The team takes the words of another source as its own: a change of its page like another, in its history and undone
 * there. What else was said is set aside. Value: the change.
 */
export const takeSourceWords = intention({
  name: 'take-source-words',
  input: takeForm,
  may: 'page.edit',
  async run(tx, { venueId, group, seen, recordId }, ctx) {
    const page = await openPage(tx, venueId, ctx);
    if (page === null) return refuse('NOT_YOUR_PAGE');
    const conflict = await findOpenConflict(tx, venueId, group);
    if (conflict?.seen !== seen) return refuse('CONFLICT_CHANGED');
    const chosen = conflict.others.find(({ id }) => id === recordId);
    const step = stepOfGroup(group);
    if (chosen === undefined || step === null) return refuse('CONFLICT_CHANGED');
    const words = await takenWords(tx, page.shown, chosen, group);
    const edit = decideEdit(page.said, page.shown, words);
    if (edit === null) return refuse('CONFLICT_CHANGED');
    const changeId = await writeEdit(tx, venueId, step, edit, [], null, ctx);
    await settleRest(tx, await findOpenConflict(tx, venueId, group), ctx);
    return ok({ changeId });
  },
});

/** The whole of a group as a record says it; an address comes with its place, the record's own when it has one. */
async function takenWords(tx: Tx, shown: PageWords, { fields }: VenueRecord, group: FieldGroup): Promise<PageWords> {
  const said = (keys: readonly (keyof typeof fields)[]) =>
    Object.fromEntries(keys.map((key) => [key, fields[key] ?? null])) as PageWords;
  const words = said(FIELD_GROUPS[group]);
  if (group !== 'address') return words;
  return fields.lat == null ? withPosition(tx, shown, words) : { ...words, ...said(FIELD_GROUPS.position) };
}

async function settleRest(tx: Tx, left: OpenConflict | null, ctx: IntentionContext<VenueActor>): Promise<void> {
  if (left !== null) await setAside(tx, left, ctx);
}
