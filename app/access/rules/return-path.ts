import { ROLE_HOME } from './actor.ts';
import type { Role } from './roles.ts';

/**
 * Where somebody goes once signed in: back to the page they asked for, when it is one of this site that
 * their role may open, else to their home. Browsers drop tabs and line ends from an address and take
 * "//" and "/\" for another site: only plain printable signs pass.
 */
export function placeAfterSignIn(role: Role, asked: string | null | undefined): string {
  const home = ROLE_HOME[role];
  if (asked === null || asked === undefined || !/^\/(?![/\\])[!-[\]-~]*$/.test(asked)) return home;
  const others = Object.values(ROLE_HOME).filter((area) => area !== home);
  const path = asked.split(/[?#]/, 1)[0] ?? '';
  return others.some((area) => path === area || path.startsWith(`${area}/`)) ? home : asked;
}
