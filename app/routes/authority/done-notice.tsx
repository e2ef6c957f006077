import { Notice } from '#app/ui/components/notice.tsx';

/** What an address such as `?fait=ferme` says was just done. */
const DONE: Readonly<Record<string, string>> = {
  retire: 'L’invitation est retirée : son lien ne marche plus.',
  ferme: 'L’accès est fermé, dans tous ses navigateurs.',
  cree: 'C’est créé. Invitez maintenant une première personne.',
  convention: 'La convention est ajoutée.',
  revoque: 'L’accès de ce partenaire est fermé. Les personnes qu’il a orientées gardent leurs pass et leurs places.',
  fin: 'Le dernier jour est enregistré.',
};

/** Says what was just done, if anything was. */
export function DoneNotice({ done }: { done: string | null }) {
  const sentence = done === null ? undefined : DONE[done];
  if (sentence === undefined) return null;
  return (
    <Notice look="ok" news>
      <p>{sentence}</p>
    </Notice>
  );
}
