import { data, redirect } from '@remix-run/node';
import { z } from 'zod';
import { invitationLink } from '#app/access/invitation-token.ts';
import { inviteProfessional, withdrawInvitation } from '#app/access/invite-professional.ts';
import { revokeMembership } from '#app/access/revoke-membership.ts';
import type { AuthorityActor } from '#app/access/rules/actor.ts';
import { sayRefusal } from '#app/access/texts.fr.ts';
import { perform } from '#app/platform/intention.ts';
import type { Services } from '#app/platform/services.ts';
import { readForm } from '#app/ui/forms/read-form.ts';
import { listMembers, listOpenInvitations, type Place } from '#db/queries/accounts.ts';
import { sendBack } from '../acts.ts';
import { inviteForm } from './team-form.ts';

/** The acts on the people of one place: a partner, an organisation, the authority itself. */
export const TEAM_ACTS = ['invite', 'withdraw', 'close'] as const;
export type TeamAct = (typeof TEAM_ACTS)[number];

const invitationChoice = z.object({ invitationId: z.uuid() });
const memberChoice = z.object({ membershipId: z.uuid() });

/** The people of a place and those invited to it. */
export async function readTeam({ db, clock }: Services, place: Place) {
  const now = clock.now();
  return db.read(async (tx) => ({
    members: await listMembers(tx, place),
    invitations: await listOpenInvitations(tx, place, now),
  }));
}

export type TeamFacts = Awaited<ReturnType<typeof readTeam>>;

interface TeamPage {
  services: Services;
  actor: AuthorityActor;
  place: Place;
  request: Request;
}

/** Carries out one act on a team, and comes back to its page. */
export async function actOnTeam(act: TeamAct, posted: FormData, page: TeamPage) {
  switch (act) {
    case 'invite':
      return invite(posted, page);
    case 'withdraw': {
      const form = await readForm(posted, invitationChoice);
      if (!form.ok) return sendBack(act, form.refusal);
      const outcome = await perform(page.services, withdrawInvitation, {
        ...by(page),
        opKey: form.opKey,
        input: form.value,
      });
      return outcome.ok ? comeBack(page.request, 'retire') : sendBack(act, form.refuse(sayRefusal(outcome)));
    }
    case 'close': {
      const form = await readForm(posted, memberChoice);
      if (!form.ok) return sendBack(act, form.refusal);
      const outcome = await perform(page.services, revokeMembership, {
        ...by(page),
        opKey: form.opKey,
        input: form.value,
      });
      return outcome.ok ? comeBack(page.request, 'ferme') : sendBack(act, form.refuse(sayRefusal(outcome)));
    }
  }
}

/** The link is shown by the answer itself: refreshed, the same form shows the same link. */
async function invite(posted: FormData, page: TeamPage) {
  const { services, place, request } = page;
  const form = await readForm(posted, inviteForm);
  if (!form.ok) return sendBack('invite', form.refusal);
  const input = {
    ...form.value,
    ...(place.partnerId === null ? {} : { partnerId: place.partnerId }),
    ...(place.orgId === null ? {} : { orgId: place.orgId }),
  };
  const outcome = await perform(services, inviteProfessional, { ...by(page), opKey: form.opKey, input });
  if (!outcome.ok)
    return sendBack('invite', form.refuse(outcome.refusal === 'BAD_INPUT' ? WRONG_ROLE : sayRefusal(outcome)));
  const link = invitationLink(services.secrets, new URL(request.url).origin, outcome.value.invitationId);
  return data({ act: 'invited' as const, email: form.value.email, link }, { headers: { 'Cache-Control': 'no-store' } });
}

const WRONG_ROLE = 'Ce rôle ne va pas ici. Choisissez-en un autre.';

function by({ actor }: TeamPage) {
  return { actor };
}

function comeBack(request: Request, done: string) {
  return redirect(`${new URL(request.url).pathname}?fait=${done}#equipe`, 303);
}
