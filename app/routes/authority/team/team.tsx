import type { SubmissionResult } from '@conform-to/react';
import type { Role } from '#app/access/rules/roles.ts';
import { ROLE_WORDS } from '#app/access/texts.fr.ts';
import { sayDate, sayMoment } from '#app/calendar/rules/french-dates.ts';
import { Notice } from '#app/ui/components/notice.tsx';
import { Tag } from '#app/ui/components/tag.tsx';
import { RadioPicks } from '#app/ui/forms/choice-fields.tsx';
import { SubmitButton } from '#app/ui/forms/form-parts.tsx';
import { TextField } from '#app/ui/forms/text-fields.tsx';
import { useRefusedForm } from '#app/ui/forms/use-refused-form.ts';
import { ActForm } from '../act-form.tsx';
import type { TeamFacts } from './team-acts.ts';
import { inviteForm } from './team-form.ts';

/** What the action of a page with a team may have answered. */
export type TeamAnswer =
  | { readonly act: 'invited'; readonly email: string; readonly link: string }
  | { readonly act: string | null; readonly result: SubmissionResult<string[]> | null }
  | undefined;

interface TeamProps {
  readonly team: TeamFacts;
  readonly opKey: string;
  readonly answer: TeamAnswer;
  /** The roles one may have here, the usual one first. */
  readonly roles: readonly { readonly role: Role; readonly hint: string }[];
  /** The account that reads the page: nobody closes their own access. */
  readonly ownMembershipId?: string;
}

/** The people of a place, those invited to it, and the form that invites. */
export function Team({ team, opKey, answer, roles, ownMembershipId }: TeamProps) {
  return (
    <section id="equipe" aria-labelledby="titre-equipe">
      <h2 id="titre-equipe">L’équipe</h2>
      {answer?.act === 'invited' && 'link' in answer && <NewLink email={answer.email} link={answer.link} />}
      <Refused answer={answer} />
      <div className="two-columns">
        <People team={team} opKey={opKey} ownMembershipId={ownMembershipId} />
        <InviteForm opKey={opKey} answer={answer} roles={roles} />
      </div>
    </section>
  );
}

interface PeopleProps {
  readonly team: TeamFacts;
  readonly opKey: string;
  readonly ownMembershipId: string | undefined;
}

function People({ team, opKey, ownMembershipId }: PeopleProps) {
  return (
    <div>
      {team.members.length === 0 && team.invitations.length === 0 && (
        <p>Personne pour l’instant. Invitez une première personne.</p>
      )}
      <ul className="people-list">
        {team.members.map(({ membershipId, displayName, email, role, since }) => (
          <li key={membershipId}>
            <span>
              <b>{displayName}</b> <Tag>{ROLE_WORDS[role]}</Tag>
              <br />
              <span className="hint">
                {email} · depuis le {sayDate(since)}
              </span>
            </span>
            {membershipId !== ownMembershipId && (
              <YesButton act="close" opKey={opKey} name="membershipId" value={membershipId}>
                Fermer l’accès<span className="visually-hidden"> de {displayName}</span>
              </YesButton>
            )}
          </li>
        ))}
        {team.invitations.map(({ id, displayName, email, role, expiresAt }) => (
          <li key={id}>
            <span>
              <b>{displayName}</b> <Tag>{ROLE_WORDS[role]}</Tag> <Tag look="warn">invitation envoyée</Tag>
              <br />
              <span className="hint">
                {email} · le lien marche jusqu’au {sayMoment(expiresAt)}
              </span>
            </span>
            <YesButton act="withdraw" opKey={opKey} name="invitationId" value={id}>
              Retirer l’invitation<span className="visually-hidden"> de {displayName}</span>
            </YesButton>
          </li>
        ))}
      </ul>
      {team.members.length > 0 && (
        <p className="hint">Mot de passe oublié&nbsp;? Chacun en choisit un autre depuis la page de connexion.</p>
      )}
    </div>
  );
}

function NewLink({ email, link }: { email: string; link: string }) {
  return (
    <Notice look="ok" news>
      <p>
        L’invitation part par e-mail à {email}. Vous pouvez aussi donner ce lien vous-même&nbsp;: il marche une seule
        fois, pendant 7 jours.
      </p>
      <code className="secret-link">{link}</code>
    </Notice>
  );
}

/** A refused yes-or-no button has no field to stand beside. */
function Refused({ answer }: { answer: TeamAnswer }) {
  if (answer === undefined || !('result' in answer) || answer.act === 'invite') return null;
  const sentences = answer.act === 'withdraw' || answer.act === 'close' ? answer.result?.error?.[''] : null;
  if (sentences === null || sentences === undefined) return null;
  return (
    <Notice look="bad" news>
      <p>{sentences.join(' ')}</p>
    </Notice>
  );
}

interface YesButtonProps {
  readonly act: string;
  readonly opKey: string;
  readonly name: string;
  readonly value: string;
  readonly children: React.ReactNode;
}

function YesButton({ act, opKey, name, value, children }: YesButtonProps) {
  return (
    <ActForm act={act} opKey={opKey}>
      <button type="submit" className="link" name={name} value={value}>
        {children}
      </button>
    </ActForm>
  );
}

function InviteForm({ opKey, answer, roles }: Pick<TeamProps, 'opKey' | 'answer' | 'roles'>) {
  const refused = answer !== undefined && 'result' in answer && answer.act === 'invite' ? answer.result : null;
  const [form, fields] = useRefusedForm(inviteForm, refused, {
    id: 'inviter',
    defaultValue: { role: roles[0]?.role },
  });
  return (
    <div className="panel">
      <h2>Inviter quelqu’un</h2>
      <ActForm act="invite" opKey={opKey} form={form}>
        <TextField field={fields.displayName} label="Prénom et nom" autoComplete="off" required />
        <TextField field={fields.email} label="Adresse e-mail" type="email" autoComplete="off" required />
        {roles.length === 1 ? (
          <input type="hidden" name={fields.role.name} value={roles[0]?.role} />
        ) : (
          <RadioPicks
            field={fields.role}
            label="Son rôle"
            choices={roles.map(({ role, hint }) => ({ value: role, label: ROLE_WORDS[role], hint }))}
          />
        )}
        <SubmitButton>J’invite cette personne</SubmitButton>
      </ActForm>
    </div>
  );
}
