import { answerLine, approveLine, contestLine, rejectLine } from '#app/payment/review-lines.ts';
import type { Services } from '#app/platform/services.ts';
import { findClaimedLine } from '#db/queries/standing.ts';
import type { Programme } from './programme.ts';
import { diceOf, FACE_CENTS, type StoryDay, type Use } from './story.ts';

type End = 'KEPT' | 'REJECTED' | 'SILENT';

interface Contested {
  claimId: string;
  redemptionId: string;
  use: Use;
  /** How it ends: the venue answers and keeps it, answers and loses it, or never answers. */
  end: End;
}

/** The lines the authority asks about, and what becomes of them. */
export class Review {
  readonly #services: Services;
  readonly #programme: Programme;
  readonly #seed: number;
  #waiting: Contested[] = [];

  constructor(services: Services, programme: Programme, seed: number) {
    this.#services = services;
    this.#programme = programme;
    this.#seed = seed;
  }

  /** One use in two hundred, and the first of each month, so that a small story has one too. */
  async contest({ month }: StoryDay, claimed: readonly Use[]): Promise<void> {
    for (const [i, use] of claimed.entries()) {
      const dice = diceOf(this.#seed, month, 3, 20_000 + i);
      if (i !== 0 && !dice.chance(0.005)) continue;
      const end: End =
        i === 0
          ? month % 3 === 1
            ? 'REJECTED'
            : 'SILENT'
          : dice.weighted([
              ['KEPT', 5],
              ['REJECTED', 3],
              ['SILENT', 2],
            ] as const);
      await this.#contestOne(use, end);
    }
  }

  async #contestOne(use: Use, end: End): Promise<void> {
    const line = await this.#services.db.read((tx) => findClaimedLine(tx, use.by));
    if (line === null) throw new Error('a use that was claimed is in no claim');
    const { claimId, redemptionId } = line;
    const input = { claimId, redemptionId, words: 'la feuille de présence n’est pas signée' };
    if ((await this.#programme.act(contestLine, this.#programme.ground.authority, input)) === null) return;
    this.#programme.tally.linesContested += 1;
    this.#waiting.push({ claimId, redemptionId, use, end });
  }

  async answer(): Promise<void> {
    for (const { claimId, redemptionId, use, end } of this.#waiting) {
      if (end === 'SILENT') continue;
      const input = { claimId, redemptionId, words: 'la voici, signée' };
      await this.#programme.act(answerLine, this.#programme.staff(use.org), input);
    }
  }

  async decideAnswered(): Promise<void> {
    for (const line of this.#take((end) => end !== 'SILENT')) {
      if (line.end === 'REJECTED') await this.#reject(line);
      else {
        const { claimId, redemptionId } = line;
        await this.#programme.act(approveLine, this.#programme.ground.authority, { claimId, redemptionId });
      }
    }
  }

  /** The time to answer is over. */
  async decideSilent(): Promise<void> {
    for (const line of this.#take(() => true)) await this.#reject(line);
  }

  #take(which: (end: End) => boolean): Contested[] {
    const taken = this.#waiting.filter(({ end }) => which(end));
    this.#waiting = this.#waiting.filter(({ end }) => !which(end));
    return taken;
  }

  /** A walk-in that did not happen gives the person their pass back; a presence that is not proven does not. */
  async #reject({ claimId, redemptionId, use }: Contested): Promise<void> {
    const { tally, ground } = this.#programme;
    const giveBack = 'txId' in use.by;
    const input = { claimId, redemptionId, words: 'aucune preuve de la séance', giveBack };
    if ((await this.#programme.act(rejectLine, ground.authority, input)) === null) return;
    tally.linesRejected += 1;
    tally.claimedCents -= FACE_CENTS;
    if (!giveBack) return;
    tally.passesUsed -= 1;
    use.holder.left += 1;
  }
}
