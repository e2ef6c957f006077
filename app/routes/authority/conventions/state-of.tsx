import { Tag } from '#app/ui/components/tag.tsx';
import type { ConventionSheet } from '#db/queries/conventions.ts';

/** Where a convention stands, in a word. */
export function StateOf({ convention, today, soon }: { convention: ConventionSheet; today: string; soon: string }) {
  if (convention.revokedAt !== null) return <Tag look="bad">résiliée</Tag>;
  if (convention.endsOn < today) return <Tag>terminée</Tag>;
  if (convention.startsOn > today) return <Tag>à venir</Tag>;
  return convention.endsOn <= soon && !convention.followed ? (
    <Tag look="warn">à renouveler</Tag>
  ) : (
    <Tag look="ok">en cours</Tag>
  );
}
