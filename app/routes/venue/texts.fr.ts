import type { BookingState } from '#app/booking/rules/booking.ts';
import { saySpan, WEEKDAYS } from '#app/calendar/rules/french-dates.ts';
import type { Rhythm } from '#app/training/rules/series.ts';

/** "6 inscrits sur 8", "personne encore, 8 places". */
export function sayFill(seatsTaken: number, capacity: number): string {
  if (seatsTaken === 0) return `personne encore, ${sayPlaces(capacity)}`;
  return `${seatsTaken}\u00a0${seatsTaken === 1 ? 'inscrit' : 'inscrits'} sur ${capacity}`;
}

/** "1 place", "8 places". */
export function sayPlaces(n: number): string {
  return `${n}\u00a0${n > 1 ? 'places' : 'place'}`;
}

/** "1 personne", "3 personnes". */
export function sayPeople(n: number): string {
  return `${n}\u00a0${n > 1 ? 'personnes' : 'personne'}`;
}

/** What cancelling does to the people booked. */
export function sayWhoIsTold(confirmed: number): string {
  if (confirmed === 0) return 'Personne n’est inscrit à cette date.';
  if (confirmed === 1) return '1\u00a0personne est inscrite\u00a0: elle sera prévenue et ses pass lui reviendront.';
  return `${confirmed}\u00a0personnes sont inscrites\u00a0: elles seront prévenues et leurs pass leur reviendront.`;
}

/** "Chaque mardi de 14 h à 16 h", "Chaque mardi et jeudi". */
export function sayRhythm({ weekdays, hours }: Rhythm): string {
  const names = weekdays.map((day) => WEEKDAYS[day - 1] ?? '');
  const list = names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} et ${names.at(-1)}`;
  return `Chaque ${list}${hours === null ? '' : ` ${saySpan(hours.start, hours.end)}`}`;
}

/** What a booking's state is called on the day sheet. */
export function sayMark(state: BookingState, excused: boolean | null): string {
  switch (state) {
    case 'CONFIRMED':
      return 'À noter';
    case 'ATTENDED':
      return 'Présent';
    case 'NO_SHOW':
      return excused === true ? 'Excusé' : 'Absent';
    case 'CANCELLED':
      return 'Annulé';
  }
}

/** Why a redemption is taken back: short, so that one press is enough. */
export const UNDO_REASONS = [
  'Erreur de code',
  'Mauvais nombre de pass',
  'La personne est repartie',
  'Autre erreur',
] as const;
