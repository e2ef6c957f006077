import { AS_BEFORE, NEW_ACCOUNT } from '#app/payment/rules/forms.ts';
import { RadioPicks } from '#app/ui/forms/choice-fields.tsx';
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
  | 'account'
  | 'holderName'
  | 'iban'
  | 'password';

/** The account that pays the structure today: what may be shown of it. */
interface AccountInForce {
  readonly last4: string;
  readonly holderName: string;
}

interface FieldsProps {
  readonly fields: Readonly<Record<Names, FieldFacts>>;
  /** Null when none is validated: one must be typed. */
  readonly account: AccountInForce | null;
}

/** The questions of a label file: the same for the venue and for the authority that types a paper one. */
export function LabelFileFields({ fields, account }: FieldsProps) {
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
      <AccountStep fields={fields} account={account} />
      <Documents />
      <div className="another-account">
        <PasswordAgain field={fields.password} />
      </div>
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

function AccountStep({ fields, account }: FieldsProps) {
  return (
    <FormStep number={3} title="Le compte bancaire">
      {account === null ? (
        <input type="hidden" name={fields.account.name} value={NEW_ACCOUNT} />
      ) : (
        <RadioPicks
          field={fields.account}
          choices={[
            {
              value: AS_BEFORE,
              label: <b>Le compte ne change pas</b>,
              hint: `finissant par ${account.last4}, au nom de ${account.holderName}`,
            },
            { value: NEW_ACCOUNT, label: <b>Le compte a changé</b>, hint: 'écrivez-le ci-dessous' },
          ]}
        />
      )}
      <div className="another-account">
        <AnotherAccount fields={fields} />
      </div>
    </FormStep>
  );
}

function AnotherAccount({ fields }: Pick<FieldsProps, 'fields'>) {
  return (
    <>
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
    </>
  );
}
