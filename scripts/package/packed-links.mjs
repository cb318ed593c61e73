// Follows the relative links of the pages in the installed package: README, docs/ and the rest. Anchors are followed by
// test/docs/links.test.ts, in the repository.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

const CODE_BLOCK = /^(`{3,}).*\n[\s\S]*?^\1$/gm;
const CODE_SPAN = /(`+)(?!`).*?[^`]\1(?!`)/g;
const LINK = /\]\(\s*<?([^)\s>#]*)[^)]*\)|^\[[^\]]+\]: +<?([^\s>#]+)/gm;

/** Throws if a relative link leads to a file that is not in the package. Returns how many links there are. */
export function checkPackedLinks(folder) {
  const pages = readdirSync(folder, { recursive: true }).filter((path) => /\.(?:md|txt)$/.test(path));
  const links = pages.flatMap((page) =>
    relativeLinks(readFileSync(join(folder, page), 'utf8')).map((to) => ({ page, to })),
  );
  const broken = links.filter(({ page, to }) => !leadsToFile(folder, join(folder, dirname(page), to)));
  if (broken.length > 0) {
    throw new Error(
      `links to files that are not packed: ${broken.map(({ page, to }) => `${to} in ${page}`).join(', ')}`,
    );
  }
  if (links.length === 0) throw new Error('no links in the packed pages: README.md or docs/ is missing');
  return `${links.length} links on ${pages.length} pages`;
}

/** Returns the link targets of a page that are paths: no URLs and no anchors alone. */
function relativeLinks(text) {
  const prose = text.replace(CODE_BLOCK, '').replace(CODE_SPAN, '');
  const targets = [...prose.matchAll(LINK)].map(([, inText, defined]) => decodeURIComponent(inText ?? defined));
  return targets.filter((target) => target !== '' && !/^[a-z][a-z\d+.-]*:/i.test(target));
}

function leadsToFile(folder, path) {
  return !relative(folder, path).startsWith('..') && existsSync(path);
}
