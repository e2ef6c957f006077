/** What the queries of the reports answer. Figures are counts of passes, persons or bookings; a null name is the whole. */
export interface PartnerRow {
  partnerId: string | null;
  name: string;
  booklets: number;
  passes: number;
  persons: number;
  target: number | null;
  sinceConvention: number;
}

export interface BeneficiaryRow {
  /** The Paris month of the first booklet of the period, 'YYYY-MM'. */
  month: string | null;
  persons: number;
  firstTime: number;
  repeat: number;
  several: number;
  active: number;
}

export interface ShareRow {
  /** The least of a class of ten: 1, 11, 21, 31, 41 and over. */
  from: number | null;
  persons: number;
  passes: number | null;
  median: number | null;
  p90: number | null;
}

export interface PublicRow {
  kind: string;
  any: number;
  main: number;
}

export interface AgeRow {
  ageBand: string;
  persons: number;
}

export interface OrganisationRow {
  orgId: string | null;
  name: string;
  redemptions: number;
  persons: number;
  cents: number;
  /** How many of these passes have been paid to the organisation. */
  paid: number;
  /** Days of Paris from the use of a paid pass to its payment; null of none. */
  delayMedian: number | null;
  delayP90: number | null;
}

export interface CohortRow {
  month: string | null;
  passes: number;
  redeemed: number;
  expired: number;
  booklets: number;
  activated: number;
  persons: number;
  within1: number;
  within3: number;
  within6: number;
  /** Whether that many months have passed for everybody of the month; null of nobody. */
  over1: boolean | null;
  over3: boolean | null;
  over6: boolean | null;
}

export interface FillRow {
  orgId: string | null;
  name: string;
  sessions: number;
  cancelled: number;
  capacity: number;
  taken: number;
  attended: number;
  absent: number;
  excused: number;
  unmarked: number;
  persons: number;
}

export interface SeatNear {
  lat: number | null;
  lon: number | null;
  inseeCode: string | null;
  seats: number;
}

/** Sums in cents, by where what an organisation is owed stands. */
export interface DueRow {
  name: string;
  persons: number;
  unclaimed: number;
  submitted: number;
  approved: number;
  ordered: number;
  /** Paid, and come back from the bank. */
  returned: number;
  paid: number;
}

/** What a convention in force in the period has done, from its first day. */
export interface RenewalRow {
  partnerName: string;
  startsOn: string;
  endsOn: string;
  /** The Paris day its pack is due: six months before its end. */
  dueOn: string;
  followed: boolean;
  target: number;
  handed: number;
  used: number;
  persons: number;
}
