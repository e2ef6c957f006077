import { sayMoment } from '#app/calendar/rules/french-dates.ts';
import type { ChainCompared, Compared } from '#app/reporting/compare-register.ts';
import type { BackupHead } from '#db/backup/format.ts';
import type { Restored } from '#db/backup/restore.ts';

const count = new Intl.NumberFormat('fr-FR');
const number = (n: number) => count.format(n);
const several = (n: number, one: string, many: string) => `${number(n)} ${n > 1 ? many : one}`;

/** What each chain of seals is called. */
export const CHAIN_NAMES: Readonly<Record<string, string>> = {
  ledger: 'registre des pass',
  money: 'registre en euros',
  audit: 'journal des actes',
};

export const BACKUP_USAGE = `Usage : npm run backup -- [FICHIER] [--url postgres://…]

  FICHIER   où l’écrire ; sans lui, dans le dossier backups des données, sous un nom daté
  --url     une autre base que celle de la configuration
`;

export const RESTORE_USAGE = `Usage : npm run restore -- FICHIER [--url postgres://…]

  FICHIER   une sauvegarde faite par npm run backup
  --url     la base vide où la remettre ; sans elle, celle de la configuration
`;

export const COMPARE_USAGE = `Usage : npm run compare-ledger -- EXPORT [--url postgres://…]

  EXPORT    un registre téléchargé (Rapports → Télécharger le registre), vérifié par npm run verify-ledger
  --url     une autre base que celle de la configuration
`;

/** Bytes as people read them. */
export function sayBytes(bytes: number): string {
  const [value, unit] = bytes < 2 ** 20 ? [bytes / 2 ** 10, 'Ko'] : [bytes / 2 ** 20, 'Mo'];
  return `${value.toFixed(1).replace('.', ',')} ${unit}`;
}

export const saySeconds = (ms: number) => `${(ms / 1000).toFixed(1).replace('.', ',')} s`;

/** What a backup holds, where its chains stop, what did not hold when it was made. */
export function sayHead(head: BackupHead): string[] {
  const rows = head.tables.reduce((sum, table) => sum + table.rows, 0);
  return [
    `Base du ${sayMoment(new Date(head.at))}, Passerelle ${head.passerelle}, schéma à l’étape ${head.migrations.length}, PostgreSQL ${head.postgresql} :`,
    `  ${several(head.tables.length, 'table', 'tables')}, ${several(rows, 'ligne', 'lignes')}.`,
    ...Object.entries(head.seals).map(
      ([chain, { seq, hash }]) => `  ${CHAIN_NAMES[chain] ?? chain} : maillon ${number(seq)}, ${hash}`,
    ),
    ...brokenAtBackup(head).map(
      ([name, broken]) => `  ATTENTION : l’invariant « ${name} » ne tenait déjà pas (${number(broken)}).`,
    ),
  ];
}

/** The invariants that did not hold in the database that was read. */
function brokenAtBackup({ invariants }: BackupHead): [string, number][] {
  return Object.entries(invariants ?? {}).filter(([, broken]) => broken > 0);
}

/** What a backup is not, and how it is kept. */
export function sayApart(dataFolder: string): string[] {
  return [
    'Elle contient des données personnelles : gardez-la comme la base, et une copie sur une autre machine.',
    `N’y sont pas, et se gardent à part : la clé secrète (SECRET_KEY ou ${dataFolder}/secret.key), sans laquelle ni les`,
    `codes remis ni les IBAN ne servent plus ; les documents déposés (${dataFolder}/files).`,
  ];
}

export function sayRestored(done: Restored): string[] {
  const holding = done.invariants.filter(({ broken }) => broken === 0).length;
  return [
    'Restaurée et vérifiée :',
    `  ${several(done.tables, 'table', 'tables')}, ${several(done.rows, 'ligne', 'lignes')}, comme la sauvegarde le dit ;`,
    `  ${several(done.foreignKeys, 'clé étrangère', 'clés étrangères')} et ${several(done.sequences, 'compteur', 'compteurs')} ;`,
    `  ${holding} invariants sur ${done.invariants.length}, rapprochement compris ;`,
    `  chaînes de sceaux recalculées : ${Object.entries(done.links)
      .map(([chain, n]) => `${CHAIN_NAMES[chain] ?? chain}, ${several(n, 'maillon', 'maillons')}`)
      .join(' ; ')} ;`,
    `  ${several(done.reports, 'rapport signé', 'rapports signés')}.`,
    ...(done.migrated === 0
      ? []
      : [`La sauvegarde était plus ancienne : ${several(done.migrated, 'étape', 'étapes')} du schéma en plus.`]),
  ];
}

/** What is to be done next, by somebody who has just lost a database. */
export function sayNext(head: BackupHead, keyMark: string | null): string[] {
  return [
    ...sayKey(head, keyMark),
    `Ce qui a été fait après le ${sayMoment(new Date(head.at))} n’y est pas. Pour le savoir, comparez avec le dernier registre téléchargé :`,
    '  npm run compare-ledger -- EXPORT',
    'Tout le monde devra se connecter à nouveau.',
  ];
}

function sayKey({ keyMark: theirs }: BackupHead, ours: string | null): string[] {
  if (theirs === null || theirs === ours) return [];
  return [
    ours === null
      ? 'ATTENTION : la clé secrète n’est pas ici. Remettez celle de l’installation d’origine avant de démarrer,'
      : 'ATTENTION : la clé secrète d’ici n’est pas celle de l’installation d’origine. Remettez la bonne avant de démarrer,',
    'sinon ni les codes remis ni les IBAN ne serviront.',
  ];
}

/** What a database has and lacks of a register exported before. */
export function sayCompared({ exportedAt, chains, reports }: Compared): string[] {
  return [
    `Registre téléchargé le ${sayMoment(new Date(exportedAt))}, comparé à cette base :`,
    ...Object.entries(chains).flatMap(([chain, compared]) => sayChain(CHAIN_NAMES[chain] ?? chain, compared)),
    ...reports.map(
      ({ title, version, hash }) =>
        `Il MANQUE ici le rapport signé « ${title} » version ${version}, signature ${hash}.`,
    ),
  ];
}

function sayChain(name: string, { known, here, shared, lacking, more, unsealed }: ChainCompared): string[] {
  const lines = [
    `${name} : ${number(shared)} maillons en commun (le registre va à ${number(known.seq)}, la base à ${number(here.seq)}).`,
  ];
  if (lacking === null && more > 0) lines.push(`  La base en a ${number(more)} de plus : elle continue ce registre.`);
  if (lacking === null) return lines;
  if (unsealed > 0) {
    const some = several(unsealed, 'écriture de la base n’est', 'écritures de la base ne sont');
    lines.push(`  ${some} pas encore au registre : démarrez Passerelle, attendez une minute, comparez à nouveau.`);
  }
  const kinds = [...lacking.kinds].sort(([, a], [, b]) => b - a).map(([kind, n]) => `${kind} ${number(n)}`);
  lines.push(
    `  Il MANQUE ici ${several(lacking.links, 'écriture', 'écritures')}, du ${sayMoment(new Date(lacking.first))} au ${sayMoment(new Date(lacking.last))} :`,
    `  ${kinds.join(', ')}.`,
  );
  if (more > 0)
    lines.push(
      `  Depuis ce point, la base a écrit autre chose : ${several(more, 'maillon', 'maillons')} que le registre n’a pas.`,
    );
  return lines;
}
