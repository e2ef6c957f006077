import { capital } from '#app/calendar/rules/french-dates.ts';
import { sayRoughness, sayStop } from '#app/ui/components/say-stop.ts';
import { ErrorSummary, SubmitButton } from '#app/ui/forms/form-parts.tsx';
import { OpKeyField } from '#app/ui/forms/op-key-field.tsx';
import { DateField, TextField } from '#app/ui/forms/text-fields.tsx';
import { useRefusedForm } from '#app/ui/forms/use-refused-form.ts';
import { type PlacedStop, stopForm } from '#app/upkeep/rules/stop.ts';

interface StopListProps {
  readonly stops: readonly PlacedStop[];
  readonly today: string;
  readonly opKey: string;
}

/** The stops announced, each taken back by itself, or with the rest of its tour. */
export function StopsToCome({ stops, today, opKey }: StopListProps) {
  const together = (tourId: string) => stops.filter((stop) => stop.tourId === tourId).length;
  return (
    <section aria-labelledby="a-venir">
      <h2 id="a-venir">Les passages à venir</h2>
      {stops.length === 0 ? (
        <p>Aucun passage annoncé. Si votre lieu ne se déplace pas, laissez cette page vide.</p>
      ) : (
        <ul className="people-list">
          {stops.map((stop) => (
            <li key={stop.id}>
              <StopWords stop={stop} today={today} />
              <form method="post" aria-labelledby={stop.id} className="row">
                <OpKeyField value={opKey} />
                <input type="hidden" name="remove" value={stop.id} />
                <SubmitButton look="quiet">Je retire</SubmitButton>
                {together(stop.tourId) > 1 && (
                  <SubmitButton look="quiet" name="whole" value="on">
                    Toute la série ({together(stop.tourId)})
                  </SubmitButton>
                )}
              </form>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** Those that were taken back and can be announced again. */
export function StopsTakenBack({ stops, today, opKey }: StopListProps) {
  if (stops.length === 0) return null;
  return (
    <section aria-labelledby="retires">
      <h2 id="retires">Retirés</h2>
      <p className="hint">Le public ne les voit plus. Un passage retiré par erreur se remet ici.</p>
      <ul className="people-list">
        {stops.map((stop) => (
          <li key={stop.id}>
            <StopWords stop={stop} today={today} />
            <form method="post" aria-labelledby={stop.id}>
              <OpKeyField value={opKey} />
              <input type="hidden" name="restore" value={stop.id} />
              <SubmitButton look="quiet">Je le remets</SubmitButton>
            </form>
          </li>
        ))}
      </ul>
    </section>
  );
}

function StopWords({ stop, today }: { readonly stop: PlacedStop; readonly today: string }) {
  const rough = sayRoughness(stop);
  return (
    <span>
      <span id={stop.id}>{capital(sayStop(stop, today))}</span>
      {stop.note !== null && <span className="hint"> {stop.note}</span>}
      {rough !== null && <span className="hint"> Sur la carte, {rough}.</span>}
    </span>
  );
}

interface NewStopProps {
  readonly today: string;
  readonly opKey: string;
  readonly refused: Parameters<typeof useRefusedForm>[1];
}

export function NewStop({ today, opKey, refused }: NewStopProps) {
  const [form, fields] = useRefusedForm(stopForm, refused);
  return (
    <form method="post" id={form.id} noValidate className="panel narrow">
      <h2>Ajouter un passage</h2>
      <ErrorSummary form={form} />
      <OpKeyField value={opKey} />
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
      <DateField
        field={fields.until}
        label="Toutes les semaines jusqu’au (si cela se répète)"
        hint="Laissez vide pour un seul passage. Les jours fériés sont sautés."
        min={today}
      />
      <TextField
        field={fields.note}
        label="Ce qu’il faut savoir"
        hint="Par exemple : sans rendez-vous. Le public le lira."
        maxLength={200}
      />
      <SubmitButton>J’annonce ce passage</SubmitButton>
    </form>
  );
}
