import { addDays } from '#app/calendar/rules/paris-time.ts';
import { hot, type Moment, type Planned, some } from './planned.ts';
import { remember } from './pool.ts';

export function publish({ pool, dice, today }: Moment): Planned | null {
  const org = dice.int(0, pool.ground.organisations.length - 1);
  const place = pool.ground.organisations[org];
  if (place === undefined) return null;
  const hour = dice.int(8, 20);
  const firstDay = addDays(today, dice.int(0, 4));
  const asPublished = {
    venueId: dice.pick(place.venueIds),
    roomName: dice.chance(0.5) ? `Salle ${dice.int(1, 2)}` : null,
    mediatorName: null,
    audience: 'EVERYONE',
    languages: ['fr'],
    wheelchair: false,
    capacity: dice.int(2, 12),
    pricePasses: dice.int(0, 3),
    course: { title: 'Premiers pas', description: 'On commence.', theme: 'ORDINATEUR', level: 'DEBUTANT' },
    start: `${String(hour).padStart(2, '0')}:00`,
    end: `${String(hour + 1).padStart(2, '0')}:30`,
  };
  return {
    act: 'publish-sessions',
    actor: place.staff,
    input: { ...asPublished, firstDay, weekly: null },
    learn: ({ sessionIds }: { sessionIds: string[] }) => {
      for (const id of sessionIds)
        remember(pool.sessions, { id, org, venueId: asPublished.venueId, asPublished, day: firstDay }, 80);
    },
  };
}

/** More or fewer seats while people book; refused below what is taken. */
export function resize({ pool, dice }: Moment): Planned | null {
  const session = hot(dice, pool.sessions);
  const staff = pool.ground.organisations[session?.org ?? -1]?.staff;
  if (session === null || staff === undefined) return null;
  const input = { ...session.asPublished, sessionId: session.id, day: session.day, capacity: dice.int(1, 14) };
  return { act: 'edit-session', actor: staff, input };
}

export function close({ pool, dice }: Moment): Planned | null {
  const session = hot(dice, pool.sessions);
  const staff = pool.ground.organisations[session?.org ?? -1]?.staff;
  if (session === null || staff === undefined) return null;
  return {
    act: 'cancel-sessions',
    actor: staff,
    input: { sessionId: session.id, scope: 'ONE', reason: 'essai de tempête' },
  };
}

export function allocate({ pool, dice }: Moment): Planned | null {
  const lotId = some(dice, pool.lots);
  const { partnerId } = dice.pick(pool.ground.partners);
  if (lotId === null) return null;
  return { act: 'allocate-booklets', actor: pool.ground.authority, input: { lotId, partnerId, count: dice.int(2, 8) } };
}

export function buy({ pool, dice, today }: Moment): Planned {
  const bookletCount = dice.int(20, 40);
  const firstNumber = pool.counter.serials;
  pool.counter.serials += bookletCount;
  pool.counter.lots += 1;
  const input = {
    label: `Lot de tempête ${pool.counter.lots}`,
    prefix: '069',
    firstNumber,
    bookletCount,
    bookletSize: dice.int(3, 10),
    faceCents: '1000',
    validFrom: today,
    validUntil: addDays(today, dice.pick([2, 10, 400])),
    nonce: '0123456789abcdef0123456789abcdef',
  };
  return {
    act: 'create-lot',
    actor: pool.ground.authority,
    input,
    learn: ({ lotId }: { lotId: string }) => {
      const priceCents = BigInt(input.bookletCount * input.bookletSize) * 1085n;
      remember(pool.buying, { lotId, priceCents, orderId: null, financed: false, paid: false }, 12);
    },
  };
}

/** The next step of a lot on its way: ordered, financed, paid, opened. */
export function goOnBuying({ pool, dice, today }: Moment): Planned | null {
  const lot = some(dice, pool.buying);
  const actor = pool.ground.authority;
  if (lot === null) return null;
  const { lotId, priceCents, orderId } = lot;
  if (orderId === null) {
    pool.counter.lots += 1;
    const reference = `C-${pool.counter.lots}`;
    const input = { supplier: 'Imprimeur d’essai', reference, orderedOn: today, amountCents: priceCents };
    const learn = (value: { orderId: string }) => {
      lot.orderId = value.orderId;
    };
    return { act: 'place-order', actor, input, learn };
  }
  if (!lot.financed) {
    const { state, own } = pool.fundings;
    const shares = [
      { fundingId: state, shareBps: 6500 },
      { fundingId: own, shareBps: 3500 },
    ];
    const learn = () => {
      lot.financed = true;
    };
    return { act: 'finance-lot', actor, input: { lotId, orderId, priceCents, shares }, learn };
  }
  if (!lot.paid) {
    const learn = () => {
      lot.paid = true;
    };
    return { act: 'record-order-payment', actor, input: { orderId, paidOn: today, reference: 'M' }, learn };
  }
  const learn = () => {
    pool.buying = pool.buying.filter((other) => other !== lot);
    remember(pool.lots, lotId, 12);
  };
  return { act: 'activate-lot', actor, input: { lotId }, learn };
}

/** What was used up to yesterday, asked for by the venue or by the authority, perhaps both at once. */
export function claim({ pool, dice, today }: Moment): Planned {
  const org = dice.int(0, pool.ground.organisations.length - 1);
  const { orgId, staff } = pool.ground.organisations[org] ?? dice.pick(pool.ground.organisations);
  const learn = ({ claimId }: { claimId: string }) => remember(pool.claims, { id: claimId, org }, 30);
  const actor = dice.chance(0.5) ? staff : pool.ground.authority;
  return { act: 'submit-claim', actor, input: { orgId, cutoff: addDays(today, -1) }, learn };
}
