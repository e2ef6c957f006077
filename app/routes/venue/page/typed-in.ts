const LISTS = new Set(['services', 'supportModes', 'accessModes', 'publics', 'specialCare', 'fees']);

/** What was typed in a form, to show it again beside the preview. */
export function typedIn(posted: FormData): Record<string, string | string[]> {
  const names = [...new Set(posted.keys())].filter((name) => /^[a-z]\w{0,30}$/i.test(name));
  const words = (value: FormDataEntryValue | null) => (typeof value === 'string' ? value : '');
  const lists = [...LISTS].map((name) => [name, posted.getAll(name).map(words)] as const);
  return {
    ...Object.fromEntries(names.filter((name) => !LISTS.has(name)).map((name) => [name, words(posted.get(name))])),
    ...Object.fromEntries(lists),
  };
}
