import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireAuthority } from '#app/access/guards.ts';
import { sayDate } from '#app/calendar/rules/french-dates.ts';
import { parisDay } from '#app/calendar/rules/paris-time.ts';
import { createOrganisation } from '#app/directory/label-organisation.ts';
import { sayRefusal } from '#app/directory/refusals.fr.ts';
import { organisationSchema } from '#app/directory/rules/label.ts';
import { perform } from '#app/platform/intention.ts';
import { DataTable } from '#app/ui/components/data-table.tsx';
import { EmptyState } from '#app/ui/components/empty-state.tsx';
import { sayCount, sayNumber } from '#app/ui/components/figures.ts';
import { PageHeader } from '#app/ui/components/page-header.tsx';
import { Tag } from '#app/ui/components/tag.tsx';
import { readForm } from '#app/ui/forms/read-form.ts';
import { DeskLayout } from '#app/ui/layout/desk-layout.tsx';
import { pageMeta } from '#app/ui/layout/page-meta.ts';
import { findVenuesToLabel, listOrganisations, type OrganisationRow } from '#db/queries/labelled.ts';
import { NewOrganisation } from './organisation-new.tsx';

export { links } from './authority-styles.ts';

export const meta: MetaFunction = () => pageMeta('Les lieux labellisés');

const FOUND_AT_MOST = 12;

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireAuthority({ request, context });
  const { db, clock, newId } = context.services;
  const today = parisDay(clock.now());
  const q = (new URL(request.url).searchParams.get('q') ?? '').trim().slice(0, 100);
  const read = await db.read(async (tx) => ({
    organisations: await listOrganisations(tx, today),
    found: q === '' ? null : await findVenuesToLabel(tx, q, FOUND_AT_MOST),
  }));
  return { actor, opKey: newId(), today, q, ...read };
}

export type OrganisationsFacts = ReturnType<typeof useLoaderData<typeof loader>>;

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await requireAuthority({ request, context });
  const form = await readForm(request, organisationSchema);
  if (!form.ok) return form.refusal;
  const outcome = await perform(context.services, createOrganisation, { actor, opKey: form.opKey, input: form.value });
  if (outcome.ok) return redirect(`/metropole/lieux/${outcome.value.orgId}/dossier?fait=structure`, 303);
  const sentence = sayRefusal(outcome);
  return outcome.refusal === 'VENUE_TAKEN'
    ? form.refuse('Rien n’a été créé.', { venueIds: sentence })
    : form.refuse(sentence);
}

export default function Organisations() {
  const facts = useLoaderData<typeof loader>();
  const { actor, organisations } = facts;
  const labelled = organisations.filter((one) => one.labelled).length;
  return (
    <DeskLayout area="authority" actor={actor}>
      <PageHeader
        title="Les lieux qui acceptent les pass"
        lead={`${sayCount(labelled, 'structure')} ${labelled > 1 ? 'peuvent' : 'peut'} accepter les pass aujourd’hui.`}
      >
        <a className="btn" href="#labelliser">
          Ajouter une structure
        </a>
        <a className="btn quiet" href="/metropole/sources">
          Les sources de l’annuaire
        </a>
      </PageHeader>
      <div className="flow">
        <NewOrganisation facts={facts} />
        {organisations.length === 0 ? (
          <EmptyState icon="pin" title="Aucune structure pour l’instant">
            <p>Cherchez un lieu de l’annuaire ci-dessus, et dites quelle structure le fait vivre.</p>
          </EmptyState>
        ) : (
          <OrganisationTable organisations={organisations} />
        )}
      </div>
    </DeskLayout>
  );
}

function OrganisationTable({ organisations }: { organisations: readonly OrganisationRow[] }) {
  return (
    <DataTable
      caption="Les structures"
      rows={organisations}
      keyOf={({ id }) => id}
      columns={[
        { header: 'Structure', cell: ({ id, name }) => <a href={`/metropole/lieux/${id}`}>{name}</a> },
        { header: 'Commune', cell: ({ communes }) => communes.join(', ') },
        { header: 'Accepte les pass', cell: (one) => <LabelTag organisation={one} /> },
        { header: 'Lieux', numeric: true, cell: ({ venues }) => sayNumber(venues) },
        {
          header: 'Comptes',
          numeric: true,
          cell: ({ staff }) => (staff === 0 ? <Tag look="warn">aucun</Tag> : sayNumber(staff)),
        },
        { header: 'Pass encaissés', numeric: true, cell: ({ redeemed }) => sayNumber(redeemed) },
      ]}
    />
  );
}

function LabelTag({ organisation: { labelled, labelEndsOn } }: { organisation: OrganisationRow }) {
  if (!labelled) return <Tag>non</Tag>;
  return <Tag look="ok">{labelEndsOn === null ? 'oui' : `jusqu’au ${sayDate(labelEndsOn)}`}</Tag>;
}
