import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { fullName } from '#app/partners/texts.fr.ts';
import { actOnTwins } from '#app/routes/_shared/act-on-twins.ts';
import { Twins } from '#app/routes/_shared/twins.tsx';
import { Notice } from '#app/ui/components/notice.tsx';
import { PageHeader } from '#app/ui/components/page-header.tsx';
import { DeskLayout } from '#app/ui/layout/desk-layout.tsx';
import { pageMeta } from '#app/ui/layout/page-meta.ts';
import { findPersonForHolder } from '#db/queries/people.ts';
import { listLookalikes, listMerged } from '#db/queries/person-merges.ts';
import { openedLookup } from './opened.ts';

export { headers } from '#app/routes/_shared/own-headers.ts';
export { links } from '../authority-styles.ts';
export const meta: MetaFunction = () => pageMeta('Les personnes trouvées');

export async function loader(args: LoaderFunctionArgs) {
  const { actor, lookup } = await openedLookup(args);
  const [only, ...others] = lookup.holderIds;
  if (only !== undefined && others.length === 0)
    return redirect(`/metropole/donnees-personnelles/demandes/${lookup.id}/${only}`, 303);
  const { found, ...pairs } = await args.context.services.db.read(async (tx) => {
    const found = [];
    for (const id of lookup.holderIds) found.push(await findPersonForHolder(tx, id));
    const among = { holderIds: lookup.holderIds };
    const twins = await listLookalikes(tx, among, lookup.holderIds.length);
    return { found: found.filter((person) => person !== null), twins, merged: await listMerged(tx, among) };
  });
  return {
    actor,
    lookup,
    ...pairs,
    opKey: args.context.services.newId(),
    people: found.map(({ id, familyName, givenName, birthYear, commune }) => ({
      ...{ id, familyName, givenName, birthYear, commune },
    })),
  };
}

export async function action(args: ActionFunctionArgs) {
  const { actor, lookup } = await openedLookup(args);
  const here = `/metropole/donnees-personnelles/demandes/${lookup.id}`;
  return (await actOnTwins(args.request, args.context.services, actor, lookup.id)) ?? redirect(here, 303);
}

export default function Found() {
  const { actor, lookup, people, twins, merged, opKey } = useLoaderData<typeof loader>();
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
        <Twins twins={twins} merged={merged} opKey={opKey} refused={useActionData<typeof action>()} />
      </div>
    </DeskLayout>
  );
}
