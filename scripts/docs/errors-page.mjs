// docs/errors.md: handwritten, except for the table of element rules.
import { readFileSync } from 'node:fs';
import { ruleTable } from './rules-page.mjs';

const page = new URL('../../docs/errors.md', import.meta.url);
const TABLE = /<!-- rules -->\n[\s\S]*?<!-- \/rules -->/;

/** Returns the page with a table that is up to date. */
export function errorsPage() {
  const text = readFileSync(page, 'utf8');
  if (!TABLE.test(text))
    throw new Error('docs/errors.md is missing the <!-- rules --> comments around the table of rules.');
  return text.replace(TABLE, () => `<!-- rules -->\n${ruleTable()}\n<!-- /rules -->`);
}
