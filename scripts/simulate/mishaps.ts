import type { AuthorityActor, PartnerActor } from '#app/access/rules/actor.ts';
import { receiveAllocation, sendAllocation } from '#app/allocation/follow-allocation.ts';
import { planAllocation, planReturn } from '#app/allocation/plan-allocation.ts';
import { settleDifferences } from '#app/allocation/settle-differences.ts';
import { voidHandOver } from '#app/allocation/void-hand-over.ts';
import { addDays } from '#app/calendar/rules/paris-time.ts';
import { allocateBooklets } from '#app/passes/allocate-booklets.ts';
import type { Services } from '#app/platform/services.ts';
import { blockPasses, replacePasses } from '#app/purchasing/block-passes.ts';
import { findHandOverBySerial, listAllocationBooklets } from '#db/queries/allocations.ts';
import { findJourney } from '#db/queries/journeys.ts';
import type { Programme } from './programme.ts';
import { BOOKLET, diceOf, type Holder, type Size, type StoryDay } from './story.ts';

const OUTCOMES = ['LOST', 'FOUND', 'BACK'] as const;

/** What does not go as planned: booklets lost and replaced, given by mistake, sent back, sent elsewhere, gone missing. */
export class Mishaps {
  readonly #services: Services;
  readonly #programme: Programme;
  readonly #size: Size;
  readonly #seed: number;
  #lotId = '';
  #back: string | null = null;
  #across: { allocationId: string; to: number } | null = null;
  #unreplaced: { holder: Holder; passes: number }[] = [];

  constructor(services: Services, programme: Programme, size: Size, seed: number) {
    this.#services = services;
    this.#programme = programme;
    this.#size = size;
    this.#seed = seed;
  }

  /** The lot whose booklets travel: the last one bought. */
  lotBought(lotId: string): void {
    this.#lotId = lotId;
  }

  /** What happens at noon, the people of this morning having come. */
  async happen(at: StoryDay, today: readonly Holder[]): Promise<void> {
    await this.#takeBack(at, today);
    switch (at.nth) {
      case 3:
        return this.#comeBack(at);
      case 12:
        return this.#lose(at);
      case 13:
        return this.#cancelSession(at);
      case 15:
        return this.#depart(at);
      case 16:
        return this.#arrive(at);
      case 18:
        return this.#replaceLater(at);
      case 20:
        return this.#settle(at);
      default:
        return;
    }
  }

  /** Given to the wrong person: the same day, the agent takes it back. */
  async #takeBack(at: StoryDay, today: readonly Holder[]): Promise<void> {
    for (const holder of today.filter(({ left }) => left === BOOKLET)) {
      if (!diceOf(this.#seed, at.month, at.nth, 30_000 + holder.number).chance(0.02)) continue;
      const { db } = this.#services;
      const found = await db.read((tx) => findHandOverBySerial(tx, holder.serial));
      const input = { distributionId: found?.id, reason: 'donné à la mauvaise personne' };
      if ((await this.#programme.act(voidHandOver, this.#agentOf(holder), input)) === null) continue;
      this.#programme.tally.handOversVoided += 1;
      this.#programme.lookAgain(holder.partner);
      holder.left = 0;
      holder.temper = 'DRAWER';
    }
  }

  /** Those who have used everything may ask for another booklet: one in a thousand does, each month. */
  async #comeBack({ day, month }: StoryDay): Promise<void> {
    const done = this.#programme.holders.filter(({ left, temper }) => left === 0 && temper !== 'DRAWER');
    const most = Math.ceil(this.#size.holders / 1000);
    const from = month % Math.max(1, done.length - most);
    for (const holder of done.slice(from, from + most)) await this.#programme.comeBack(day, holder);
  }

  async #lose(at: StoryDay): Promise<void> {
    const expected = new Set([...this.#programme.toMark.values()].flat().map(({ holder }) => holder));
    const chosen = this.#programme.holders.filter(
      (holder) =>
        holder.left > 0 &&
        holder.until > addDays(at.day, 20) &&
        !expected.has(holder) &&
        diceOf(this.#seed, at.month, 1, 40_000 + holder.number).chance(0.003),
    );
    // A small story has one at least.
    const first = this.#programme.holders.find((h) => h.left > 0 && h.until > addDays(at.day, 20) && !expected.has(h));
    for (const [i, holder] of (chosen.length === 0 && first !== undefined ? [first] : chosen).entries()) {
      await this.#loseOne(at, holder, (i + at.month) % 3 !== 1);
    }
  }

  async #loseOne({ day }: StoryDay, holder: Holder, replacedAtOnce: boolean): Promise<void> {
    const { tally } = this.#programme;
    const other = replacedAtOnce ? await this.#programme.takeBooklet(holder.partner, day) : null;
    const input = {
      serial: holder.serial,
      ordinal: null,
      cause: 'LOST',
      toldBy: 'HOLDER',
      replaceWith: other?.serial ?? null,
    };
    const done = await this.#programme.act(blockPasses, this.#agentOf(holder), input);
    if (done === null) return;
    tally.passesBlocked += done.blocked;
    if (other !== null) this.#replaced(holder, other, done.replaced);
    else {
      this.#unreplaced.push({ holder, passes: done.blocked });
      holder.left = 0;
    }
  }

  #replaced(holder: Holder, booklet: { serial: string; validUntil: string }, passes: number): void {
    this.#programme.tally.passesBlocked += BOOKLET - passes;
    Object.assign(holder, { serial: booklet.serial, until: booklet.validUntil, left: passes });
  }

  async #replaceLater({ day }: StoryDay): Promise<void> {
    for (const { holder } of this.#unreplaced.splice(0)) {
      const other = await this.#programme.takeBooklet(holder.partner, day);
      if (other === null) continue;
      const input = { holderId: holder.id, replaceWith: other.serial };
      const done = await this.#programme.act(replacePasses, this.#agentOf(holder), input);
      if (done !== null) this.#replaced(holder, other, done.replaced);
    }
  }

  async #cancelSession({ month, day }: StoryDay): Promise<void> {
    const session = this.#programme.next(month % this.#size.venues, addDays(day, 1), 0);
    if (session !== null) await this.#programme.cancelSession(session);
  }

  /** One partner sends two booklets back to the stock; another sends two to a third. */
  async #depart({ month }: StoryDay): Promise<void> {
    const { act, ground } = this.#bound();
    const [one, two, three] = [0, 1, 2].map((k) => (month + k) % this.#size.partners) as [number, number, number];
    const lot = { lotId: this.#lotId, count: 2, reason: 'trop de stock' };
    const agent = this.#programme.agent(one);
    const back = await act(planReturn, agent, lot);
    this.#back = back === null ? null : await this.#send(agent, back.allocationId);
    const [fromPartnerId, partnerId] = [this.#programme.agent(two).partnerId, this.#programme.agent(three).partnerId];
    const across = await act(planAllocation, ground.authority, { ...lot, fromPartnerId, partnerId });
    const sent = across === null ? null : await this.#send(this.#programme.agent(two), across.allocationId);
    this.#across = sent === null ? null : { allocationId: sent, to: three };
    for (const partner of [one, two]) this.#programme.lookAgain(partner);
  }

  async #send(by: PartnerActor, allocationId: string): Promise<string | null> {
    return (await this.#programme.act(sendAllocation, by, { allocationId })) === null ? null : allocationId;
  }

  /** Both are counted on arrival; every third month one booklet is not there. */
  async #arrive({ month }: StoryDay): Promise<void> {
    const { tally, ground } = this.#programme;
    if (this.#back !== null) tally.bookletsReturned += await this.#receive(ground.authority, this.#back, 0);
    this.#back = null;
    if (this.#across === null) return;
    const { allocationId, to } = this.#across;
    tally.bookletsTransferred += await this.#receive(this.#programme.agent(to), allocationId, month % 3 === 1 ? 1 : 0);
    this.#programme.lookAgain(to);
  }

  async #receive(by: AuthorityActor | PartnerActor, allocationId: string, lacking: number): Promise<number> {
    const sent = await this.#services.db.read((tx) => listAllocationBooklets(tx, allocationId));
    const missing = sent.slice(0, lacking).map(({ serial }) => serial);
    const input = { allocationId, counted: sent.length - lacking, missing };
    return (await this.#programme.act(receiveAllocation, by, input))?.received ?? 0;
  }

  /** What lacked is settled, each in its way in turn; what came back to the stock is given to the partner again. */
  async #settle({ month }: StoryDay): Promise<void> {
    const { act, ground } = this.#bound();
    const across = this.#across;
    this.#across = null;
    if (across !== null) {
      const journey = await this.#services.db.read((tx) => findJourney(tx, across.allocationId, null));
      const outcome = OUTCOMES[Math.floor(month / 3) % OUTCOMES.length];
      const differenceIds = (journey?.differences ?? []).map(({ id }) => id);
      const input = { allocationId: across.allocationId, differenceIds, outcome, reason: 'cherché partout' };
      if (differenceIds.length > 0 && (await act(settleDifferences, ground.authority, input)) !== null) {
        if (outcome === 'LOST') this.#programme.tally.passesBlocked += BOOKLET * differenceIds.length;
      }
      for (let partner = 0; partner < this.#size.partners; partner += 1) this.#programme.lookAgain(partner);
    }
    const { partnerId } = this.#programme.agent(month % this.#size.partners);
    await act(allocateBooklets, ground.authority, { lotId: this.#lotId, partnerId, count: 2 });
  }

  #agentOf({ partner, agent }: Holder): PartnerActor {
    return this.#programme.agent(partner, agent);
  }

  #bound() {
    return { act: this.#programme.act.bind(this.#programme), ground: this.#programme.ground };
  }
}
