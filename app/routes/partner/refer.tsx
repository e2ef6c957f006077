import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { notFound, requirePartner } from '#app/access/guards.ts';
import { locateHome } from '#app/booking/locate-home.ts';
import { referPerson } from '#app/booking/refer-person.ts';
import { type BookingContextRefusal, sayRefusal } from '#app/booking/texts.fr.ts';
import { parisDay } from '#app/calendar/rules/paris-time.ts';
import { REFERRAL_TEXTS } from '#app/partners/texts.fr.ts';
import { createGeocoder } from '#app/platform/geocoder.ts';
import { perform } from '#app/platform/intention.ts';
import { PageHeader } from '#app/ui/components/page-header.tsx';
import { readForm } from '#app/ui/forms/read-form.ts';
import { DeskLayout } from '#app/ui/layout/desk-layout.tsx';
import { pageMeta } from '#app/ui/layout/page-meta.ts';
import { findPeopleLike } from '#db/queries/people.ts';
import { addressNews } from './refer/address-notice.tsx';
import { readDraft, referForm } from './refer/form.ts';
import { ReferPage } from './refer/page.tsx';
import { prepareReferral } from './refer/prepare.ts';
import { readReferScreen, withWallets } from './refer/screen.ts';
import { settled } from './refer/settled.ts';

export { links } from './desk-styles.ts';

export const meta: MetaFunction = () => pageMeta('Orienter une personne');

const FOUND_AT_MOST = 8;
const openedWith = z.object({
  personne: z.uuid().nullable(),
  atelier: z.uuid().nullable().catch(null),
  chercher: z.string().max(100).catch(''),
});

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requirePartner({ request, context });
  const { services } = context;
  const params = new URL(request.url).searchParams;
  const asked = openedWith.safeParse(
    Object.fromEntries(['personne', 'atelier', 'chercher'].map((name) => [name, params.get(name)])),
  );
  if (!asked.success) throw notFound();
  const { personne, atelier } = asked.data;
  const words = (asked.data.chercher ?? '').trim();
  const screen = await readReferScreen(services, actor, readDraft({ personne, session: atelier }));
  if (screen === null) throw notFound();
  const now = services.clock.now();
  const found = await services.db.read(async (tx) =>
    words === ''
      ? []
      : withWallets(tx, await findPeopleLike(tx, actor.partnerId, words, FOUND_AT_MOST), { now, today: parisDay(now) }),
  );
  return { actor, opKey: services.newId(), screen, search: { words, found } };
}

/** The field that a refusal is about, and what to do there. */
const FIELD_OF: Partial<Record<BookingContextRefusal, Readonly<Record<string, string>>>> = {
  BIRTH_YEAR: { birthYear: 'Vérifiez l’année de naissance.' },
  NEIGHBOURHOOD_UNKNOWN: { neighbourhood: 'Choisissez un quartier de la liste.' },
  BOOKLET_GONE: { booklet: 'Vérifiez le carnet\u00a0: voici le suivant de votre stock.' },
  SESSION_NOT_FOUND: { session: 'Choisissez un autre atelier.' },
  SESSION_CANCELLED: { session: 'Choisissez un autre atelier.' },
  SESSION_STARTED: { session: 'Choisissez un autre atelier.' },
  SESSION_FULL: { session: 'Voici les prochains ateliers qui ont de la place.' },
  LABEL_LAPSED: { session: 'Choisissez un autre atelier.' },
  ALREADY_BOOKED: { session: 'Choisissez un autre atelier.' },
  OVERLAPS: { session: 'Choisissez un autre moment.' },
  NOT_ENOUGH_PASSES: { session: 'Choisissez un autre atelier, ou remettez un carnet.' },
  PASSES_EXPIRE_BEFORE: { session: 'Choisissez une date plus proche.' },
};

export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await requirePartner({ request, context });
  const { services } = context;
  const reading = await readForm(request, referForm);
  const typed = (reading.ok ? reading.refuse('') : reading.refusal).data;
  const draft = readDraft(typed.initialValue ?? {});
  const again = async (result: typeof typed, alike: Parameters<typeof readReferScreen>[3] = []) => {
    const screen = await readReferScreen(services, actor, draft, alike);
    if (screen === null) throw notFound();
    return { result: settled(result, screen), screen };
  };
  if (draft.intent !== null) return again({ ...typed, error: {} });
  const refused = async (...shown: Parameters<typeof again>) => data(await again(...shown), { status: 422 });
  if (!reading.ok) return refused(typed);
  const prepared = await prepareReferral(services, actor, reading.value, reading.opKey);
  if (prepared.kind === 'ALIKE') {
    return refused(reading.refuse(REFERRAL_TEXTS.alike, { same: REFERRAL_TEXTS.alikeField }).data, prepared.people);
  }
  if (prepared.kind === 'WRONG')
    return refused(reading.refuse(REFERRAL_TEXTS.nothingKept, { [prepared.field]: prepared.sentence }).data);
  const geocoder = prepared.home === null ? null : createGeocoder(services.env);
  const home = prepared.home === null || geocoder === null ? null : await locateHome(services, geocoder, prepared.home);
  const input = { ...prepared.input, home };
  const outcome = await perform(services, referPerson, { actor, opKey: reading.opKey, input });
  if (!outcome.ok) return refused(reading.refuse(sayRefusal(outcome), FIELD_OF[outcome.refusal]).data);
  const { holderId, bookingId, address } = outcome.value;
  const paper = bookingId === null ? `/partenaire/personnes/${holderId}/code` : `/partenaire/ticket/${bookingId}`;
  return redirect(`${paper}${addressNews(address)}`, 303);
}

export default function Refer() {
  const { actor, opKey, screen, search } = useLoaderData<typeof loader>();
  const sent = useActionData<typeof action>();
  return (
    <DeskLayout area="partner" actor={actor}>
      <PageHeader title="Orienter une personne" />
      <ReferPage opKey={opKey} screen={sent?.screen ?? screen} last={sent?.result} search={search} />
    </DeskLayout>
  );
}
