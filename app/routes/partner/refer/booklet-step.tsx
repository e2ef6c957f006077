import { sayDate } from '#app/calendar/rules/french-dates.ts';
import { OUTSIDE_QPV } from '#app/partners/rules/qpv.ts';
import { sayWallet } from '#app/routes/partner/texts.fr.ts';
import { sayCount, sayEuros } from '#app/ui/components/figures.ts';
import { Tag } from '#app/ui/components/tag.tsx';
import { type PickChoice, RadioPicks, SelectField } from '#app/ui/forms/choice-fields.tsx';
import { FormStep } from '#app/ui/forms/form-parts.tsx';
import { TextField } from '#app/ui/forms/text-fields.tsx';
import { NO_BOOKLET } from './form.ts';
import type { ReferFields } from './page.tsx';
import type { Neighbourhood, NextBooklet, ReferScreen } from './screen.ts';
import { mayGoWithout, someoneHasPasses } from './settled.ts';

/** Which booklet is handed over: the next one, unless the agent says otherwise. */
export function BookletStep({ fields, screen }: { fields: ReferFields; screen: ReferScreen }) {
  const { person, stock } = screen;
  const without: PickChoice = {
    value: NO_BOOKLET,
    label: <b>Sans nouveau carnet</b>,
    hint:
      person === null
        ? 'pour une personne qui a déjà des pass, ou un atelier sans pass'
        : `elle a ${sayWallet(person.wallet)}`,
  };
  const choices = [
    ...(stock.next === null ? [] : [nextChoice(stock.next)]),
    ...(mayGoWithout(screen) ? [without] : []),
  ];
  return (
    <FormStep number={2} title="Son carnet">
      <RadioPicks
        field={fields.booklet}
        {...(someoneHasPasses(screen.alike)
          ? { hint: 'Si c’est elle, il lui reste des pass\u00a0: en veut-elle d’autres\u00a0?' }
          : {})}
        choices={choices}
      />
      <HomeFields fields={fields} screen={screen} />
      {stock.left > 1 && (
        <details open={fields.serial.defaultValue !== undefined || fields.serial.errors !== undefined}>
          <summary>Prendre un autre carnet ({sayCount(stock.left - 1, 'autre')} en stock)</summary>
          <TextField
            field={fields.serial}
            label="Numéro imprimé sur la couverture"
            hint="Tapé ou lu par un lecteur de code. S’il est rempli, c’est ce carnet qui est remis."
            autoComplete="off"
            spellCheck={false}
            maxLength={30}
          />
        </details>
      )}
    </FormStep>
  );
}

/** Optional, and only where contours were loaded: it counts people, and their address is never written down. */
function HomeFields({ fields, screen }: { fields: ReferFields; screen: ReferScreen }) {
  const list = <NeighbourhoodField fields={fields} neighbourhoods={screen.neighbourhoods} />;
  if (!screen.asksAddress) return list;
  const chosen = fields.neighbourhood.defaultValue !== undefined || fields.neighbourhood.errors !== undefined;
  return (
    <>
      <TextField
        field={fields.address}
        label="Son adresse"
        hint="Si vous lui remettez un carnet, pour savoir si elle est dans un quartier prioritaire : le numéro et la rue. Elle n’est pas gardée."
        autoComplete="off"
        spellCheck={false}
        maxLength={120}
      />
      {screen.neighbourhoods.length > 0 && (
        <details open={chosen}>
          <summary>Ou choisir son quartier dans la liste</summary>
          {list}
        </details>
      )}
    </>
  );
}

function NeighbourhoodField({
  fields,
  neighbourhoods,
}: {
  fields: ReferFields;
  neighbourhoods: readonly Neighbourhood[];
}) {
  if (neighbourhoods.length === 0) return null;
  return (
    <SelectField
      field={fields.neighbourhood}
      label="Son quartier"
      hint="Si vous lui remettez un carnet. Sert à compter ; son adresse n’est pas gardée."
      emptyLabel="je ne sais pas"
      choices={[
        { value: OUTSIDE_QPV, label: 'hors quartier prioritaire' },
        ...neighbourhoods.map(({ code, name, commune }) => ({
          value: code,
          label: commune === null ? name : `${name}, ${commune}`,
        })),
      ]}
    />
  );
}

function nextChoice(next: NextBooklet): PickChoice {
  return {
    value: next.id,
    label: <b>Carnet {next.serial}</b>,
    hint: `${next.size} pass de ${sayEuros(next.faceCents)}, valables jusqu’au ${sayDate(next.validUntil)}`,
    aside: <Tag>le prochain de mon stock</Tag>,
  };
}
