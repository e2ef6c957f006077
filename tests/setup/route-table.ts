import { parisDay } from '#app/calendar/rules/paris-time.ts';
import type { Belongings, Visitor } from './sign-in.ts';
import { VISITORS } from './sign-in.ts';

/*
 * Every route, and what it answers to everybody. The tests of roles, of hostile requests and of accessibility
 * all walk this table: nobody adds a page without saying who may see it, and nobody adds one that they miss.
 */
export type Statuses = Record<Visitor, number>;

const everybody = (status: number): Statuses => Object.fromEntries(VISITORS.map((v) => [v, status])) as Statuses;

/** Anonymous people are sent to sign in, professionals of another kind are told no. */
const PARTNER: Statuses = { ...everybody(403), none: 303, holder: 303, agent: 200, manager: 200, otherAgent: 200 };
const PARTNERS_OWN: Statuses = { ...PARTNER, otherAgent: 404 };
const MANAGERS: Statuses = { ...PARTNER, agent: 403, otherAgent: 403 };
const VENUE: Statuses = { ...everybody(403), none: 303, holder: 303, staff: 200, otherStaff: 200 };
const VENUES_OWN: Statuses = { ...VENUE, otherStaff: 404 };
const AUTHORITY: Statuses = { ...everybody(403), none: 303, holder: 303, authority: 200 };
const HOLDER: Statuses = { ...everybody(303), holder: 200 };
const SIGNED_IN_GO_HOME: Statuses = { ...everybody(303), none: 200, holder: 200 };

export interface Line {
  /** The address asked, with things of the demonstration in it. */
  path: (b: Belongings) => string;
  get: Statuses;
  /** What an empty POST answers; 405 where the route takes none. */
  post: Statuses;
}

const line = (path: string | ((b: Belongings) => string), get: Statuses, post: Statuses = everybody(405)): Line => ({
  path: typeof path === 'string' ? () => path : path,
  get,
  post,
});
/** The same people, but where they may come in an empty form is sent back (422). */
const refused = (get: Statuses): Statuses =>
  Object.fromEntries(VISITORS.map((v) => [v, get[v] === 200 ? 422 : get[v]])) as Statuses;

const today = parisDay(new Date());

export const ROUTES: Record<string, Line> = {
  '/': line('/', everybody(200)),
  '/lieux': line('/lieux', everybody(200)),
  '/lieux.geojson': line('/lieux.geojson', everybody(200)),
  '/lieux/carte': line('/lieux/carte', everybody(200)),
  '/lieux/:slug': line((b) => `/lieux/${b.venueSlug}`, everybody(200)),
  '/lieux/:slug/je-travaille-ici': line(
    (b) => `/lieux/${b.venueSlug}/je-travaille-ici`,
    everybody(200),
    refused(everybody(200)),
  ),
  '/lieux/:slug/signaler': line((b) => `/lieux/${b.venueSlug}/signaler`, everybody(200), refused(everybody(200))),
  '/ma-fiche': line('/ma-fiche', everybody(200), refused(everybody(200))),
  '/ma-fiche-est-exacte/:token': line('/ma-fiche-est-exacte/inconnu', everybody(404), everybody(404)),
  '/je-travaille-ici/:token': line('/je-travaille-ici/inconnu', everybody(404), everybody(404)),
  '/tuiles/esquisse.geojson': line('/tuiles/esquisse.geojson', everybody(200)),
  '/tuiles/lieux/:z/:x/:y': line('/tuiles/lieux/8/131/91.mvt?area=all', everybody(200)),
  '/tuiles/fond/:z/:x/:y': line('/tuiles/fond/8/131/91', everybody(404)),
  '/ateliers': line('/ateliers', everybody(200)),
  '/ateliers/:id': line((b) => `/ateliers/${b.sessionId}`, everybody(200)),
  '/ticket/:code': line('/ticket/22222222', everybody(404)),
  '/donnees': line('/donnees', everybody(200)),
  '/donnees/api': line('/donnees/api', everybody(200)),
  '/donnees/integrer': line('/donnees/integrer?commune=69266', everybody(200)),
  '/integrer/lieux': line('/integrer/lieux?commune=69266', everybody(200)),
  '/integrer/carte': line('/integrer/carte?commune=69266', everybody(200)),
  '/lieux/affiche': line('/lieux/affiche?commune=69266', everybody(200)),
  '/donnees/lieux.csv': line('/donnees/lieux.csv?commune=69266', everybody(200)),
  '/donnees/lieux.json': line('/donnees/lieux.json?commune=69266', everybody(200)),
  '/donnees/lieux.geojson': line('/donnees/lieux.geojson?commune=69266', everybody(200)),
  '/donnees/lieux-retires.json': line('/donnees/lieux-retires.json', everybody(200)),
  '/donnees/passages.json': line('/donnees/passages.json?commune=69091', everybody(200)),
  '/donnees/sources.json': line('/donnees/sources.json', everybody(200)),
  '/donnees/lieux.atom': line('/donnees/lieux.atom', everybody(200)),
  '/donnees/ateliers.ics': line('/donnees/ateliers.ics', everybody(200)),
  '/donnees/ateliers.json': line('/donnees/ateliers.json', everybody(200)),
  '/donnees/ateliers.atom': line('/donnees/ateliers.atom', everybody(200)),
  '/sitemap.xml': line('/sitemap.xml', everybody(200)),
  '/robots.txt': line('/robots.txt', everybody(200)),
  '/lieux/:slug/ateliers.ics': line((b) => `/lieux/${b.venueSlug}/ateliers.ics`, everybody(200)),
  '/ateliers/:id/agenda.ics': line((b) => `/ateliers/${b.sessionId}/agenda.ics`, everybody(200)),
  '/ticket/:code/agenda.ics': line('/ticket/22222222/agenda.ics', everybody(404)),
  '/api/v1/lieux': line('/api/v1/lieux', everybody(200)),
  '/api/v1/lieux/proches': line('/api/v1/lieux/proches?lat=45.76&lon=4.84', everybody(200)),
  '/api/v1/lieux/:id': line('/api/v1/lieux/00000000-0000-7000-8000-000000000000', everybody(404)),
  '/api/v1/ateliers': line('/api/v1/ateliers', everybody(200)),
  '/api/v1/ateliers/:id': line((b) => `/api/v1/ateliers/${b.sessionId}`, everybody(200)),
  '/api/v1/passages': line('/api/v1/passages', everybody(200)),
  '/api/v1/passages/:id': line('/api/v1/passages/00000000-0000-7000-8000-000000000000', everybody(404)),
  '/api/v1/communes': line('/api/v1/communes', everybody(200)),
  '/api/v1/openapi.json': line('/api/v1/openapi.json', everybody(200)),
  '/api/v1/*': line('/api/v1/nulle-part', everybody(404)),
  '/sante': line('/sante', everybody(200)),
  '/*': line('/nulle-part', everybody(404), everybody(404)),
  '/mon-pass': line('/mon-pass', everybody(200), refused(everybody(200))),
  '/mon-pass/reserver/:sessionId': line((b) => `/mon-pass/reserver/${b.sessionId}`, HOLDER, refused(HOLDER)),
  '/mon-pass/reservations/:bookingId': line((b) => `/mon-pass/reservations/${b.bookingId}`, HOLDER, refused(HOLDER)),
  '/mon-pass/reservations/:bookingId/deplacer': line(
    (b) => `/mon-pass/reservations/${b.bookingId}/deplacer`,
    HOLDER,
    refused(HOLDER),
  ),
  '/mon-pass/reservations/:bookingId/annuler': line(
    (b) => `/mon-pass/reservations/${b.bookingId}/annuler`,
    HOLDER,
    refused(HOLDER),
  ),
  '/mon-pass/sortir': line('/mon-pass/sortir', everybody(303), everybody(303)),
  '/connexion': line('/connexion', SIGNED_IN_GO_HOME, refused(SIGNED_IN_GO_HOME)),
  '/deconnexion': line('/deconnexion', everybody(303), everybody(303)),
  '/mot-de-passe-oublie': line('/mot-de-passe-oublie', everybody(200), everybody(422)),
  '/mot-de-passe/:token': line('/mot-de-passe/inconnu', everybody(404), everybody(404)),
  '/invitation/:token': line('/invitation/inconnue', everybody(404), everybody(404)),
  '/partenaire': line('/partenaire', PARTNER),
  '/partenaire/orienter': line('/partenaire/orienter', PARTNER, refused(PARTNER)),
  '/partenaire/ou-aller': line('/partenaire/ou-aller?besoin=apprendre&ou=bron', PARTNER),
  '/partenaire/ou-aller/:slug': line((b) => `/partenaire/ou-aller/${b.venueSlug}`, PARTNER),
  '/partenaire/ticket/:bookingId': line((b) => `/partenaire/ticket/${b.bookingId}`, PARTNERS_OWN),
  '/partenaire/reservations/:bookingId': line(
    (b) => `/partenaire/reservations/${b.bookingId}`,
    PARTNERS_OWN,
    refused(PARTNER),
  ),
  '/partenaire/personnes/:holderId/code': line((b) => `/partenaire/personnes/${b.holderId}/code`, PARTNERS_OWN),
  '/partenaire/personnes/:holderId/donnees': line((b) => `/partenaire/personnes/${b.holderId}/donnees`, PARTNERS_OWN),
  '/partenaire/personnes/:holderId/effacer': line(
    (b) => `/partenaire/personnes/${b.holderId}/effacer`,
    PARTNERS_OWN,
    refused(PARTNERS_OWN),
  ),
  '/mon-pass/mes-donnees': line('/mon-pass/mes-donnees', HOLDER),
  '/mon-pass/mes-donnees.json': line('/mon-pass/mes-donnees.json', HOLDER),
  '/metropole/donnees-personnelles': line('/metropole/donnees-personnelles', AUTHORITY, refused(AUTHORITY)),
  // Nobody has looked anybody up: whoever asks finds nothing.
  '/metropole/donnees-personnelles/demandes/:id': line(
    (b) => `/metropole/donnees-personnelles/demandes/${b.lotId}`,
    { ...AUTHORITY, authority: 404 },
    { ...AUTHORITY, authority: 404 },
  ),
  '/metropole/donnees-personnelles/demandes/:id/:holderId': line(
    (b) => `/metropole/donnees-personnelles/demandes/${b.lotId}/${b.holderId}`,
    { ...AUTHORITY, authority: 404 },
    refused(AUTHORITY),
  ),
  '/metropole/donnees-personnelles/demandes/:id/:holderId/json': line(
    (b) => `/metropole/donnees-personnelles/demandes/${b.lotId}/${b.holderId}/json`,
    { ...AUTHORITY, authority: 404 },
  ),
  '/metropole/donnees-personnelles/demande': line(
    '/metropole/donnees-personnelles/demande',
    AUTHORITY,
    refused(AUTHORITY),
  ),
  '/partenaire/personnes': line('/partenaire/personnes', PARTNER),
  '/partenaire/personnes/:holderId': line((b) => `/partenaire/personnes/${b.holderId}`, PARTNERS_OWN),
  '/partenaire/personnes-en-double': line('/partenaire/personnes-en-double', MANAGERS, refused(MANAGERS)),
  '/partenaire/carnets': line('/partenaire/carnets', PARTNER),
  '/partenaire/fin-de-validite': line('/partenaire/fin-de-validite', PARTNER),
  '/partenaire/pass-perdus': line('/partenaire/pass-perdus', PARTNER, refused(PARTNER)),
  '/partenaire/carnets/remises/:id': line(
    (b) => `/partenaire/carnets/remises/${b.distributionId}`,
    PARTNERS_OWN,
    refused(PARTNERS_OWN),
  ),
  '/partenaire/envois': line('/partenaire/envois', PARTNER, refused(PARTNER)),
  '/partenaire/envois/:id': line((b) => `/partenaire/envois/${b.journeyId}`, PARTNERS_OWN, refused(PARTNERS_OWN)),
  '/espace-lieu': line('/espace-lieu', VENUE),
  '/espace-lieu/affiche': line('/espace-lieu/affiche', VENUE),
  '/espace-lieu/page': line('/espace-lieu/page', VENUE),
  '/espace-lieu/page/:venueId': line((b) => `/espace-lieu/page/${b.venueId}`, VENUES_OWN, refused(VENUES_OWN)),
  '/espace-lieu/page/:venueId/historique': line(
    (b) => `/espace-lieu/page/${b.venueId}/historique`,
    VENUES_OWN,
    refused(VENUES_OWN),
  ),
  '/espace-lieu/page/:venueId/fermetures': line(
    (b) => `/espace-lieu/page/${b.venueId}/fermetures`,
    VENUES_OWN,
    refused(VENUES_OWN),
  ),
  '/espace-lieu/page/:venueId/tournee': line(
    (b) => `/espace-lieu/page/${b.venueId}/tournee`,
    VENUES_OWN,
    refused(VENUES_OWN),
  ),
  '/espace-lieu/page/:venueId/autres-sources': line(
    (b) => `/espace-lieu/page/${b.venueId}/autres-sources`,
    VENUES_OWN,
    refused(VENUES_OWN),
  ),
  '/espace-lieu/page/:venueId/:step': line(
    (b) => `/espace-lieu/page/${b.venueId}/coordonnees`,
    VENUES_OWN,
    refused(VENUES_OWN),
  ),
  '/espace-lieu/ateliers': line('/espace-lieu/ateliers', VENUE),
  '/espace-lieu/ateliers/nouveau': line('/espace-lieu/ateliers/nouveau', VENUE, refused(VENUE)),
  '/espace-lieu/ateliers/:id': line((b) => `/espace-lieu/ateliers/${b.sessionId}`, VENUES_OWN, refused(VENUES_OWN)),
  '/espace-lieu/jour/:date': line(`/espace-lieu/jour/${today}`, VENUE, refused(VENUE)),
  '/espace-lieu/encaisser': line('/espace-lieu/encaisser', VENUE, refused(VENUE)),
  '/espace-lieu/remboursements': line('/espace-lieu/remboursements', VENUE, refused(VENUE)),
  '/espace-lieu/remboursements/:id': line(
    (b) => `/espace-lieu/remboursements/${b.claimId}`,
    VENUES_OWN,
    refused(VENUES_OWN),
  ),
  '/espace-lieu/dossier': line('/espace-lieu/dossier', VENUE, refused(VENUE)),
  '/espace-lieu/dossier/documents/:documentId': line((b) => `/espace-lieu/dossier/documents/${b.claimId}`, {
    ...VENUE,
    staff: 404,
    otherStaff: 404,
  }),
  '/metropole/lieux/:id/dossier': line((b) => `/metropole/lieux/${b.orgId}/dossier`, AUTHORITY, refused(AUTHORITY)),
  '/metropole/lieux/:id/dossier/:documentId': line((b) => `/metropole/lieux/${b.orgId}/dossier/${b.claimId}`, {
    ...AUTHORITY,
    authority: 404,
  }),
  '/metropole/remboursements': line('/metropole/remboursements', AUTHORITY, refused(AUTHORITY)),
  '/metropole/remboursements/:id': line((b) => `/metropole/remboursements/${b.claimId}`, AUTHORITY, refused(AUTHORITY)),
  '/metropole/remboursements/ordres': line('/metropole/remboursements/ordres', AUTHORITY, refused(AUTHORITY)),
  '/metropole/remboursements/ordres/:id': line(
    (b) => `/metropole/remboursements/ordres/${b.paymentOrderId}`,
    AUTHORITY,
    refused(AUTHORITY),
  ),
  '/metropole/remboursements/ordres/:id/fichier': line(
    (b) => `/metropole/remboursements/ordres/${b.paymentOrderId}/fichier`,
    AUTHORITY,
  ),
  '/metropole/remboursements/banque': line('/metropole/remboursements/banque', AUTHORITY, refused(AUTHORITY)),
  '/metropole/remboursements/reglages': line('/metropole/remboursements/reglages', AUTHORITY, refused(AUTHORITY)),
  '/metropole': line('/metropole', AUTHORITY),
  '/metropole/passes': line('/metropole/passes', AUTHORITY, refused(AUTHORITY)),
  '/metropole/passes/nouveau': line('/metropole/passes/nouveau', AUTHORITY, refused(AUTHORITY)),
  '/metropole/passes/lots/:id': line((b) => `/metropole/passes/lots/${b.lotId}`, AUTHORITY, refused(AUTHORITY)),
  '/metropole/passes/imprimer': line('/metropole/passes/imprimer', AUTHORITY, refused(AUTHORITY)),
  '/metropole/passes/importer': line('/metropole/passes/importer', AUTHORITY, refused(AUTHORITY)),
  '/metropole/passes/importer/:id': line(
    '/metropole/passes/importer/00000000-0000-7000-8000-000000000000',
    { ...AUTHORITY, authority: 404 },
    { ...AUTHORITY, authority: 303 },
  ),
  '/metropole/passes/perdus': line('/metropole/passes/perdus', AUTHORITY, refused(AUTHORITY)),
  '/metropole/achats': line('/metropole/achats', AUTHORITY, refused(AUTHORITY)),
  '/metropole/achats/financements': line('/metropole/achats/financements', AUTHORITY, refused(AUTHORITY)),
  '/metropole/achats/:id': line((b) => `/metropole/achats/${b.orderId}`, AUTHORITY, refused(AUTHORITY)),
  '/metropole/taches': line('/metropole/taches', AUTHORITY),
  '/metropole/carnets': line('/metropole/carnets', AUTHORITY, refused(AUTHORITY)),
  '/metropole/carnets/envois': line('/metropole/carnets/envois', AUTHORITY),
  '/metropole/carnets/envois/:id': line(
    (b) => `/metropole/carnets/envois/${b.journeyId}`,
    AUTHORITY,
    refused(AUTHORITY),
  ),
  '/metropole/carnets/partenaires/:id': line(
    (b) => `/metropole/carnets/partenaires/${b.partnerId}`,
    AUTHORITY,
    refused(AUTHORITY),
  ),
  '/metropole/carnets/remises': line('/metropole/carnets/remises', AUTHORITY, refused(AUTHORITY)),
  '/metropole/conventions': line('/metropole/conventions', AUTHORITY),
  '/metropole/conventions/:id': line((b) => `/metropole/conventions/${b.conventionId}`, AUTHORITY, refused(AUTHORITY)),
  // The demonstration's first convention has no document: who may see it is told 404, the others are told no.
  '/metropole/conventions/:id/document': line((b) => `/metropole/conventions/${b.conventionId}/document`, {
    ...AUTHORITY,
    authority: 404,
  }),
  '/metropole/conventions/:id/bilan': line((b) => `/metropole/conventions/${b.conventionId}/bilan`, AUTHORITY),
  '/metropole/conventions/:id/bilan/csv': line((b) => `/metropole/conventions/${b.conventionId}/bilan/csv`, AUTHORITY),
  '/metropole/comites': line('/metropole/comites', AUTHORITY, refused(AUTHORITY)),
  '/metropole/comites/:id': line((b) => `/metropole/comites/${b.committeeId}`, AUTHORITY, refused(AUTHORITY)),
  '/metropole/partenaires': line('/metropole/partenaires', AUTHORITY, refused(AUTHORITY)),
  '/metropole/partenaires/:id': line((b) => `/metropole/partenaires/${b.partnerId}`, AUTHORITY, refused(AUTHORITY)),
  '/metropole/equipe': line('/metropole/equipe', AUTHORITY, refused(AUTHORITY)),
  '/metropole/fiches': line('/metropole/fiches', AUTHORITY, refused(AUTHORITY)),
  '/metropole/fiches/lettres': line('/metropole/fiches/lettres', AUTHORITY, refused(AUTHORITY)),
  '/metropole/sources': line('/metropole/sources', AUTHORITY),
  '/metropole/sources/conflits': line('/metropole/sources/conflits', AUTHORITY, refused(AUTHORITY)),
  '/metropole/sources/nouvelle': line('/metropole/sources/nouvelle', AUTHORITY, refused(AUTHORITY)),
  '/metropole/sources/paires/:a/:b': line((b) => `/metropole/sources/paires/${b.pair}`, AUTHORITY, refused(AUTHORITY)),
  '/metropole/sources/lieux/:id': line(
    (b) => `/metropole/sources/lieux/${b.mergedVenueId}`,
    AUTHORITY,
    refused(AUTHORITY),
  ),
  '/metropole/sources/flux/:id': line((b) => `/metropole/sources/flux/${b.feedId}`, AUTHORITY, refused(AUTHORITY)),
  '/metropole/lieux/:id': line((b) => `/metropole/lieux/${b.orgId}`, AUTHORITY, refused(AUTHORITY)),
  '/metropole/lieux': line('/metropole/lieux', AUTHORITY, refused(AUTHORITY)),
  '/metropole/rapports': line('/metropole/rapports', AUTHORITY),
  '/metropole/rapports/:code': line('/metropole/rapports/r1', AUTHORITY),
  '/metropole/rapports/:code/csv': line('/metropole/rapports/r1/csv', AUTHORITY),
  '/metropole/rapports/:code/xlsx': line('/metropole/rapports/r1/xlsx', AUTHORITY),
  '/metropole/rapports/signes': line('/metropole/rapports/signes', AUTHORITY, refused(AUTHORITY)),
  '/metropole/rapports/signes/:id': line((b) => `/metropole/rapports/signes/${b.reportId}`, AUTHORITY),
  '/metropole/rapports/signes/:id/json': line((b) => `/metropole/rapports/signes/${b.reportId}/json`, AUTHORITY),
  '/metropole/rapports/registre': line('/metropole/rapports/registre', AUTHORITY),
  '/metropole/rapports/trace/:id': line((b) => `/metropole/rapports/trace/${b.partnerId}`, AUTHORITY),
  '/metropole/messages': line('/metropole/messages', AUTHORITY),
};

/** Who opens a page first: nobody when it is public, else the first kind of visitor it answers. */
export function visitorOf({ get }: Line): Visitor | null {
  return VISITORS.find((visitor) => get[visitor] === 200) ?? null;
}
