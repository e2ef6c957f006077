import type { MetaDescriptor } from '@remix-run/react';

/** The title, and the description for search engines, of one page. */
export function pageMeta(title: string, description?: string): MetaDescriptor[] {
  const meta: MetaDescriptor[] = [{ title: `${title} · Passerelle` }];
  if (description !== undefined) meta.push({ name: 'description', content: description });
  return meta;
}
