import { sayMoment } from '#app/calendar/rules/french-dates.ts';
import type { Day } from '#app/calendar/rules/paris-time.ts';
import { walkingMinutes } from '#app/directory/rules/distance.ts';
import { sayState } from '#app/directory/rules/opening-hours.ts';
import type { Caution, NextSession, Reason } from '#app/directory/rules/orientation/rank-venues.ts';
import type { Care, Need, Tongue } from '#app/directory/rules/orientation/wish.ts';
import { SERVICE_WORDS } from '#app/directory/texts.fr.ts';

const NBSP = '\u00a0';

/** The agent’s question: what does this person come for? */
export const NEED_LABELS: Readonly<Record<Need, string>> = {
  HELP: 'Être aidée dans une démarche',
  LEARN: 'Apprendre, se former',
  EQUIP: 'S’équiper, ou se servir d’un ordinateur',
};

export const TONGUE_LABELS: Readonly<Record<Tongue, string>> = {
  FRENCH: 'Le français',
  ENGLISH: 'L’anglais',
  OTHER: 'Une autre langue',
};

export const CARE_LABELS: Readonly<Record<Care, string>> = {
  WHEELCHAIR: 'se déplace en fauteuil',
  SIGHT: 'voit mal',
  HEARING: 'entend mal',
  MIND: 'a un handicap psychique ou mental',
  READING: 'a du mal à lire',
};

const CARE_WELCOMED: Readonly<Record<Care, string>> = {
  WHEELCHAIR: 'On y entre en fauteuil',
  SIGHT: 'Accueille les personnes qui voient mal',
  HEARING: 'Accueille les personnes qui entendent mal',
  MIND: 'Accueille les personnes avec un handicap psychique ou mental',
  READING: 'Accueille les personnes qui ont du mal à lire',
};

const CARE_UNKNOWN: Readonly<Record<Care, string>> = {
  WHEELCHAIR: 'Le lieu ne dit pas si l’on y entre en fauteuil',
  SIGHT: 'Le lieu ne dit rien de l’accueil des personnes qui voient mal',
  HEARING: 'Le lieu ne dit rien de l’accueil des personnes qui entendent mal',
  MIND: 'Le lieu ne dit rien du handicap psychique ou mental',
  READING: 'Le lieu ne dit rien des difficultés de lecture',
};

/** Why this venue, in a few words. `sayDistance` comes from the page's figures. */
export function sayReason(reason: Reason, today: Day, sayDistance: (metres: number) => string): string {
  switch (reason.kind) {
    case 'service':
      return SERVICE_WORDS[reason.service] ?? reason.service;
    case 'distance':
      return sayWay(reason.metres, sayDistance);
    case 'helped':
      return 'Quelqu’un l’aide, en tête-à-tête';
    case 'group':
      return 'En petit groupe';
    case 'alone':
      return 'Du matériel en libre accès';
    case 'session':
      return saySession(reason.session, today);
    case 'pass':
      return reason.how === 'labelled'
        ? 'Prend les pass, reconnu par la collectivité'
        : 'Annonce prendre les pass (à vérifier par téléphone)';
    case 'free':
      return reason.condition ? 'Gratuit selon sa situation' : 'Gratuit';
    case 'care':
      return CARE_WELCOMED[reason.care];
    case 'tongue':
      return reason.tongue === 'ENGLISH' ? 'On y parle anglais' : 'On y parle d’autres langues que le français';
    case 'children':
      return 'Elle peut venir avec ses enfants';
    case 'open':
      return sayState(reason.state, today);
  }
}

/** What to check, or to say, before sending somebody there. */
export function sayCaution(caution: Caution, today: Day): string {
  switch (caution.kind) {
    case 'care':
      return CARE_UNKNOWN[caution.care];
    case 'tongue':
      return 'Le lieu ne dit pas quelles langues on y parle';
    case 'noPass':
      return 'Ne prend pas les pass';
    case 'paying':
      return 'Payant, ou avec une adhésion';
    case 'appointment':
      return 'Sur rendez-vous';
    case 'hours':
      return 'Horaires non connus';
    case 'closed':
      return sayState(caution.state, today);
  }
}

function saySession({ title, startsAt, seatsLeft }: NextSession, today: Day): string {
  const seats = seatsLeft === 1 ? 'une place libre' : `${seatsLeft} places libres`;
  return `«${NBSP}${title}${NBSP}», ${sayMoment(startsAt, today)}, ${seats}`;
}

/** « À 900 m, environ 16 minutes à pied ». */
function sayWay(metres: number, sayDistance: (metres: number) => string): string {
  const minutes = walkingMinutes(metres);
  const way = `À ${sayDistance(metres)}`;
  return minutes === null ? way : `${way}, environ ${minutes} minute${minutes > 1 ? 's' : ''} à pied`;
}
