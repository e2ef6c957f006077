import type { ReactNode } from 'react';
import { sayDate } from '#app/calendar/rules/french-dates.ts';
import { sourceWords } from '#app/directory/texts.fr.ts';
import { GROUP_WORDS } from '#app/sources/texts.fr.ts';
import type { Said, ShownConflict } from '#app/sources/words-of.ts';
import { Tag } from '#app/ui/components/tag.tsx';
import { SubmitButton } from '#app/ui/forms/form-parts.tsx';
import { OpKeyField } from '#app/ui/forms/op-key-field.tsx';

interface ConflictCardProps {
  readonly conflict: ShownConflict;
  /** What the card is about, as its heading. */
  readonly title: ReactNode;
  /** The heading's level on its page. */
  readonly level: 2 | 3;
  /** The venue, for the words that only a screen reader says. */
  readonly venue: string;
  readonly opKey: string;
  /** The words of the two buttons; null when the words of another may not be taken. */
  readonly keep: string;
  readonly take: string | null;
  readonly note?: string;
}

/** One disagreement: what is shown, what the others say, and the two answers. */
export function ConflictCard({ conflict, title, level, venue, opKey, keep, take, note }: ConflictCardProps) {
  const { group, shown, others } = conflict;
  return (
    <article className="panel">
      {level === 2 ? <h2>{title}</h2> : <h3>{title}</h3>}
      <ul className="people-list">
        <li>
          <Words said={shown} />
          <Tag look="ok">affiché</Tag>
        </li>
        {others.map((other) => (
          <li key={other.id}>
            <Words said={other} />
            {take !== null && (
              <Answer act="take" conflict={conflict} opKey={opKey}>
                <input type="hidden" name="recordId" value={other.id} />
                <SubmitButton look="quiet">
                  {take}
                  <span className="visually-hidden">{` : ${other.words ?? 'rien'}, ${GROUP_WORDS[group]} de ${venue}`}</span>
                </SubmitButton>
              </Answer>
            )}
          </li>
        ))}
      </ul>
      {note !== undefined && <p className="hint">{note}</p>}
      <Answer act="keep" conflict={conflict} opKey={opKey}>
        <SubmitButton>
          {keep}
          <span className="visually-hidden">{` : ${shown.words ?? 'rien'}, ${GROUP_WORDS[group]} de ${venue}`}</span>
        </SubmitButton>
      </Answer>
    </article>
  );
}

interface AnswerProps extends Pick<ConflictCardProps, 'conflict' | 'opKey'> {
  readonly act: 'keep' | 'take';
  readonly children: ReactNode;
}

/** A button that answers the conflict, as it was read. */
function Answer({ act, conflict: { venueId, group, seen }, opKey, children }: AnswerProps) {
  return (
    <form method="post" noValidate>
      <input type="hidden" name="act" value={act} />
      <OpKeyField value={opKey} />
      <input type="hidden" name="venueId" value={venueId} />
      <input type="hidden" name="group" value={group} />
      <input type="hidden" name="seen" value={seen} />
      {children}
    </form>
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

/** A source and the day of its words. */
export function saySource({ source, saidOn }: { readonly source: string; readonly saidOn: string }): string {
  return `${sourceWords(source)}, ${saidOn > '1990' ? sayDate(saidOn) : 'date inconnue'}`;
}
