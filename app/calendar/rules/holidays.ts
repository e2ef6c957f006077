import { addDays, type Day } from './paris-time.ts';

/** The public holidays of mainland France in a year, in order. */
export function publicHolidays(year: number): Day[] {
  const easter = easterSunday(year);
  return [
    `${year}-01-01`,
    addDays(easter, 1),
    `${year}-05-01`,
    `${year}-05-08`,
    addDays(easter, 39),
    addDays(easter, 50),
    `${year}-07-14`,
    `${year}-08-15`,
    `${year}-11-01`,
    `${year}-11-11`,
    `${year}-12-25`,
  ].sort();
}

/** The public holidays between two days, both included; no further than two years after the first. */
export function publicHolidaysBetween(first: Day, last: Day): Day[] {
  const year = Number(first.slice(0, 4));
  return [year, year + 1, year + 2].flatMap(publicHolidays).filter((day) => first <= day && day <= last);
}

/** Easter in the Gregorian calendar, by the anonymous method of 1876 (Meeus, Jones, Butcher). */
function easterSunday(year: number): Day {
  const a = year % 19;
  const [b, c] = [Math.floor(year / 100), year % 100];
  const g = Math.floor((8 * b + 13) / 25);
  const h = (19 * a + b - Math.floor(b / 4) - g + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 19 * l) / 433);
  const month = Math.floor((h + l - 7 * m + 90) / 25);
  const day = (h + l - 7 * m + 33 * month + 19) % 32;
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}
