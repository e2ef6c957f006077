import type { SubmissionResult } from '@conform-to/react';
import type { ReactNode } from 'react';
import { FEES, PUBLICS, SERVICES, SPECIAL_CARE, SUPPORT_MODES } from '#app/directory/rules/standard.ts';
import {
  ACCESS_WORDS,
  CARE_WORDS,
  FEE_WORDS,
  PUBLIC_WORDS,
  SERVICE_WORDS,
  SUPPORT_WORDS,
} from '#app/directory/texts.fr.ts';
import { OSM_DAYS, type OsmDay } from '#app/sources/rules/french-hours.ts';
import { CheckChips, RadioPicks } from '#app/ui/forms/choice-fields.tsx';
import { ErrorSummary } from '#app/ui/forms/form-parts.tsx';
import { TextArea, TextField } from '#app/ui/forms/text-fields.tsx';
import { useRefusedForm } from '#app/ui/forms/use-refused-form.ts';
import {
  contactForm,
  feesForm,
  hoursForm,
  presentationForm,
  publicsForm,
  servicesForm,
} from '#app/upkeep/rules/step-forms.ts';
import { ACCESS_MODES } from '#app/upkeep/rules/steps.ts';
import type { stepDefaults } from './step-defaults.ts';

type Defaults = ReturnType<typeof stepDefaults>;

interface FieldsProps<Name extends keyof Defaults> {
  readonly last: SubmissionResult<string[]> | null;
  readonly defaults: Defaults[Name];
  /** The buttons. */
  readonly children: ReactNode;
}

const choices = (values: readonly string[], words: Readonly<Record<string, string>>) =>
  values.map((value) => ({ value, label: words[value] ?? value }));

function Shell({ form, children }: { form: { id: string; allErrors: Record<string, string[]> }; children: ReactNode }) {
  return (
    <form method="post" id={form.id} noValidate className="panel narrow">
      <ErrorSummary form={form} />
      {children}
    </form>
  );
}

export function ContactFields({ last, defaults, children }: FieldsProps<'contact'>) {
  const [form, fields] = useRefusedForm(contactForm, last, { defaultValue: defaults });
  return (
    <Shell form={form}>
      <TextField field={fields.name} label="Nom du lieu" maxLength={150} required />
      <TextField field={fields.street} label="Numéro et rue" maxLength={200} required />
      <TextField
        field={fields.streetExtra}
        label="Complément d’adresse"
        hint="Bâtiment, étage, entrée."
        maxLength={150}
      />
      <TextField field={fields.postcode} label="Code postal" inputMode="numeric" maxLength={5} required />
      <TextField field={fields.commune} label="Commune" maxLength={80} required />
      <TextArea
        field={fields.welcomeNote}
        label="Comment venir, qui demander"
        hint="Ce que vous diriez au téléphone : « Sonnez à l’accueil, demandez Karim »."
        rows={3}
        maxLength={400}
      />
      <TextField field={fields.phone} label="Téléphone" type="tel" maxLength={20} />
      <TextField field={fields.email} label="E-mail publié" type="email" maxLength={200} />
      <TextField field={fields.website} label="Site Internet" maxLength={500} />
      <TextField field={fields.appointmentUrl} label="Adresse pour prendre rendez-vous en ligne" maxLength={500} />
      {children}
    </Shell>
  );
}

const DAY_LABELS: Readonly<Record<OsmDay, string>> = {
  Mo: 'Lundi',
  Tu: 'Mardi',
  We: 'Mercredi',
  Th: 'Jeudi',
  Fr: 'Vendredi',
  Sa: 'Samedi',
  Su: 'Dimanche',
};

export function HoursFields({ last, defaults, children }: FieldsProps<'hours'>) {
  const [form, fields] = useRefusedForm(hoursForm, last, { defaultValue: defaults });
  return (
    <Shell form={form}>
      <p className="hint">
        Écrivez comme vous le diriez : « 9h-12h et 14h-18h », « 14h-17h sur rendez-vous ». Un jour vide est un jour
        fermé.
      </p>
      {OSM_DAYS.map((day) => (
        <TextField key={day} field={fields[day]} label={DAY_LABELS[day]} maxLength={80} />
      ))}
      <RadioPicks
        field={fields.holidays}
        label="Les jours fériés"
        choices={[
          { value: 'OFF', label: 'Fermé' },
          { value: 'UNSAID', label: 'Cela dépend', hint: 'La fiche dira de vérifier avant de venir.' },
        ]}
      />
      <TextArea
        field={fields.hoursText}
        label="Vos horaires ne tiennent pas dans une semaine ?"
        hint="Laissez les jours vides et dites-le ici : « Le premier jeudi du mois, de 14 h à 16 h »."
        rows={2}
        maxLength={500}
      />
      {children}
    </Shell>
  );
}

export function ServicesFields({ last, defaults, children }: FieldsProps<'services'>) {
  const [form, fields] = useRefusedForm(servicesForm, last, { defaultValue: defaults as never });
  return (
    <Shell form={form}>
      <CheckChips
        field={fields.services}
        label="Ce que l’on peut faire chez vous"
        choices={choices(SERVICES, SERVICE_WORDS)}
      />
      <CheckChips
        field={fields.supportModes}
        label="Comment on y est aidé"
        choices={choices(SUPPORT_MODES, SUPPORT_WORDS)}
      />
      <CheckChips field={fields.accessModes} label="Comment venir" choices={choices(ACCESS_MODES, ACCESS_WORDS)} />
      {children}
    </Shell>
  );
}

export function PublicsFields({ last, defaults, children }: FieldsProps<'publics'>) {
  const [form, fields] = useRefusedForm(publicsForm, last, { defaultValue: defaults as never });
  return (
    <Shell form={form}>
      <CheckChips
        field={fields.publics}
        label="Publics accueillis en particulier"
        hint="Aucun : tout le monde est bienvenu."
        choices={choices(PUBLICS, PUBLIC_WORDS)}
      />
      <CheckChips field={fields.specialCare} label="Accueil adapté" choices={choices(SPECIAL_CARE, CARE_WORDS)} />
      <RadioPicks
        field={fields.wheelchair}
        label="Peut-on entrer en fauteuil roulant ?"
        choices={[
          { value: 'YES', label: 'Oui' },
          { value: 'NO', label: 'Non' },
          { value: 'UNKNOWN', label: 'Je ne sais pas' },
        ]}
      />
      <TextField field={fields.accessibilityUrl} label="Adresse de votre fiche Acceslibre" maxLength={500} />
      {children}
    </Shell>
  );
}

export function FeesFields({ last, defaults, children }: FieldsProps<'fees'>) {
  const [form, fields] = useRefusedForm(feesForm, last, { defaultValue: defaults as never });
  return (
    <Shell form={form}>
      <CheckChips field={fields.fees} label="Prix" choices={choices(FEES, FEE_WORDS)} />
      {children}
    </Shell>
  );
}

export function PresentationFields({ last, defaults, children }: FieldsProps<'presentation'>) {
  const [form, fields] = useRefusedForm(presentationForm, last, { defaultValue: defaults });
  return (
    <Shell form={form}>
      <TextArea field={fields.summary} label="En une phrase" hint="280 caractères au plus." rows={2} maxLength={280} />
      <TextArea field={fields.detail} label="En quelques phrases" rows={6} maxLength={3000} />
      {children}
    </Shell>
  );
}
