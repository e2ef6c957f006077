const DAYS = ['dimanche', 'lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi'];

/** A cron of five fields in French, when it is one of those jobs have; the fields themselves otherwise. */
export function sayCron(cron: string): string {
  const [minute = '', hour = '', day, month, weekday = ''] = cron.split(' ');
  const every = /^\*\/(\d+)$/.exec(minute)?.[1];
  if (every !== undefined && [hour, day, month, weekday].every((field) => field === '*')) {
    return `toutes les ${every}\u00a0minutes`;
  }
  if (month !== '*' || !/^\d+$/.test(minute)) return cron;
  if (hour === '*' && day === '*' && weekday === '*') return `toutes les heures, à la minute ${Number(minute)}`;
  if (!/^\d+$/.test(hour)) return cron;
  const time = `${Number(hour)}\u00a0h${Number(minute) === 0 ? '' : `\u00a0${minute.padStart(2, '0')}`}`;
  const days = /^(\d+)-(\d+)$/.exec(day ?? '');
  if (days !== null && weekday === '*') return `du ${days[1]} au ${days[2]} de chaque mois à ${time}`;
  if (day !== '*') return cron;
  if (weekday === '*') return `chaque jour à ${time}`;
  const named = DAYS[Number(weekday)];
  return named === undefined ? cron : `chaque ${named} à ${time}`;
}
