import { sourceWords } from '#app/directory/texts.fr.ts';
import type { Services } from '#app/platform/services.ts';
import { listSources, type OpenSource } from '#db/queries/open-venues.ts';
import { tagged, taggedOnce } from './tagged.ts';
import { LICENCE, SOURCE_LICENCES } from './texts.fr.ts';

export interface SourceTold extends OpenSource {
  /** In full, for people. */
  name: string;
  /** In words; null when nobody wrote it down. */
  licence: string | null;
}

/** Where the venues come from, and under which licence each source gives its rows. */
export async function tellSources({ db }: Pick<Services, 'db'>): Promise<SourceTold[]> {
  const sources = await db.read(listSources);
  return sources.map((source) => ({
    ...source,
    name: sourceWords(source.source),
    licence: source.licence ?? SOURCE_LICENCES[source.source] ?? null,
  }));
}

/** GET /donnees/sources.json: what the `source` of each row of the files means, and its licence. */
export async function sourcesFile(services: Services, request: Request): Promise<Response> {
  const text = await taggedOnce(services, 'venues', ['sources.json'], async () =>
    JSON.stringify(
      (await tellSources(services)).map(({ source, name, licence, venues, latest }) => ({
        source,
        nom: name,
        licence,
        licence_url: licence === LICENCE.name ? LICENCE.url : null,
        lieux: venues,
        derniere_maj: latest,
      })),
    ),
  );
  return tagged(request, text, 'application/json; charset=utf-8');
}
