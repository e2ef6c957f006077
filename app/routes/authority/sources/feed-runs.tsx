import { sayMoment } from '#app/calendar/rules/french-dates.ts';
import type { RefusedRow } from '#app/sources/read-rows.ts';
import type { RunOutcome } from '#app/sources/rules/states.ts';
import { OUTCOME_LOOKS, OUTCOME_WORDS } from '#app/sources/texts.fr.ts';
import { sayNumber } from '#app/ui/components/figures.ts';
import { Notice } from '#app/ui/components/notice.tsx';
import { Tag } from '#app/ui/components/tag.tsx';
import { SubmitButton } from '#app/ui/forms/form-parts.tsx';
import { ActForm } from '../act-form.tsx';

interface Run {
  readonly id: string;
  readonly at: Date | string;
  readonly outcome: RunOutcome;
  readonly reason: string | null;
  readonly decidedAt: Date | string | null;
  readonly report: unknown;
}

interface Report {
  readonly read?: number;
  readonly created?: number;
  readonly updated?: number;
  readonly unchanged?: number;
  readonly merged?: number;
  readonly asked?: number;
  readonly refused?: readonly RefusedRow[];
}

/** The readings of a feed, the latest first, each with its report. */
export function FeedRuns({ runs, opKey }: { readonly runs: readonly Run[]; readonly opKey: string }) {
  if (runs.length === 0) return <p>Cette source n’a pas encore été lue.</p>;
  return (
    <section aria-labelledby="titre-lectures">
      <h2 id="titre-lectures">Les lectures</h2>
      {runs.map((run) => (
        <article key={run.id} className="panel">
          <h3>
            {sayMoment(new Date(run.at))} <Tag look={OUTCOME_LOOKS[run.outcome]}>{OUTCOME_WORDS[run.outcome]}</Tag>
          </h3>
          {run.reason !== null && <p>{run.reason}</p>}
          {run.outcome === 'APPLIED' && <Counts report={(run.report ?? {}) as Report} />}
          {run.outcome === 'HELD' && run.decidedAt === null && <Decide runId={run.id} opKey={opKey} />}
        </article>
      ))}
    </section>
  );
}

function Counts({ report }: { readonly report: Report }) {
  const said: readonly (readonly [string, number | undefined])[] = [
    ['lues', report.read],
    ['créées', report.created],
    ['modifiées', report.updated],
    ['inchangées', report.unchanged],
    ['réunies', report.merged],
    ['à comparer', report.asked],
    ['refusées', report.refused?.length],
  ];
  const refused = report.refused ?? [];
  return (
    <>
      <p>{said.map(([word, n]) => `${sayNumber(n ?? 0)}\u00a0${word}`).join(' · ')}</p>
      {refused.length > 0 && (
        <details>
          <summary>Les lignes refusées, et pourquoi</summary>
          <ul>
            {refused.slice(0, MOST_SHOWN).map(({ row, name, field, reason }) => (
              <li key={row}>
                Ligne {row}
                {name === null ? '' : ` (${name})`} : {field}. {reason}
              </li>
            ))}
          </ul>
          {refused.length > MOST_SHOWN && <p>Et {sayNumber(refused.length - MOST_SHOWN)} autres.</p>}
        </details>
      )}
    </>
  );
}

const MOST_SHOWN = 200;

function Decide({ runId, opKey }: { readonly runId: string; readonly opKey: string }) {
  return (
    <Notice look="warn">
      <p>Rien n’a été changé. La source est-elle abîmée, ou ces lieux ont-ils vraiment disparu ?</p>
      <div className="choices">
        <ActForm act="decide" opKey={opKey}>
          <input type="hidden" name="runId" value={runId} />
          <SubmitButton look="quiet" name="decision" value="apply">
            J’applique cette lecture
          </SubmitButton>
        </ActForm>
        <ActForm act="decide" opKey={opKey}>
          <input type="hidden" name="runId" value={runId} />
          <SubmitButton look="quiet" name="decision" value="dismiss">
            Je la mets de côté
          </SubmitButton>
        </ActForm>
      </div>
    </Notice>
  );
}
