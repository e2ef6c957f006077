import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { notFound, requireAuthority } from '#app/access/guards.ts';
import { sayDate, sayMoment } from '#app/calendar/rules/french-dates.ts';
import { DEFINITIONS } from '#app/reporting/definitions.fr.ts';
import { drawSignature } from '#app/reporting/draw-signature.ts';
import { shortHash } from '#app/reporting/rules/canonical.ts';
import type { ReportCode } from '#app/reporting/rules/figures.ts';
import type { FrozenReport } from '#app/reporting/rules/frozen.ts';
import { Notice } from '#app/ui/components/notice.tsx';
import { PageHeader } from '#app/ui/components/page-header.tsx';
import { DeskLayout } from '#app/ui/layout/desk-layout.tsx';
import { pageMeta } from '#app/ui/layout/page-meta.ts';
import { findReport } from '#db/queries/funder-reports.ts';
import { FiguresSection } from './figures-section.tsx';

export { links } from './report-styles.ts';

export const meta: MetaFunction<typeof loader> = ({ data }) => pageMeta(data?.report.title ?? 'Rapport signé');

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await requireAuthority({ request, context });
  const id = z.uuid().safeParse(params.id);
  const found = id.success ? await context.services.db.read((tx) => findReport(tx, id.data)) : null;
  if (found === null) throw notFound();
  const { content, ...row } = found;
  // Written by us, held by its hash in the database: it is read as it is, and nothing is computed again.
  const report = JSON.parse(content) as FrozenReport;
  return { actor, row, report, drawing: await drawSignature(row.id, row.hash) };
}

export default function Frozen() {
  const { actor, row, report } = useLoaderData<typeof loader>();
  return (
    <DeskLayout area="authority" actor={actor}>
      <article className="document">
        <PageHeader
          title={report.title}
          lead={`${report.territory}. Du ${sayDate(report.firstDay)} au ${sayDate(report.lastDay)}. Version ${report.version}.`}
          back={{ href: '/metropole/rapports/signes', label: 'Rapports signés' }}
        >
          <a className="btn quiet" href={`/metropole/rapports/signes/${row.id}/json`}>
            Télécharger (JSON)
          </a>
        </PageHeader>
        {row.supersededBy !== null && (
          <Notice look="warn">
            <p>
              La <a href={`/metropole/rapports/signes/${row.supersededBy.id}`}>version {row.supersededBy.version}</a> a
              remplacé celle-ci.
            </p>
          </Notice>
        )}
        <Signature />
        <p className="hint">
          {report.definitions === undefined
            ? 'Définitions d’aujourd’hui : ce rapport est antérieur à celles que l’on signe avec les chiffres. '
            : 'Définitions du jour de la signature, signées avec les chiffres. '}
          Les chiffres qui concernent moins de six personnes sont masqués, avec ceux qui permettraient de les retrouver.
          {report.absent.length > 0 && ` Absents de cette version : ${report.absent.join(', ')}.`}
        </p>
        {report.indicators.map(({ code, tables }) => (
          <section key={code} className="indicator">
            <h2>
              {code} · {meaningOf(report, code).title}
            </h2>
            <p className="hint">{meaningOf(report, code).meaning}</p>
            <FiguresSection tables={tables} of={code} />
          </section>
        ))}
      </article>
    </DeskLayout>
  );
}

/** What an indicator meant the day it was signed. */
function meaningOf(report: FrozenReport, code: ReportCode) {
  return report.definitions?.[code] ?? DEFINITIONS[code];
}

/** What signs the report, and the links of both ledgers it stands on. */
function Signature() {
  const { row, report, drawing } = useLoaderData<typeof loader>();
  const { supersedes } = report;
  return (
    <div className="signature panel">
      {/* biome-ignore lint/security/noDangerouslySetInnerHtml: drawn by us from a hash */}
      <div dangerouslySetInnerHTML={{ __html: drawing }} />
      <div>
        <p>
          <b>Signature {shortHash(row.hash)}</b>
        </p>
        <p className="hint">
          SHA-256 du rapport&nbsp;: <code>{row.hash}</code>
        </p>
        <p className="hint">
          Chiffres lus {sayMoment(new Date(report.readAt))}, sur le registre scellé jusqu’à l’écriture n°&nbsp;
          {report.ledgerHead.seq}&nbsp;: <code>{report.ledgerHead.hash}</code>
          {report.moneyHead !== undefined && (
            <>
              , et sur le registre en euros jusqu’à l’écriture n°&nbsp;{report.moneyHead.seq}&nbsp;:{' '}
              <code>{report.moneyHead.hash}</code>
            </>
          )}
          . {supersedes !== null && `Remplace la version ${supersedes.version}, ${shortHash(supersedes.hash)}. `}
          Le registre téléchargé permet à quiconque de tout vérifier avec <code>npm run verify-ledger</code>.
        </p>
      </div>
    </div>
  );
}
