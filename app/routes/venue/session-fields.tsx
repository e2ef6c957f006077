import { capital, WEEKDAYS } from '#app/calendar/rules/french-dates.ts';
import { AUDIENCES, LANGUAGES, LEVELS, THEMES } from '#app/training/rules/session.ts';
import { AUDIENCE_LABELS, LANGUAGE_LABELS, LEVEL_HINTS, LEVEL_LABELS, THEME_LABELS } from '#app/training/texts.fr.ts';
import { CheckChips, CheckField, RadioPicks, SelectField } from '#app/ui/forms/choice-fields.tsx';
import type { FieldFacts } from '#app/ui/forms/field-parts.tsx';
import { DateField, TextArea, TextField } from '#app/ui/forms/text-fields.tsx';
import type { OrgVenue } from '#db/queries/venue-space.ts';

/** What the form knows of the organisation. */
export interface Known {
  readonly venues: readonly OrgVenue[];
  readonly rooms: readonly string[];
  readonly mediators: readonly string[];
}

type Fields<Name extends string> = Readonly<Record<Name, FieldFacts>>;

const choices = <Value extends string>(values: readonly Value[], labels: Readonly<Record<Value, string>>) =>
  values.map((value) => ({ value, label: capital(labels[value]) }));

/** What is learnt: words that all the sessions of a course share. */
export function CourseFields({ fields }: { fields: Fields<'title' | 'description' | 'theme' | 'level'> }) {
  return (
    <>
      <TextField
        field={fields.title}
        label="Titre"
        hint="Ce qu’on y apprend, en peu de mots. Exemple : Envoyer un mail avec une photo."
        maxLength={120}
        required
      />
      <TextArea field={fields.description} label="En une ou deux phrases simples" maxLength={2000} rows={3} required />
      <SelectField
        field={fields.theme}
        label="Thème"
        choices={choices(THEMES, THEME_LABELS)}
        emptyLabel="Choisissez"
        required
      />
      <RadioPicks
        field={fields.level}
        label="Niveau"
        choices={LEVELS.map((level) => ({
          value: level,
          label: <b>{LEVEL_LABELS[level]}</b>,
          hint: `«\u00a0${LEVEL_HINTS[level]}\u00a0»`,
        }))}
      />
    </>
  );
}

/** From when to when, on the wall. */
export function HourFields({ fields }: { fields: Fields<'start' | 'end'> }) {
  return (
    <div className="row">
      <TextField field={fields.start} label="De" type="time" required />
      <TextField field={fields.end} label="À" type="time" required />
    </div>
  );
}

/** Once, or every week until a day. The weekly questions stay shown: no script hides them. */
export function RepeatFields({ fields }: { fields: Fields<'repeat' | 'days' | 'until' | 'skipHolidays' | 'except'> }) {
  return (
    <>
      <RadioPicks
        field={fields.repeat}
        label="Combien de fois ?"
        choices={[
          { value: 'ONCE', label: <b>Une seule fois</b> },
          { value: 'WEEKLY', label: <b>Chaque semaine</b>, hint: 'répondez aussi aux questions qui suivent' },
        ]}
      />
      <div className="only-weekly">
        <CheckChips
          field={fields.days}
          label="Les jours"
          hint="si vous ne cochez rien, le jour de la première date"
          choices={WEEKDAYS.map((day, i) => ({ value: String(i + 1), label: capital(day) }))}
        />
        <DateField field={fields.until} label="Jusqu’au" hint="60 dates au plus" />
        <CheckField field={fields.skipHolidays} label="Pas d’atelier les jours fériés" />
        <TextField
          field={fields.except}
          label="Autres dates sans atelier"
          hint="Exemple : 22/12/2026, 29/12/2026"
          maxLength={500}
          autoComplete="off"
        />
      </div>
    </>
  );
}

/** Which venue, which room, who leads. */
export function PlaceFields({
  fields,
  known,
}: {
  fields: Fields<'venueId' | 'roomName' | 'mediatorName'>;
  known: Known;
}) {
  const [only] = known.venues;
  return (
    <>
      {known.venues.length === 1 && only !== undefined ? (
        <p className="field">
          <input type="hidden" name={fields.venueId.name} value={only.id} />
          <b>{only.name}</b>, {only.commune}
        </p>
      ) : (
        <SelectField
          field={fields.venueId}
          label="Lieu"
          choices={known.venues.map(({ id, name, commune }) => ({ value: id, label: `${name}, ${commune}` }))}
          emptyLabel="Choisissez"
          required
        />
      )}
      <div className="row">
        <TextField
          field={fields.roomName}
          label="Salle"
          hint="si vous en avez plusieurs"
          list="known-rooms"
          maxLength={80}
          autoComplete="off"
        />
        <TextField
          field={fields.mediatorName}
          label="Qui anime ?"
          hint="prénom et nom"
          list="known-mediators"
          maxLength={80}
          autoComplete="off"
        />
      </div>
      <Names id="known-rooms" of={known.rooms} />
      <Names id="known-mediators" of={known.mediators} />
    </>
  );
}

/** For whom, how many, at what price. */
export function WelcomeFields({
  fields,
}: {
  fields: Fields<'capacity' | 'pricePasses' | 'audience' | 'languages' | 'wheelchair'>;
}) {
  return (
    <>
      <div className="row">
        <TextField field={fields.capacity} label="Places" inputMode="numeric" maxLength={3} required />
        <TextField
          field={fields.pricePasses}
          label="Prix en pass"
          hint="0 pour un atelier sans pass"
          inputMode="numeric"
          maxLength={2}
          required
        />
      </div>
      <SelectField field={fields.audience} label="Pour qui ?" choices={choices(AUDIENCES, AUDIENCE_LABELS)} />
      <CheckChips field={fields.languages} label="Langues parlées" choices={choices(LANGUAGES, LANGUAGE_LABELS)} />
      <CheckField field={fields.wheelchair} label="Accessible en fauteuil roulant" />
    </>
  );
}

function Names({ id, of }: { id: string; of: readonly string[] }) {
  return (
    <datalist id={id}>
      {of.map((name) => (
        <option key={name} value={name} />
      ))}
    </datalist>
  );
}
