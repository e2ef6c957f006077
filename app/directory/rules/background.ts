/** What may lie behind the venues on the map, best first: an online style, the installation's tiles, the sketch. */
export type BackgroundTier = { kind: 'style'; url: string; name: string } | { kind: 'tiles' } | { kind: 'sketch' };
