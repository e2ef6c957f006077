/**
 * The territory of the installation: the Métropole de Lyon's communes and Lyon's arrondissements, with
 * the position of their middle. Facts (INSEE, IGN), rounded to ten metres or so.
 */
export interface TerritoryPlace {
  /** INSEE code. */
  code: string;
  name: string;
  lat: number;
  lon: number;
}

type Row = readonly [code: string, name: string, lat: number, lon: number];

const COMMUNE_ROWS: readonly Row[] = [
  ['69003', 'Albigny-sur-Saône', 45.8636, 4.8309],
  ['69029', 'Bron', 45.7345, 4.9119],
  ['69033', 'Cailloux-sur-Fontaines', 45.8603, 4.8868],
  ['69034', 'Caluire-et-Cuire', 45.7998, 4.8541],
  ['69040', "Champagne-au-Mont-d'Or", 45.7979, 4.7866],
  ['69044', 'Charbonnières-les-Bains', 45.78, 4.7436],
  ['69046', 'Charly', 45.6487, 4.789],
  ['69063', "Collonges-au-Mont-d'Or", 45.8226, 4.844],
  ['69068', "Couzon-au-Mont-d'Or", 45.8479, 4.8219],
  ['69069', 'Craponne', 45.7447, 4.721],
  ['69071', "Curis-au-Mont-d'Or", 45.8697, 4.8172],
  ['69072', 'Dardilly', 45.8121, 4.7471],
  ['69081', 'Écully', 45.7818, 4.7727],
  ['69085', 'Fleurieu-sur-Saône', 45.8593, 4.8492],
  ['69087', 'Fontaines-Saint-Martin', 45.8451, 4.8543],
  ['69088', 'Fontaines-sur-Saône', 45.8282, 4.8583],
  ['69089', 'Francheville', 45.7379, 4.7563],
  ['69091', 'Givors', 45.5882, 4.7617],
  ['69096', 'Grigny-sur-Rhône', 45.6075, 4.7868],
  ['69100', 'Irigny', 45.6743, 4.8186],
  ['69116', 'Limonest', 45.8327, 4.7729],
  ['69117', 'Lissieu', 45.8553, 4.7458],
  ['69123', 'Lyon', 45.7558, 4.8397],
  ['69127', "Marcy-l'Étoile", 45.785, 4.7117],
  ['69142', 'La Mulatière', 45.7285, 4.8122],
  ['69143', 'Neuville-sur-Saône', 45.8821, 4.8434],
  ['69149', 'Oullins-Pierre-Bénite', 45.7084, 4.8152],
  ['69153', "Poleymieux-au-Mont-d'Or", 45.8554, 4.7947],
  ['69163', 'Quincieux', 45.914, 4.7735],
  ['69168', 'Rochetaillée-sur-Saône', 45.8448, 4.8385],
  ['69191', "Saint-Cyr-au-Mont-d'Or", 45.8169, 4.82],
  ['69194', "Saint-Didier-au-Mont-d'Or", 45.8149, 4.7956],
  ['69199', 'Saint-Fons', 45.706, 4.8507],
  ['69202', 'Sainte-Foy-lès-Lyon', 45.7358, 4.7936],
  ['69204', 'Saint-Genis-Laval', 45.6943, 4.7894],
  ['69205', 'Saint-Genis-les-Ollières', 45.7612, 4.727],
  ['69207', "Saint-Germain-au-Mont-d'Or", 45.8827, 4.801],
  ['69233', "Saint-Romain-au-Mont-d'Or", 45.8355, 4.8176],
  ['69244', 'Tassin-la-Demi-Lune', 45.7613, 4.7548],
  ['69250', 'La Tour-de-Salvagny', 45.8102, 4.7125],
  ['69256', 'Vaulx-en-Velin', 45.7859, 4.9266],
  ['69259', 'Vénissieux', 45.7041, 4.8813],
  ['69260', 'Vernaison', 45.6502, 4.8094],
  ['69266', 'Villeurbanne', 45.7705, 4.8875],
  ['69271', 'Chassieu', 45.7373, 4.9623],
  ['69273', 'Corbas', 45.669, 4.9081],
  ['69275', 'Décines-Charpieu', 45.772, 4.9615],
  ['69276', 'Feyzin', 45.6745, 4.8589],
  ['69278', 'Genay', 45.8985, 4.8379],
  ['69279', 'Jonage', 45.7914, 5.044],
  ['69282', 'Meyzieu', 45.7771, 5.0062],
  ['69283', 'Mions', 45.6651, 4.9491],
  ['69284', 'Montanay', 45.8753, 4.8677],
  ['69286', 'Rillieux-la-Pape', 45.8198, 4.8997],
  ['69290', 'Saint-Priest', 45.7017, 4.949],
  ['69292', 'Sathonay-Camp', 45.8247, 4.8731],
  ['69293', 'Sathonay-Village', 45.8417, 4.8858],
  ['69296', 'Solaize', 45.6459, 4.8384],
];

const ARRONDISSEMENT_ROWS: readonly Row[] = [
  ['69381', 'Lyon 1er Arrondissement', 45.7701, 4.8287],
  ['69382', 'Lyon 2e Arrondissement', 45.7484, 4.8256],
  ['69383', 'Lyon 3e Arrondissement', 45.7533, 4.8694],
  ['69384', 'Lyon 4e Arrondissement', 45.779, 4.8237],
  ['69385', 'Lyon 5e Arrondissement', 45.7563, 4.803],
  ['69386', 'Lyon 6e Arrondissement', 45.7731, 4.8519],
  ['69387', 'Lyon 7e Arrondissement', 45.7334, 4.8374],
  ['69388', 'Lyon 8e Arrondissement', 45.7339, 4.8693],
  ['69389', 'Lyon 9e Arrondissement', 45.7826, 4.8088],
];

const toPlace = ([code, name, lat, lon]: Row): TerritoryPlace => ({ code, name, lat, lon });

export const TERRITORY_COMMUNES: readonly TerritoryPlace[] = COMMUNE_ROWS.map(toPlace);
export const LYON_ARRONDISSEMENTS: readonly TerritoryPlace[] = ARRONDISSEMENT_ROWS.map(toPlace);

const BY_CODE = new Map([...TERRITORY_COMMUNES, ...LYON_ARRONDISSEMENTS].map((place) => [place.code, place]));

/** The commune or arrondissement of the territory that bears this INSEE code. */
export function territoryPlace(code: string): TerritoryPlace | undefined {
  return BY_CODE.get(code);
}

/** Where a search that names no place starts from. */
export const TERRITORY_CENTRE = { lat: 45.7558, lon: 4.8397 };
