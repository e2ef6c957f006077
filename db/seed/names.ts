const list = (names: string): string[] => names.split(',').map((name) => name.trim());

/** Frequent names of the area, joined by chance: nobody in particular. */
export const FAMILY_NAMES: readonly string[] = list(`
  Martin, Bernard, Dubois, Thomas, Robert, Petit, Durand, Leroy, Moreau, Simon, Laurent, Michel,
  Garcia, David, Bertrand, Roux, Vincent, Fournier, Girard, Bonnet, Dupont, Lambert, Fontaine,
  Rousseau, Faure, Mercier, Blanc, Chevalier, Perrin, Morin, Benali, Haddad, Saïdi, Mansouri,
  Boukhris, Khelifi, Ziani, Belkacem, Amrani, Cherif, Diallo, Traoré, Koné, Ndiaye, Camara, Mbemba,
  Ouattara, Sow, Bah, Keita, Ferreira, Pereira, Da Silva, Rodrigues, Fernandes, Gonçalves, Lopez,
  Martinez, Sanchez, Ruiz, Rossi, Ferrari, Esposito, Yilmaz, Kaya, Demir, Nguyen, Tran, Pham,
  Kowalski, Shevchenko, Popescu, Hovhannisyan, Sarkissian, Chapuis, Brossard, Gay, Jacquet, Brun,
  Vial, Poncet, Charvin, Berthet, Gonnet, Rivoire, Duchamp, Peillon, Thévenon, Gros, Montagne
`);

type Generation = { women: readonly string[]; men: readonly string[] };

/** Given names, by the generation in which they were given. */
const GIVEN_NAMES: readonly (readonly [before: number, names: Generation])[] = [
  [
    1962,
    {
      women: list(`
  Monique, Jacqueline, Françoise, Marie-Thérèse, Colette, Nicole, Ginette, Yvette, Fatima, Zohra,
  Maria, Aïcha, Rosa, Huguette, Danielle, Khadija
`),
      men: list(`
  Jean-Claude, Michel, André, Roger, Gérard, Maurice, Ahmed, Mohamed, Antonio, Robert, Bernard, René,
  Manuel, Ali, Georges, Joseph
`),
    },
  ],
  [
    1985,
    {
      women: list(`
  Nathalie, Sandrine, Valérie, Christelle, Karima, Samia, Fatou, Stéphanie, Véronique, Nadia, Paula,
  Olena, Ayse, Mariam, Céline, Malika
`),
      men: list(`
  Christophe, Stéphane, Frédéric, Karim, Rachid, Moussa, Laurent, Pascal, Paulo, Mehmet, Sébastien,
  Ibrahima, Farid, Jérôme, Nicolas, Abdel
`),
    },
  ],
  [
    2100,
    {
      women: list(`
  Laura, Sarah, Inès, Camille, Manon, Aminata, Yasmine, Léa, Chloé, Assia, Océane, Mélissa, Daria,
  Élif, Lina, Jade
`),
      men: list(`
  Kevin, Lucas, Yanis, Hugo, Enzo, Mamadou, Rayan, Théo, Bilal, Mathis, Amine, Dylan, Emre, Nathan,
  Ilyès, Maxime
`),
    },
  ],
];

/** The given names of a year. */
export function givenNamesOf(birthYear: number): Generation {
  const found = GIVEN_NAMES.find(([before]) => birthYear < before);
  if (found === undefined) throw new Error(`no given name for ${birthYear}`);
  return found[1];
}

/** Where the people of the demonstration live: INSEE codes of the Métropole, the larger the likelier. */
export const HOME_CODES: readonly (readonly [string, number])[] = [
  ['69266', 20], // Villeurbanne
  ['69388', 12],
  ['69387', 8],
  ['69389', 7],
  ['69383', 8],
  ['69029', 11], // Bron
  ['69259', 9], // Vénissieux
  ['69256', 7], // Vaulx-en-Velin
  ['69290', 5], // Saint-Priest
  ['69149', 8], // Oullins-Pierre-Bénite
  ['69204', 4], // Saint-Genis-Laval
  ['69199', 2], // Saint-Fons
  ['69381', 3],
  ['69382', 3],
  ['69286', 3], // Rillieux-la-Pape
  ['69091', 3], // Givors
  ['69034', 2], // Caluire-et-Cuire
  ['69142', 2], // La Mulatière
  ['69100', 1], // Irigny
  ['69069', 1], // Craponne
  ['69089', 1], // Francheville
];
