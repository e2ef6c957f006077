import { haversine, type Position, walkingMinutes } from './distance.ts';

/** A metro, tram or funicular stop. Facts (SYTRAL Mobilités), rounded to ten metres or so. */
export interface Station {
  name: string;
  lines: readonly string[];
  lat: number;
  lon: number;
  /** Step-free access, as the operator states it. */
  stepFree: boolean;
}

type Row = readonly [name: string, lines: string, lat: number, lon: number, stepFree: 0 | 1];

const ROWS: readonly Row[] = [
  ['Alfred de Vigny', 'T2', 45.6996, 4.9361, 1],
  ['Ambroise Paré', 'T2,T5', 45.7415, 4.8839, 1],
  ['Ampère - Victor Hugo', 'A', 45.7531, 4.8293, 0],
  ['Archives Departementales', 'T4', 45.7544, 4.8617, 1],
  ['Bachut - Mairie du 8ème', 'T2', 45.7368, 4.8682, 1],
  ['Beauvisage - Pressensé', 'T6', 45.7277, 4.8628, 1],
  ['Beauvisage CISL', 'T4,T6', 45.7298, 4.8672, 1],
  ['Bel Air - Les Brosses', 'T3', 45.7584, 4.9105, 1],
  ['Bellecour', 'A,D', 45.7576, 4.833, 1],
  ['Boutasse - C. Rousset', 'T2,T5', 45.7349, 4.9044, 1],
  ['Bron Hôtel de Ville', 'T2,T5', 45.7334, 4.909, 1],
  ['Brotteaux', 'B', 45.7669, 4.8595, 1],
  ['Centre Berthelot', 'T2', 45.747, 4.8363, 1],
  ['Challemel Lacour Artill.', 'T6', 45.7297, 4.8435, 1],
  ['Charpennes', 'B,T4,T1,A', 45.7702, 4.8628, 1],
  ['Collège Bellecombe', 'T4,T1', 45.7667, 4.862, 1],
  ['Condorcet', 'T4,T1', 45.7779, 4.867, 1],
  ['Cordeliers', 'A', 45.7635, 4.8359, 1],
  ['Cordière', 'T2', 45.6936, 4.9497, 1],
  ['Croix-Luizet', 'T1', 45.7836, 4.8831, 1],
  ['Croix-Paquet', 'C', 45.7709, 4.8362, 0],
  ['Croix-Rousse', 'C', 45.7746, 4.8318, 1],
  ['Croizat - Paul Bert', 'T4', 45.7001, 4.8876, 1],
  ['Cuire', 'C', 45.7852, 4.8325, 1],
  ['Cusset', 'A', 45.7657, 4.9003, 1],
  ['Darnaise', 'T4', 45.6926, 4.8643, 1],
  ['Dauphiné -Lacassagne', 'T3', 45.7529, 4.8688, 1],
  ['De Tassigny - Curial', 'T5', 45.7358, 4.9171, 1],
  ['Debourg', 'B,T1,T6', 45.732, 4.8339, 1],
  ['Desgenettes', 'T2,T5,T6', 45.7388, 4.8933, 1],
  ['Division Leclerc', 'T4', 45.6984, 4.8682, 1],
  ['Décines Centre', 'T3,T7', 45.7718, 4.9559, 1],
  ['Décines Grand Large', 'T3,T7', 45.7747, 4.976, 1],
  ['Décines OL Vallée', 'T7', 45.7685, 4.9814, 1],
  ['ENS Lyon', 'T1', 45.7315, 4.8289, 1],
  ['Esplanade des Arts', 'T2', 45.6945, 4.9406, 1],
  ['Essarts - Iris', 'T2,T5', 45.7372, 4.8981, 1],
  ['Essarts - Laennec', 'T6', 45.7356, 4.89, 1],
  ['Etats-Unis Tony Garnier', 'T4', 45.733, 4.8647, 1],
  ['Etats-Unis Viviani', 'T4', 45.7249, 4.871, 1],
  ['Eurexpo Entrée Princ.', 'T5', 45.7321, 4.9479, 1],
  ['Europe - Université', 'T2', 45.7196, 4.9182, 1],
  ['Flachet', 'A', 45.7675, 4.89, 1],
  ['Foch', 'A', 45.7687, 4.8445, 1],
  ['Fourvière', 'F2', 45.7621, 4.8214, 1],
  ['Gare Part-Dieu V.Merle', 'T1,B', 45.7617, 4.8579, 1],
  ['Gare Part-Dieu Villette', 'T4,T3', 45.7602, 4.8619, 1],
  ["Gare d'Oullins", 'B', 45.7167, 4.8145, 1],
  ['Gare de Vaise', 'D', 45.7798, 4.8039, 1],
  ['Gare de Villeurbanne', 'T3', 45.7559, 4.8926, 1],
  ['Gare de Vénissieux', 'D,T4', 45.7056, 4.8881, 1],
  ['Garibaldi', 'D', 45.7515, 4.8542, 1],
  ['Garibaldi - Berthelot', 'T2', 45.7436, 4.8469, 1],
  ['Gorge de Loup', 'D', 45.7664, 4.8056, 1],
  ['Grange Blanche', 'D,T2,T5', 45.743, 4.879, 1],
  ['Grange Rouge - Santy', 'T6', 45.7313, 4.8734, 1],
  ['Gratte Ciel', 'A', 45.769, 4.8822, 1],
  ['Guillotière Gabriel Péri', 'D,T1', 45.7555, 4.8426, 1],
  ['Halle Tony Garnier', 'T1', 45.7317, 4.8229, 1],
  ['Hauts de Feuilly', 'T2', 45.7081, 4.9376, 1],
  ['Herriot - Cagne', 'T4', 45.6938, 4.8755, 1],
  ['Hop. Feyzin Venissieux', 'T4', 45.6882, 4.8651, 1],
  ['Hénon', 'C', 45.7792, 4.8274, 1],
  ['Hôpitaux Est - Pinel', 'T6', 45.7473, 4.8967, 1],
  ['Hôtel Région Montrochet', 'T1,T2', 45.7406, 4.819, 1],
  ['Hôtel de Ville L. Pradel', 'C,A', 45.7681, 4.836, 1],
  ['INSA - Einstein', 'T1', 45.7824, 4.8777, 1],
  ['IUT Feyssine', 'T1', 45.7869, 4.882, 1],
  ['Jean Macé', 'T2,B', 45.7451, 4.8423, 1],
  ['Jean XXIII - M. Bastié', 'T2', 45.7402, 4.8746, 1],
  ["Jet d'Eau - M. France", 'T2,T4', 45.7398, 4.8587, 1],
  ['Joliot-Curie - M. Sembat', 'T4', 45.7155, 4.8784, 1],
  ['La Borelle', 'T4', 45.7111, 4.8821, 1],
  ['La Doua - Gaston Berger', 'T4,T1', 45.7815, 4.8721, 1],
  ['Laennec', 'D', 45.7387, 4.8863, 1],
  ['Laurent Bonnevay', 'A', 45.764, 4.9095, 1],
  ['Le Tonkin', 'T4,T1', 45.7741, 4.864, 1],
  ['Lenine - Corsiere', 'T4', 45.6968, 4.8617, 1],
  ['Les Alizés', 'T2,T5', 45.7315, 4.9147, 1],
  ['Liberté', 'T1', 45.7589, 4.8425, 1],
  ['Lycee Colbert', 'T4', 45.7456, 4.859, 1],
  ['Lycee J.P. Sartre', 'T5', 45.738, 4.9222, 1],
  ['Lycée Jacques Brel', 'T4', 45.6949, 4.8799, 1],
  ['Lycée Lumière', 'T4', 45.7368, 4.8618, 1],
  ['M. Houël Hôtel de Ville', 'T4', 45.6965, 4.8846, 1],
  ['Manufacture Montluc', 'T4', 45.7501, 4.8603, 1],
  ['Masséna', 'A', 45.7695, 4.8534, 1],
  ['Maurice Thorez', 'T4', 45.6999, 4.8633, 1],
  ['Mermoz - Californie', 'T6', 45.7331, 4.8785, 1],
  ['Mermoz - Moselle', 'T6', 45.7322, 4.8824, 1],
  ['Mermoz - Pinel', 'D,T6', 45.7305, 4.8873, 1],
  ['Meyzieu Gare', 'T3', 45.7716, 4.9989, 1],
  ['Meyzieu Z.i.', 'T3', 45.7676, 5.0316, 1],
  ['Meyzieu les Panettes', 'T3', 45.7661, 5.035, 1],
  ['Minimes Théatres Romains', 'F1', 45.7586, 4.8214, 1],
  ['Monplaisir Lumière', 'D', 45.7454, 4.8719, 1],
  ['Moulin à Vent', 'T6', 45.7295, 4.8532, 1],
  ['Musée des Confluences', 'T1', 45.7337, 4.8189, 1],
  ['Oullins Centre', 'B', 45.7144, 4.8054, 1],
  ['Palais Justice Mairie 3e', 'T1', 45.7603, 4.8485, 1],
  ['Parc Technologique', 'T2', 45.7144, 4.9312, 1],
  ['Parc du Chêne', 'T5', 45.739, 4.9267, 1],
  ['Parilly', 'D', 45.7198, 4.8875, 1],
  ['Parilly - Université', 'T2', 45.7221, 4.9152, 1],
  ['Part-Dieu Auditorium', 'T1', 45.7606, 4.8538, 1],
  ['Perrache', 'A,T1,T2', 45.7498, 4.8269, 1],
  ['Petite Guille', 'T6', 45.7311, 4.8589, 1],
  ['Place Guichard', 'B', 45.7594, 4.8476, 1],
  ['Place Jean Jaurès', 'B', 45.7379, 4.8374, 1],
  ['Place des Archives', 'T1,T2', 45.7471, 4.8246, 1],
  ['Porte des Alpes', 'T2', 45.7184, 4.9258, 1],
  ['Quai Claude Bernard', 'T1', 45.7496, 4.8353, 1],
  ['Rebufer', 'T2', 45.7275, 4.9157, 1],
  ['Reconnaissance - Balzac', 'T3', 45.7545, 4.8852, 1],
  ['Route de Vienne', 'T2', 45.7421, 4.8517, 1],
  ["Rue de l'Université", 'T1', 45.7511, 4.839, 1],
  ['République Villeurbanne', 'A', 45.7706, 4.8737, 1],
  ['Saint-André', 'T1', 45.7529, 4.841, 1],
  ['Saint-Priest Bel Air', 'T2', 45.6926, 4.9558, 1],
  ['Saint-Priest Jules Ferry', 'T2', 45.6947, 4.9469, 1],
  ['Sainte-Blandine', 'T1,T2', 45.7442, 4.8221, 1],
  ['Salvador Allende', 'T2', 45.7034, 4.9348, 1],
  ['Sans Souci', 'D', 45.7478, 4.8649, 1],
  ['Saxe - Gambetta', 'B,D', 45.7537, 4.8469, 1],
  ['Saxe - Préfecture', 'T1', 45.7601, 4.8452, 1],
  ['St Just', 'F1', 45.757, 4.8161, 1],
  ['St-Genis-Laval Hôp. Sud', 'B', 45.7012, 4.8047, 1],
  ['St-Priest Hôtel de Ville', 'T2', 45.695, 4.9368, 1],
  ['Stade de Gerland Le LOU', 'B', 45.7274, 4.8313, 1],
  ['Thiers - Lafayette', 'T4,T1', 45.7643, 4.8621, 1],
  ['Université Lyon 1', 'T4,T1', 45.7808, 4.8663, 1],
  ['Valmy', 'D', 45.7748, 4.8055, 1],
  ['Vaulx-en-Velin La Soie', 'T3,A,T7', 45.761, 4.9222, 1],
  ['Venissy', 'T4', 45.696, 4.8721, 1],
  ['Vieux Lyon', 'F1,F2,D', 45.7599, 4.8264, 1],
  ['Villon', 'T2', 45.7384, 4.8633, 1],
  ['Vinatier', 'T6', 45.7425, 4.8941, 1],
];
export const STATIONS: readonly Station[] = ROWS.map(([name, lines, lat, lon, stepFree]) => ({
  name,
  lines: lines.split(',').sort(),
  lat,
  lon,
  stepFree: stepFree === 1,
}));

export interface StationNearby {
  station: Station;
  minutes: number;
}

/** The stops one can walk from, nearest first. */
export function stationsNearby(position: Position, limit = 2): StationNearby[] {
  return STATIONS.map((station) => ({ station, metres: haversine(position, station) }))
    .filter(({ metres }) => metres < 2_000)
    .sort((a, b) => a.metres - b.metres)
    .slice(0, limit)
    .flatMap(({ station, metres }) => {
      const minutes = walkingMinutes(metres);
      return minutes === null ? [] : [{ station, minutes }];
    });
}
