/** As many transactions at once as two cores like. */
const AT_ONCE = 6;

/** Several at once, but those of one lane in their order: whoever is faster, the story is the same. */
export async function inLanes<T>(
  of: readonly T[],
  laneOf: (one: T) => number,
  run: (one: T) => Promise<void>,
): Promise<void> {
  const lanes = new Map<number, T[]>();
  for (const one of of) {
    const lane = lanes.get(laneOf(one));
    if (lane === undefined) lanes.set(laneOf(one), [one]);
    else lane.push(one);
  }
  // The longest first, so that none is alone at the end.
  const waiting = [...lanes.values()].sort((a, b) => b.length - a.length);
  const worker = async () => {
    for (let lane = waiting.shift(); lane !== undefined; lane = waiting.shift()) {
      for (const one of lane) await run(one);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}
