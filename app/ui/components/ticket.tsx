import type { ReactNode } from 'react';
import { capital, sayDay, saySpan } from '#app/calendar/rules/french-dates.ts';

/** What a ticket says; nothing in it tells of a benefit or a situation. */
export interface TicketFacts {
  readonly holderName: string;
  readonly title: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly venueName: string;
  readonly address: string;
  /** "métro A, Flachet, puis 6 min à pied"; null when nothing is known. */
  readonly howToGetThere: string | null;
  /** "L’accueil, rez-de-chaussée"; null when nothing is known. */
  readonly askFor: string | null;
  readonly phone: string | null;
  /** As it is read aloud: two groups of four, "K7MR-4WXD". */
  readonly code: string;
  /** "Il vous reste 8 pass."; null when there is nothing to say of it. */
  readonly left: string | null;
}

interface TicketProps {
  readonly facts: TicketFacts;
  /** Level of the ticket's title in its page. */
  readonly heading?: 'h1' | 'h2' | 'h3';
  /** The drawing of the code as an SVG text; only from our own QR writer. */
  readonly qrSvg?: string;
  /** More lines: another language, a state. */
  readonly children?: ReactNode;
}

/** The hero of the product: who, when, where, how to get there, who to ask for. Prints on A5. */
export function Ticket({ facts, heading: Heading = 'h2', qrSvg, children }: TicketProps) {
  return (
    <article className="ticket">
      <header>
        <Heading>Ticket pour {facts.holderName}</Heading>
        <p>{facts.title}</p>
      </header>
      <div className="in">
        <dl>
          <div>
            <dt>Quand</dt>
            <dd>
              <time dateTime={facts.startsAt.toISOString()}>{capital(sayDay(facts.startsAt))}</time>
              <br />
              {saySpan(facts.startsAt, facts.endsAt)}
            </dd>
          </div>
          <div>
            <dt>Où</dt>
            <dd>
              {facts.venueName}
              <small>{facts.address}</small>
              {facts.howToGetThere !== null && <small>{facts.howToGetThere}</small>}
            </dd>
          </div>
          {(facts.askFor !== null || facts.phone !== null) && (
            <div>
              <dt>Demander</dt>
              <dd>
                {facts.askFor ?? 'L’accueil'}
                {facts.phone !== null && (
                  <small>
                    En cas de souci, appelez le{' '}
                    <a href={`tel:${facts.phone.replaceAll(/[^+\d]/g, '')}`}>{facts.phone}</a>
                  </small>
                )}
              </dd>
            </div>
          )}
        </dl>
        <Stub facts={facts} {...(qrSvg === undefined ? {} : { qrSvg })} />
        {children}
      </div>
    </article>
  );
}

/** The part below the perforation: the code, drawn and in letters. */
function Stub({ facts, qrSvg }: Pick<TicketProps, 'facts' | 'qrSvg'>) {
  return (
    <div className="stub">
      {qrSvg !== undefined && (
        // The code stands beside in letters: the drawing is only for the venue's camera.
        // biome-ignore lint/security/noDangerouslySetInnerHtml: an SVG our own QR writer made of a code we made
        <div className="qr" aria-hidden="true" dangerouslySetInnerHTML={{ __html: qrSvg }} />
      )}
      <div>
        <p className="hint">Code à montrer ou à dire</p>
        <p className="code">{facts.code}</p>
        {facts.left !== null && <p>{facts.left}</p>}
        {qrSvg !== undefined && (
          <p className="hint">
            <span lang="en">English: scan the code.</span>
            <br />
            <bdi lang="ar">العربية: امسح الرمز.</bdi>
          </p>
        )}
      </div>
    </div>
  );
}
