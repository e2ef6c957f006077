import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { DEFINITIONS } from './definitions.fr.ts';
import { REPORT_CODES } from './rules/figures.ts';

it('says in docs/reports.md what the pages say', () => {
  const written = readFileSync('docs/reports.md', 'utf8');
  for (const code of REPORT_CODES)
    expect(written).toContain(`## ${code} · ${DEFINITIONS[code].title}\n\n${DEFINITIONS[code].meaning}\n`);
});
