import { z } from 'zod';
import { RadioPicks } from '#app/ui/forms/choice-fields.tsx';
import type { FieldFacts } from '#app/ui/forms/field-parts.tsx';

export const eraseForm = z.object({
  seats: z.enum(['CANCEL', 'KEEP'], 'Dites ce que deviennent ses places à venir.'),
});

const SEATS = [
  { value: 'CANCEL', label: 'Annuler ses places' },
  { value: 'KEEP', label: 'Garder ses places : elle viendra avec son papier' },
] as const;

/** What erasing an identity does, and what becomes of the seats to come. */
export function EraseFields({ field, toCome }: { readonly field: FieldFacts; readonly toCome: number }) {
  return (
    <>
      <p>
        Son nom, son année de naissance, sa commune, son téléphone, son e-mail et son code disparaissent tout de suite,
        pour tout le monde. Les messages qui attendent ne partent pas. <b>On ne peut pas revenir en arrière.</b>
      </p>
      <p>
        Ses bons en papier restent utilisables. Les chiffres ne changent pas : on sait encore que quelqu’un est venu,
        sans savoir qui.
      </p>
      <p>
        Places réservées à venir : <b>{toCome}</b>.
      </p>
      <RadioPicks field={field} label="Ses places à venir" choices={SEATS} required />
    </>
  );
}
