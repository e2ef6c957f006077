import { useActionData } from '@remix-run/react';
import { organisationSchema } from '#app/directory/rules/label.ts';
import { CheckChips } from '#app/ui/forms/choice-fields.tsx';
import { ErrorSummary, SubmitButton } from '#app/ui/forms/form-parts.tsx';
import { OpKeyField } from '#app/ui/forms/op-key-field.tsx';
import { TextField } from '#app/ui/forms/text-fields.tsx';
import { useRefusedForm } from '#app/ui/forms/use-refused-form.ts';
import type { action, OrganisationsFacts } from './organisations.tsx';

interface NewOrganisationProps {
  readonly facts: OrganisationsFacts;
}

/** Find venues of the directory, then say who runs them. */
export function NewOrganisation({ facts }: NewOrganisationProps) {
  const { q, found } = facts;
  return (
    <section id="labelliser" className="panel" aria-labelledby="titre-labelliser">
      <h2 id="titre-labelliser">Ajouter une structure</h2>
      <p>Elle acceptera les pass quand deux personnes auront validé son dossier.</p>
      <form method="get" action="/metropole/lieux#labelliser" className="search-row">
        <div className="field">
          <label htmlFor="q">1. Cherchez son lieu dans l’annuaire</label>
          <input id="q" name="q" type="search" defaultValue={q} maxLength={100} placeholder="nom ou commune" />
        </div>
        <SubmitButton look="quiet">Chercher</SubmitButton>
      </form>
      {found !== null && found.length === 0 && (
        <p>
          Aucun lieu sans structure ne ressemble à «&nbsp;{q}&nbsp;» dans le territoire. Essayez un autre mot, ou le nom
          de la commune.
        </p>
      )}
      {found !== null && found.length > 0 && <LabelFields facts={facts} found={found} />}
    </section>
  );
}

function LabelFields({ facts, found }: NewOrganisationProps & { found: NonNullable<OrganisationsFacts['found']> }) {
  const only = found.length === 1 ? found[0] : undefined;
  const [form, fields] = useRefusedForm(organisationSchema, useActionData<typeof action>(), {
    defaultValue: { name: only?.name, venueIds: only === undefined ? [] : [only.id] },
  });
  return (
    <form method="post" id={form.id} noValidate>
      <ErrorSummary form={form} />
      <OpKeyField value={facts.opKey} />
      <CheckChips
        field={fields.venueIds}
        label="2. Choisissez le ou les lieux de cette structure"
        choices={found.map(({ id, name, street, commune }) => ({
          value: id,
          label: (
            <span>
              <b>{name}</b> <span className="hint">{`${street}, ${commune}`}</span>
            </span>
          ),
        }))}
      />
      <div className="row">
        <TextField field={fields.name} label="3. Nom de la structure" autoComplete="off" required />
        <TextField field={fields.siret} label="SIRET" hint="facultatif" inputMode="numeric" autoComplete="off" />
      </div>
      <SubmitButton>J’ajoute cette structure</SubmitButton>
    </form>
  );
}
