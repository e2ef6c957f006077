import { createHash } from 'node:crypto';
import { parisDay } from '#app/calendar/rules/paris-time.ts';
import { madeOnce } from '#app/platform/kept/made-once.ts';
import type { Services } from '#app/platform/services.ts';
import { type OpenVenueCriteria, pageOfVenues, stampOfVenues, type VenueStamp } from '#db/queries/open-venues.ts';
import { isFresh } from './rules/conditional.ts';
import { SPREADSHEET_CSV, STANDARD_CSV } from './rules/csv.ts';
import { type VenueFileQuery, venueFileQuery } from './rules/export-query.ts';
import { csvWriter, type FileFormat, type FileWriter, GEOJSON_WRITER, JSON_WRITER } from './rules/file-writers.ts';
import { readQuery } from './rules/read-query.ts';
import { type StandardRow, standardRow } from './rules/standard-row.ts';

/** Rows read at a time: what a file of any size keeps in memory while it is sent. */
const BATCH = 500;
/** A file of so many rows (about five megabytes) is kept whole for those who ask the same; a larger one never is. */
const KEPT_ROWS = 3_000;

/**
 * The venues in the national standard v1, as one file written while it is sent. 304 when the client has
 * it already. Throws a Problem when a parameter cannot be read.
 */
export async function venueFile(services: Services, request: Request, format: FileFormat): Promise<Response> {
  const query = readQuery(venueFileQuery, new URL(request.url).searchParams);
  const now = services.clock.now();
  const criteria = criteriaOf(query, parisDay(now));
  const shelf = madeOnce(services);
  const stamp = await shelf.take('venues', JSON.stringify(['stamp', criteria]), async () => {
    const value = await services.db.read((tx) => stampOfVenues(tx, criteria, now));
    return { value, bytes: 200 };
  });
  const etag = etagOf(stamp, { format, ...query });
  const headers = new Headers({ ETag: etag, 'Cache-Control': 'public, no-cache' });
  if (stamp.changedAt !== null) headers.set('Last-Modified', stamp.changedAt.toUTCString());
  const known = {
    ifNoneMatch: request.headers.get('If-None-Match'),
    ifModifiedSince: request.headers.get('If-Modified-Since'),
  };
  if (isFresh({ etag, lastModified: stamp.changedAt }, known)) return new Response(null, { status: 304, headers });
  const writer = writerOf(format, query.tableur === true);
  headers.set('Content-Type', writer.contentType);
  const name = `lieux-de-mediation-numerique-${criteria.today}.${writer.extension}`;
  headers.set('Content-Disposition', `attachment; filename="${name}"`);
  headers.append('Link', '</donnees/lieux-retires.json>; rel="related"; title="lieux retires"');
  headers.append('Link', '</donnees/sources.json>; rel="describedby"; title="sources et licences"');
  if (stamp.count > KEPT_ROWS) return new Response(streamRows(services, criteria, writer), { headers });
  const body = await shelf.take('venues', JSON.stringify([writer.extension, query, criteria]), async () => {
    const value = await new Response(streamRows(services, criteria, writer)).arrayBuffer();
    return { value, bytes: value.byteLength };
  });
  return new Response(body, { headers });
}

function criteriaOf(query: VenueFileQuery, today: string): OpenVenueCriteria {
  return {
    today,
    inseeCodes: query.commune ?? null,
    department: query.departement ?? null,
    territoryOnly: query.territoire === true,
    since: query.depuis ?? null,
  };
}

function writerOf(format: FileFormat, spreadsheet: boolean): FileWriter<StandardRow> {
  if (format === 'json') return JSON_WRITER;
  if (format === 'geojson') return GEOJSON_WRITER;
  return csvWriter(spreadsheet ? SPREADSHEET_CSV : STANDARD_CSV);
}

/** Same rows, same writing, same tag; weak, for compression changes the bytes. */
function etagOf(stamp: VenueStamp, asked: object): string {
  const digest = createHash('sha256')
    .update(JSON.stringify([stamp, asked]))
    .digest('base64url');
  return `W/"${digest.slice(0, 27)}"`;
}

/** Reads the next rows only when the client has taken the former ones. */
function streamRows(
  { db }: Services,
  criteria: OpenVenueCriteria,
  writer: FileWriter<StandardRow>,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let after: string | null = null;
  return new ReadableStream({
    async pull(controller) {
      const venues = await db.read((tx) => pageOfVenues(tx, criteria, { after, limit: BATCH }));
      const first = after === null;
      const rows = venues.map((venue, at) => writer.row(standardRow(venue), first && at === 0));
      after = venues.at(-1)?.id ?? after;
      const last = venues.length < BATCH;
      const text = (first ? writer.begin : '') + rows.join('') + (last ? writer.end : '');
      if (text !== '') controller.enqueue(encoder.encode(text));
      if (last) controller.close();
    },
  });
}
