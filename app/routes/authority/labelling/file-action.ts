import { type ActionFunctionArgs, redirect } from '@remix-run/node';
import { z } from 'zod';
import { confirmIdentity } from '#app/access/confirm-identity.ts';
import { notFound, requireAuthority } from '#app/access/guards.ts';
import type { AuthorityActor } from '#app/access/rules/actor.ts';
import { proposeAccount, refuseAccount, validateAccount } from '#app/payment/bank-account.ts';
import { recordRepaid } from '#app/payment/counter-entry.ts';
import { keepDocuments } from '#app/payment/keep-documents.ts';
import { refuseLabelFile, typeLabelFile, validateLabelFile } from '#app/payment/label-file.ts';
import { AS_BEFORE, accountForm, labelFileForm } from '#app/payment/rules/forms.ts';
import { centsOf } from '#app/payment/rules/typed-euros.ts';
import { type PaymentRefusal, sayRefusal } from '#app/payment/texts.fr.ts';
import { perform, type RefusalFacts } from '#app/platform/intention.ts';
import type { Services } from '#app/platform/services.ts';
import { readFiles } from '#app/routes/_shared/read-files.ts';
import { type FormReading, readForm } from '#app/ui/forms/read-form.ts';
import { organisationExists } from '#db/queries/organisations.ts';
import { sendBack, unknownAct } from '../acts.ts';
import { FILE_ACTS, idForm, reasonForm, repaidForm } from './file-acts.ts';

type Act = (typeof FILE_ACTS)[number];
type Said = { ok: true; value: object } | { ok: false; refusal: PaymentRefusal; facts: RefusalFacts };
interface Place {
  services: Services;
  actor: AuthorityActor;
  orgId: string;
  files: File[];
  clientAddress: string;
}

/** What the authority does with a label file, an account or a refund. */
export async function actOnFile({ request, context, params }: ActionFunctionArgs) {
  const actor = await requireAuthority({ request, context });
  const { services, clientAddress } = context;
  const id = z.uuid().safeParse(params.id);
  if (!id.success || !(await services.db.read((tx) => organisationExists(tx, id.data)))) throw notFound();
  const { posted, files } = await readFiles(request, 'documents');
  const act = FILE_ACTS.find((one) => one === posted.get('act'));
  if (act === undefined) return unknownAct();
  const place = { services, actor, orgId: id.data, files, clientAddress };
  const done = await actOf(act, posted, place);
  if ('refused' in done) return sendBack(act, done.refused);
  return redirect(`/metropole/lieux/${id.data}/dossier?fait=${done.fait}`, 303);
}

type Done = { fait: string } | { refused: Extract<FormReading<unknown>, { ok: false }>['refusal'] };

async function handle<S extends z.ZodType>(
  posted: FormData,
  schema: S,
  run: (value: z.output<S>, opKey: string) => Promise<Said>,
  fait: (value: object) => string,
): Promise<Done> {
  const form = await readForm(posted, schema);
  if (!form.ok) return { refused: form.refusal };
  const outcome = await run(form.value, form.opKey);
  return outcome.ok ? { fait: fait(outcome.value) } : { refused: form.refuse(sayRefusal(outcome)) };
}

const whole = (value: object) => ('complete' in value && value.complete === true ? 'complet' : 'premiere');

const HANDLERS: Record<Exclude<Act, 'type-file' | 'account'>, (posted: FormData, place: Place) => Promise<Done>> = {
  'validate-file': (posted, { services, actor }) =>
    handle(
      posted,
      idForm,
      ({ id }, opKey) => perform(services, validateLabelFile, { actor, opKey, input: { fileId: id } }),
      whole,
    ),
  'refuse-file': (posted, { services, actor }) =>
    handle(
      posted,
      reasonForm,
      ({ id, reason }, opKey) => perform(services, refuseLabelFile, { actor, opKey, input: { fileId: id, reason } }),
      () => 'refuse',
    ),
  'validate-account': (posted, { services, actor }) =>
    handle(
      posted,
      idForm,
      ({ id }, opKey) => perform(services, validateAccount, { actor, opKey, input: { accountId: id } }),
      whole,
    ),
  'refuse-account': (posted, { services, actor }) =>
    handle(
      posted,
      reasonForm,
      ({ id, reason }, opKey) => perform(services, refuseAccount, { actor, opKey, input: { accountId: id, reason } }),
      () => 'refuse',
    ),
  repaid: (posted, { services, actor, orgId }) =>
    handle(
      posted,
      repaidForm,
      ({ sum, reason }, opKey) =>
        perform(services, recordRepaid, { actor, opKey, input: { orgId, cents: String(centsOf(sum)), reason } }),
      () => 'rendu',
    ),
};

function actOf(act: Act, posted: FormData, place: Place): Promise<Done> {
  if (act === 'type-file') return typeFile(posted, place);
  return act === 'account' ? writeAccount(posted, place) : HANDLERS[act](posted, place);
}

async function writeAccount(posted: FormData, { services, actor, orgId, clientAddress }: Place): Promise<Done> {
  const form = await readForm(posted, accountForm, { hide: ['password'] });
  if (!form.ok) return { refused: form.refusal };
  const { opKey, value, refuse } = form;
  const wrong = await confirmIdentity(services, { actor, opKey, password: value.password, clientAddress });
  if (wrong !== null) return { refused: refuse('Le compte n’est pas enregistré.', { password: wrong }) };
  const outcome = await perform(services, proposeAccount, { actor, opKey, input: { ...value, orgId } });
  return outcome.ok ? { fait: 'compte' } : { refused: refuse(sayRefusal(outcome)) };
}

async function typeFile(posted: FormData, place: Place): Promise<Done> {
  const { services, actor, orgId, files, clientAddress } = place;
  const form = await readForm(posted, labelFileForm, { hide: ['password'] });
  if (!form.ok) return { refused: form.refusal };
  const wrong =
    form.value.account === AS_BEFORE
      ? null
      : await confirmIdentity(services, { actor, opKey: form.opKey, password: form.value.password, clientAddress });
  if (wrong !== null) return { refused: form.refuse('Le dossier n’est pas enregistré.', { password: wrong }) };
  const documents = await keepDocuments(services.files, files);
  if (typeof documents === 'string') return { refused: form.refuse(documents) };
  const outcome = await perform(services, typeLabelFile, {
    actor,
    opKey: form.opKey,
    input: { ...form.value, orgId, documents },
  });
  return outcome.ok ? { fait: 'dossier' } : { refused: form.refuse(sayRefusal(outcome)) };
}
