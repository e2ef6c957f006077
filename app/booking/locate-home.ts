import { territoryPlace } from '#app/directory/rules/territory.ts';
import type { HomeFound } from '#app/partners/rules/qpv.ts';
import type { Geocoder } from '#app/platform/geocoder.ts';
import type { Services } from '#app/platform/services.ts';

/** A person's address, as said to the agent. */
export interface HomeAddress {
  street: string;
  commune: string;
  inseeCode: string | null;
}

/**
 * Asks the geocoding service where a person's door is, once, without their name. Nothing is kept, the cache of public
 * addresses included, and nothing of it is logged. A street without its number, a doubtful answer or a commune outside the territory (whose
 * contours may not be loaded) is UNSURE: a person is never counted in or out of a neighbourhood by a guess.
 */
export async function locateHome(
  { log }: Pick<Services, 'log'>,
  geocoder: Geocoder,
  { street, commune, inseeCode }: HomeAddress,
): Promise<HomeFound> {
  if (inseeCode === null || territoryPlace(inseeCode) === undefined) return { kind: 'UNSURE' };
  const answer = await geocoder.locate({ street, postcode: '', commune, inseeCode });
  switch (answer.kind) {
    case 'EXACT': {
      const { precision, lat, lon } = answer.place;
      return precision === 'DOOR' ? { kind: 'DOOR', lat, lon } : { kind: 'UNSURE' };
    }
    case 'AMBIGUOUS':
    case 'NONE':
      return { kind: 'UNSURE' };
    case 'BUSY':
    case 'AWAY':
      log.warn('geocoder', { outcome: answer.kind, asked: 'home' });
      return { kind: 'AWAY' };
  }
}
