import { Notice } from '#app/ui/components/notice.tsx';

/** What an address such as `?fait=approuvee` says was just done. */
const DONE: Readonly<Record<string, string>> = {
  demandes: 'Les demandes du mois sont faites.',
  ligne: 'C’est noté pour cette ligne.',
  approuvee: 'La demande est approuvée. Elle peut être mise dans un ordre de paiement.',
  refusee: 'La dernière ligne est refusée : il n’y a plus rien à payer dans cette demande.',
  confirme: 'Le changement de compte est confirmé.',
  ordre: 'L’ordre de paiement est prêt. Téléchargez le fichier pour la banque.',
  paye: 'Le paiement est enregistré.',
  echec: 'C’est enregistré : la somme est de nouveau à payer.',
  retour: 'Le fichier de la banque est lu. Voici ce qu’il change.',
  trop: 'Le trop-payé est noté : il sera retenu sur le prochain ordre.',
  rendu: 'La somme rendue est notée.',
  reglages: 'Les réglages sont enregistrés.',
  structure:
    'La structure est créée. Elle n’accepte pas encore les pass : écrivez son dossier, que deux personnes valideront.',
  compte: 'Le compte est enregistré. Il attend deux validations.',
  dossier: 'Le dossier est enregistré. Il attend deux validations.',
  premiere: 'Votre validation est notée. Une autre personne doit valider à son tour.',
  complet: 'C’est validé par deux personnes : c’est en vigueur.',
  refuse: 'Le refus est enregistré, avec sa raison.',
};

/** Says what was just done, if anything was. */
export function ClaimsDone({ done }: { done: string | null }) {
  const sentence = done === null ? undefined : DONE[done];
  if (sentence === undefined) return null;
  return (
    <Notice look="ok" news>
      <p>{sentence}</p>
    </Notice>
  );
}
