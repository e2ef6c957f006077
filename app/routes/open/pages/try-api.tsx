import { type LinksFunction, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { API_BASE, ENDPOINTS } from '#app/opendata/rules/endpoints.ts';
import { queryParameters } from '#app/opendata/rules/openapi.ts';
import { PROBLEMS, problemType } from '#app/opendata/rules/problem.ts';
import { PROBLEM_TEXTS } from '#app/opendata/texts.fr.ts';
import openStyles from '#app/styles/open.css?url';
import { PageHeader } from '#app/ui/components/page-header.tsx';
import { PublicLayout } from '#app/ui/layout/public-layout.tsx';
import { shareMeta } from '#app/ui/layout/share-meta.ts';
import { newestVenues } from '#db/queries/open-addresses.ts';
import { pageOfSessions } from '#db/queries/open-sessions.ts';
import { listVisits } from '#db/queries/upkeep/stops.ts';

export const links: LinksFunction = () => [{ rel: 'stylesheet', href: openStyles }];

export const meta: MetaFunction = ({ matches }) =>
  shareMeta(matches, {
    path: '/donnees/api',
    title: 'L’API',
    description:
      'Lire les lieux, leurs passages et les ateliers depuis un programme, sans clé. À essayer sur cette page.',
  });

interface TriedParameter {
  name: string;
  required: boolean;
  description: string | null;
  example: string | null;
  /** The only words it takes; null when it takes others. */
  words: string[] | null;
}

interface Tried {
  name: string;
  /** With its `{id}`. */
  path: string;
  summary: string;
  description: string;
  parameters: TriedParameter[];
  /** An id that exists, for addresses that need one. */
  example: string | null;
}

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { db, clock, env } = context.services;
  const asked = new URL(request.url).searchParams;
  const one = ENDPOINTS.find(({ name, path }) => name === asked.get('essai') && path.includes('{id}'));
  const id = z.uuid().safeParse(asked.get('id')?.trim());
  // A form without script cannot write in a path: this page does it, for a word that is an id and nothing else.
  if (one !== undefined && id.success) throw redirect(`${API_BASE}${one.path.replace('{id}', id.data)}`, 303);
  const examples: Readonly<Record<string, string | undefined>> = await db.read(async (tx) => ({
    '/lieux/{id}': (await newestVenues(tx, { inseeCodes: null }, 1))[0]?.id,
    '/ateliers/{id}': (await pageOfSessions(tx, { after: clock.now() }, { after: null, limit: 1 }))[0]?.id,
    '/passages/{id}': (await listVisits(tx, {}, clock.now(), 1))[0]?.id,
  }));
  const exampleOf = (path: string) => (path.includes('{id}') ? (examples[path] ?? '') : null);
  const tried = ENDPOINTS.map(
    ({ name, path, summary, description, query }): Tried => ({
      name,
      path,
      summary,
      description,
      parameters: queryParameters(query).map(({ schema, ...parameter }) => ({
        name: parameter.name,
        required: parameter.required,
        description: parameter.description ?? null,
        example: parameter.example ?? null,
        words: wordsOf(schema.enum),
      })),
      example: exampleOf(path),
    }),
  );
  return { tried, wrongId: one === undefined ? null : one.name, rate: env.API_RATE };
}

/** « oui » and « non » have other spellings, which a form need not offer. */
function wordsOf(words: unknown): string[] | null {
  if (!Array.isArray(words)) return null;
  return words.includes('oui') ? ['oui', 'non'] : words.filter((word) => typeof word === 'string');
}

export default function TryApi() {
  const { tried, wrongId, rate } = useLoaderData<typeof loader>();
  return (
    <PublicLayout>
      <PageHeader
        title="L’API"
        lead="Pour lire les lieux, leurs passages et les ateliers depuis un programme. En lecture seule, sans clé."
        back={{ href: '/donnees', label: 'Les données ouvertes' }}
      />
      <div className="open-page flow">
        <ul>
          <li>
            Sa description&nbsp;: <a href={`${API_BASE}/openapi.json`}>openapi.json</a> (OpenAPI 3.1).
          </li>
          <li>
            {rate} demandes par minute et par adresse. Les en-têtes <code>RateLimit</code> disent ce qu’il reste&nbsp;;
            au-delà, la réponse est 429, et <code>Retry-After</code> dit combien de secondes attendre.
          </li>
          <li>N’importe quel site peut la lire (CORS). Elle ne lit aucun cookie.</li>
          <li>
            Page par page&nbsp;: suivez <code>suivant</code> jusqu’à <code>null</code>. <code>ETag</code> évite de
            relire ce qui n’a pas changé.
          </li>
          <li>
            Une version ne fait que gagner des champs. Un changement qui gênerait aura une autre adresse,{' '}
            <code>/api/v2</code>.
          </li>
        </ul>
        {tried.map((endpoint) => (
          <TryForm key={endpoint.name} endpoint={endpoint} wrongId={endpoint.name === wrongId} />
        ))}
        <section aria-labelledby="problemes">
          <h2 id="problemes">Quand cela ne va pas</h2>
          <p>
            La réponse est un <code>application/problem+json</code> (RFC 9457), en français.
          </p>
          <dl className="problems">
            {PROBLEMS.map((kind) => (
              <div key={kind} id={problemType(kind).split('#')[1]}>
                <dt>
                  {PROBLEM_TEXTS[kind].status} · {PROBLEM_TEXTS[kind].title}
                </dt>
                <dd>{PROBLEM_TEXTS[kind].detail}</dd>
              </div>
            ))}
          </dl>
        </section>
      </div>
    </PublicLayout>
  );
}

function TryForm({ endpoint, wrongId }: { readonly endpoint: Tried; readonly wrongId: boolean }) {
  const { name, path, summary, description, parameters, example } = endpoint;
  return (
    <section aria-labelledby={name} className="panel">
      <h2 id={name}>{summary}</h2>
      <p>
        <code>
          GET {API_BASE}
          {path}
        </code>
      </p>
      <p>{description}</p>
      <form method="get" action={example === null ? API_BASE + path : '/donnees/api'} className="try">
        {example !== null && (
          <>
            <input type="hidden" name="essai" value={name} />
            <div className="field">
              <label htmlFor={`${name}-id`}>id</label>
              <input id={`${name}-id`} name="id" defaultValue={example} aria-describedby={`${name}-note`} />
              <p id={`${name}-note`} className="hint">
                {wrongId ? 'Écrivez un identifiant entier, tel que l’API le donne.' : 'Un identifiant permanent.'}
              </p>
            </div>
          </>
        )}
        {parameters.map((parameter) => (
          <ParameterField key={parameter.name} of={name} parameter={parameter} />
        ))}
        <button type="submit" className="btn quiet">
          Essayer
        </button>
      </form>
    </section>
  );
}

function ParameterField({ of, parameter }: { readonly of: string; readonly parameter: TriedParameter }) {
  const { name, required, description, example, words } = parameter;
  const id = `${of}-${name}`;
  const note = description === null ? undefined : `${id}-note`;
  return (
    <div className="field">
      <label htmlFor={id}>
        {name}
        {required && <span className="hint"> (obligatoire)</span>}
      </label>
      {words === null ? (
        <input
          id={id}
          name={name}
          defaultValue={required ? (example ?? undefined) : undefined}
          placeholder={example ?? undefined}
          aria-describedby={note}
        />
      ) : (
        <select id={id} name={name} defaultValue="" aria-describedby={note}>
          <option value="">(rien)</option>
          {words.map((word) => (
            <option key={word} value={word}>
              {word}
            </option>
          ))}
        </select>
      )}
      {description !== null && (
        <p id={note} className="hint">
          {description}
        </p>
      )}
    </div>
  );
}
