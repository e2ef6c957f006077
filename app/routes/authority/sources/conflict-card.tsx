import { z } from 'zod';
import { FIELD_GROUPS, type FieldGroup } from '#app/sources/rules/fields.ts';
import { GROUP_WORDS } from '#app/sources/texts.fr.ts';
import { Tag } from '#app/ui/components/tag.tsx';
import { SubmitButton } from '#app/ui/forms/form-parts.tsx';
import { ActForm } from '../act-form.tsx';
import { saySource } from './venue-sheet-parts.tsx';

export const keepForm = z.object({
  venueId: z.uuid('Choisissez un lieu.'),
  group: z.enum(Object.keys(FIELD_GROUPS) as [FieldGroup, ...FieldGroup[]], 'Choisissez une information.'),
  seen: z.string('Rechargez la page, puis choisissez.').max(64, 'Rechargez la page, puis choisissez.'),
});
export const takeForm = keepForm.extend({ recordId: z.uuid('Choisissez une source.') });

/** What one source says of what is in question. */
interface Said {
  readonly id: string;
  readonly source: string;
  readonly saidOn: string;
  /** Null when it says that there is nothing. */
  readonly words: string | null;
}

export interface ShownConflict {
  readonly venueId: string;
  readonly name: string;
  readonly commune: string;
  readonly group: FieldGroup;
  readonly seen: string;
  readonly shown: Said;
  readonly others: readonly Said[];
}

interface ConflictCardProps {
  readonly conflict: ShownConflict;
  readonly opKey: string;
}

/** One disagreement: what is shown, what the others say, and the two answers. */
export function ConflictCard({ conflict, opKey }: ConflictCardProps) {
  const { venueId, name, commune, group, shown, others } = conflict;
  const ofVenue = shown.source === 'venue';
  return (
    <article className="panel">
      <h3>
        {GROUP_WORDS[group]} : <a href={`/metropole/sources/lieux/${venueId}`}>{`${name}, ${commune}`}</a>
      </h3>
      <ul className="people-list">
        <li>
          <Words said={shown} />
          <Tag look="ok">affiché</Tag>
        </li>
        {others.map((other) => (
          <li key={other.id}>
            <Words said={other} />
            {!ofVenue && (
              <ActForm act="take" opKey={opKey}>
                <Question conflict={conflict} />
                <input type="hidden" name="recordId" value={other.id} />
                <SubmitButton look="quiet">
                  Prendre celui-ci
                  <span className="visually-hidden">
                    {` : ${other.words ?? 'rien'}, ${GROUP_WORDS[group]} de ${name}`}
                  </span>
                </SubmitButton>
              </ActForm>
            )}
          </li>
        ))}
      </ul>
      {ofVenue && (
        <p className="hint">Le lieu l’a écrit lui-même : sa parole passe avant. Demandez-lui de la changer.</p>
      )}
      <ActForm act="keep" opKey={opKey}>
        <Question conflict={conflict} />
        <SubmitButton>
          Garder<span className="visually-hidden">{` ce qui est affiché : ${GROUP_WORDS[group]} de ${name}`}</span>
        </SubmitButton>
      </ActForm>
    </article>
  );
}

/** Which conflict is answered, as it was read. */
function Question({ conflict: { venueId, group, seen } }: { readonly conflict: ShownConflict }) {
  return (
    <>
      <input type="hidden" name="venueId" value={venueId} />
      <input type="hidden" name="group" value={group} />
      <input type="hidden" name="seen" value={seen} />
    </>
  );
}

function Words({ said }: { readonly said: Said }) {
  return (
    <span>
      {said.words ?? 'rien'}
      <br />
      <span className="hint">{saySource(said)}</span>
    </span>
  );
}
