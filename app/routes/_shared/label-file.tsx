import type { FieldFacts } from '#app/ui/forms/field-parts.tsx';
import { FormStep } from '#app/ui/forms/form-parts.tsx';
import { DateField, TextArea, TextField } from '#app/ui/forms/text-fields.tsx';
import { PasswordAgain } from './password-again.tsx';

type Names =
  | 'siret'
  | 'representative'
  | 'representativeRole'
  | 'trainings'
  | 'startsOn'
  | 'endsOn'
  | 'holderName'
  | 'iban'
  | 'password';

interface FieldsProps {
  readonly fields: Readonly<Record<Names, FieldFacts>>;
}

/** The questions of a label file: the same for the venue and for the authority that types a paper one. */
export function LabelFileFields({ fields }: FieldsProps) {
  return (
    <>
      <FormStep number={1} title="La structure">
        <TextField
          field={fields.siret}
          label="SIRET"
          hint="14 chiffres"
          inputMode="numeric"
          autoComplete="off"
          required
        />
        <div className="row">
          <TextField
            field={fields.representative}
            label="Qui la représente"
            hint="prénom et nom"
            autoComplete="off"
            required
          />
          <TextField
            field={fields.representativeRole}
            label="Sa fonction"
            hint="par exemple présidente"
            autoComplete="off"
            required
          />
        </div>
      </FormStep>
      <FormStep number={2} title="Les ateliers">
        <TextArea
          field={fields.trainings}
          label="Ce que vous proposez"
          hint="les thèmes, le rythme, pour qui"
          rows={4}
          required
        />
        <div className="row">
          <DateField field={fields.startsOn} label="Accepter les pass à partir du" required />
          <DateField field={fields.endsOn} label="Jusqu’au" hint="facultatif" />
        </div>
      </FormStep>
      <AccountStep fields={fields} />
      <Documents />
      <PasswordAgain field={fields.password} />
    </>
  );
}

function Documents() {
  return (
    <FormStep number={4} title="Les documents">
      <div className="field">
        <label htmlFor="documents">Statuts, relevé d’identité bancaire…</label>
        <span className="hint" id="documents-aide">
          PDF, PNG ou JPEG, 5 documents au plus, 4 mégaoctets en tout
        </span>
        <input
          id="documents"
          name="documents"
          type="file"
          multiple
          accept=".pdf,.png,.jpg,.jpeg"
          aria-describedby="documents-aide"
        />
      </div>
    </FormStep>
  );
}

function AccountStep({ fields }: FieldsProps) {
  return (
    <FormStep number={3} title="Le compte bancaire">
      <TextField
        field={fields.holderName}
        label="Titulaire du compte"
        hint="comme sur le relevé d’identité bancaire"
        autoComplete="off"
        required
      />
      <TextField
        field={fields.iban}
        label="IBAN"
        hint="gardé chiffré&nbsp;; seuls les quatre derniers signes seront montrés"
        autoComplete="off"
        spellCheck={false}
        required
      />
    </FormStep>
  );
}
