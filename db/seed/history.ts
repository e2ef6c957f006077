import { addDays, parisDay, weekday } from '#app/calendar/rules/paris-time.ts';
import { haversine } from '#app/directory/rules/distance.ts';
import type { PersonHistory } from './agenda.ts';
import { topUp } from './crowds.ts';
import { plan, type Setting } from './fates.ts';
import { SEEDED_PARTNERS } from './partners.ts';
import type { SeededPerson } from './people.ts';
import { DAY, HOUR, later, MINUTE, wallTime } from './stage.ts';

/** Six people in ten come to something; three keep their passes in a drawer; the last use vouchers without booking. */
const TEMPERS = [
  ['BOOKS', 60],
  ['DRAWER', 32],
  ['WALKS_IN', 8],
] as const;

/** How many sessions those who book would like, before passes and calendar are counted. */
const APPETITES = [
  [1, 12],
  [2, 16],
  [3, 18],
  [4, 18],
  [6, 20],
  [8, 16],
] as const;

/** How far ahead people book. */
const AHEAD = 20 * DAY;

/** Plans what happens to everybody: pure, and the same each time for one moment and one throw of dice. */
export function planHistory(setting: Setting, people: readonly SeededPerson[]): PersonHistory[] {
  const histories = people.map((person, i) => planPerson(setting, person, i));
  topUp(setting, histories);
  return histories;
}

function planPerson(setting: Setting, person: SeededPerson, i: number): PersonHistory {
  const { dice } = setting;
  const temper = i === 0 ? 'BOOKS' : dice.weighted(TEMPERS);
  const agents = SEEDED_PARTNERS[person.partner]?.agents.length ?? 1;
  const history: PersonHistory = {
    person,
    agent: i === 0 || dice.chance(0.4) ? 0 : dice.int(0, agents - 1),
    handedOverAt: i === 0 ? officeHour(setting, 51) : handOverMoment(setting, i),
    bookings: [],
    walkIns: [],
    secondAt: null,
  };
  if (i === 0) planDemoPerson(setting, history);
  else if (temper === 'BOOKS') planBookings(setting, history);
  else if (temper === 'WALKS_IN') planWalkIns(setting, history);
  if (temper === 'BOOKS' && i !== 0 && dice.chance(0.1))
    history.secondAt = later(history.handedOverAt, dice.int(20, 45) * DAY);
  if (history.secondAt !== null && history.secondAt >= later(setting.now, -HOUR)) history.secondAt = null;
  return history;
}

/** Over three and a half months, and three people this very day, so that the agent's desk has something to show. */
function handOverMoment(setting: Setting, i: number): Date {
  if (i <= 3) return later(setting.now, -(i * 35 + 10) * MINUTE);
  return officeHour(setting, Math.floor(setting.dice.next() ** 1.1 * 104) + 1);
}

/** A moment of work, so many days ago; from Saturday and Sunday one goes back to Friday. */
function officeHour({ now, dice }: Setting, daysAgo: number): Date {
  const day = addDays(parisDay(now), -daysAgo);
  const open = addDays(day, -Math.max(0, weekday(day) - 5));
  return later(wallTime(open, dice.chance(0.55) ? '09:05' : '13:35'), dice.int(0, 170) * MINUTE);
}

/** One favourite place near home, another now and then, some themes more than others by chance. */
function planBookings(setting: Setting, history: PersonHistory): void {
  const { dice, sessions, now } = setting;
  const near = favourites(setting, history.person);
  const reachable = sessions.filter(
    ({ org, startsAt }) =>
      near.includes(org) && startsAt > later(history.handedOverAt, HOUR) && startsAt < later(now, AHEAD),
  );
  const [favourite] = near;
  const preferred = dice.shuffled(reachable).sort((a, b) => Number(b.org === favourite) - Number(a.org === favourite));
  const wanted = dice.weighted(APPETITES);
  for (const session of preferred) {
    if (history.bookings.length >= wanted) break;
    plan(setting, history, session);
  }
  offerFirstSeatAtOnce(setting, history);
}

/** Two or three places, the nearer the likelier: a far one now and then, for a friend or a theme. */
function favourites({ dice, places }: Setting, { home }: SeededPerson): number[] {
  const metres = new Map<number, number>();
  for (const { org, position } of places) {
    metres.set(org, Math.min(metres.get(org) ?? Number.POSITIVE_INFINITY, haversine(home, position)));
  }
  const likely = [...metres].map(([org, far]) => [org, (far / 1000 + 1) ** -1.7] as const);
  const chosen = new Set<number>();
  const wanted = dice.int(2, 3);
  while (chosen.size < wanted) chosen.add(dice.weighted(likely));
  return [...chosen];
}

/** The first seat is booked in the same gesture as the booklet is handed over, three times in four when it can be. */
function offerFirstSeatAtOnce({ dice }: Setting, history: PersonHistory): void {
  const [first] = [...history.bookings].sort((a, b) => a.session.startsAt.getTime() - b.session.startsAt.getTime());
  if (first === undefined || !dice.chance(0.75)) return;
  const { session } = first;
  if (session.publishedAt >= history.handedOverAt || session.startsAt > later(history.handedOverAt, 25 * DAY)) return;
  first.at = history.handedOverAt;
  first.by = 'REFERRAL';
}

/** Vouchers or the ticket's code, on the day of a session near home. */
function planWalkIns(setting: Setting, history: PersonHistory): void {
  const { dice, sessions, now, agenda } = setting;
  const near = favourites(setting, history.person);
  const past = sessions.filter(
    ({ org, startsAt, endsAt, course }) =>
      near.includes(org) &&
      startsAt > later(history.handedOverAt, DAY) &&
      later(endsAt, HOUR) < now &&
      course.pricePasses === 1,
  );
  const chosen = dice
    .shuffled(past)
    .slice(0, dice.int(1, 4))
    .sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime());
  const by = dice.chance(0.6) ? 'VOUCHER' : 'TICKET';
  for (const session of chosen) {
    if (!agenda.takePass(history.person)) return;
    history.walkIns.push({
      session,
      at: later(session.startsAt, dice.int(-5, 20) * MINUTE),
      with: by,
      reversed: dice.chance(0.06),
    });
  }
}

/** The person whose code everybody may try: some past, one seat today at Bron if there is time, one next week. */
function planDemoPerson(setting: Setting, history: PersonHistory): void {
  const { sessions, now } = setting;
  const bron = sessions.filter(({ org, course }) => org === 0 && course.pricePasses === 1);
  const past = bron.filter(({ endsAt }) => later(endsAt, DAY) < now && endsAt > later(now, -45 * DAY));
  const toCome = bron.filter(({ startsAt }) => startsAt > later(now, 5 * MINUTE));
  const fates = ['PRESENT', 'ABSENT', 'PRESENT', 'CHECKED_IN'] as const;
  fates.forEach((fate, i) => {
    const session = past[Math.floor((past.length * (i + 0.5)) / fates.length)];
    if (session !== undefined) plan(setting, history, session, fate);
  });
  const [first] = history.bookings;
  if (first !== undefined && first.session.publishedAt < history.handedOverAt)
    Object.assign(first, { at: history.handedOverAt, by: 'REFERRAL' });
  const today = toCome.find(({ startsAt }) => parisDay(startsAt) === parisDay(now));
  const nextWeek = toCome.find(({ startsAt }) => startsAt > later(now, 5 * DAY));
  for (const session of [today, nextWeek]) if (session !== undefined) plan(setting, history, session, 'TO_COME');
}
