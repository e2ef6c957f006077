import type { Theme } from './session.ts';

/** What people type for a theme whose own name they may not think of. Written as `plainWords` writes. */
const HINTS: Readonly<Record<Theme, string>> = {
  ORDINATEUR: 'ordinateur ordi pc souris clavier windows portable fichier fichiers dossier dossiers',
  TELEPHONE: 'telephone smartphone mobile tablette android iphone application applications appli whatsapp sms',
  INTERNET: 'internet web navigateur google recherche site sites wifi',
  MESSAGERIE: 'mail mails email courriel messagerie message messages visio',
  DEMARCHES: 'demarche demarches caf impot impots ameli cpam retraite franceconnect papiers administratif ants dossier',
  EMPLOI: 'emploi travail cv chomage job recrutement candidature',
  BUREAUTIQUE: 'bureautique word excel texte tableur tableau libreoffice lettre',
  SECURITE: 'securite arnaque arnaques virus piratage mot passe passes vol',
  PARENTALITE: 'parent parents enfant enfants ecole pronote ecran ecrans devoirs ado ados',
  CREATION: 'photo photos video videos son musique creation dessin imprimante3d fablab',
};

const THEMES_BY_WORD: ReadonlyMap<string, readonly Theme[]> = index();

function index(): Map<string, Theme[]> {
  const themes = new Map<string, Theme[]>();
  for (const [theme, words] of Object.entries(HINTS) as [Theme, string][]) {
    for (const word of words.split(' ')) themes.set(word, [...(themes.get(word) ?? []), theme]);
  }
  return themes;
}

/** The themes a plain word hints at: "caf" is about online procedures, whatever the title says. */
export function themesOfWord(word: string): readonly Theme[] {
  return THEMES_BY_WORD.get(word) ?? [];
}
