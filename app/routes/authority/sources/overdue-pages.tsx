import { sayDate } from '#app/calendar/rules/french-dates.ts';
import { phoneWords } from '#app/directory/texts.fr.ts';
import { DataTable } from '#app/ui/components/data-table.tsx';
import type { PageToConfirm } from '#db/queries/upkeep/confirmations.ts';

/** The pages held by a team that nobody confirmed for six months: how many, and how to reach them. */
export function Overdue({ pages }: { readonly pages: readonly PageToConfirm[] }) {
  return (
    <section aria-labelledby="titre-retards">
      <h2 id="titre-retards">
        {pages.length === 0
          ? 'Toutes les fiches tenues sont confirmées'
          : pages.length === 1
            ? '1 fiche à confirmer depuis plus de six mois'
            : `${pages.length} fiches à confirmer depuis plus de six mois`}
      </h2>
      {pages.length > 0 && (
        <DataTable
          caption="Fiches à confirmer"
          captionHidden
          rows={pages}
          keyOf={({ id }) => id}
          columns={[
            {
              header: 'Lieu',
              cell: ({ slug, name, commune }) => <a href={`/lieux/${slug}`}>{`${name}, ${commune}`}</a>,
            },
            { header: 'Dernière parole', cell: ({ saidOn }) => sayDate(saidOn) },
            { header: 'Demandé', cell: ({ askedOn }) => (askedOn === null ? 'pas encore' : sayDate(askedOn)) },
            { header: 'Téléphone', cell: ({ phone }) => (phone === null ? '' : phoneWords(phone)) },
          ]}
        />
      )}
    </section>
  );
}
