import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { notFound, requireAuthority } from '#app/access/guards.ts';
import { addMonths, parisDay } from '#app/calendar/rules/paris-time.ts';
import { perform } from '#app/platform/intention.ts';
import { importLot } from '#app/purchasing/import-lot.ts';
import { readSupplierFile } from '#app/purchasing/read-supplier-file.ts';
import type { RowProblem } from '#app/purchasing/rules/supplier-file.ts';
import { openFile } from '#app/purchasing/seal.ts';
import { sayRefusal } from '#app/purchasing/texts.fr.ts';
import { DataTable } from '#app/ui/components/data-table.tsx';
import { sayNumber } from '#app/ui/components/figures.ts';
import { PageHeader } from '#app/ui/components/page-header.tsx';
import { SelectField } from '#app/ui/forms/choice-fields.tsx';
import { ErrorSummary, FormStep, SubmitButton } from '#app/ui/forms/form-parts.tsx';
import { OpKeyField } from '#app/ui/forms/op-key-field.tsx';
import { readForm } from '#app/ui/forms/read-form.ts';
import { DateField, TextField } from '#app/ui/forms/text-fields.tsx';
import { useRefusedForm } from '#app/ui/forms/use-refused-form.ts';
import { DeskLayout } from '#app/ui/layout/desk-layout.tsx';
import { pageMeta } from '#app/ui/layout/page-meta.ts';
import { findWaitingFile } from '#db/queries/lot-imports.ts';
import { lotForm } from './lot-form.ts';
import { centsTyped } from './typed.ts';

export { headers } from '#app/routes/_shared/own-headers.ts';
export { links } from '../authority-styles.ts';

export const meta: MetaFunction = () => pageMeta('Importer un lot');

const column = z.number('Choisissez une colonne.').int().min(0, 'Choisissez une colonne.').max(99);
const { label, faceEuros, validFrom, validUntil } = lotForm.shape;
const columnsForm = z.object({ serialColumn: column, codeColumn: column, label, faceEuros, validFrom, validUntil });
const NO_STORE = { headers: { 'Cache-Control': 'no-store' } };

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await requireAuthority({ request, context });
  const { db, clock, newId, secrets } = context.services;
  const id = z.uuid().safeParse(params.id);
  const now = clock.now();
  const file = id.success ? await db.read((tx) => findWaitingFile(tx, id.data, actor.userId, now, 'look')) : null;
  if (file === null) throw notFound();
  const table = await readSupplierFile(openFile(secrets, file.id, file.sealed), file.kind);
  if (table.kind === 'REFUSED') throw notFound();
  const today = parisDay(now);
  const offered = { validFrom: today, validUntil: addMonths(today, 18), faceEuros: '10' };
  return data(
    {
      actor,
      opKey: newId(),
      offered,
      columns: table.heading.map((name, i) => sayColumn(name, i, table.rows)),
      rows: table.rows.length,
    },
    NO_STORE,
  );
}

/** A column by its heading and what its first cell begins with: enough to know it, too little to use a code. */
function sayColumn(name: string, i: number, rows: readonly string[][]): string {
  const first = rows[0]?.[i] ?? '';
  const begun = first === '' ? 'vide' : `${first.slice(0, 4)}…`;
  return `${name === '' ? `Colonne ${i + 1}` : name.slice(0, 60)} (${begun})`;
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await requireAuthority({ request, context });
  const { db, clock } = context.services;
  const id = z.uuid().safeParse(params.id);
  const here = id.success && (await db.read((tx) => findWaitingFile(tx, id.data, actor.userId, clock.now(), 'look')));
  // Gone after an hour, or imported from another window: what was typed here is of no more use.
  if (!here) return redirect('/metropole/passes/importer?parti=1', 303);
  const form = await readForm(request, columnsForm);
  if (!form.ok) return data({ result: form.refusal.data, problems: [] as RowProblem[], total: 0 }, { status: 422 });
  const { faceEuros: euros, ...rest } = form.value;
  const input = { ...rest, faceCents: centsTyped(euros), importId: params.id };
  const outcome = await perform(context.services, importLot, { actor, opKey: form.opKey, input });
  if (outcome.ok) return redirect(`/metropole/passes/lots/${outcome.value.lotId}?fait=importe`, 303);
  const problems =
    outcome.refusal === 'ROWS' ? (JSON.parse(String(outcome.facts.rows)) as RowProblem[]) : ([] as RowProblem[]);
  const total = Number(outcome.facts.total ?? 0);
  return data({ result: form.refuse(sayRefusal(outcome)).data, problems, total }, { status: 422 });
}

export default function ImportColumns() {
  const { actor, rows } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <DeskLayout area="authority" actor={actor}>
      <PageHeader
        title="Importer un lot"
        lead={`Le fichier a ${sayNumber(rows)} lignes. Dites ce que contiennent ses colonnes.`}
        back={{ href: '/metropole/passes/importer', label: 'Un autre fichier' }}
      />
      <div className="flow">
        {answer !== undefined && answer.problems.length > 0 && (
          <Problems problems={answer.problems} total={answer.total} />
        )}
        <Columns />
      </div>
    </DeskLayout>
  );
}

function Problems({ problems, total }: { problems: readonly RowProblem[]; total: number }) {
  const shown = total > problems.length ? `Les ${problems.length} premières lignes à corriger` : 'Lignes à corriger';
  return (
    <DataTable
      caption={shown}
      rows={problems}
      keyOf={({ row, reason }) => row + reason}
      columns={[
        { header: 'Ligne', cell: ({ row }) => sayNumber(row) },
        { header: 'Pourquoi', cell: ({ reason }) => reason },
      ]}
    />
  );
}

function Columns() {
  const { opKey, offered, columns } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const [form, fields] = useRefusedForm(columnsForm, answer?.result, { defaultValue: offered });
  const choices = columns.map((name, i) => ({ value: String(i), label: name }));
  return (
    <form method="post" id={form.id} noValidate className="narrow">
      <ErrorSummary form={form} />
      <OpKeyField value={opKey} />
      <FormStep number={1} title="Les colonnes">
        <SelectField
          field={fields.serialColumn}
          label="Où est le numéro du carnet&nbsp;?"
          emptyLabel="Choisissez"
          choices={choices}
          required
        />
        <SelectField
          field={fields.codeColumn}
          label="Où est le code du pass&nbsp;?"
          emptyLabel="Choisissez"
          choices={choices}
          required
        />
      </FormStep>
      <FormStep number={2} title="Le lot">
        <TextField field={fields.label} label="Son nom" required />
        <div className="row">
          <TextField field={fields.faceEuros} label="Valeur d’un pass (€)" inputMode="decimal" required />
          <DateField field={fields.validFrom} label="Premier jour" required />
          <DateField field={fields.validUntil} label="Dernier jour" required />
        </div>
      </FormStep>
      <SubmitButton>J’importe ce lot</SubmitButton>
    </form>
  );
}
