import { sayDate } from '#app/calendar/rules/french-dates.ts';
import { Facts } from '#app/ui/components/facts.tsx';
import { Tag } from '#app/ui/components/tag.tsx';

interface ShownFile {
  readonly siret: string;
  readonly representative: string;
  readonly representativeRole: string;
  readonly trainings: string;
  readonly startsOn: string;
  readonly endsOn: string | null;
  readonly holderName: string;
  readonly last4: string;
  readonly accountCarried: boolean;
  readonly typedAt: Date;
  readonly typedByName: string | null;
  readonly firstByName: string | null;
  readonly secondByName: string | null;
  readonly refuseReason: string | null;
}

export interface ShownDocument {
  readonly id: string;
  readonly name: string;
  readonly size: number;
}

interface FileFactsProps {
  readonly file: ShownFile;
  readonly documents: readonly ShownDocument[];
  /** The address under which a document is downloaded. */
  readonly at: string;
}

/** One label file, with who typed it, who validated it, and its documents. */
export function FileFacts({ file, documents, at }: FileFactsProps) {
  return (
    <Facts
      of={[
        ['État', <FileTag key="etat" file={file} />],
        ['SIRET', file.siret],
        ['Représentée par', `${file.representative}, ${file.representativeRole}`],
        ['Ateliers', file.trainings],
        [
          'Période demandée',
          `du ${sayDate(file.startsOn)} ${file.endsOn === null ? 'jusqu’à nouvel ordre' : `au ${sayDate(file.endsOn)}`}`,
        ],
        [
          'Compte',
          `finissant par ${file.last4}, au nom de ${file.holderName}${file.accountCarried ? '\u00a0; inchangé, déjà validé' : ''}`,
        ],
        ['Écrit par', `${file.typedByName ?? 'compte fermé'}, le ${sayDate(new Date(file.typedAt))}`],
        [
          'Validé par',
          [file.firstByName, file.secondByName].filter((name) => name !== null).join(', puis ') || 'personne encore',
        ],
        ['Refusé parce que', file.refuseReason],
        [
          'Documents',
          documents.length === 0 ? (
            'aucun'
          ) : (
            <ul key="documents" className="plain-list">
              {documents.map(({ id, name, size }) => (
                <li key={id}>
                  <a href={`${at}/${id}`}>{name}</a>{' '}
                  <span className="hint">{Math.max(1, Math.round(size / 1024))}&nbsp;ko</span>
                </li>
              ))}
            </ul>
          ),
        ],
      ]}
    />
  );
}

function FileTag({ file }: { file: ShownFile }) {
  if (file.refuseReason !== null) return <Tag look="bad">refusé</Tag>;
  if (file.secondByName !== null) return <Tag look="ok">validé</Tag>;
  return (
    <Tag look="warn">{file.firstByName === null ? 'attend deux validations' : 'attend une deuxième validation'}</Tag>
  );
}
