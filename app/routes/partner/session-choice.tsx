import { capital, sayMoment } from '#app/calendar/rules/french-dates.ts';
import { LEVEL_LABELS, sayOtherLanguages, sayPrice } from '#app/training/texts.fr.ts';
import { sayDistance } from '#app/ui/components/figures.ts';
import { SeatsTag } from '#app/ui/components/session-card.tsx';
import { Tag } from '#app/ui/components/tag.tsx';
import type { PickChoice } from '#app/ui/forms/choice-fields.tsx';
import type { SessionListed } from '#db/queries/sessions.ts';

/** A session as an answer to choose. */
export function sessionChoice(session: SessionListed, today: string): PickChoice {
  const details = [
    `${session.venue.name}, ${session.venue.commune}`,
    session.distanceMetres === null ? null : sayDistance(session.distanceMetres),
    LEVEL_LABELS[session.level].toLocaleLowerCase('fr'),
    session.wheelchair ? 'accessible en fauteuil' : null,
    sayOtherLanguages(session.languages),
  ];
  return {
    value: session.id,
    label: (
      <>
        <b>{capital(sayMoment(session.startsAt, today))}</b> · {session.title}
      </>
    ),
    hint: details.filter((detail) => detail !== null).join('\u00a0· '),
    aside: (
      <>
        <Tag look={session.pricePasses === 0 ? 'plain' : 'pass'}>{sayPrice(session.pricePasses)}</Tag>
        <SeatsTag seatsLeft={session.seatsLeft} />
      </>
    ),
  };
}
