import type { Actor } from '#app/access/rules/actor.ts';

/** What a client of the storm asks of the server process: an act under its key, or a job. */
export type Ask = { id: number } & Asked;
export type Asked = { act: string; actor: Actor; opKey: string; input: unknown } | { job: string };

/** What the server answers; AWAY: the database did not answer, and nothing is known. */
export type Answer =
  | { id: number; kind: 'OK'; value: unknown }
  | { id: number; kind: 'REFUSED'; refusal: string }
  | { id: number; kind: 'AWAY' }
  | { id: number; kind: 'FAULT'; error: string };

/** Where the storm's clock stands: a moment of the system's clock, the moment it stood for, and how much faster it goes. */
export interface ClockSetting {
  realMs: number;
  storyMs: number;
  speed: number;
}

export function clockOf({ realMs, storyMs, speed }: ClockSetting): { now(): Date } {
  return { now: () => new Date(storyMs + (Date.now() - realMs) * speed) };
}
