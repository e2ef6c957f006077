import { sayDate } from '#app/calendar/rules/french-dates.ts';
import { accountForm } from '#app/payment/rules/forms.ts';
import { PasswordAgain } from '#app/routes/_shared/password-again.tsx';
import { Tag } from '#app/ui/components/tag.tsx';
import { SubmitButton } from '#app/ui/forms/form-parts.tsx';
import { TextArea, TextField } from '#app/ui/forms/text-fields.tsx';
import { useRefusedForm } from '#app/ui/forms/use-refused-form.ts';
import { ActForm } from '../act-form.tsx';
import type { FileAnswer, FileScreen } from './file.tsx';
import { reasonForm } from './file-acts.ts';

interface AccountsProps {
  readonly facts: FileScreen;
  readonly answer: FileAnswer;
}
type Account = FileScreen['accounts'][number];

/** The accounts of an organisation: in force, waiting, past; and another one to write down. */
export function Accounts({ facts, answer }: AccountsProps) {
  const refused = answer?.act === 'account' ? answer.result : null;
  const [form, fields] = useRefusedForm(accountForm, refused, { id: 'compte' });
  return (
    <section aria-labelledby="titre-comptes">
      <h2 id="titre-comptes">Comptes bancaires</h2>
      {facts.accounts.length === 0 && <p>Aucun compte&nbsp;: on ne peut pas encore payer cette structure.</p>}
      <ul className="claim-lines">
        {facts.accounts.map((account) => (
          <li key={account.id}>
            <p className="line-head">
              <span>
                Compte finissant par <b>{account.last4}</b>, au nom de {account.holderName}
              </span>
              <AccountTag account={account} today={facts.today} />
            </p>
            {account.refuseReason !== null && <p className="hint">Refusé&nbsp;: {account.refuseReason}</p>}
            {account.secondBy === null && account.refusedAt === null && !account.inFile && (
              <Decide account={account} facts={facts} answer={answer} />
            )}
          </li>
        ))}
      </ul>
      <details open={refused !== null}>
        <summary>Écrire un autre compte</summary>
        <ActForm act="account" opKey={facts.opKey} form={form} className="narrow">
          <TextField field={fields.holderName} label="Titulaire du compte" autoComplete="off" required />
          <TextField
            field={fields.iban}
            label="IBAN"
            hint="gardé chiffré"
            autoComplete="off"
            spellCheck={false}
            required
          />
          <PasswordAgain field={fields.password} />
          <SubmitButton look="quiet">J’enregistre ce compte</SubmitButton>
        </ActForm>
      </details>
    </section>
  );
}

function AccountTag({ account, today }: { account: Account; today: string }) {
  if (account.refusedAt !== null) return <Tag look="bad">refusé</Tag>;
  if (account.startsOn === null)
    return (
      <Tag look="warn">{account.firstBy === null ? 'attend deux validations' : 'attend une deuxième validation'}</Tag>
    );
  if (account.endsOn !== null && account.endsOn < today) return <Tag>fini le {sayDate(account.endsOn)}</Tag>;
  return <Tag look="ok">en vigueur depuis le {sayDate(account.startsOn)}</Tag>;
}

function Decide({ account, facts, answer }: AccountsProps & { readonly account: Account }) {
  const refused = (act: string) =>
    answer?.act === act && answer.result?.initialValue?.id === account.id ? answer.result : null;
  const [yes] = useRefusedForm(reasonForm, refused('validate-account'), { id: `compte-oui-${account.id}` });
  const [no, fields] = useRefusedForm(reasonForm, refused('refuse-account'), { id: `compte-non-${account.id}` });
  return (
    <div className="line-acts">
      <ActForm act="validate-account" opKey={facts.opKey} form={yes}>
        <input type="hidden" name="id" value={account.id} />
        <SubmitButton look="quiet">Je valide ce compte</SubmitButton>
      </ActForm>
      <details open={refused('refuse-account') !== null}>
        <summary>Refuser ce compte</summary>
        <ActForm act="refuse-account" opKey={facts.opKey} form={no} className="narrow">
          <input type="hidden" name="id" value={account.id} />
          <TextArea field={fields.reason} label="Pourquoi" rows={2} required />
          <SubmitButton look="grave">Je refuse ce compte</SubmitButton>
        </ActForm>
      </details>
    </div>
  );
}
