/** A form as a browser without JavaScript would send it. */
export interface FoundForm {
  action: string;
  method: 'GET' | 'POST';
  /** Every field with the value it has in the page; an unchecked box or radio has the one it would send. */
  fields: [name: string, value: string][];
}

/** The forms of a page of ours. Our HTML is written by React: attributes are quoted, nothing is left open. */
export function formsOf(html: string, pageUrl: string): FoundForm[] {
  return [...html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)].map(([, head = '', body = '']) => ({
    action: new URL(decode(attribute(head, 'action') ?? ''), pageUrl).href,
    method: (attribute(head, 'method') ?? 'get').toUpperCase() === 'POST' ? 'POST' : 'GET',
    fields: fieldsOf(body),
  }));
}

function fieldsOf(body: string): [string, string][] {
  const fields: [string, string][] = [];
  for (const [, kind = '', attributes = ''] of body.matchAll(/<(input|select|textarea|button)\b([^>]*)>/g)) {
    const name = attribute(attributes, 'name');
    if (name === null) continue;
    const value = kind === 'select' ? firstOption(body, name) : (attribute(attributes, 'value') ?? '');
    fields.push([decode(name), decode(value)]);
  }
  return fields;
}

function firstOption(body: string, name: string): string {
  const list = body.slice(body.indexOf(`name="${name}"`));
  return /<option[^>]*value="([^"]*)"/.exec(list)?.[1] ?? '';
}

function attribute(tag: string, name: string): string | null {
  return new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(tag)?.[1] ?? null;
}

function decode(text: string): string {
  return text
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
