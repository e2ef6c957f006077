import type { AuthorityActor } from '#app/access/rules/actor.ts';
import { addDays, parisDay } from '#app/calendar/rules/paris-time.ts';
import { PUBLIC_LABELS } from '#app/partners/texts.fr.ts';
import type { Services } from '#app/platform/services.ts';
import { composeReport } from '#app/reporting/compose-report.ts';
import { publishReport } from '#app/reporting/publish-report.ts';
import { AGE_LABELS } from '#app/reporting/tables/words.ts';
import { THEME_LABELS } from '#app/training/texts.fr.ts';
import { actAt } from './stage.ts';

const WORDS = { publics: PUBLIC_LABELS, ages: AGE_LABELS, themes: THEME_LABELS };

/** Freezes and signs one report over the whole demonstration, by the real act. */
export async function publishDemoReport(services: Services, authority: AuthorityActor): Promise<void> {
  const now = services.clock.now();
  const lastDay = parisDay(now);
  const wish = { title: 'Rapport au financeur, premiers mois', firstDay: addDays(lastDay, -120), lastDay };
  await actAt(services, now, publishReport(await composeReport(services, wish, WORDS)), authority, wish);
}
