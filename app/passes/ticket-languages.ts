import { capital, sayDay, saySpan } from '#app/calendar/rules/french-dates.ts';

const NBSP = '\u00a0';

/** The words around a ticket's facts, in one language. Names and what the venue wrote stay as they are. */
export interface TicketWords {
  /** The language in its own name, for whoever looks for it. */
  name: string;
  direction: 'ltr' | 'rtl';
  next: (count: number) => string;
  lead: string;
  when: string;
  where: string;
  askFor: string;
  reception: string;
  trouble: string;
  nothing: string;
  day: (at: Date) => string;
  span: (start: Date, end: Date) => string;
  walk: (minutes: number, stop: string) => string;
}

/**
 * The languages of a scanned ticket, French first. To add one: one more entry here, and its name shows
 * on the page.
 */
export const TICKET_LANGUAGES = {
  fr: {
    name: 'Français',
    direction: 'ltr',
    next: (count) => (count > 1 ? 'Vos prochains ateliers' : 'Votre prochain atelier'),
    lead: 'Ce que dit ce ticket. Votre nom n’est pas sur cette page.',
    when: 'Quand',
    where: 'Où',
    askFor: 'Demander',
    reception: 'L’accueil',
    trouble: 'En cas de souci, appelez le',
    nothing: 'Pas d’atelier réservé pour le moment',
    day: (at) => capital(sayDay(at)),
    span: saySpan,
    walk: (minutes, stop) => `À ${minutes}${NBSP}min à pied de ${stop}`,
  },
  en: {
    name: 'English',
    direction: 'ltr',
    next: (count) => (count > 1 ? 'Your next workshops' : 'Your next workshop'),
    lead: 'What this ticket says. Your name is not on this page.',
    when: 'When',
    where: 'Where',
    askFor: 'Ask for',
    reception: 'The reception desk',
    trouble: 'If there is a problem, call',
    nothing: 'No workshop booked for now',
    day: dayIn('en-GB'),
    span: (start, end) => `${timeIn('en-GB', start)} to ${timeIn('en-GB', end)}`,
    walk: (minutes, stop) => `${minutes}${NBSP}min walk from ${stop}`,
  },
  ar: {
    name: 'العربية',
    direction: 'rtl',
    next: (count) => (count > 1 ? 'ورشاتك القادمة' : 'ورشتك القادمة'),
    lead: 'ما هو مكتوب على هذه التذكرة. اسمك غير موجود في هذه الصفحة.',
    when: 'متى',
    where: 'أين',
    askFor: 'اسأل عن',
    reception: 'الاستقبال',
    trouble: 'إذا واجهتك مشكلة، اتصل بالرقم',
    nothing: 'لا توجد ورشة محجوزة حاليًا',
    // Algerian usage: the month names of most Arabic speakers here, and the digits printed on the ticket.
    day: dayIn('ar-DZ'),
    span: (start, end) => `من ${timeIn('ar-DZ', start)} إلى ${timeIn('ar-DZ', end)}`,
    walk: (minutes, stop) => `${ARABIC_MINUTES[ARABIC_PLURAL.select(minutes)](minutes)} مشيًا من ${stop}`,
  },
} as const satisfies Record<string, TicketWords>;

export type TicketLanguage = keyof typeof TICKET_LANGUAGES;

/** The language an address asks for; French when it asks for none that we have. */
export function ticketLanguage(asked: string | null): TicketLanguage {
  return asked !== null && Object.hasOwn(TICKET_LANGUAGES, asked) ? (asked as TicketLanguage) : 'fr';
}

const ARABIC_PLURAL = new Intl.PluralRules('ar');
const ARABIC_MINUTES: Readonly<Record<Intl.LDMLPluralRule, (n: number) => string>> = {
  zero: () => 'أقل من دقيقة',
  one: () => 'دقيقة واحدة',
  two: () => 'دقيقتان',
  few: (n) => `${n} دقائق`,
  many: (n) => `${n} دقيقة`,
  other: (n) => `${n} دقيقة`,
};

function dayIn(locale: string): (at: Date) => string {
  const format = new Intl.DateTimeFormat(locale, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'Europe/Paris',
  });
  return (at) => format.format(at);
}

function timeIn(locale: string, at: Date): string {
  const format = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: 'Europe/Paris' } as const;
  return new Intl.DateTimeFormat(locale, format).format(at);
}
