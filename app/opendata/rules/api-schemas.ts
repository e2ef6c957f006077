import { z } from 'zod';
import { PUBLICS, SERVICES } from '#app/directory/rules/standard.ts';
import { AUDIENCES, LANGUAGES, LEVELS, SESSION_STATES, THEMES } from '#app/training/rules/session.ts';

/** The named schemas of the API: OpenAPI's components are made from them, and answers are held to them. */
export const apiSchemas = z.registry<{ id: string; description?: string }>();

const text = z.string();
const orNull = <S extends z.ZodType>(schema: S) => z.union([schema, z.null()]);
const moment = z.iso.datetime({ offset: true });

export const position = z
  .strictObject({ latitude: z.number().min(-90).max(90), longitude: z.number().min(-180).max(180) })
  .register(apiSchemas, { id: 'Position', description: 'Degrés, WGS 84.' });

/** What is said of a stop, in the venue's row or beside it. */
const stopFields = {
  id: z.uuid(),
  debut: moment.meta({ description: 'Heure de Paris, avec son décalage.' }),
  fin: moment,
  endroit: text.meta({ description: 'Place de la Mairie, parking de la médiathèque.' }),
  adresse: orNull(text),
  code_postal: z.string().regex(/^\d{5}$/),
  commune: text,
  code_insee: text,
  position: orNull(position).meta({ description: 'Ce qu’elle vaut : « precision ».' }),
  precision: orNull(z.enum(['numero', 'rue', 'commune'])).meta({
    description:
      'De la position. commune : position approximative, le centre de la commune, tant que l’adresse n’est pas trouvée.',
  }),
  a_savoir: orNull(text),
};

export const apiStop = z
  .strictObject(stopFields)
  .register(apiSchemas, { id: 'Passage', description: 'Où et quand un lieu qui se déplace s’arrête.' });

/** A stop by itself says which venue comes: the rows of `/donnees/passages.json`. */
export const apiVisit = z
  .strictObject({
    ...stopFields,
    lieu: z.strictObject({ id: z.uuid(), url: z.url(), nom: text, telephone: orNull(text) }),
    etat: z.enum(['annonce', 'retire']).meta({
      description: 'retire : le lieu n’y passera pas. Avec « depuis », ces passages sont dans la liste.',
    }),
    modifie_le: moment,
    distance_m: z.int().min(0).optional().meta({ description: 'Depuis le point demandé, à vol d’oiseau.' }),
  })
  .register(apiSchemas, { id: 'PassageDUnLieu', description: 'Un passage, avec le lieu qui se déplace.' });

export const apiVenue = z
  .strictObject({
    id: z.uuid().meta({ description: 'Identifiant permanent.' }),
    url: z.url().meta({ description: 'La page du lieu.' }),
    nom: text,
    adresse: text,
    complement_adresse: orNull(text),
    code_postal: z.string().regex(/^\d{5}$/),
    commune: text,
    code_insee: orNull(text),
    position: orNull(position),
    telephone: orNull(text),
    courriels: z.array(text),
    sites_web: z.array(text),
    horaires: orNull(text).meta({ description: 'Syntaxe opening_hours d’OpenStreetMap, ou les mots du lieu.' }),
    fermetures: z
      .array(z.strictObject({ du: z.iso.date(), au: z.iso.date(), motif: orNull(text) }))
      .meta({ description: 'Fermetures exceptionnelles, premier et dernier jour compris.' }),
    ouverture: orNull(text).meta({
      description: 'Ce qu’il en est au moment de la réponse : « Fermé, ouvre mardi à 14 h ».',
    }),
    passages: z.array(apiStop).meta({ description: 'Les passages à venir d’un lieu qui se déplace ; vide sinon.' }),
    presentation: orNull(text),
    services: z.array(z.enum(SERVICES)),
    publics: z.array(z.enum(PUBLICS)).meta({ description: 'Vide : tout le monde.' }),
    accueil_adapte: z.array(text),
    frais: z.array(text),
    modalites_acces: z.array(text),
    modalites_accompagnement: z.array(text),
    pass: z.enum(['reconnu', 'annonce', 'non']).meta({
      description: 'reconnu : la collectivité le dit ; annonce : la source le dit ; non : personne ne le dit.',
    }),
    fauteuil_roulant: orNull(z.boolean()),
    prise_rdv: orNull(text),
    source: text,
    date_maj: z.iso.date().meta({ description: 'Le jour que porte la fiche à sa source.' }),
    modifie_le: moment.meta({ description: 'Le dernier changement ici.' }),
    distance_m: z.int().min(0).optional().meta({ description: 'Depuis le point demandé, à vol d’oiseau.' }),
  })
  .register(apiSchemas, { id: 'Lieu', description: 'Un lieu où l’on aide avec le numérique.' });

export const removedVenue = z
  .strictObject({ id: z.uuid(), retire_le: moment, remplace_par: orNull(z.uuid()) })
  .register(apiSchemas, { id: 'LieuRetire', description: 'Un lieu qui n’est plus dans la liste.' });

export const apiSession = z
  .strictObject({
    id: z.uuid(),
    url: z.url(),
    titre: text,
    description: text,
    theme: z.enum(THEMES),
    niveau: z.enum(LEVELS),
    public: z.enum(AUDIENCES),
    langues: z.array(z.enum(LANGUAGES)),
    debut: moment.meta({ description: 'Heure de Paris, avec son décalage.' }),
    fin: moment,
    etat: z.enum(SESSION_STATES),
    places: z.int().min(1),
    places_libres: z.int().min(0),
    prix_pass: z.int().min(0).meta({ description: 'Nombre de pass demandés ; 0 : gratuit.' }),
    fauteuil_roulant: z.boolean(),
    organisateur: text,
    lieu: z.strictObject({
      id: z.uuid(),
      nom: text,
      adresse: text,
      code_postal: text,
      commune: text,
      code_insee: orNull(text),
      position: orNull(position),
    }),
    modifie_le: moment,
  })
  .register(apiSchemas, { id: 'Atelier', description: 'Un atelier publié. Le nom de qui l’anime n’y est pas.' });

export const apiCommune = z
  .strictObject({
    code_insee: text,
    nom: text,
    territoire: z.boolean(),
    lieux: z.int().min(0),
    ateliers: z.int().min(0).meta({ description: 'Ateliers à venir.' }),
  })
  .register(apiSchemas, { id: 'Commune', description: 'Une commune qui a au moins un lieu.' });

const next = orNull(z.url()).meta({ description: 'L’adresse de la page suivante ; null à la dernière.' });

export const venuePage = z
  .strictObject({
    donnees: z.array(apiVenue),
    retires: z.array(removedVenue).optional().meta({ description: 'Avec depuis : les lieux retirés depuis.' }),
    suivant: next,
  })
  .register(apiSchemas, { id: 'PageDeLieux' });
export const nearPage = z.strictObject({ donnees: z.array(apiVenue) }).register(apiSchemas, { id: 'LieuxProches' });
export const sessionPage = z
  .strictObject({ donnees: z.array(apiSession), suivant: next })
  .register(apiSchemas, { id: 'PageDAteliers' });
export const visitPage = z
  .strictObject({ donnees: z.array(apiVisit), suivant: next })
  .register(apiSchemas, { id: 'PageDePassages' });
export const communeList = z.strictObject({ donnees: z.array(apiCommune) }).register(apiSchemas, { id: 'Communes' });

export const apiProblem = z
  .strictObject({
    type: text,
    title: text,
    status: z.int(),
    detail: text,
    erreurs: z.array(z.strictObject({ parametre: text, message: text })).optional(),
  })
  .register(apiSchemas, { id: 'Probleme', description: 'RFC 9457, en français.' });

export type ApiStop = z.infer<typeof apiStop>;
export type ApiVisit = z.infer<typeof apiVisit>;
export type ApiVenue = z.infer<typeof apiVenue>;
export type ApiSession = z.infer<typeof apiSession>;
