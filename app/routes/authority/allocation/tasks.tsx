import { sayDate } from '#app/calendar/rules/french-dates.ts';
import { sayCount } from '#app/ui/components/figures.ts';
import type { AuthorityTask } from '#db/queries/authority-tasks.ts';

const PLACES: Readonly<Record<AuthorityTask['kind'], (id: string) => string>> = {
  RENEWAL: (id) => `/metropole/conventions/${id}`,
  DIFFERENCE: (id) => `/metropole/carnets/envois/${id}`,
  LATE_JOURNEY: (id) => `/metropole/carnets/envois/${id}`,
  TO_COUNT: (id) => `/metropole/carnets/envois/${id}`,
  CLOSED_STOCK: () => '/metropole/carnets',
  DECISION: (id) => `/metropole/comites/${id}`,
  SOURCE_SHRANK: (id) => `/metropole/sources/flux/${id}`,
  PAGE_CLAIMS: () => '/metropole/fiches#titre-demandes',
  PAGE_REPORTS: () => '/metropole/fiches#titre-signalements',
  PAGES_OVERDUE: () => '/metropole/fiches#titre-retards',
  PAGE_LETTERS: () => '/metropole/fiches/lettres',
};

/** What waits for the authority about booklets, conventions, committees, sources and pages, each with its page. */
export function Tasks({ tasks }: { tasks: readonly AuthorityTask[] }) {
  if (tasks.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="titre-a-faire">
      <h2 id="titre-a-faire">À faire</h2>
      <ul>
        {tasks.map((task) => (
          <li key={`${task.kind}${task.id}${task.name}`}>
            <a href={PLACES[task.kind](task.id)}>{sayTask(task)}</a>
          </li>
        ))}
      </ul>
    </section>
  );
}

function sayTask({ kind, name, day, count }: AuthorityTask): string {
  const booklets = sayCount(count ?? 0, 'carnet');
  switch (kind) {
    case 'RENEWAL':
      return `Renouveler la convention de ${name}, qui finit le ${sayDate(day ?? '')}`;
    case 'DIFFERENCE':
      return `Régler un écart avec ${name} : ${sayCount(count ?? 0, 'carnet manquant', 'carnets manquants')}`;
    case 'LATE_JOURNEY':
      return `Relancer ${name} : ${booklets} en route depuis plus de deux semaines`;
    case 'TO_COUNT':
      return `Compter le retour de ${name} : ${booklets}`;
    case 'CLOSED_STOCK':
      return `Reprendre les carnets de ${name}, fermé : ${booklets}`;
    case 'DECISION':
      return `Décision du comité à suivre, pour le ${sayDate(day ?? '')} : ${name}`;
    case 'SOURCE_SHRANK':
      return `Décider pour la source « ${name} » : elle a perdu ${sayCount(count ?? 0, 'lieu', 'lieux')}`;
    case 'PAGE_CLAIMS':
      return `Répondre à ${sayCount(count ?? 0, 'demande', 'demandes')} de tenir une fiche`;
    case 'PAGE_REPORTS':
      return `Répondre à ${sayCount(count ?? 0, 'erreur signalée', 'erreurs signalées')} sur une fiche`;
    case 'PAGES_OVERDUE':
      return `Faire confirmer ${sayCount(count ?? 0, 'fiche', 'fiches')}, sans nouvelles depuis plus de six mois`;
    case 'PAGE_LETTERS':
      return `Imprimer et poster ${sayCount(count ?? 0, 'lettre', 'lettres')} à des lieux sans e-mail ni mobile`;
  }
}
