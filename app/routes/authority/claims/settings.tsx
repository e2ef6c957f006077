import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { confirmIdentity } from '#app/access/confirm-identity.ts';
import { requireAuthority } from '#app/access/guards.ts';
import { changeDebtor, changePaymentSettings } from '#app/payment/change-settings.ts';
import { debtorForm, paymentSettingsFields } from '#app/payment/rules/forms.ts';
import { sayRefusal } from '#app/payment/texts.fr.ts';
import { perform } from '#app/platform/intention.ts';
import { PasswordAgain } from '#app/routes/_shared/password-again.tsx';
import { PageHeader } from '#app/ui/components/page-header.tsx';
import { RadioPicks } from '#app/ui/forms/choice-fields.tsx';
import { SubmitButton } from '#app/ui/forms/form-parts.tsx';
import { readForm } from '#app/ui/forms/read-form.ts';
import { TextField } from '#app/ui/forms/text-fields.tsx';
import { useRefusedForm } from '#app/ui/forms/use-refused-form.ts';
import { DeskLayout } from '#app/ui/layout/desk-layout.tsx';
import { pageMeta } from '#app/ui/layout/page-meta.ts';
import { readPaymentSettings } from '#db/queries/claims.ts';
import { ActForm } from '../act-form.tsx';
import { readAct, sendBack, unknownAct } from '../acts.ts';
import { ClaimsDone } from './claims-done.tsx';

export { links } from './claim-styles.ts';

export const meta: MetaFunction = () => pageMeta('Réglages des paiements');

const settingsForm = z.object(paymentSettingsFields);
const NOTHING_CHANGED = 'Le compte n’a pas changé.';
const HERE = '/metropole/remboursements/reglages';

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireAuthority({ request, context });
  const { services } = context;
  const { debtorIban: _, ...settings } = await services.db.read(readPaymentSettings);
  return { actor, opKey: services.newId(), settings, done: new URL(request.url).searchParams.get('fait') };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await requireAuthority({ request, context });
  const { services, clientAddress } = context;
  const { posted, act } = await readAct(request, ['settings', 'debtor'] as const);
  switch (act) {
    case null:
      return unknownAct();
    case 'settings': {
      const form = await readForm(posted, settingsForm);
      if (!form.ok) return sendBack(act, form.refusal);
      const outcome = await perform(services, changePaymentSettings, { actor, opKey: form.opKey, input: form.value });
      return outcome.ok ? redirect(`${HERE}?fait=reglages`, 303) : sendBack(act, form.refuse(sayRefusal(outcome)));
    }
    case 'debtor': {
      const form = await readForm(posted, debtorForm, { hide: ['password'] });
      if (!form.ok) return sendBack(act, form.refusal);
      const { password } = form.value;
      const wrong = await confirmIdentity(services, { actor, opKey: form.opKey, password, clientAddress });
      if (wrong !== null) return sendBack(act, form.refuse(NOTHING_CHANGED, { password: wrong }));
      const outcome = await perform(services, changeDebtor, { actor, opKey: form.opKey, input: form.value });
      return outcome.ok ? redirect(`${HERE}?fait=reglages`, 303) : sendBack(act, form.refuse(sayRefusal(outcome)));
    }
  }
}

export default function Settings() {
  const { actor, done } = useLoaderData<typeof loader>();
  return (
    <DeskLayout area="authority" actor={actor}>
      <PageHeader
        title="Réglages des paiements"
        back={{ href: '/metropole/remboursements', label: 'Les remboursements' }}
      />
      <ClaimsDone done={done} />
      <div className="flow">
        <Choices />
        <Debtor />
      </div>
    </DeskLayout>
  );
}

function Choices() {
  const { opKey, settings } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const [form, fields] = useRefusedForm(settingsForm, answer?.act === 'settings' ? answer.result : null, {
    id: 'reglages',
    defaultValue: settings,
  });
  return (
    <ActForm act="settings" opKey={opKey} form={form} className="narrow">
      <RadioPicks
        field={fields.claimMode}
        label="Qui fait les demandes du mois ?"
        choices={[
          { value: 'VENUE', label: 'Chaque lieu, en un clic' },
          { value: 'AUTHORITY', label: 'La collectivité, pour tous', hint: 'faites par la machine au début du mois' },
        ]}
      />
      <div className="row">
        <TextField
          field={fields.promisedDays}
          label="Jours pour payer"
          hint="promis aux lieux"
          inputMode="numeric"
          required
        />
        <TextField
          field={fields.answerDays}
          label="Jours pour répondre"
          hint="à une ligne contestée"
          inputMode="numeric"
          required
        />
        <TextField
          field={fields.walkInsHint}
          label="Passages par jour"
          hint="au-delà, la ligne est signalée"
          inputMode="numeric"
          required
        />
      </div>
      <SubmitButton>J’enregistre ces réglages</SubmitButton>
    </ActForm>
  );
}

function Debtor() {
  const { opKey, settings } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const [form, fields] = useRefusedForm(debtorForm, answer?.act === 'debtor' ? answer.result : null, {
    id: 'debiteur',
    defaultValue: { name: settings.debtorName ?? '' },
  });
  return (
    <section aria-labelledby="titre-debiteur">
      <h2 id="titre-debiteur">Le compte d’où partent les virements</h2>
      <p>
        {settings.debtorLast4 === null
          ? 'Aucun compte n’est encore écrit : on ne peut pas préparer d’ordre.'
          : `Le compte finissant par ${settings.debtorLast4}, au nom de ${settings.debtorName}.`}
      </p>
      <ActForm act="debtor" opKey={opKey} form={form} className="narrow">
        <TextField field={fields.name} label="Titulaire" required />
        <TextField
          field={fields.iban}
          label="IBAN"
          hint="gardé chiffré&nbsp;; seuls les quatre derniers signes sont montrés"
          autoComplete="off"
          required
        />
        <PasswordAgain field={fields.password} />
        <SubmitButton look="quiet">Je change ce compte</SubmitButton>
      </ActForm>
    </section>
  );
}
