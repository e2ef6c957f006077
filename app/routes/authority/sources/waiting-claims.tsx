import type { SubmissionResult } from '@conform-to/react';
import { z } from 'zod';
import { sayAgo } from '#app/calendar/rules/french-dates.ts';
import { Tag } from '#app/ui/components/tag.tsx';
import { SubmitButton } from '#app/ui/forms/form-parts.tsx';
import { TextField } from '#app/ui/forms/text-fields.tsx';
import { useRefusedForm } from '#app/ui/forms/use-refused-form.ts';
import type { WaitingClaim } from '#db/queries/upkeep/claims.ts';
import { ActForm } from '../act-form.tsx';

export const grantForm = z.object({ claimId: z.uuid('Choisissez une demande.') });
export const refuseForm = grantForm.extend({
  reason: z
    .string('Dites pourquoi : la personne lira cette phrase.')
    .max(300, 'C’est trop long : 300 caractères au plus.'),
});

interface WaitingClaimsProps {
  readonly claims: readonly WaitingClaim[];
  readonly now: Date;
  readonly opKey: string;
  /** What was refused, with the claim it was about. */
  readonly result: SubmissionResult<string[]> | null;
}

/** Those who ask to hold a page and could not prove it by its mailbox. */
export function WaitingClaims({ claims, now, opKey, result }: WaitingClaimsProps) {
  return (
    <section aria-labelledby="titre-demandes">
      <h2 id="titre-demandes">Qui demande à tenir une fiche</h2>
      {claims.length === 0 ? (
        <p className="hint">Personne n’attend de réponse.</p>
      ) : (
        <ul className="plain-list flow">
          {claims.map((claim) => (
            <li key={claim.id}>
              <ClaimCard claim={claim} now={now} opKey={opKey} result={result} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function ClaimCard({
  claim,
  now,
  opKey,
  result,
}: Omit<WaitingClaimsProps, 'claims'> & { readonly claim: WaitingClaim }) {
  const about = result?.initialValue?.claimId;
  const mine = about === claim.id || about === undefined ? result : null;
  const [form, fields] = useRefusedForm(refuseForm, mine, { id: `refus-${claim.id}` });
  return (
    <article className="panel">
      <h3>
        <a href={`/lieux/${claim.slug}`}>{claim.venue}</a>, {claim.commune}
      </h3>
      <p>
        <b>{claim.displayName}</b>
        <br />
        <a href={`mailto:${claim.email}`}>{claim.email}</a>
        {claim.organisation !== null && (
          <>
            <br />
            pour {claim.organisation} {claim.labelled && <Tag look="pass">Reconnue pour les pass</Tag>}
          </>
        )}
      </p>
      <p className="as-written">{claim.message}</p>
      <p className="hint">Demandé {sayAgo(claim.createdAt, now)}.</p>
      {claim.labelled && (
        <p className="hint">Sa reconnaissance vaut pour tous ses lieux : celui-ci pourra prendre les pass.</p>
      )}
      <ActForm act="grant" opKey={opKey}>
        <input type="hidden" name="claimId" value={claim.id} />
        <SubmitButton>Je confie la fiche</SubmitButton>
      </ActForm>
      <details open={mine !== null && about === claim.id}>
        <summary>Refuser</summary>
        <ActForm act="refuse" opKey={opKey} form={form}>
          <input type="hidden" name="claimId" value={claim.id} />
          <TextField
            field={fields.reason}
            label="Pourquoi"
            hint="La personne lira cette phrase."
            maxLength={300}
            required
          />
          <SubmitButton look="grave">Je refuse la demande</SubmitButton>
        </ActForm>
      </details>
    </article>
  );
}
