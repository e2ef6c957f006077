import type { Mark } from '#app/booking/rules/decide-marking.ts';
import { capital, sayDay, saySpan } from '#app/calendar/rules/french-dates.ts';
import { sayPrice } from '#app/training/texts.fr.ts';
import { Tag, type TagLook } from '#app/ui/components/tag.tsx';
import { OpKeyField } from '#app/ui/forms/op-key-field.tsx';
import type { BookedPerson, OrgSession } from '#db/queries/venue-space.ts';
import { sayFill, sayMark } from './texts.fr.ts';

type Person = BookedPerson & { readonly opKey: string };

interface SessionSheetProps {
  readonly session: OrgSession;
  readonly people: readonly Person[];
  readonly organisation: string;
  readonly day: string;
  readonly today: string;
  /** The booking just marked, told aloud. */
  readonly noted: string | null;
}

/** How many lines are left empty. */
const EMPTY_LINES = [1, 2, 3];

/** The list of one session: a sheet of paper to tick, and on screen a press for each person. */
export function SessionSheet({ session, people, organisation, day, today, noted }: SessionSheetProps) {
  const facts = [
    session.venueName,
    session.roomName,
    session.mediatorName === null ? null : `animé par ${session.mediatorName}`,
  ];
  return (
    <section className="sheet roll" aria-labelledby={`s-${session.id}`}>
      <p className="print-only">
        {organisation} · {capital(sayDay(day))}
      </p>
      <header>
        <h2 id={`s-${session.id}`}>
          {capital(saySpan(session.start, session.end))} · {session.title}
        </h2>
        <p>{facts.filter((fact) => fact !== null).join(' · ')}</p>
        <p className="hint">
          {sayFill(session.seatsTaken, session.capacity)} · {sayPrice(session.pricePasses)}
        </p>
        <p className="no-print">
          <a className="sheet-link" href={`/espace-lieu/ateliers/${session.id}`}>
            Modifier cet atelier
          </a>
        </p>
      </header>
      {people.length === 0 && <p className="no-print">Personne n’est encore inscrit.</p>}
      <table className={people.length === 0 ? 'print-only' : undefined}>
        <SheetHead />
        <tbody>
          {people.map((person) => (
            <PersonLine
              key={person.bookingId}
              person={person}
              day={day}
              today={today}
              noted={noted === person.bookingId}
            />
          ))}
          <EmptyLines />
        </tbody>
      </table>
      <p className="print-only hint">
        Notez les présences dans Passerelle&nbsp;: les pass ne vous sont dus qu’une fois la personne notée présente.
      </p>
    </section>
  );
}

function SheetHead() {
  return (
    <thead>
      <tr>
        <th scope="col">Nom</th>
        <th scope="col">Prénom</th>
        <th scope="col" className="no-print">
          Présence
        </th>
        {['Présent', 'Absent', 'Excusé'].map((word) => (
          <th scope="col" className="print-only box" key={word}>
            {word}
          </th>
        ))}
        <th scope="col" className="print-only signature">
          Signature
        </th>
      </tr>
    </thead>
  );
}

/** On paper only, for people who come without a booking. */
function EmptyLines() {
  return EMPTY_LINES.map((line) => (
    <tr key={line} className="print-only">
      <td>&nbsp;</td>
      <td />
      <td className="box" />
      <td className="box" />
      <td className="box" />
      <td />
    </tr>
  ));
}

interface PersonLineProps {
  readonly person: Person;
  readonly day: string;
  readonly today: string;
  readonly noted: boolean;
}

function PersonLine({ person, day, today, noted }: PersonLineProps) {
  const { bookingId, familyName, givenName, state, excused } = person;
  const boxes = [
    state === 'ATTENDED',
    state === 'NO_SHOW' && excused !== true,
    state === 'NO_SHOW' && excused === true,
  ];
  return (
    <tr id={`p-${bookingId}`} className={noted ? 'noted' : undefined}>
      <th scope="row">{familyName}</th>
      <td>{givenName}</td>
      <td className="no-print">
        <div className="marks">
          {state !== 'CONFIRMED' && (
            <span role={noted ? 'status' : undefined}>
              <Tag look={lookOf(person)}>{sayMark(state, excused)}</Tag>
            </span>
          )}
          {!person.claimed && <MarkForm person={person} day={day} marks={marksFor(person, day, today)} />}
        </div>
      </td>
      {boxes.map((ticked, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: three boxes, always the same
        <td key={i} className="print-only box">
          {ticked ? '✗' : ''}
        </td>
      ))}
      <td className="print-only signature" />
    </tr>
  );
}

function MarkForm({
  person,
  day,
  marks,
}: {
  person: Person;
  day: string;
  marks: readonly (readonly [Mark, string])[];
}) {
  const who = `${person.givenName} ${person.familyName}`;
  return (
    <form method="post" action={`/espace-lieu/jour/${day}`} className="marks">
      <OpKeyField value={person.opKey} />
      <input type="hidden" name="bookingId" value={person.bookingId} />
      {marks.map(([mark, words]) => (
        <button
          key={mark}
          type="submit"
          name="mark"
          value={mark}
          className={mark === 'PRESENT' ? 'btn small' : 'btn small quiet'}
        >
          {words}
          <span className="visually-hidden">&nbsp;: {who}</span>
        </button>
      ))}
    </form>
  );
}

/** What can be noted of somebody: before the day, only that they excused themselves. */
function marksFor({ state }: Person, day: string, today: string): (readonly [Mark, string])[] {
  if (state !== 'CONFIRMED') return [['UNDO', 'Corriger']];
  const excused = ['EXCUSED', 'Excusé'] as const;
  return day > today ? [excused] : [['PRESENT', 'Présent'], ['ABSENT', 'Absent'], excused];
}

function lookOf({ state, excused }: Person): TagLook {
  if (state === 'ATTENDED') return 'ok';
  return excused === true ? 'plain' : 'warn';
}
