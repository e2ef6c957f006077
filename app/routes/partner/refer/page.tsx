import type { SubmissionResult } from '@conform-to/react';
import { NOTICE, noticeOfTime } from '#app/partners/texts.fr.ts';
import { Icon } from '#app/ui/components/icons.tsx';
import { Notice } from '#app/ui/components/notice.tsx';
import { CheckField } from '#app/ui/forms/choice-fields.tsx';
import { ErrorSummary, SubmitButton } from '#app/ui/forms/form-parts.tsx';
import { OpKeyField } from '#app/ui/forms/op-key-field.tsx';
import { useRefusedForm } from '#app/ui/forms/use-refused-form.ts';
import { BookletStep } from './booklet-step.tsx';
import { referForm, USUAL_HORIZON } from './form.ts';
import { PersonSearch } from './person-search.tsx';
import { KnownPersonStep, NewPersonStep } from './person-step.tsx';
import type { KnownPerson, ReferScreen } from './screen.ts';
import { SessionStep } from './session-step.tsx';
import { usualBooklet } from './settled.ts';

interface ReferPageProps {
  readonly opKey: string;
  readonly screen: ReferScreen;
  readonly last: SubmissionResult<string[]> | undefined;
  readonly search: { readonly words: string; readonly found: readonly KnownPerson[] };
}

/**
 * Not the screen's own address: browsers forget a page that was posted to, and "back" would then show
 * an empty form with a new key instead of this one as it was sent.
 */
const SENT_TO = '/partenaire/orienter?envoi';

/** The one screen: who, which booklet, which seat, and one button. */
export function ReferPage({ opKey, screen, last, search }: ReferPageProps) {
  const { person, stock, proposals, draft } = screen;
  const [form, fields] = useReferForm(screen, last);
  return (
    <>
      {person === null && <PersonSearch words={search.words} found={search.found} today={screen.today} />}
      {stock.next === null && (
        <Notice look="warn">
          <p>
            Vous n’avez plus de carnet. Demandez-en à la collectivité&nbsp;: sans carnet, seuls les ateliers sans pass
            peuvent être réservés.
          </p>
        </Notice>
      )}
      <form method="post" action={SENT_TO} id={form.id} noValidate className="desk">
        <div>
          <ErrorSummary form={form} />
          <OpKeyField value={opKey} />
          {person === null ? (
            <NewPersonStep fields={fields} alike={screen.alike} notThese={draft.shownAlike} today={screen.today} />
          ) : (
            <KnownPersonStep fields={fields} person={person} today={screen.today} />
          )}
          <BookletStep fields={fields} screen={screen} />
          <SessionStep
            first={person === null}
            fields={fields}
            proposals={proposals}
            draft={draft}
            today={screen.today}
          />
        </div>
        <aside className="flow">
          <WhatTheyTake />
          {person === null && (
            <div>
              <CheckField
                field={fields.agreed}
                label={
                  <>
                    <b>Elle est d’accord</b> pour que nous gardions ces informations.
                  </>
                }
              />
              <NoticeText keptMonths={screen.keptMonths} />
            </div>
          )}
          <SubmitButton wide>Réserver et imprimer le ticket</SubmitButton>
        </aside>
      </form>
    </>
  );
}

function useReferForm(screen: ReferScreen, last: SubmissionResult<string[]> | undefined) {
  const { person, draft } = screen;
  return useRefusedForm(referForm, last, {
    defaultValue: {
      booklet: usualBooklet(screen),
      within: USUAL_HORIZON,
      publics: person?.publics ?? [],
      session: draft.session ?? undefined,
    },
  });
}

export type ReferFields = ReturnType<typeof useReferForm>[1];

/** What leaves with the person, so that the agent knows before pressing. */
function WhatTheyTake() {
  return (
    <section className="ticket takes" aria-labelledby="takes">
      <header>
        <h2 id="takes">Elle repart avec un ticket</h2>
      </header>
      <ul className="in">
        <li>
          <Icon name="calendar" /> le jour, l’heure et l’adresse
        </li>
        <li>
          <Icon name="person" /> qui demander, et comment venir
        </li>
        <li>
          <Icon name="ticket" /> son code, pour voir ses pass et changer de place seule
        </li>
        <li>
          <Icon name="phone" /> un message, si elle donne un téléphone ou un e-mail
        </li>
      </ul>
    </section>
  );
}

function NoticeText({ keptMonths }: { readonly keptMonths: number }) {
  return (
    <details>
      <summary>Ce qui lui est expliqué</summary>
      <ul className="explained">
        {[...NOTICE, noticeOfTime(keptMonths)].map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </details>
  );
}
