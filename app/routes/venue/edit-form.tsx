import type { SubmissionResult } from '@conform-to/react';
import { Notice } from '#app/ui/components/notice.tsx';
import { ErrorSummary, FormStep, SubmitButton } from '#app/ui/forms/form-parts.tsx';
import { OpKeyField } from '#app/ui/forms/op-key-field.tsx';
import { DateField } from '#app/ui/forms/text-fields.tsx';
import { useRefusedForm } from '#app/ui/forms/use-refused-form.ts';
import type { OrgSessionDetail } from '#db/queries/venue-space.ts';
import { CourseFields, HourFields, type Known, PlaceFields, WelcomeFields } from './session-fields.tsx';
import { answersOf, editForm } from './session-form.ts';
import { sayPeople } from './texts.fr.ts';

interface EditFormProps {
  readonly session: OrgSessionDetail;
  readonly known: Known;
  readonly opKey: string;
  readonly today: string;
  readonly last: SubmissionResult<string[]> | undefined;
}

/** Everything about a session to come, for it alone or for those that follow too. */
export function EditForm({ session, known, opKey, today, last }: EditFormProps) {
  const [form, fields] = useRefusedForm(editForm, last, { defaultValue: { ...answersOf(session), day: session.day } });
  return (
    <form method="post" action={`/espace-lieu/ateliers/${session.id}`} id={form.id} noValidate className="session-form">
      <ErrorSummary form={form} />
      <OpKeyField value={opKey} />
      <FormStep title="Quand">
        {session.seatsTaken > 0 && (
          <Notice>
            <p>
              {sayPeople(session.seatsTaken)} {session.seatsTaken === 1 ? 'a sa place' : 'ont leur place'}. Si vous
              changez le jour, l’heure ou le lieu, nous prévenons chaque inscrit.
            </p>
          </Notice>
        )}
        <DateField field={fields.day} label="Date" min={today} required />
        <HourFields fields={fields} />
      </FormStep>
      <FormStep title="Où et avec qui">
        <PlaceFields fields={fields} known={known} />
      </FormStep>
      <FormStep title="Pour qui">
        <WelcomeFields fields={fields} />
        {session.seatsTaken > 0 && (
          <p className="hint">Un nouveau prix vaut pour les prochaines réservations seulement.</p>
        )}
      </FormStep>
      <FormStep title="Ce qu’on y apprend">
        {session.sharing > 0 && (
          <p className="hint">
            Ces mots servent aussi à {session.sharing === 1 ? 'une autre date' : `${session.sharing} autres dates`} de
            cet atelier&nbsp;: ils changent partout.
          </p>
        )}
        <CourseFields fields={fields} />
      </FormStep>
      <div className="acts">
        <SubmitButton name="scope" value="ONE">
          {session.following > 0 ? 'Enregistrer cette date' : 'Enregistrer'}
        </SubmitButton>
        {session.following > 0 && (
          <SubmitButton look="quiet" name="scope" value="REST">
            Enregistrer cette date et {session.following === 1 ? 'la suivante' : `les ${session.following} suivantes`}
          </SubmitButton>
        )}
      </div>
    </form>
  );
}
