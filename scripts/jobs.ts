import { monthlyClaims } from '#app/payment/monthly-claims.ts';
import type { Job } from '#app/platform/jobs.ts';
import { retention } from '#app/privacy/forget-what-is-over.ts';
import { expirePasses } from '#app/purchasing/expire-passes.ts';
import { NOTICE_DAYS, noticeExpiry } from '#app/purchasing/notice-expiry.ts';
import { sealChains } from '#app/reporting/seal-chains.ts';
import { comparisons } from '#app/sources/open-conflicts.ts';
import { placeWaitingVenues } from '#app/sources/place-venues.ts';
import { runFeedsJob } from '#app/sources/run-feed.ts';
import { confirmations } from '#app/upkeep/confirm-page.ts';
import { placeStops } from '#app/upkeep/place-stops.ts';
import { forgetRuns } from '#db/queries/jobs.ts';
import { forgetFiles } from '#db/queries/lot-imports.ts';

const KEPT_RUNS_MS = 400 * 86_400_000;

/** Everything the machine does by itself. To add a job: one more entry. */
export const JOBS: readonly Job[] = [
  {
    name: 'expire-passes',
    label: 'Retirer les pass qui ne sont plus valables',
    cron: '20 0 * * *',
    atStart: true,
    run: expirePasses,
  },
  monthlyClaims,
  retention,
  confirmations,
  comparisons,
  {
    name: 'seal-ledger',
    label: 'Sceller le registre des pass et le journal des actes',
    cron: '*/10 * * * *',
    atStart: true,
    run: async (services) => ({ sealed: await sealChains(services) }),
  },
  {
    name: 'notice-expiry',
    label: `Prévenir ${NOTICE_DAYS.join(' et ')} jours avant la fin de validité`,
    cron: '0 9 * * *',
    atStart: true,
    run: noticeExpiry,
  },
  {
    name: 'forget-supplier-files',
    label: 'Effacer les fichiers de fournisseur laissés sans suite',
    cron: '*/10 * * * *',
    atStart: true,
    run: async ({ db, clock }) => ({ forgotten: await db.transaction((tx) => forgetFiles(tx, clock.now())) }),
  },
  {
    name: 'forget-job-runs',
    label: 'Effacer le journal des tâches de plus de 400 jours',
    cron: '40 3 * * 0',
    atStart: false,
    run: async ({ db, clock }) => ({
      forgotten: await db.transaction((tx) => forgetRuns(tx, new Date(clock.now().getTime() - KEPT_RUNS_MS))),
    }),
  },
  {
    name: 'read-venue-feeds',
    label: 'Lire les sources de lieux dont c’est le tour',
    cron: '10 * * * *',
    atStart: false,
    run: runFeedsJob,
  },
  {
    name: 'place-venues',
    label: 'Placer sur la carte les lieux et les passages sans coordonnées',
    cron: '*/15 * * * *',
    atStart: true,
    run: async (services) => ({ ...(await placeWaitingVenues(services)), stops: await placeStops(services) }),
  },
];
