import { sayRelativeDay } from '#app/calendar/rules/french-dates.ts';
import { type Day, daysBetween, parisDay } from '#app/calendar/rules/paris-time.ts';
import type { ChangeStep, PageStep, ReportSubject } from './rules/states.ts';

/** What a passer-by says is wrong. */
export const REPORT_SUBJECT_WORDS: Readonly<Record<ReportSubject, string>> = {
  CLOSED: 'Le lieu n’existe plus ou a déménagé',
  HOURS: 'Les horaires sont faux',
  CONTACT: 'Le téléphone ou l’e-mail est faux',
  ADDRESS: 'L’adresse ou le plan est faux',
  SERVICES: 'Ce qu’on y fait, le prix ou l’accueil est faux',
  OTHER: 'Autre chose',
};

/** The parts of a page, as its team edits them. */
export const STEP_WORDS: Readonly<Record<PageStep, { title: string; about: string }>> = {
  CONTACT: { title: 'Coordonnées et venue', about: 'nom, adresse, téléphone, e-mail, comment venir' },
  HOURS: { title: 'Horaires', about: 'les heures d’une semaine ordinaire' },
  SERVICES: { title: 'Services', about: 'ce que l’on peut faire chez vous, et comment' },
  PUBLICS: { title: 'Publics et accès', about: 'qui vous accueillez, l’accès en fauteuil' },
  FEES: { title: 'Prix', about: 'gratuit, sous condition ou payant' },
  PRESENTATION: { title: 'Présentation', about: 'quelques phrases sur le lieu' },
  CLOSURES: { title: 'Fermetures exceptionnelles', about: 'congés, travaux, jours fermés' },
};

/** What a change of a page was about, in its history. */
export function changeTitle(step: ChangeStep): string {
  return step === 'STOPS' ? 'Tournée' : STEP_WORDS[step].title;
}

/** « Confirmé par le lieu il y a 40 jours ». */
export function sayConfirmed(confirmedAt: Date | null, now: Date | Day): string {
  if (confirmedAt === null) return 'Jamais confirmé par le lieu';
  const days = daysBetween(parisDay(confirmedAt), typeof now === 'string' ? now : parisDay(now));
  if (days <= 0) return 'Confirmé par le lieu aujourd’hui';
  if (days === 1) return 'Confirmé par le lieu hier';
  if (days < 60) return `Confirmé par le lieu il y a ${days} jours`;
  return `Confirmé par le lieu ${sayRelativeDay(confirmedAt, now)}`;
}
