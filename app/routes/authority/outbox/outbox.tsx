import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireAuthority } from '#app/access/guards.ts';
import { messageOf } from '#app/messages/from-outbox.ts';
import { renderEmail, renderLetter, renderSms } from '#app/messages/render.ts';
import type { Services } from '#app/platform/services.ts';
import { EmptyState } from '#app/ui/components/empty-state.tsx';
import { sayCount } from '#app/ui/components/figures.ts';
import { PageHeader } from '#app/ui/components/page-header.tsx';
import { Pagination } from '#app/ui/components/pagination.tsx';
import { SubmitButton } from '#app/ui/forms/form-parts.tsx';
import { DeskLayout } from '#app/ui/layout/desk-layout.tsx';
import { pageMeta } from '#app/ui/layout/page-meta.ts';
import { messageLinks } from '#app/upkeep/message-link.ts';
import {
  listOutbox,
  OUTBOX_CHANNELS,
  OUTBOX_STATES,
  type OutboxRow,
  outboxState,
} from '#db/queries/outbox-delivery.ts';
import { CHANNEL_CHOICES, OutboxMessage, type ShownMessage, STATE_CHOICES } from './outbox-message.tsx';

export { links } from '../authority-styles.ts';

export const meta: MetaFunction = () => pageMeta('Les messages');

const A_PAGE = 20;

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireAuthority({ request, context });
  const { services } = context;
  const url = new URL(request.url);
  const channel = OUTBOX_CHANNELS.find((one) => one === url.searchParams.get('canal')) ?? null;
  const state = OUTBOX_STATES.find((one) => one === url.searchParams.get('etat')) ?? null;
  const page = pageOf(url.searchParams.get('page'));
  const paging = { limit: A_PAGE, offset: (page - 1) * A_PAGE };
  const { rows, total } = await services.db.read((tx) => listOutbox(tx, { channel, state }, paging));
  const messages = rows.map((row) => shown(services, row, url.origin));
  return { actor, channel, state, page, pages: Math.ceil(total / A_PAGE), total, messages, demo: services.env.DEMO };
}

function pageOf(asked: string | null): number {
  const page = Number(asked ?? 1);
  return Number.isInteger(page) && page >= 1 && page <= 100_000 ? page : 1;
}

/** Names, addresses and bodies are personal data: outside of the demonstration, only what concerns the sending is shown. */
function shown(services: Services, row: OutboxRow, origin: string): ShownMessage {
  const { env, secrets } = services;
  const { id, kind, channel, createdAt, sentAt, attempts, lastError } = row;
  const configured = channel === 'SMS' ? env.SMS_URL !== undefined : env.SMTP_URL !== undefined;
  const base = { id, kind, channel, createdAt, sentAt, attempts, lastError, state: outboxState(row), configured };
  if (!env.DEMO) return { ...base, recipient: null, subject: null, body: null };
  const sender = { territory: env.TERRITORY_NAME, origin };
  const message = messageOf(row, sender, messageLinks(secrets, origin));
  const name =
    row.invitation?.displayName ??
    row.reset?.displayName ??
    (row.person === null ? null : `${row.person.givenName} ${row.person.familyName}`);
  const recipient = [name, row.address].filter((part) => part !== null).join(' · ');
  if (message === null) return { ...base, recipient, subject: null, body: null };
  if (channel === 'SMS') return { ...base, recipient, subject: null, body: renderSms(message, sender) };
  const email = renderEmail(message, sender);
  return {
    ...base,
    recipient,
    subject: email.subject,
    body: channel === 'EMAIL' ? email.text : renderLetter(message, sender),
  };
}

export default function Outbox() {
  const { actor, channel, state, page, pages, total, messages, demo } = useLoaderData<typeof loader>();
  const kept = new URLSearchParams({ ...(channel && { canal: channel }), ...(state && { etat: state }) });
  const hrefOf = (to: number) => `/metropole/messages?${new URLSearchParams([...kept, ['page', String(to)]])}`;
  return (
    <DeskLayout area="authority" actor={actor}>
      <PageHeader
        title="Les messages"
        lead={
          demo
            ? 'Chaque SMS, e-mail et lettre, tel qu’il part. Dans la démonstration, rien ne sort d’ici.'
            : 'Ce qui part, ce qui attend. Le contenu et les noms ne sont pas montrés.'
        }
      />
      <form method="get" className="search-row no-print">
        <Choice name="canal" label="Par où" value={channel} choices={CHANNEL_CHOICES} all="Tous les moyens" />
        <Choice name="etat" label="État" value={state} choices={STATE_CHOICES} all="Tous les états" />
        <SubmitButton look="quiet">Filtrer</SubmitButton>
      </form>
      <h2>{total === 0 ? 'Aucun message' : sayCount(total, 'message')}</h2>
      {messages.length === 0 ? (
        <EmptyState icon="mail" title="Rien à montrer ici">
          <p>
            Les messages apparaissent dès qu’une place est réservée, changée ou annulée, ou que quelqu’un est invité.
          </p>
        </EmptyState>
      ) : (
        <ul className="messages">
          {messages.map((message) => (
            <li key={message.id}>
              <OutboxMessage message={message} demo={demo} />
            </li>
          ))}
        </ul>
      )}
      <Pagination page={page} pages={pages} hrefOf={hrefOf} />
    </DeskLayout>
  );
}

interface ChoiceProps {
  readonly name: string;
  readonly label: string;
  readonly value: string | null;
  readonly choices: Readonly<Record<string, string>>;
  /** The choice that keeps everything. */
  readonly all: string;
}

function Choice({ name, label, value, choices, all }: ChoiceProps) {
  return (
    <div className="field">
      <label htmlFor={name}>{label}</label>
      <select id={name} name={name} defaultValue={value ?? ''}>
        <option value="">{all}</option>
        {Object.entries(choices).map(([key, words]) => (
          <option key={key} value={key}>
            {words}
          </option>
        ))}
      </select>
    </div>
  );
}
