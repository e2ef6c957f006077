import type { ReportCode } from './rules/figures.ts';

export interface Definition {
  title: string;
  /** What is counted, on which day, and what is left out: the words that are signed with the figures. */
  meaning: string;
}

/** The indicators owed to the funder; `docs/reports.md` says the same words, and a test holds them together. */
export const DEFINITIONS: Readonly<Record<ReportCode, Definition>> = {
  R1: {
    title: 'Pass distribués, par partenaire',
    meaning:
      'Carnets et pass remis à des personnes pendant la période, remises annulées exclues ; un carnet donné en remplacement de pass perdus ne compte pas une deuxième fois. Une personne est comptée une fois par partenaire, et une fois dans l’ensemble. L’objectif est celui de la convention en cours à la fin de la période ; l’avancement rapporte à cet objectif tous les pass remis depuis le début de cette convention, quels que soient les filtres de commune et de public.',
  },
  R2: {
    title: 'Personnes aidées',
    meaning:
      'Personnes qui ont reçu au moins un carnet pendant la période, comptées une fois, au mois de leur premier carnet de la période. « Première fois » : aucun carnet avant la période, de quelque partenaire que ce soit. « Active » : au moins un pass utilisé, non annulé, avant la fin de la période.',
  },
  R3: {
    title: 'Pass par personne',
    meaning:
      'Pass reçus par chaque personne pendant la période. La médiane et le neuvième décile sont des nombres qu’une personne a vraiment reçus : au moins la moitié, ou neuf personnes sur dix, en ont reçu autant ou moins.',
  },
  R4: {
    title: 'Publics',
    meaning:
      'Situations déclarées aux remises de la période. « Concernées » : toutes les personnes dans cette situation ; une personne peut en avoir plusieurs, les lignes ne s’additionnent donc pas. « À titre principal » : chaque personne une seule fois, à la première de ses situations dans l’ordre de la convention (jeune en difficulté, RSA, personne âgée, handicap, recherche d’emploi). L’âge est celui de la première remise de la période.',
  },
  R5: {
    title: 'Formations suivies',
    meaning:
      'Présences marquées à un atelier qui a commencé pendant la période, par thème, avec leurs heures, les personnes et les pass utilisés ; à part, les passages sans réservation, à leur date, sans durée connue. Ne comptent que les personnes à qui un carnet a été remis (du partenaire, de la commune et du public choisis), quelle que soit la date de la remise.',
  },
  R6: {
    title: 'Organismes de formation',
    meaning:
      'Pass utilisés pendant la période dans chaque organisme, utilisations annulées exclues, personnes différentes et valeur en euros, même quand le carnet a été remis avant la période. Une personne qui va dans deux organismes compte dans chacun. Délai de paiement : jours de Paris entre l’utilisation d’un pass et le virement qui l’a payé, pour les pass payés à la date de lecture ; un virement revenu de la banque n’a rien payé.',
  },
  R7: {
    title: 'Taux d’utilisation, de quatre façons',
    meaning:
      'Pour les pass remis pendant la période, ce qu’ils sont devenus à la date de lecture ; un pass perdu est devenu ce qu’est devenu celui qui le remplace. Nominal : utilisés ÷ remis. Histoire finie : utilisés ÷ (utilisés + périmés entre les mains des personnes) ; rien n’est dit tant qu’aucun n’est périmé et que certains peuvent encore l’être. Activation : carnets dont au moins un pass a servi ÷ carnets remis. Cohortes : part des pass remis un mois donné qui ont servi dans le mois, les trois mois, les six mois qui suivent la remise ; rien n’est dit avant que ce délai soit passé pour tous. Les mêmes pass donnent des taux très différents : dire toujours lequel.',
  },
  R8: {
    title: 'Cofinancement',
    meaning:
      'Dépense éligible : prix des lots dont la commande est payée au fournisseur au dernier jour de la période, depuis le début du programme. Chaque lot est partagé entre ses financeurs selon leurs parts, qui font toujours 100 % ; les centimes suivent la règle du plus fort reste. Part de l’État : jamais plus que son plafond, ni que 65 % de la dépense éligible, arrondis au centime inférieur. Ce qui dépasse un plafond revient à la collectivité. Les filtres de partenaire, de commune et de public, et le premier jour, ne s’appliquent pas.',
  },
  R9: {
    title: 'Quartiers prioritaires',
    meaning:
      'Personnes de la période, comptées une fois, au quartier prioritaire de leur dernière remise de la période. Le contour est celui en vigueur le jour de la remise : liste de 2015 jusqu’au 31 décembre 2023, liste de 2024 ensuite. L’adresse sert une fois, à la remise, et n’est pas gardée : le service de géocodage la place, sans le nom de la personne, et seuls restent le code du quartier, la liste et la manière (par l’adresse, ou choisi à la main). Une rue sans numéro, une réponse douteuse, un service qui ne répond pas ou une commune hors du territoire laissent le quartier inconnu. Quand elle n’a pas été donnée, le quartier est inconnu : compté à part, ni dedans ni dehors.',
  },
  R10: {
    title: 'Rapprochement des comptes',
    meaning:
      'Pass achetés = somme des pass dans tous leurs états = moins le solde du compte d’émission, état par état ; puis tout ce que deux parties du programme savent chacune de leur côté : soldes et écritures, mouvements et états, réservations et places, présences et pass utilisés. Au premier écart, rien n’est publié. Les filtres ne s’appliquent pas.',
  },
  R11: {
    title: 'Remplissage et absences',
    meaning:
      'Ateliers de la période qui sont finis, ateliers annulés à part. Remplissage : places réservées (présents, absents, excusés et non marqués) ÷ places offertes. Absence : absents non excusés ÷ (présents + absents non excusés + excusés). Seule la période s’applique : une place vide n’a ni partenaire ni public.',
  },
  R12: {
    title: 'Jours avant le premier atelier',
    meaning:
      'Pour chaque personne, jours de Paris entre son premier carnet de la période et sa première venue qui suit (présence à un atelier, ou passage sans réservation). Les personnes pas encore venues sont comptées à part et n’entrent ni dans la médiane ni dans le neuvième décile.',
  },
  R13: {
    title: 'Dû et payé aux lieux',
    meaning:
      'À la date de lecture, pour les pass utilisés depuis le début du programme, utilisations annulées et lignes refusées exclues. Dû : pas encore demandé, demandé, approuvé, en cours de virement, ou revenu de la banque. Payé : virements exécutés, remboursements de trop-perçus déduits. Âge de la dette : jours de Paris depuis l’utilisation du pass. Taux de couverture : (recettes enregistrées des financeurs, annulations déduites, − payé aux fournisseurs de pass et aux lieux) ÷ dû ; zéro quand plus a été payé que reçu. Les filtres ne s’appliquent pas.',
  },
  R14: {
    title: 'Communes sans place proche',
    meaning:
      'Communes où vivent des personnes de la période et où aucun atelier des trente jours à venir n’a de place libre à moins de trois kilomètres du centre de la commune, ni dans la commune même.',
  },
  R15: {
    title: 'Dossier de renouvellement',
    meaning:
      'Conventions en cours pendant la période, non révoquées : ce que chacune a fait de son premier jour à son dernier, ou à la date de lecture. Le dossier de renouvellement est dû six mois avant la fin ; il s’imprime sur la page de chaque convention. Pass utilisés : parmi ceux que la convention a remis, à la date de lecture. Les filtres de commune et de public ne s’appliquent pas.',
  },
};
