import { sayDate } from '#app/calendar/rules/french-dates.ts';
import type { PageMessageKind } from '#app/upkeep/rules/messages.ts';
import { REPORT_SUBJECT_WORDS } from '#app/upkeep/texts.fr.ts';
import type { MessageWords, PageMessage, Sender } from './message.ts';

const NBSP = '\u00a0';

/** A message about a venue's page, in French. */
export function pageWords(message: PageMessage, sender: Sender): MessageWords {
  const { venue, commune } = message.facts;
  const where = ['Lieu', commune === null ? venue : `${venue}, ${commune}`] as const;
  const { details = [], ...words } = WORDS[message.kind](message, sender);
  return { greeting: 'Bonjour,', ...words, details: message.kind === 'source-shrank' ? details : [where, ...details] };
}

type Words = Omit<MessageWords, 'greeting' | 'details'> & Partial<Pick<MessageWords, 'details'>>;

const WORDS: Readonly<Record<PageMessageKind, (message: PageMessage, sender: Sender) => Words>> = {
  'page-claim': ({ facts, link }) => ({
    subject: `${facts.venue}${NBSP}: tenir votre fiche`,
    news: 'Quelqu’un a demandé à tenir la fiche de ce lieu dans l’annuaire de la médiation numérique. Nous écrivons à l’adresse publiée sur cette fiche, et à nulle autre.',
    details: [
      ['Lien', link ?? ''],
      ['Valable', `une seule fois, pendant ${facts.days ?? 3} jours`],
    ],
    next: [
      'Vous travaillez dans ce lieu ? Suivez ce lien pour corriger vos horaires, vos coordonnées, vos services.',
      'Vous n’avez rien demandé ? Ne faites rien : sans vous, le lien n’ouvre rien.',
    ],
  }),
  'page-claim-granted': ({ facts }, { territory, origin }) => ({
    subject: `${facts.venue}${NBSP}: la fiche est à vous`,
    news: `La ${territory} a ajouté ce lieu à ceux de votre structure.`,
    next: [`Pour relire et corriger sa fiche${NBSP}: ${origin}/espace-lieu/page`],
  }),
  'page-claim-refused': ({ facts }) => ({
    subject: `${facts.venue}${NBSP}: votre demande`,
    news: 'Votre demande de tenir la fiche de ce lieu n’a pas été acceptée.',
    details: [['Pourquoi', facts.reason ?? '']],
    next: [],
  }),
  'page-to-confirm': ({ facts, link }, { origin }) => ({
    subject: `${facts.venue}${NBSP}: votre fiche est-elle toujours exacte${NBSP}?`,
    news: 'Des personnes viennent chez vous grâce à votre fiche. Est-elle toujours exacte ?',
    details: [['Votre fiche', `${origin}/lieux/${facts.slug ?? ''}`]],
    next: [
      `Si tout est exact, dites-le en un geste, sans compte${NBSP}: ${link ?? ''}`,
      `Sinon, corrigez-la${NBSP}: ${origin}/espace-lieu/page`,
    ],
  }),
  'page-reported': ({ facts }, { origin }) => ({
    subject: `${facts.venue}${NBSP}: une erreur signalée sur votre fiche`,
    news: 'Une personne signale une erreur sur la fiche de ce lieu.',
    details: [[subjectWords(facts.subject), facts.words ?? '']],
    next: [`Pour corriger et répondre${NBSP}: ${origin}/espace-lieu/page`],
  }),
  'page-reported-authority': ({ facts }, { origin }) => ({
    subject: `${facts.venue}${NBSP}: une erreur signalée`,
    news:
      facts.state === 'HELD'
        ? 'Une personne signale une erreur sur la fiche de ce lieu. Son équipe est prévenue, et peut répondre elle-même.'
        : 'Une personne signale une erreur sur la fiche de ce lieu. Aucune équipe ne tient cette fiche : c’est à vous de répondre.',
    details: [[subjectWords(facts.subject), facts.words ?? '']],
    next: [`Pour vérifier et répondre${NBSP}: ${origin}/metropole/fiches`],
  }),
  'page-report-answered': ({ facts, saidOn, writtenAt }, { origin }) => ({
    subject: `${facts.venue}${NBSP}: réponse à votre signalement`,
    news: `Vous avez signalé une erreur${saidOn === null ? '' : ` le ${sayDate(saidOn, writtenAt)}`}. ${
      facts.state === 'CORRECTED' ? 'La fiche est corrigée. Merci.' : 'La fiche n’a pas changé.'
    }`,
    details: facts.answer === null ? [] : [['Réponse', facts.answer]],
    next: [`La fiche${NBSP}: ${origin}/lieux/${facts.slug ?? ''}`],
  }),
  'source-shrank': ({ facts }, { origin }) => ({
    subject: `Source «${NBSP}${facts.venue}${NBSP}»${NBSP}: un cinquième des lieux a disparu`,
    news: 'La dernière lecture de cette source a perdu plus d’un cinquième de ses lieux. Rien n’a été appliqué : elle attend votre avis.',
    details: [
      ['Source', facts.venue],
      ['Lieux avant', String(facts.before ?? '')],
      ['Lieux lus', String(facts.after ?? '')],
    ],
    next: [`Pour décider${NBSP}: ${origin}/metropole/sources/flux/${facts.feedId ?? ''}`],
  }),
};

function subjectWords(subject: string | null): string {
  return REPORT_SUBJECT_WORDS[subject as keyof typeof REPORT_SUBJECT_WORDS] ?? 'Erreur';
}

/** The same in one SMS; only what a venue or a passer-by without e-mail may be told. */
export function pageSms({ kind, facts, link }: PageMessage): string {
  if (kind === 'page-to-confirm')
    return `La fiche de ${facts.venue} est-elle toujours exacte ? Si oui, dites-le ici, sans compte : ${link ?? ''}`;
  const outcome =
    facts.state === 'CORRECTED' ? 'la fiche est corrigée, merci.' : (facts.answer ?? 'la fiche n’a pas changé.');
  return `Votre signalement sur ${facts.venue} : ${outcome}`;
}
