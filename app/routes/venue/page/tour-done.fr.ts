import { sayDay } from '#app/calendar/rules/french-dates.ts';
import { isDay } from '#app/calendar/rules/paris-time.ts';
import { listWords } from '#app/directory/texts.fr.ts';

const MOST_SAID = 12;

/** What was just done to a tour, from the address the page was sent to; null when nothing was. */
export function sayDone(asked: URLSearchParams, today: string): string | null {
  const count = /^\d{1,2}$/.test(asked.get('passages') ?? '') ? Number(asked.get('passages')) : 1;
  switch (asked.get('fait')) {
    case 'annonce':
      return `${announced(count)}${skippedWords(asked.get('feries') ?? '', today)}`;
    case 'retire':
      return count > 1 ? `${count} passages sont retirés de la fiche.` : 'Le passage est retiré de la fiche.';
    case 'modifie':
      return 'Le passage est modifié : le public le voit déjà.';
    case 'remis':
      return 'Le passage est de nouveau annoncé.';
    default:
      return null;
  }
}

function announced(count: number): string {
  return count > 1
    ? `${count} passages sont annoncés : le public les voit déjà.`
    : 'Le passage est annoncé : le public le voit déjà.';
}

/** « Pas le vendredi 25 décembre : c’est un jour férié. » */
function skippedWords(days: string, today: string): string {
  const skipped = days.split(' ').filter(isDay).slice(0, MOST_SAID);
  if (skipped.length === 0) return '';
  const said = listWords(skipped.map((day) => `le ${sayDay(day, today)}`));
  return skipped.length === 1
    ? ` Pas ${said} : c’est un jour férié. S’il y a passage ce jour-là, ajoutez-le seul.`
    : ` Pas ${said} : ce sont des jours fériés. S’il y a passage un de ces jours, ajoutez-le seul.`;
}
