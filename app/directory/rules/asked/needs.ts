import type { Public, Service } from '../standard.ts';

/** What people come for, or look for, in their own words. */
export interface Need {
  /** As it is said back: « Vous cherchez : … ». */
  name: string;
  /** How people type it: words or short phrases, without accents, small words or plurals. */
  said: readonly string[];
  /** Services of the standard that answer it; none for a kind of venue. */
  services: readonly Service[];
  /** Words a venue that answers it has in its name or description. */
  written: readonly string[];
}

const OUTILS: Service = 'Maîtrise des outils numériques du quotidien';
const DEMARCHES: Service = 'Aide aux démarches administratives';
const EMPLOI: Service = 'Insertion professionnelle via le numérique';
const SECURITE: Service = 'Utilisation sécurisée du numérique';
const ACCES: Service = 'Accès internet et matériel informatique';
const COMPRENDRE: Service = 'Compréhension du monde numérique';

const need = (name: string, services: readonly Service[], said: string, written = ''): Need => ({
  name,
  services,
  said: list(said),
  written: list(written),
});

function list(words: string): string[] {
  return words
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
}

/**
 * Plain life → the standard. Where two needs share a word, the longer phrase wins, then the earlier line.
 * Facts, to be read and completed by people who receive the public.
 */
export const NEEDS: readonly Need[] = [
  need(
    'se servir d’un ordinateur',
    [OUTILS],
    'ordinateur, ordi, pc, portable, mac, clavier, souris, informatique, debutant, debuter, windows, bases, premier pas, initiation, usb, cle usb, fichier, dossier, numerique',
  ),
  need(
    'se servir d’un téléphone ou d’une tablette',
    [OUTILS],
    'telephone, smartphone, portable android, android, iphone, tablette, ipad, appli, application, sms, samsung, whatsapp, whats app, visio, skype, zoom, facebook, messenger',
  ),
  need(
    'écrire et lire ses e-mails',
    [OUTILS],
    'mail, email, e mail, courriel, messagerie, gmail, boite mail, envoyer mail, adresse mail, piece jointe, outlook',
  ),
  need(
    'taper un texte ou un tableau',
    [OUTILS],
    'word, excel, bureautique, traitement texte, tableur, taper texte, taper lettre, libreoffice, powerpoint, courrier',
  ),
  need(
    'chercher un emploi avec Internet',
    [EMPLOI, OUTILS],
    'cv, taper cv, faire cv, lettre motivation, emploi, travail, boulot, job, chomage, recherche emploi, offre emploi, candidature',
    'emploi',
  ),
  need('la mission locale', [], 'mission locale', 'mission locale'),
  need('France Travail (Pôle emploi)', [], 'france travail, pole emploi, actualisation', 'pole emploi, france travail'),
  need(
    'faire une démarche en ligne',
    [DEMARCHES],
    'demarche, demarche administrative, papier, papier administratif, administratif, administration, formulaire, dossier administratif, declaration, declarer, franceconnect, france connect, service public, ecrivain public',
  ),
  need(
    'la CAF',
    [DEMARCHES],
    'caf, allocation, allocation familiale, apl, prime activite, rsa, demande rsa, aah, prestation',
    'caf, allocations familiales',
  ),
  need(
    'les impôts',
    [DEMARCHES],
    'impot, taxe, declaration impot, declarer impot, declaration revenu, taxe fonciere, tresor public, finance publique',
  ),
  need(
    'la santé en ligne',
    [DEMARCHES],
    'ameli, secu, securite sociale, cpam, assurance maladie, carte vitale, mutuelle, css, doctolib, rendez vous medecin, medecin, sante, espace sante, mdph',
  ),
  need('la retraite', [DEMARCHES], 'retraite, carsat, pension, cnav, minimum vieillesse'),
  need(
    'les papiers d’identité, de séjour ou de voiture',
    [DEMARCHES],
    'ants, carte grise, permis, permis conduire, carte identite, passeport, titre sejour, prefecture, nationalite, acte naissance, naturalisation',
  ),
  need('le logement', [DEMARCHES], 'logement, logement social, hlm, demande logement, loyer'),
  need(
    'éviter les pièges',
    [SECURITE, COMPRENDRE, OUTILS],
    'arnaque, piratage, pirate, virus, spam, fraude, phishing, securite, securite internet',
  ),
  need(
    'les mots de passe',
    [SECURITE, OUTILS],
    'mot passe, mdp, mot passe oublie, mot passe perdu, identifiant, code oublie',
  ),
  need(
    'se connecter à Internet sur place',
    [ACCES],
    'internet, wifi, wi fi, connexion, acces internet, ordinateur libre, ordinateur libre service, poste informatique, cybercafe, cyber cafe, web, surfer',
  ),
  need(
    'imprimer, scanner, photocopier',
    [ACCES],
    'imprimer, imprimante, impression, scanner, scan, scanner document, numeriser, photocopie, photocopier, photocopieuse, fax',
  ),
  need(
    'acheter du matériel à petit prix',
    ['Acquisition de matériel informatique à prix solidaire'],
    'acheter ordinateur, ordinateur pas cher, reconditionne, ordinateur occasion, telephone pas cher, materiel pas cher, don ordinateur, recharge',
    'emmaus connect, ressourcerie, reconditionne',
  ),
  need(
    'accompagner ses enfants',
    ['Parentalité et éducation avec le numérique'],
    'pronote, ent, ecole directe, devoir, parentalite, controle parental, ecran enfant, parent, scolarite, parcoursup',
    'parentalite',
  ),
  need(
    'créer et se divertir',
    ['Loisirs et créations numériques'],
    'photo, video, montage video, musique, jeu, jeu video, retouche photo, blog',
  ),
  need('fabriquer soi-même', [], 'fablab, fab lab, imprimante 3d, impression 3d, makerspace', 'fablab, fab lab, 3d'),
  need(
    'une bibliothèque ou une médiathèque',
    [],
    'bibliotheque, mediatheque, biblio, bm',
    'bibliotheque, mediatheque, bib',
  ),
  need(
    'une maison France Services',
    [],
    'france service, maison france service, maison service public, maison service au public, msap',
    'france services, services au public, msap, rfs',
  ),
  need(
    'un centre social',
    [],
    'centre social, centre socioculturel, centre socio culturel',
    'centre social, socioculturel, socio culturel, cs, csc',
  ),
  need(
    'le CCAS',
    [],
    'ccas, centre communal action sociale, action sociale, assistante sociale',
    'ccas, centre communal, action sociale',
  ),
  need('une mairie', [], 'mairie, hotel ville', 'mairie'),
  need('une MJC', [], 'mjc, maison jeune', 'mjc, maison des jeunes'),
  need(
    'une maison de la Métropole',
    [],
    'mdm, maison metropole, mds, maison solidarite',
    'mdm, maison de la metropole, maison des solidarites',
  ),
  need(
    'un point d’information pour les jeunes',
    [],
    'pij, bij, crij, point information jeunesse, bureau information jeunesse, information jeunesse, info jeune',
    'pij, bij, crij, information jeunesse, info jeunes, information jeunes',
  ),
  need(
    'un espace numérique',
    [],
    'epn, cyberbase, cyber base, cyberespace, cyber espace, espace public numerique, espace numerique',
    'epn, cyberbase, cyber base, cyberespace, cyber espace, espace public numerique, espace numerique',
  ),
  need(
    'un conseiller numérique',
    [],
    'conseiller numerique, mediateur numerique, mediation numerique',
    'conseiller numerique, conseillere numerique, conseillers numeriques, mediation numerique',
  ),
];

/** Words that ask for nothing by themselves. */
export const SMALL_WORDS: ReadonlySet<string> = new Set(
  list(
    'a, au, aux, avec, c, ce, cela, ces, cette, chez, comment, d, dans, de, des, du, elle, en, est, et, etre, fait, il, j, je, l, la, le, les, leur, ma, me, mes, moi, mon, n, ne, nous, on, ou, par, pas, plus, pour, qu, que, quel, quelle, quelqu, qui, s, sa, ses, si, son, sur, ta, te, ton, tres, tu, un, une, vers, vos, votre, vous, y',
  ),
);

/** Words of the question itself: left out when anything else is said. */
export const ASKING_WORDS: ReadonlySet<string> = new Set(
  list(
    'accompagnement, acceder, aide, aider, ai, aimerais, apprendre, apprentissage, atelier, avoir, besoin, cherche, chercher, cours, demande, endroit, faire, formation, former, gratuit, gratuite, gratuitement, ligne, lire, ecrire, lieu, lieux, oublie, personne, pouvoir, savoir, trouver, utiliser, utilisation, veux, voudrais, proche, pres, proximite, autour, cote, ouvert, ouverte, maintenant, aujourd, hui, etablissement',
  ),
);

/** Filters that words stand for. */
export const PASS_WORDS_SAID: ReadonlySet<string> = new Set([
  'pass',
  'pass numerique',
  'cheque numerique',
  'cheque culture numerique',
]);
export const WHEELCHAIR_SAID: ReadonlySet<string> = new Set([
  'fauteuil',
  'fauteuil roulant',
  'pmr',
  'accessible',
  'mobilite reduite',
]);
export const PUBLICS_SAID: Readonly<Record<string, Public>> = {
  senior: 'Seniors',
  'personne agee': 'Seniors',
  'troisieme age': 'Seniors',
  jeune: 'Jeunes',
  etudiant: 'Étudiants',
  femme: 'Femmes',
};
