import type { ReactNode } from 'react';
import type { Theme } from '#app/training/rules/session.ts';

/** Drawings in one line weight, on a square of 24; the sheet gives stroke and colour. */
const DRAWINGS = {
  ticket: (
    <>
      <path d="M2 7h20v3.5a1.5 1.5 0 0 0 0 3V17H2v-3.5a1.5 1.5 0 0 0 0-3z" />
      <path d="M15 7.5v9" strokeDasharray="1 3" />
    </>
  ),
  pin: (
    <>
      <path d="M12 22s7.5-7 7.5-12.5a7.5 7.5 0 0 0-15 0C4.5 15 12 22 12 22z" />
      <circle cx="12" cy="9.5" r="2.5" />
    </>
  ),
  people: (
    <>
      <circle cx="8.5" cy="8" r="3.5" />
      <path d="M2 20c0-4 2.5-6.5 6.5-6.5S15 16 15 20M16.5 14c3 0 5.5 2 5.5 5" />
      <circle cx="17" cy="9.5" r="2.5" />
    </>
  ),
  person: (
    <>
      <circle cx="12" cy="8" r="4" />
      <path d="M4 21c0-4.5 3-7.5 8-7.5s8 3 8 7.5" />
    </>
  ),
  clock: (
    <>
      <circle cx="12" cy="12" r="9.5" />
      <path d="M12 6.5V12l4 2.5" />
    </>
  ),
  calendar: <path d="M3 5h18v16H3zM3 10h18M8 2v5M16 2v5" />,
  wheelchair: (
    <>
      <circle cx="10" cy="4" r="1.5" />
      <path d="M10 7.5V14h6l3 5.5M10 10.5h5M8 12a5 5 0 1 0 6.5 6.5" />
    </>
  ),
  phone: <path d="M5 3h4l2 5-2.5 1.5a11 11 0 0 0 6 6L16 13l5 2v4a2 2 0 0 1-2 2A16 16 0 0 1 3 5a2 2 0 0 1 2-2z" />,
  mail: <path d="M2.5 5h19v14h-19zM3 6l9 7 9-7" />,
  computer: <path d="M4 4h16v11H4zM2 19.5h20" />,
  smartphone: <path d="M7 2h10v20H7zM11 18.5h2" />,
  globe: (
    <>
      <circle cx="12" cy="12" r="9.5" />
      <path d="M2.5 12h19M12 2.5c5 5 5 14 0 19M12 2.5c-5 5-5 14 0 19" />
    </>
  ),
  paper: <path d="M5 2h10l4 4v16H5zM9 11h6M9 15h6M14.5 2.5V7H19" />,
  briefcase: <path d="M2.5 8h19v12h-19zM8 8V4h8v4M2.5 13h19" />,
  table: <path d="M3 4h18v16H3zM3 10h18M3 15h18M10 4v16" />,
  shield: <path d="M12 2l8 3v6c0 5-3 8.5-8 11-5-2.5-8-6-8-11V5zM8.5 12l2.5 2.5 4.5-5" />,
  family: (
    <>
      <circle cx="7" cy="6" r="3" />
      <circle cx="17" cy="6" r="3" />
      <circle cx="12" cy="14" r="2" />
      <path d="M2 20c0-6 1.5-9 5-9M22 20c0-6-1.5-9-5-9M8.5 21c0-3 1-4.5 3.5-4.5s3.5 1.5 3.5 4.5" />
    </>
  ),
  camera: (
    <>
      <path d="M2.5 7H7l2-3h6l2 3h4.5v13h-19z" />
      <circle cx="12" cy="13" r="4" />
    </>
  ),
  check: <path d="M4 12.5l5 5L20 6.5" />,
  alert: <path d="M12 3l10 18H2zM12 10v5M12 18v.1" />,
  info: (
    <>
      <circle cx="12" cy="12" r="9.5" />
      <path d="M12 11v6M12 7v.1" />
    </>
  ),
  search: (
    <>
      <circle cx="10" cy="10" r="7" />
      <path d="M15.5 15.5L22 22" />
    </>
  ),
  print: <path d="M6 9V2.5h12V9M6 18H2.5V9h19v9H18M6 14h12v7.5H6z" />,
  download: <path d="M12 3v12M7 10.5l5 5 5-5M3 21h18" />,
  previous: <path d="M15 4l-8 8 8 8" />,
  next: <path d="M9 4l8 8-8 8" />,
  plus: <path d="M12 4v16M4 12h16" />,
  speech: <path d="M3 4h18v13h-9l-5 4.5V17H3zM8 10.5h8" />,
  euro: <path d="M19 5.5A8 8 0 1 0 19 18.5M3 10h11M3 14h9" />,
  booklet: <path d="M12 5C9 3 5 3 2.5 4v15c3-1 6.5-1 9.5 1 3-2 6.5-2 9.5-1V4C19 3 15 3 12 5zM12 5v15" />,
  bus: <path d="M4 4h16v14H4zM4 12h16M7 18v3M17 18v3M7.5 15v.1M16.5 15v.1" />,
} as const satisfies Record<string, ReactNode>;

export type IconName = keyof typeof DRAWINGS;

/** The pictogram of what is learnt. */
export const THEME_ICONS: Readonly<Record<Theme, IconName>> = {
  ORDINATEUR: 'computer',
  TELEPHONE: 'smartphone',
  INTERNET: 'globe',
  MESSAGERIE: 'mail',
  DEMARCHES: 'paper',
  EMPLOI: 'briefcase',
  BUREAUTIQUE: 'table',
  SECURITE: 'shield',
  PARENTALITE: 'family',
  CREATION: 'camera',
};

interface IconProps {
  readonly name: IconName;
  /** Side in pixels; 24 goes with running text. */
  readonly size?: number;
}

/** A pictogram beside words: never alone, so always hidden from speech. */
export function Icon({ name, size = 24 }: IconProps) {
  return (
    <svg className="icon" width={size} height={size} viewBox="0 0 24 24" aria-hidden="true">
      {DRAWINGS[name]}
    </svg>
  );
}

/** The footbridge, mark of the product. */
export function BridgeMark() {
  return (
    <svg width="44" height="28" viewBox="0 0 44 28" aria-hidden="true">
      <path d="M2 25h40M2 25C10 6 34 6 42 25M12 25V14M22 25v-14M32 25V14" />
    </svg>
  );
}
