import { Notice } from '#app/ui/components/notice.tsx';

/** What an address such as `?fait=paye` says was just done. */
const DONE: Readonly<Record<string, string>> = {
  commande: 'La commande est enregistrée. Dites maintenant quels lots en viennent.',
  financement: 'Le financement est enregistré.',
  paye: 'Le paiement est enregistré. Les lots de cette commande peuvent être activés.',
  finance: 'C’est enregistré : le prix du lot est réparti.',
  active: 'Le lot est activé. Ses carnets peuvent être confiés aux partenaires.',
  delai: 'Le délai est changé.',
  importe: 'Le fichier est importé : les pass sont en stock, et le fichier est effacé.',
  bloque: 'C’est fait : ces pass sont bloqués. Plus personne ne peut s’en servir.',
  remplace: 'C’est fait : les pass perdus sont bloqués, et remplacés par ceux du nouveau carnet.',
};

/** Says what was just done, if anything was. */
export function DoneNotice({ done }: { done: string | null }) {
  const sentence = done !== null && Object.hasOwn(DONE, done) ? DONE[done] : undefined;
  if (sentence === undefined) return null;
  return (
    <Notice look="ok" news>
      <p>{sentence}</p>
    </Notice>
  );
}
