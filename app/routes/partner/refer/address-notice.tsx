import type { AddressUse } from '#app/booking/refer-person.ts';
import { Notice } from '#app/ui/components/notice.tsx';

/** What the page after a hand-over says of the address, by its word in the page's own address. */
const NEWS = {
  comptee: 'Son adresse a été trouvée\u00a0: son quartier est compté. L’adresse n’a pas été gardée.',
  incertaine:
    'Son adresse n’a pas été trouvée avec certitude\u00a0: son quartier reste inconnu. L’adresse n’a pas été gardée.',
  'sans-reponse':
    'Le service des adresses ne répond pas\u00a0: son quartier reste inconnu. L’adresse n’a pas été gardée.',
} as const;
type News = keyof typeof NEWS;

const WORDS: Readonly<Record<Exclude<AddressUse, null>, News>> = {
  FOUND: 'comptee',
  UNSURE: 'incertaine',
  AWAY: 'sans-reponse',
};

const NAME = 'adresse';

/** The end of the address of the page after a hand-over; nothing when no address was said. */
export function addressNews(use: AddressUse): string {
  return use === null ? '' : `?${NAME}=${WORDS[use]}`;
}

/** Reads it back; null for anything else. */
export function readAddressNews(request: Request): News | null {
  const word = new URL(request.url).searchParams.get(NAME) ?? '';
  return Object.hasOwn(NEWS, word) ? (word as News) : null;
}

/** Said on the screen, never on the paper. */
export function AddressNotice({ news }: { readonly news: News | null }) {
  if (news === null) return null;
  return (
    <Notice look={news === 'comptee' ? 'ok' : 'warn'} news>
      <p>{NEWS[news]}</p>
    </Notice>
  );
}
