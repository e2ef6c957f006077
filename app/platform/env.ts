import { z } from 'zod';

const port = z.coerce.number().int().min(0).max(65535);
const url = z.url();
const yesNo = z
  .enum(['1', '0', 'true', 'false', 'oui', 'non'])
  .transform((v) => v === '1' || v === 'true' || v === 'oui');

/** Every variable the product reads, with its default. The README's table says the same, in words. */
const schema = z.object({
  PORT: port.default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  /** Address people see; cookies are Secure when it is https. */
  PUBLIC_URL: url.optional(),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//)
    .optional(),
  /** Who owns the schema, when DATABASE_URL does not: migrations and reset-db connect with it. */
  DATABASE_OWNER_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//)
    .optional(),
  DATA_FOLDER: z.string().min(1).default('.data'),
  DATABASE_POOL: z.coerce.number().int().min(1).max(200).default(20),
  /** Statements of acts prepared under a name; 0 behind a pooler in transaction mode. */
  DATABASE_PREPARE: yesNo.default(true),
  /** Keys of HMACs, ≥ 32 characters; made once and kept in the data folder when absent. */
  SECRET_KEY: z.string().min(32).optional(),
  DEMO: yesNo.default(true),
  TERRITORY_NAME: z.string().min(1).default('Métropole de Lyon'),
  BASEMAP: z
    .string()
    .regex(/^(ign|openfreemap|esquisse|pmtiles:.+|https?:\/\/.+)$/)
    .default('ign'),
  /** Who places addresses on the map: the State's service, nobody, or another address of the same kind. */
  GEOCODER: z
    .string()
    .regex(/^(ign|off|https?:\/\/.+)$/)
    .default('ign'),
  /** Whether sources of venues may be read in http and on private addresses. */
  FEEDS_PRIVATE: yesNo.default(false),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\//)
    .optional(),
  MAIL_FROM: z.string().default('Passerelle <ne-pas-repondre@passerelle.invalid>'),
  SMS_URL: url.optional(),
  SMS_TOKEN: z.string().optional(),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  /** After how many days without a receipt or a hand-over a partner's stock is said to sleep. */
  IDLE_STOCK_DAYS: z.coerce.number().int().min(1).max(1000).default(45),
  /** Number of reverse proxies in front of the server whose X-Forwarded-For is believed. */
  TRUST_PROXY: z.coerce.number().int().min(0).max(10).default(0),
  /** Requests of the open data and of its API that one address may make in a minute. */
  API_RATE: z.coerce.number().int().min(1).max(1_000_000).default(120),
});

export type Env = Readonly<z.infer<typeof schema>>;

/** Their names, in the order of the README's table. */
export const VARIABLES: readonly string[] = Object.keys(schema.shape);

/** Whose values are never repeated on a screen: they hold keys or passwords. */
const SECRET = new Set(['DATABASE_URL', 'DATABASE_OWNER_URL', 'SECRET_KEY', 'SMTP_URL', 'SMS_TOKEN']);

/** Reads the configuration once. Throws an Error whose message names each wrong variable, in French. */
export function readEnv(source: Readonly<Record<string, string | undefined>>): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(given);
  if (parsed.success) return Object.freeze(parsed.data);
  const lines = parsed.error.issues.map((issue) => {
    const name = String(issue.path[0]);
    const given = SECRET.has(name) ? 'une valeur refusée' : `« ${source[name] ?? ''} »`;
    return `  ${name} vaut ${given} : ${EXPECTED[name] ?? 'cette valeur est refusée'}.`;
  });
  throw new Error(`La configuration est fausse :\n${lines.join('\n')}`);
}

const EXPECTED: Record<string, string> = {
  PORT: 'un nombre de 0 à 65535 est attendu',
  HOST: 'une adresse d’écoute est attendue',
  PUBLIC_URL: 'une adresse http(s) complète est attendue',
  DATABASE_URL: 'une adresse postgres:// est attendue',
  DATABASE_OWNER_URL: 'une adresse postgres:// est attendue',
  DATABASE_POOL: 'un nombre de 1 à 200 est attendu',
  DATABASE_PREPARE: 'oui ou non est attendu',
  SECRET_KEY: 'au moins 32 caractères sont attendus',
  DEMO: 'oui ou non est attendu',
  BASEMAP: 'ign, openfreemap, esquisse, pmtiles:FICHIER ou l’adresse d’un style est attendu',
  GEOCODER: 'ign, off ou l’adresse d’un service de géocodage est attendu',
  FEEDS_PRIVATE: 'oui ou non est attendu',
  SMTP_URL: 'une adresse smtp:// est attendue',
  SMS_URL: 'une adresse http(s) complète est attendue',
  LOG_LEVEL: 'debug, info, warn, error ou silent est attendu',
  IDLE_STOCK_DAYS: 'un nombre de jours de 1 à 1000 est attendu',
  TRUST_PROXY: 'un nombre de 0 à 10 est attendu',
  API_RATE: 'un nombre de 1 à 1 000 000 est attendu',
};
