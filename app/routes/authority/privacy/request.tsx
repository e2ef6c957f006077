import { type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { fullName } from '#app/partners/texts.fr.ts';
import { Notice } from '#app/ui/components/notice.tsx';
import { PageHeader } from '#app/ui/components/page-header.tsx';
import { DeskLayout } from '#app/ui/layout/desk-layout.tsx';
import { pageMeta } from '#app/ui/layout/page-meta.ts';
import { findPersonForHolder } from '#db/queries/people.ts';
import { openedLookup } from './opened.ts';

export { links } from '../authority-styles.ts';
export const meta: MetaFunction = () => pageMeta('Les personnes trouvées');

export async function loader(args: LoaderFunctionArgs) {
  const { actor, lookup } = await openedLookup(args);
  const [only, ...others] = lookup.holderIds;
  if (only !== undefined && others.length === 0)
    return redirect(`/metropole/donnees-personnelles/demandes/${lookup.id}/${only}`, 303);
  const people = await args.context.services.db.read(async (tx) => {
    const found = [];
    for (const id of lookup.holderIds) found.push(await findPersonForHolder(tx, id));
    return found.filter((person) => person !== null);
  });
  return {
    actor,
    lookup,
    people: people.map(({ id, familyName, givenName, birthYear, commune }) => ({
      ...{ id, familyName, givenName, birthYear, commune },
    })),
  };
}

export default function Found() {
  const { actor, lookup, people } = useLoaderData<typeof loader>();
  return (
    <DeskLayout area="authority" actor={actor}>
      <PageHeader
        title="Les personnes trouvées"
        lead={lookup.reason}
        back={{ href: '/metropole/donnees-personnelles/demande', label: 'Chercher de nouveau' }}
      />
      <div className="flow">
        <Notice look="info">
          <p>Vérifiez avec la personne laquelle est la sienne. Cette page s’ouvre une heure, à vous seulement.</p>
        </Notice>
        <ul className="people-list">
          {people.map((person) => (
            <li key={person.id}>
              <a href={`/metropole/donnees-personnelles/demandes/${lookup.id}/${person.id}`}>{fullName(person)}</a>
              <span>
                née ou né en {person.birthYear}, {person.commune}
              </span>
            </li>
          ))}
        </ul>
        {people.length === 0 && <p>Ces personnes sont effacées depuis.</p>}
      </div>
    </DeskLayout>
  );
}
