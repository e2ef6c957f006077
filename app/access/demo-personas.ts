import type { Role } from './rules/roles.ts';

/** An account of the demonstration that anybody may use. */
export interface DemoPersona {
  label: string;
  displayName: string;
  email: string;
  password: string;
  role: Role;
}

/** Public on purpose: the demonstration holds only fictitious people, and its pages say so. */
export const DEMO_PASSWORD = 'decouvrir-passerelle';

const persona = (role: Role, label: string, displayName: string, email: string): DemoPersona => ({
  role,
  label,
  displayName,
  email,
  password: DEMO_PASSWORD,
});

/**
 * Who one may be in the demonstration: the first of each role is the one to begin with, the next ones
 * show what another organisation does not see. The seed creates exactly these accounts, among others.
 */
export const DEMO_PERSONAS: readonly DemoPersona[] = [
  persona('AGENT', 'Agente, CCAS de Lyon', 'Sonia Marchetti', 'agente.ccas@example.org'),
  persona('VENUE_STAFF', 'Médiateur, MJC de Bron', 'Karim Belaïd', 'mediateur.bron@example.org'),
  persona('AUTHORITY', 'Chargée de mission, Métropole', 'Hélène Vasseur', 'mission.metropole@example.org'),
  persona('PARTNER_MANAGER', 'Responsable, CCAS de Lyon', 'Bernard Colin', 'responsable.ccas@example.org'),
  persona('AGENT', 'Conseillère, Mission locale', 'Inès Da Costa', 'conseillere.missionlocale@example.org'),
  persona('VENUE_STAFF', 'Animatrice, La MIETE à Villeurbanne', 'Lucie Tardy', 'animatrice.miete@example.org'),
];
