import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { requireAuthority } from '#app/access/guards.ts';
import { addMonths, parisDay } from '#app/calendar/rules/paris-time.ts';
import { createLot } from '#app/passes/create-lot.ts';
import { sayRefusal } from '#app/passes/texts.fr.ts';
import { perform } from '#app/platform/intention.ts';
import { PageHeader } from '#app/ui/components/page-header.tsx';
import { ErrorSummary, FormStep, SubmitButton } from '#app/ui/forms/form-parts.tsx';
import { OpKeyField } from '#app/ui/forms/op-key-field.tsx';
import { readForm } from '#app/ui/forms/read-form.ts';
import { DateField, TextField } from '#app/ui/forms/text-fields.tsx';
import { useRefusedForm } from '#app/ui/forms/use-refused-form.ts';
import { DeskLayout } from '#app/ui/layout/desk-layout.tsx';
import { pageMeta } from '#app/ui/layout/page-meta.ts';
import { nextSerial } from '#db/queries/lots.ts';
import { BOOKLETS_A_PAGE, centsOf, lotForm, MOST_BOOKLETS } from './lot-form.ts';
import { LotSheet } from './lot-sheet.tsx';
import { drawPage } from './sheet-facts.ts';

export { headers } from '#app/routes/_shared/own-headers.ts';
export { links } from './sheet-styles.ts';

export const meta: MetaFunction = () => pageMeta('Créer un lot');

const NONCE_BYTES = 16;

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireAuthority({ request, context });
  const { services } = context;
  const today = parisDay(services.clock.now());
  const next = await services.db.read(nextSerial);
  const offered = {
    prefix: next?.prefix ?? '069',
    firstNumber: String(next?.number ?? 1),
    bookletCount: '50',
    bookletSize: '10',
    faceEuros: '10',
    validFrom: today,
    validUntil: addMonths(today, 18),
    nonce: Buffer.from(services.secrets.randomBytes(NONCE_BYTES)).toString('hex'),
  };
  return { actor, opKey: services.newId(), offered };
}

/**
 * Creates the lot and shows its sheet. The codes come from the nonce of the form: sent again, the same form
 * prints the same sheet; once the page is closed, nobody can print it any more.
 */
export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await requireAuthority({ request, context });
  const { services } = context;
  const form = await readForm(request, lotForm);
  if (!form.ok) return form.refusal;
  const { faceEuros, ...lot } = form.value;
  const faceCents = centsOf(faceEuros);
  const outcome = await perform(services, createLot, { actor, opKey: form.opKey, input: { ...lot, faceCents } });
  if (!outcome.ok) {
    const sentence = sayRefusal(outcome);
    if (outcome.refusal === 'LOT_LABEL_TAKEN') return form.refuse('Rien n’a été créé.', { label: sentence });
    if (outcome.refusal === 'SERIAL_TAKEN') return form.refuse('Rien n’a été créé.', { firstNumber: sentence });
    return form.refuse(sentence);
  }
  const { lotId, serials } = outcome.value;
  const sheet = await drawPage(services.secrets, { ...lot, lotId, faceCents }, 1, serials.slice(0, BOOKLETS_A_PAGE));
  return data({ sheet }, { headers: { 'Cache-Control': 'no-store' } });
}

export default function LotNew() {
  const { actor, opKey } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const sheet = answer !== undefined && 'sheet' in answer ? answer.sheet : null;
  return (
    <DeskLayout area="authority" actor={actor}>
      {sheet === null ? <LotFields /> : <LotSheet sheet={sheet} opKey={opKey} fresh />}
    </DeskLayout>
  );
}

function LotFields() {
  const { opKey, offered } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const refused = answer !== undefined && !('sheet' in answer) ? answer : undefined;
  const [form, fields] = useRefusedForm(lotForm, refused, { defaultValue: offered });
  return (
    <>
      <PageHeader
        title="Créer un lot"
        lead="Les codes des pass sont faits une seule fois, à l’écran suivant. Préparez l’imprimante."
        back={{ href: '/metropole/passes', label: 'Les pass' }}
      />
      <form method="post" id={form.id} noValidate className="narrow">
        <ErrorSummary form={form} />
        <OpKeyField value={opKey} />
        <input type="hidden" name={fields.nonce.name} value={fields.nonce.initialValue ?? ''} />
        <FormStep number={1} title="Le lot">
          <TextField
            field={fields.label}
            label="Son nom"
            hint="par exemple «&nbsp;Achat de mars 2027&nbsp;»"
            required
          />
          <div className="row">
            <TextField
              field={fields.bookletCount}
              label="Carnets"
              hint={`${MOST_BOOKLETS} au plus`}
              inputMode="numeric"
              required
            />
            <TextField field={fields.bookletSize} label="Pass par carnet" inputMode="numeric" required />
            <TextField field={fields.faceEuros} label="Valeur d’un pass (€)" inputMode="decimal" required />
          </div>
          <p className="hint">
            Les carnets s’impriment {BOOKLETS_A_PAGE} par {BOOKLETS_A_PAGE}, page après page.
          </p>
        </FormStep>
        <FormStep number={2} title="Les numéros des carnets">
          <div className="row">
            <TextField field={fields.prefix} label="Préfixe" hint="2 à 6 chiffres ou majuscules" required />
            <TextField field={fields.firstNumber} label="Premier numéro" inputMode="numeric" required />
          </div>
        </FormStep>
        <FormStep number={3} title="La validité">
          <div className="row">
            <DateField field={fields.validFrom} label="Premier jour" required />
            <DateField field={fields.validUntil} label="Dernier jour" required />
          </div>
        </FormStep>
        <SubmitButton>Je crée ce lot et ses codes</SubmitButton>
      </form>
    </>
  );
}
