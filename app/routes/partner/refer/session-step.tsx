import { sayDate } from '#app/calendar/rules/french-dates.ts';
import type { Proposals } from '#app/routes/partner/propose.ts';
import { sessionChoice } from '#app/routes/partner/session-choice.tsx';
import { LANGUAGES, LEVELS, THEMES } from '#app/training/rules/session.ts';
import { LANGUAGE_LABELS, LEVEL_LABELS, THEME_LABELS } from '#app/training/texts.fr.ts';
import { sayCount } from '#app/ui/components/figures.ts';
import { Notice } from '#app/ui/components/notice.tsx';
import { CheckField, RadioPicks, SelectField } from '#app/ui/forms/choice-fields.tsx';
import { FormStep } from '#app/ui/forms/form-parts.tsx';
import { type Draft, LATER, MORE, REFRESH } from './form.ts';
import type { ReferFields } from './page.tsx';

interface SessionStepProps {
  /** Whether the person comes for the first time. */
  readonly first: boolean;
  readonly fields: ReferFields;
  readonly proposals: Proposals;
  readonly draft: Draft;
  readonly today: string;
}

/** The first seat: the nearest ones that can be had, and "later" as the lesser way. */
export function SessionStep({ first, fields, proposals, draft, today }: SessionStepProps) {
  const { sessions, total } = proposals;
  return (
    <div id="place" tabIndex={-1}>
      <FormStep number={3} title={first ? 'Sa première place' : 'Sa place'}>
        <input type="hidden" name={fields.shown.name} value={draft.shown} />
        <Filters fields={fields} />
        <p className="hint" role="status">
          {sayFound(proposals)}
        </p>
        {total === 0 && (
          <Notice look="warn">
            <p>Demandez moins&nbsp;: un autre thème, un autre niveau, ou «&nbsp;quand il y a de la place&nbsp;».</p>
          </Notice>
        )}
        <RadioPicks
          field={fields.session}
          choices={[
            ...sessions.map((session) => sessionChoice(session, today)),
            {
              value: LATER,
              label: <b>Plus tard</b>,
              hint: 'six carnets sur dix remis sans rendez-vous ne servent jamais',
            },
          ]}
        />
        {total > sessions.length && (
          <button type="submit" className="link" name="intent" value={MORE} formAction="/partenaire/orienter#place">
            Voir plus d’ateliers
          </button>
        )}
      </FormStep>
    </div>
  );
}

function Filters({ fields }: { fields: ReferFields }) {
  return (
    <div className="filters">
      <SelectField
        field={fields.theme}
        label="Pour apprendre"
        emptyLabel="tout"
        choices={labelled(THEMES, THEME_LABELS)}
      />
      <SelectField field={fields.level} label="Niveau" emptyLabel="tous" choices={labelled(LEVELS, LEVEL_LABELS)} />
      <SelectField field={fields.within} label="Quand" choices={WHEN} />
      <SelectField
        field={fields.language}
        label="On y parle"
        emptyLabel="français"
        choices={labelled(
          LANGUAGES.filter((language) => language !== 'fr'),
          LANGUAGE_LABELS,
        )}
      />
      <div className="whole-line">
        <CheckField field={fields.wheelchair} label="Accessible en fauteuil" />
        <button
          type="submit"
          className="btn quiet"
          name="intent"
          value={REFRESH}
          formAction="/partenaire/orienter#place"
        >
          Actualiser les ateliers
        </button>
      </div>
    </div>
  );
}

const WHEN = [
  { value: '2', label: 'dans les 2 semaines' },
  { value: '4', label: 'dans le mois' },
  { value: 'tout', label: 'quand il y a de la place' },
];

function labelled<Word extends string>(words: readonly Word[], labels: Readonly<Record<Word, string>>) {
  return words.map((value) => ({ value, label: labels[value] }));
}

function sayFound({ total, from, later, sessions }: Proposals): string {
  const where = from === null ? '' : ` Les plus proches du centre de ${from} d’abord.`;
  if (total === 0) return 'Aucun atelier avec de la place ne répond à cette demande.';
  const [first] = sessions.map(({ startsAt }) => startsAt.getTime()).sort((a, b) => a - b);
  if (later && first !== undefined)
    return `Rien d’aussi tôt. Les prochains viennent à partir du ${sayDate(new Date(first))}.${where}`;
  return `${sayCount(total, 'atelier')} avec de la place.${where}`;
}
