import { readWeek } from '../french-hours.ts';
import { type Adapter, phoneOf, textOf, UNKNOWN_DAY, UNKNOWN_PIVOT } from './shape.ts';

/**
 * The list of France Services (ANCT, CSV). Every one of them helps with procedures online and lets people
 * use a computer and Internet: charte nationale d'engagement France services. Rows bear no date.
 */
export const franceServices: Adapter = {
  shape: 'france-services',
  source: 'france-services',
  recognises: (rows) => rows.some((row) => row.id_fs !== undefined && row.lib_fs !== undefined),
  adapt(raw, { communes, publishedOn }) {
    const hours = readWeek({
      Mo: textOf(raw.h_lundi),
      Tu: textOf(raw.h_mardi),
      We: textOf(raw.h_mercredi),
      Th: textOf(raw.h_jeudi),
      Fr: textOf(raw.h_vendredi),
      Sa: textOf(raw.h_samedi),
    });
    const inseeCode = textOf(raw.insee_com);
    const own = communes.byCode.get(inseeCode)?.postcodes ?? [];
    const written = textOf(raw.code_postal);
    return {
      kind: 'row',
      hoursText: hours.osm === null ? hours.words : null,
      row: {
        id: textOf(raw.id_fs),
        pivot: UNKNOWN_PIVOT,
        nom: textOf(raw.lib_fs),
        commune: textOf(raw.lib_com),
        code_insee: inseeCode,
        // Some rows bear the postcode of their head office; a commune with one postcode corrects it.
        code_postal: own.length === 1 && !own.includes(written) ? own[0] : written,
        adresse: textOf(raw.adresse),
        complement_adresse: textOf(raw.complement_adresse),
        latitude: textOf(raw.latitude),
        longitude: textOf(raw.longitude),
        telephone: phoneOf(raw.telephone),
        courriels: textOf(raw.mail),
        horaires: hours.osm,
        presentation_detail: textOf(raw.commentaire),
        typologie: 'RFS',
        itinerance: /^oui/i.test(textOf(raw.itinerance)) ? 'Itinérant' : 'Fixe',
        services: ['Aide aux démarches administratives', 'Accès internet et matériel informatique'],
        frais_a_charge: 'Gratuit',
        dispositif_programmes_nationaux: 'France Services',
        modalites_accompagnement: ['En autonomie', 'Accompagnement individuel'],
        source: 'france-services',
        date_maj: publishedOn ?? UNKNOWN_DAY,
      },
    };
  },
};
