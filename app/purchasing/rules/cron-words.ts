const DAYS = ['dimanche', 'lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi'];

/** A cron of five fields in French, when it is one of the simple ones; the fields themselves otherwise. */
export function sayCron(cron: string): string {
  const [minute = '', hour = '', day, month, weekday = ''] = cron.split(' ');
  if (day !== '*' || month !== '*' || !/^\d+$/.test(minute)) return cron;
  if (hour === '*' && weekday === '*') return `toutes les heures, à la minute ${Number(minute)}`;
  if (!/^\d+$/.test(hour)) return cron;
  const time = `${Number(hour)}\u00a0h${Number(minute) === 0 ? '' : `\u00a0${minute.padStart(2, '0')}`}`;
  if (weekday === '*') return `chaque jour à ${time}`;
  const named = DAYS[Number(weekday)];
  return named === undefined ? cron : `chaque ${named} à ${time}`;
}
