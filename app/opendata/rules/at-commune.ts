/** « à Villeurbanne », « au Havre », « aux Mureaux », « à La Mulatière ». */
export function atCommune(name: string): string {
  if (name.startsWith('Le ')) return `au ${name.slice(3)}`;
  return name.startsWith('Les ') ? `aux ${name.slice(4)}` : `à ${name}`;
}
