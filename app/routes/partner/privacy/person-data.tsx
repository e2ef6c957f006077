import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { notFound, requirePartner } from '#app/access/guards.ts';
import { fullName } from '#app/partners/texts.fr.ts';
import { DATA_WORDS } from '#app/privacy/texts.fr.ts';
import { PersonData } from '#app/routes/_shared/person/person-data.tsx';
import { PageHeader } from '#app/ui/components/page-header.tsx';
import { DeskLayout } from '#app/ui/layout/desk-layout.tsx';
import { pageMeta } from '#app/ui/layout/page-meta.ts';
import { findPersonForPartner } from '#db/queries/people.ts';
import { readPersonData } from '#db/queries/privacy.ts';

export { links } from '../desk-styles.ts';
export const meta: MetaFunction = () => pageMeta('Les données d’une personne');

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await requirePartner({ request, context });
  const holderId = z.uuid().safeParse(params.holderId);
  if (!holderId.success) throw notFound();
  const read = await context.services.db.snapshot(async (tx) => {
    const person = await findPersonForPartner(tx, holderId.data, actor.partnerId);
    return person === null ? null : { person, of: await readPersonData(tx, person.id) };
  });
  if (read === null) throw notFound();
  return { actor, ...read };
}

export default function OnePersonsData() {
  const { actor, person, of } = useLoaderData<typeof loader>();
  return (
    <DeskLayout area="partner" actor={actor}>
      <PageHeader
        title={`Les données de ${fullName(person)}`}
        lead="Tout ce qui est écrit sur cette personne, à imprimer pour elle."
        back={{ href: `/partenaire/personnes/${person.id}`, label: fullName(person) }}
      />
      <PersonData of={of} words={DATA_WORDS} />
    </DeskLayout>
  );
}
