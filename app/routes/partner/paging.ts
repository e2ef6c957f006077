const LAST_PAGE = 10_000;

/** The page an address asks for; the first when it asks for nothing sensible. */
export function readPage(params: URLSearchParams, name: string): number {
  const asked = Number(params.get(name) ?? 1);
  return Number.isInteger(asked) && asked >= 1 && asked <= LAST_PAGE ? asked : 1;
}

/** How many pages hold so many rows. */
export function pageCount(total: number, size: number): number {
  return Math.ceil(total / size);
}
