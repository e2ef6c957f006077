import { sayDate } from '#app/calendar/rules/french-dates.ts';
import { phoneWords } from '#app/directory/texts.fr.ts';
import { DataTable } from '#app/ui/components/data-table.tsx';
import { sayCount } from '#app/ui/components/figures.ts';
import type { PageToConfirm } from '#db/queries/upkeep/confirmations.ts';

/** The pages held by a team that nobody confirmed for six months: how many, and how to reach them. */
export function Overdue({ pages, letters }: { readonly pages: readonly PageToConfirm[]; readonly letters: number }) {
  return (
    <section aria-labelledby="titre-retards">
      <h2 id="titre-retards">
        {pages.length === 0
          ? 'Toutes les fiches tenues sont confirmées'
          : pages.length === 1
            ? '1 fiche à confirmer depuis plus de six mois'
            : `${pages.length} fiches à confirmer depuis plus de six mois`}
      </h2>
      {letters > 0 && (
        <p>
          <a href="/metropole/fiches/lettres">Imprimer {sayCount(letters, 'lettre')}</a> pour les lieux sans e-mail ni
          téléphone mobile.
        </p>
      )}
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
