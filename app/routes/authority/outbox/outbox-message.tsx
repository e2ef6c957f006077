import { sayMoment } from '#app/calendar/rules/french-dates.ts';
import { Tag, type TagLook } from '#app/ui/components/tag.tsx';
import type { OutboxChannel, OutboxRow, OutboxState } from '#db/queries/outbox-delivery.ts';

export const CHANNEL_CHOICES: Readonly<Record<OutboxChannel, string>> = {
  SMS: 'SMS',
  EMAIL: 'E-mail',
  LETTER: 'Lettre',
};

export const STATE_CHOICES: Readonly<Record<OutboxState, string>> = {
  WAITING: 'À envoyer',
  SENT: 'Envoyés',
  FAILED: 'Abandonnés',
  PRINT: 'À imprimer',
};

const KINDS: Readonly<Record<string, string>> = {
  'passes-expiring': 'Fin de validité',
  'booking-confirmed': 'Place réservée',
  'booking-moved': 'Réservation déplacée',
  'booking-cancelled': 'Réservation annulée',
  'session-cancelled': 'Atelier annulé par le lieu',
  'session-changed': 'Atelier changé par le lieu',
  invitation: 'Invitation',
  'password-reset': 'Mot de passe oublié',
  'page-claim': 'Demande de tenir une fiche',
  'page-claim-granted': 'Fiche confiée',
  'page-claim-refused': 'Fiche refusée',
  'page-to-confirm': 'Fiche à confirmer',
  'page-reported': 'Erreur signalée',
  'page-reported-authority': 'Erreur signalée, à la collectivité',
  'page-report-answered': 'Réponse à un signalement',
  'source-shrank': 'Source qui rétrécit',
};

export type ShownMessage = Pick<
  OutboxRow,
  'id' | 'kind' | 'channel' | 'createdAt' | 'sentAt' | 'attempts' | 'lastError'
> & {
  readonly state: OutboxState;
  /** Whether a provider is configured for its channel. */
  readonly configured: boolean;
  /** Null outside of the demonstration. */
  readonly recipient: string | null;
  readonly subject: string | null;
  readonly body: string | null;
};

/** One message of the outbox, as it is sent in the demonstration; elsewhere, what became of it only. */
export function OutboxMessage({ message, demo }: { message: ShownMessage; demo: boolean }) {
  const { kind, channel, createdAt, recipient, subject, body, lastError, attempts } = message;
  const { look, words } = stateOf(message, demo);
  return (
    <article className="message">
      <header>
        <h3>{KINDS[kind] ?? kind}</h3>
        <Tag>{CHANNEL_CHOICES[channel]}</Tag>
        <Tag look={look}>{words}</Tag>
        <span className="hint">écrit le {sayMoment(createdAt)}</span>
      </header>
      {recipient !== null && recipient !== '' && <p>À {recipient}</p>}
      {subject !== null && channel === 'EMAIL' && (
        <p>
          Objet&nbsp;: <b>{subject}</b>
        </p>
      )}
      {body !== null && <p className="body">{body}</p>}
      {demo && body === null && (
        <p>La personne a demandé l’effacement de ses informations&nbsp;: le message est vide.</p>
      )}
      {attempts > 0 && message.state !== 'SENT' && (
        <p className="hint">
          {attempts === 1 ? '1 essai' : `${attempts} essais`}
          {lastError !== null && `, dernière erreur : ${lastError}`}
        </p>
      )}
    </article>
  );
}

function stateOf(
  { state, configured, sentAt, attempts }: ShownMessage,
  demo: boolean,
): { look: TagLook; words: string } {
  switch (state) {
    case 'SENT':
      return { look: 'ok', words: sentAt === null ? 'envoyé' : `envoyé ${sayMoment(sentAt)}` };
    case 'FAILED':
      return { look: 'bad', words: 'abandonné' };
    case 'PRINT':
      return { look: 'warn', words: 'à imprimer et à remettre' };
    case 'WAITING':
      if (!configured)
        return demo
          ? { look: 'plain', words: 'gardé ici (démonstration)' }
          : { look: 'warn', words: 'aucun envoi configuré' };
      return { look: 'warn', words: attempts === 0 ? 'va partir' : 'nouvel essai bientôt' };
  }
}
