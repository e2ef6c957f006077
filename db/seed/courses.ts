import type { Audience, Language, Level, Theme } from '#app/training/rules/session.ts';

/** What a venue teaches, in the spirit of the national catalogue of pass services. */
export interface SeededCourse {
  title: string;
  description: string;
  theme: Theme;
  level: Level;
  minutes: number;
  pricePasses: number;
  audience: Audience;
  languages: readonly Language[];
}

type Extra = Partial<Pick<SeededCourse, 'minutes' | 'pricePasses' | 'audience' | 'languages'>>;

const course = (theme: Theme, level: Level, title: string, description: string, extra: Extra = {}): SeededCourse => ({
  theme,
  level,
  title,
  description,
  minutes: 120,
  pricePasses: 1,
  audience: 'EVERYONE',
  languages: ['fr'],
  ...extra,
});

/** Every course of the demonstration. */
export const SEEDED_COURSES = {
  firstSteps: course(
    'ORDINATEUR',
    'PREMIERS_PAS',
    'Premiers pas sur l’ordinateur',
    'On allume, on tient la souris, on écrit son nom. Aucune connaissance n’est demandée.',
  ),
  mouse: course(
    'ORDINATEUR',
    'PREMIERS_PAS',
    'Clavier et souris, sans stress',
    'Des exercices courts pour prendre de l’assurance, chacun à son rythme.',
    { minutes: 90 },
  ),
  files: course(
    'ORDINATEUR',
    'DEBUTANT',
    'Ranger ses fichiers et ses photos',
    'Créer des dossiers, retrouver un document, copier sur une clé USB.',
  ),
  phone: course(
    'TELEPHONE',
    'PREMIERS_PAS',
    'Apprivoiser son smartphone',
    'Appeler, enregistrer un contact, envoyer un message. Venez avec votre téléphone.',
  ),
  phoneMore: course(
    'TELEPHONE',
    'DEBUTANT',
    'Son smartphone au quotidien',
    'Installer une application, prendre un rendez-vous médical, voir les horaires de bus.',
  ),
  phoneSeniors: course(
    'TELEPHONE',
    'PREMIERS_PAS',
    'Le téléphone et la tablette après 60 ans',
    'Agrandir les lettres, répondre à un appel vidéo, regarder les photos de la famille.',
    { audience: 'SENIORS' },
  ),
  photos: course(
    'TELEPHONE',
    'DEBUTANT',
    'Ses photos, du téléphone à l’ordinateur',
    'Brancher son téléphone, choisir ses photos, en garder une copie.',
  ),
  internet: course(
    'INTERNET',
    'PREMIERS_PAS',
    'Découvrir internet',
    'Ouvrir un site, chercher une adresse, un horaire, une recette.',
  ),
  trueFalse: course(
    'INTERNET',
    'A_L_AISE',
    'Vrai ou faux\u00a0? Vérifier une information',
    'Reconnaître une fausse nouvelle, trouver d’où vient une image.',
    { minutes: 90 },
  ),
  email: course(
    'MESSAGERIE',
    'PREMIERS_PAS',
    'Créer son adresse e-mail',
    'On crée son adresse ensemble, puis on envoie son premier message.',
  ),
  attachments: course(
    'MESSAGERIE',
    'DEBUTANT',
    'E-mail\u00a0: joindre un document',
    'Photographier un papier, le joindre à un message, retrouver une réponse.',
    { minutes: 90 },
  ),
  video: course(
    'MESSAGERIE',
    'DEBUTANT',
    'Appeler sa famille en vidéo',
    'Choisir une application gratuite, passer un appel, rejoindre un groupe.',
    { minutes: 90 },
  ),
  caf: course(
    'DEMARCHES',
    'DEBUTANT',
    'Ses démarches CAF en ligne',
    'Déclarer ses revenus, suivre ses droits, envoyer un justificatif.',
  ),
  ameli: course(
    'DEMARCHES',
    'DEBUTANT',
    'Ameli et Mon espace santé',
    'Voir ses remboursements, demander une carte Vitale, ranger ses ordonnances.',
  ),
  taxes: course(
    'DEMARCHES',
    'DEBUTANT',
    'Impôts\u00a0: déclarer et comprendre son espace',
    'Se connecter, lire son avis, signaler un changement.',
  ),
  franceConnect: course(
    'DEMARCHES',
    'PREMIERS_PAS',
    'FranceConnect, pas à pas',
    'Un seul identifiant pour les services publics\u00a0: on l’active ensemble.',
    { minutes: 90 },
  ),
  easyFrench: course(
    'DEMARCHES',
    'PREMIERS_PAS',
    'Démarches en français facile',
    'On lit, on montre, on répète. Le médiateur parle aussi arabe et anglais.',
    { languages: ['fr', 'ar', 'en'] },
  ),
  franceTravail: course(
    'EMPLOI',
    'DEBUTANT',
    'Son espace France Travail',
    'S’actualiser, mettre son profil à jour, répondre à une convocation.',
    { audience: 'JOB_SEEKERS' },
  ),
  cv: course(
    'EMPLOI',
    'DEBUTANT',
    'Son CV sur ordinateur',
    'Une demi-journée pour repartir avec un CV propre, enregistré et imprimé.',
    { minutes: 180, pricePasses: 2, audience: 'JOB_SEEKERS' },
  ),
  jobSearch: course(
    'EMPLOI',
    'A_L_AISE',
    'Chercher un emploi en ligne',
    'Créer une alerte, postuler, préparer un entretien en visio.',
    { minutes: 180, pricePasses: 2, audience: 'JOB_SEEKERS' },
  ),
  letter: course(
    'BUREAUTIQUE',
    'DEBUTANT',
    'Écrire et imprimer un courrier',
    'Mettre en page une lettre avec un logiciel libre, l’imprimer, l’envoyer.',
  ),
  sheet: course(
    'BUREAUTIQUE',
    'A_L_AISE',
    'Tenir son budget avec un tableur',
    'Des colonnes, une somme, un graphique\u00a0: voir où part l’argent du mois.',
    { minutes: 180, pricePasses: 2 },
  ),
  scams: course(
    'SECURITE',
    'PREMIERS_PAS',
    'Éviter les arnaques',
    'Faux messages, faux conseillers, faux colis\u00a0: les reconnaître et savoir quoi faire.',
    { minutes: 90 },
  ),
  passwords: course(
    'SECURITE',
    'DEBUTANT',
    'Mots de passe et achats en sécurité',
    'Choisir un bon mot de passe, le retenir, payer sans risque.',
  ),
  school: course(
    'PARENTALITE',
    'DEBUTANT',
    'Suivre l’école de ses enfants en ligne',
    'Lire les notes et les messages, inscrire à la cantine, demander une bourse.',
    { audience: 'FAMILIES' },
  ),
  screens: course(
    'PARENTALITE',
    'DEBUTANT',
    'Enfants et écrans\u00a0: trouver l’équilibre',
    'Un temps d’échange entre parents, sans jugement, avec des réglages concrets.',
    { minutes: 90, pricePasses: 0, audience: 'FAMILIES' },
  ),
  women: course(
    'INTERNET',
    'PREMIERS_PAS',
    'Le numérique entre femmes',
    'Un groupe de femmes, un café, et les bases d’internet à son rythme.',
    { audience: 'WOMEN', languages: ['fr', 'ar'] },
  ),
  poster: course('CREATION', 'DEBUTANT', 'Créer une affiche', 'Choisir une image libre, composer, imprimer en grand.', {
    minutes: 180,
    pricePasses: 2,
  }),
  film: course(
    'CREATION',
    'A_L_AISE',
    'Monter une petite vidéo',
    'Filmer avec son téléphone, couper, ajouter une musique libre.',
    { minutes: 180, pricePasses: 2, audience: 'YOUNG' },
  ),
} as const;
export type CourseKey = keyof typeof SEEDED_COURSES;
