/**
 * Sixty things people type, and the venues that answer them: written by judgement from the 687 venues
 * of the npm package (`@gouvfr-anct/cartographie-nationale`, Hinaura 2021), before the search was, and never from what it finds.
 *
 * `ids` are that source's identifiers: any of them is a right answer. A need that many venues meet is
 * held to where they are and to the service they give.
 */
export interface AskedQuery {
  q: string;
  near?: string;
  /** Right answers by identifier; or by what every right answer has. */
  wants: { ids: readonly string[] } | { communes: readonly string[]; service: string };
}

const OUTILS = 'Maîtrise des outils numériques du quotidien';
const DEMARCHES = 'Aide aux démarches administratives';
const ACCES = 'Accès internet et matériel informatique';

const VILLEURBANNE = ['Villeurbanne'];

export const ASKED_QUERIES: readonly AskedQuery[] = [
  // A need and a place, in one breath.
  { q: 'word à villeurbanne', wants: { communes: VILLEURBANNE, service: OUTILS } },
  { q: 'taper un CV villeurbanne', wants: { communes: VILLEURBANNE, service: OUTILS } },
  { q: 'cours ordinateur lyon 8', wants: { ids: ['152'] } },
  { q: 'internet 69100', wants: { communes: VILLEURBANNE, service: ACCES } },
  { q: 'imprimer près de bron', wants: { ids: ['65'] } },
  { q: 'aide CAF oullins', wants: { ids: ['173', '174', '176', '179', '180'] } },
  { q: 'impôts à saint genis laval', wants: { ids: ['229', '231', '242'] } },
  { q: 'papiers pierre bénite', wants: { ids: ['185'] } },
  { q: 'wifi lyon 2', wants: { ids: ['153'] } },
  { q: 'ordi à craponne', wants: { ids: ['1069'] } },
  { q: 'whatsapp à villeurbane', wants: { communes: VILLEURBANNE, service: OUTILS } },
  { q: 'mot de passe oublié vénissieux', wants: { ids: ['974'] } },
  { q: 'apprendre la tablette à la mulatière', wants: { ids: ['130'] } },
  { q: "j'ai besoin d'un ordinateur à oullins", wants: { ids: ['172', '179', '177', '180'] } },
  { q: 'demande de RSA irigny', wants: { ids: ['125'] } },
  { q: 'ameli francheville', wants: { ids: ['110'] } },
  { q: 'scanner un document givors', wants: { ids: ['878'] } },
  { q: 'france travail oullins', wants: { ids: ['180'] } },
  { q: 'mail st etienne', wants: { communes: ['Saint-Étienne'], service: OUTILS } },
  { q: 'smartphone grenoble', wants: { communes: ['Grenoble'], service: OUTILS } },
  { q: 'déclarer mes impôts à annecy', wants: { communes: ['Annecy'], service: DEMARCHES } },
  { q: 'carte grise en ligne chambéry', wants: { communes: ['Chambéry'], service: DEMARCHES } },
  { q: 'internet gratuit a valence', wants: { communes: ['Valence'], service: ACCES } },
  { q: 'photocopie roanne', wants: { communes: ['Roanne'], service: ACCES } },
  { q: 'excel clermont ferrand', wants: { communes: ['Clermont-Ferrand'], service: OUTILS } },
  { q: 'doctolib montelimar', wants: { communes: ['Montélimar'], service: DEMARCHES } },
  // A kind of venue and a place.
  { q: 'mediatheque oullins', wants: { ids: ['172'] } },
  { q: 'médiathèque de craponne', wants: { ids: ['1069'] } },
  { q: 'bibliothèque pierre benite', wants: { ids: ['187'] } },
  { q: 'MJC bron', wants: { ids: ['65'] } },
  { q: 'ccas irigny', wants: { ids: ['125'] } },
  { q: 'centre social la mulatiere', wants: { ids: ['130'] } },
  { q: 'mission locale oullins', wants: { ids: ['174'] } },
  { q: 'pole emploi oulins', wants: { ids: ['180'] } },
  { q: 'france services bonneville', wants: { ids: ['45'] } },
  { q: 'mairie annecy', wants: { ids: ['477', '480', '478', '479', '452', '481'] } },
  { q: 'point information jeunesse tarare', wants: { ids: ['243'] } },
  { q: 'fablab saint etienne', wants: { ids: ['226'] } },
  { q: 'maison france services chamonix', wants: { ids: ['80'] } },
  { q: 'bibliotheque echirolles', wants: { ids: ['102', '103'] } },
  { q: 'secours populaire annecy', wants: { ids: ['476'] } },
  // A name, as one remembers it.
  { q: 'emmaus connect lyon', wants: { ids: ['152'] } },
  { q: 'emaus conect', near: 'Lyon 8', wants: { ids: ['152'] } },
  { q: 'cyberbase bron', wants: { ids: ['65'] } },
  { q: 'la miete', wants: { ids: ['475'] } },
  { q: 'la rayone', wants: { ids: ['261'] } },
  { q: 'tuba lyon', wants: { ids: ['943'] } },
  { q: 'oasis informatique', wants: { ids: ['179'] } },
  { q: 'centre animation saint jean', wants: { ids: ['260'] } },
  { q: 'elsa triolet', wants: { ids: ['187'] } },
  { q: 'crij', wants: { ids: ['153'] } },
  { q: 'zoomacom', wants: { ids: ['225'] } },
  { q: 'mediatheque b612', wants: { ids: ['229'] } },
  { q: 'mediateque bonlieu', wants: { ids: ['19'] } },
  { q: 'icare oullins', wants: { ids: ['176'] } },
  { q: 'manu village', wants: { ids: ['974'] } },
  { q: 'mon assistant numerique val de saone', wants: { ids: ['446'] } },
  // A need, with the place in its own box.
  { q: 'ordinnateur', near: 'Villeurbanne', wants: { communes: VILLEURBANNE, service: OUTILS } },
  { q: 'demarches administratives', near: '69600', wants: { ids: ['173', '174', '176', '179', '180'] } },
  { q: 'inprimer', near: 'Saint-Genis-Laval', wants: { ids: ['229'] } },
];
