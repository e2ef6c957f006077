import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { notFound, requireAuthority } from '#app/access/guards.ts';
import { sayMoment } from '#app/calendar/rules/french-dates.ts';
import { addDays, addMonths, parisDay } from '#app/calendar/rules/paris-time.ts';
import { addConvention } from '#app/partners/create-partner.ts';
import { sayRefusal } from '#app/partners/refusals.fr.ts';
import { revokePartner } from '#app/partners/revoke-partner.ts';
import { CONVENTION_MONTHS } from '#app/partners/rules/convention.ts';
import { perform } from '#app/platform/intention.ts';
import { Facts } from '#app/ui/components/facts.tsx';
import { sayCount, sayNumber } from '#app/ui/components/figures.ts';
import { Notice } from '#app/ui/components/notice.tsx';
import { PageHeader } from '#app/ui/components/page-header.tsx';
import { readForm } from '#app/ui/forms/read-form.ts';
import { DeskLayout } from '#app/ui/layout/desk-layout.tsx';
import { pageMeta } from '#app/ui/layout/page-meta.ts';
import { findPartner, listConventions, type PartnerRow } from '#db/queries/partners.ts';
import { readAct, sendBack, unknownAct } from './acts.ts';
import { Conventions, conventionForm } from './conventions/of-partner.tsx';
import { DoneNotice } from './done-notice.tsx';
import { RevokePartner, revocationForm } from './revoke-partner-form.tsx';
import { Team } from './team/team.tsx';
import { actOnTeam, readTeam, TEAM_ACTS } from './team/team-acts.ts';

export { headers } from '#app/routes/_shared/own-headers.ts';
export { links } from './authority-styles.ts';

export const meta: MetaFunction<typeof loader> = ({ data }) => pageMeta(data?.partner.name ?? 'Un partenaire');

const ACTS = [...TEAM_ACTS, 'convention', 'revoke'] as const;
const ROLES = [
  { role: 'AGENT', hint: 'remet les pass et réserve' },
  { role: 'PARTNER_MANAGER', hint: 'fait de même, et invite les agents' },
] as const;

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await requireAuthority({ request, context });
  const { services } = context;
  const partner = await readPartner(context, params.id);
  const conventions = await services.db.read((tx) => listConventions(tx, partner.id));
  const team = await readTeam(services, { partnerId: partner.id, orgId: null });
  const done = new URL(request.url).searchParams.get('fait');
  const today = parisDay(services.clock.now());
  const last = conventions.find(({ revoked }) => !revoked)?.endsOn;
  const startsOn = last === undefined || last < today ? today : addDays(last, 1);
  const proposed = { startsOn, endsOn: addDays(addMonths(startsOn, CONVENTION_MONTHS), -1) };
  return { actor, opKey: services.newId(), partner, conventions, team, done, proposed };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await requireAuthority({ request, context });
  const { services } = context;
  const { id: partnerId } = await readPartner(context, params.id);
  const { posted, act } = await readAct(request, ACTS);
  const here = `/metropole/partenaires/${partnerId}`;
  switch (act) {
    case null:
      return unknownAct();
    case 'convention': {
      const form = await readForm(posted, conventionForm);
      if (!form.ok) return sendBack(act, form.refusal);
      const outcome = await perform(services, addConvention, {
        actor,
        opKey: form.opKey,
        input: { ...form.value, partnerId },
      });
      return outcome.ok ? redirect(`${here}?fait=convention`, 303) : sendBack(act, form.refuse(sayRefusal(outcome)));
    }
    case 'revoke': {
      const form = await readForm(posted, revocationForm);
      if (!form.ok) return sendBack(act, form.refusal);
      const outcome = await perform(services, revokePartner, { actor, opKey: form.opKey, input: { partnerId } });
      return outcome.ok ? redirect(`${here}?fait=revoque`, 303) : sendBack(act, form.refuse(sayRefusal(outcome)));
    }
    default:
      return actOnTeam(act, posted, { services, actor, place: { partnerId, orgId: null }, request });
  }
}

async function readPartner(
  { services }: LoaderFunctionArgs['context'],
  asked: string | undefined,
): Promise<PartnerRow> {
  const id = z.uuid().safeParse(asked);
  const partner = id.success ? await services.db.read((tx) => findPartner(tx, id.data)) : null;
  if (partner === null) throw notFound();
  return partner;
}

export default function Partner() {
  const { actor, opKey, partner, conventions, team, done, proposed } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <DeskLayout area="authority" actor={actor}>
      <PageHeader title={partner.name} back={{ href: '/metropole/partenaires', label: 'Les partenaires' }}>
        {partner.revokedAt === null && (
          <a className="btn" href={`/metropole/passes?partenaire=${partner.id}#titre-confier`}>
            Lui confier des carnets
          </a>
        )}
      </PageHeader>
      <DoneNotice done={done} />
      <div className="flow">
        {partner.revokedAt !== null && <Closed partner={partner} revokedAt={partner.revokedAt} />}
        <Facts
          of={[
            ['Adresse', [partner.address, partner.commune].filter((part) => part !== null).join(', ') || null],
            ['Carnets en stock', sayNumber(partner.booklets)],
            ['Pass remis', sayNumber(partner.handedOver)],
            ['Dont utilisés', sayNumber(partner.redeemed)],
          ]}
        />
        <Conventions
          conventions={conventions}
          opKey={opKey}
          answer={answer}
          open={partner.revokedAt === null}
          proposed={proposed}
        />
        {partner.revokedAt === null && (
          <>
            <Team team={team} opKey={opKey} answer={answer} roles={ROLES} />
            <RevokePartner name={partner.name} opKey={opKey} answer={answer} />
          </>
        )}
      </div>
    </DeskLayout>
  );
}

function Closed({ partner, revokedAt }: { partner: PartnerRow; revokedAt: Date }) {
  return (
    <Notice look="warn">
      <p>L’accès de ce partenaire est fermé depuis le {sayMoment(revokedAt)}. Aucun de ses agents ne peut plus agir.</p>
      {partner.booklets > 0 && (
        <p>
          Il garde {sayCount(partner.booklets, 'carnet')}, que plus personne ne peut remettre.{' '}
          <a href="/metropole/carnets">Prévoir leur retour, ou leur transfert</a>.
        </p>
      )}
    </Notice>
  );
}
