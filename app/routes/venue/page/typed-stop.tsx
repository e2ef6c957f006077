import { sayStop } from '#app/ui/components/say-stop.ts';
import { ErrorSummary, SubmitButton } from '#app/ui/forms/form-parts.tsx';
import { OpKeyField } from '#app/ui/forms/op-key-field.tsx';
import { DateField, TextField } from '#app/ui/forms/text-fields.tsx';
import { useRefusedForm } from '#app/ui/forms/use-refused-form.ts';
import { type PlacedStop, stopForm } from '#app/upkeep/rules/stop.ts';

interface TypedStopProps {
  /** The stop that goes elsewhere; null for a new one. */
  readonly moving: PlacedStop | null;
  readonly today: string;
  readonly opKey: string;
  readonly refused: Parameters<typeof useRefusedForm>[1];
}

/** A stop as the team types it: a new one, or one that goes to another place, day or hour. */
export function TypedStop({ moving, today, opKey, refused }: TypedStopProps) {
  const [form, fields] = useRefusedForm(stopForm, refused, moving === null ? {} : { defaultValue: typedOf(moving) });
  return (
    <form method="post" id={form.id} noValidate className="panel narrow">
      <h2>{moving === null ? 'Ajouter un passage' : `Modifier : ${sayStop(moving, today)}`}</h2>
      <ErrorSummary form={form} />
      <OpKeyField value={opKey} />
      {moving !== null && <input type="hidden" name="move" value={moving.id} />}
      <TextField
        field={fields.place}
        label="À quel endroit"
        hint="Par exemple : place de la Mairie, parking de la médiathèque."
        maxLength={120}
        required
      />
      <TextField
        field={fields.street}
        label="Numéro et rue (si vous les connaissez)"
        hint="Sans eux, la carte ne montre souvent que le centre de la commune."
        maxLength={200}
      />
      <TextField field={fields.postcode} label="Code postal" inputMode="numeric" maxLength={5} required />
      <TextField field={fields.commune} label="Commune" maxLength={80} required />
      <DateField field={fields.day} label="Quel jour" min={today} required />
      <div className="span-fields">
        <TextField field={fields.starts} type="time" label="À partir de" required />
        <TextField field={fields.ends} type="time" label="Jusqu’à" required />
      </div>
      {moving === null && (
        <DateField
          field={fields.until}
          label="Toutes les semaines jusqu’au (si cela se répète)"
          hint="Laissez vide pour un seul passage. Les jours fériés sont sautés."
          min={today}
        />
      )}
      <TextField
        field={fields.note}
        label="Ce qu’il faut savoir"
        hint="Par exemple : sans rendez-vous. Le public le lira."
        maxLength={200}
      />
      {moving === null ? (
        <SubmitButton>J’annonce ce passage</SubmitButton>
      ) : (
        <p className="acts">
          <SubmitButton>J’enregistre ce passage</SubmitButton>
          <a className="btn quiet" href="?">
            Je ne change rien
          </a>
        </p>
      )}
    </form>
  );
}

function typedOf({ place, street, postcode, commune, day, starts, ends, note }: PlacedStop) {
  return { place, street: street ?? '', postcode, commune, day, starts, ends, note: note ?? '' };
}
