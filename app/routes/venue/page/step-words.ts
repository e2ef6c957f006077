import { z } from 'zod';
import { communeList } from '#app/directory/communes.ts';
import { communeName, resolveCommune } from '#app/directory/rules/commune.ts';
import { readTypedCommune } from '#app/directory/typed-commune.ts';
import { readForm } from '#app/ui/forms/read-form.ts';
import type { PageWords } from '#app/upkeep/rules/page-words.ts';
import type { PageStep } from '#app/upkeep/rules/states.ts';
import {
  contactForm,
  feesForm,
  hoursForm,
  presentationForm,
  publicsForm,
  readHours,
  servicesForm,
} from '#app/upkeep/rules/step-forms.ts';

/** The steps that are one form; closures are a list, with a form of their own. */
export type FormStepName = Exclude<PageStep, 'CLOSURES'>;

const FORMS = {
  CONTACT: contactForm,
  HOURS: hoursForm,
  SERVICES: servicesForm,
  PUBLICS: publicsForm,
  FEES: feesForm,
  PRESENTATION: presentationForm,
} as const satisfies Record<FormStepName, z.ZodType>;

type Reading =
  | { ok: true; words: PageWords; opKey: string; refuse: (sentence: string) => ReturnType<typeof asRefusal> }
  | { ok: false; refusal: ReturnType<typeof asRefusal> };

type Refusal = Extract<Awaited<ReturnType<typeof readForm>>, { ok: false }>['refusal'];
const asRefusal = (refusal: Refusal) => refusal;

/** Reads the form of a step as the words of the page it would write; `emails` beyond the first are kept. */
export async function readStep(
  posted: FormData,
  step: FormStepName,
  page: { emails: string[]; websites: string[] },
): Promise<Reading> {
  switch (step) {
    case 'CONTACT':
      return readContact(posted, page);
    case 'HOURS':
      return readWeekForm(posted);
    case 'PUBLICS': {
      const form = await readForm(posted, FORMS.PUBLICS);
      if (!form.ok) return form;
      const { wheelchair, accessibilityUrl, ...lists } = form.value;
      const said = { YES: true, NO: false, UNKNOWN: null }[wheelchair];
      return { ...form, words: { ...lists, wheelchair: said, accessibilityUrl: accessibilityUrl ?? null } };
    }
    case 'PRESENTATION': {
      const form = await readForm(posted, FORMS.PRESENTATION);
      if (!form.ok) return form;
      return { ...form, words: { summary: form.value.summary ?? null, detail: form.value.detail ?? null } };
    }
    case 'SERVICES': {
      const form = await readForm(posted, FORMS.SERVICES);
      return form.ok ? { ...form, words: form.value } : form;
    }
    case 'FEES': {
      const form = await readForm(posted, FORMS.FEES);
      return form.ok ? { ...form, words: form.value } : form;
    }
  }
}

async function readContact(posted: FormData, page: { emails: string[]; websites: string[] }): Promise<Reading> {
  const form = await readForm(posted, contactForm);
  if (!form.ok) return form;
  const { email, website, phone, commune, postcode, ...rest } = form.value;
  const found = resolveCommune({ commune, postcode, inseeCode: null }, communeList());
  if (found.inseeCode === null) {
    const typed = readTypedCommune({ commune, postcode });
    const sentence = typed.found === null ? typed.sentence : 'Vérifiez la commune et le code postal.';
    return { ok: false, refusal: form.refuse('Une réponse est à revoir.', { commune: sentence }) };
  }
  const words: PageWords = {
    ...rest,
    streetExtra: rest.streetExtra ?? null,
    appointmentUrl: rest.appointmentUrl ?? null,
    welcomeNote: rest.welcomeNote ?? null,
    postcode,
    commune: communeName(found.name),
    inseeCode: found.inseeCode,
    inTerritory: found.inTerritory,
    phone: phone ?? null,
    emails: firstIs(page.emails, email).filter((address) => z.email().safeParse(address).success),
    websites: firstIs(page.websites, website).filter((address) => /^https?:/.test(address) && URL.canParse(address)),
  };
  return { ...form, words };
}

async function readWeekForm(posted: FormData): Promise<Reading> {
  const form = await readForm(posted, hoursForm);
  if (!form.ok) return form;
  const read = readHours(form.value);
  if (!read.ok) return { ok: false, refusal: form.refuse('Des horaires sont à revoir.', read.wrong) };
  return { ...form, words: { openingHours: read.openingHours, hoursText: read.hoursText } };
}

/** The first of a list is the one the form shows; the others stay. */
function firstIs(list: readonly string[], first: string | undefined): string[] {
  const rest = list.slice(1, 3).filter((one) => one !== first);
  return first === undefined ? rest : [first, ...rest];
}
