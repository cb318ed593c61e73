// Relative links in the root pages, docs/ and examples/ resolve to files, and their anchors to headings.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

const test = suite('links');

const pages = [
  'README.md',
  'CHANGELOG.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'llms.txt',
  ...['docs', 'examples'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.md'))
      .map((name) => join(folder, name)),
  ),
];

/** Returns a page without its code, which may contain brackets and number signs. */
const proseOf = (text: string): string => text.replace(/^(`{3,}).*\n[\s\S]*?^\1$/gm, '');
const withoutCodeSpans = (text: string): string => text.replace(/(`+)(?!`).*?[^`]\1(?!`)/g, '');

/** Returns the anchor that GitHub generates for a heading. */
const anchorOf = (heading: string): string =>
  heading
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}\p{Pc} -]/gu, '')
    .replaceAll(' ', '-');

/** Returns all anchors of a page: of its headings, with a number after a repeated one, and those written in HTML. */
function anchorsIn(text: string): ReadonlySet<string> {
  const seen = new Map<string, number>();
  const anchors = new Set<string>();
  const prose = proseOf(text);
  for (const [, heading = ''] of prose.matchAll(/^#{1,6} +(.+?)(?: +#+)?$/gm)) {
    const anchor = anchorOf(heading);
    const earlier = seen.get(anchor) ?? 0;
    seen.set(anchor, earlier + 1);
    anchors.add(earlier === 0 ? anchor : `${anchor}-${earlier}`);
  }
  for (const [, id = ''] of prose.matchAll(/<a (?:id|name)="([^"]+)"/g)) anchors.add(id);
  return anchors;
}

/** Returns the targets of the links of a page: inline links, link reference definitions, and those in HTML. */
function linksIn(text: string): string[] {
  const prose = withoutCodeSpans(proseOf(text));
  const inText = prose.matchAll(/\]\(\s*<?([^)\s>]+)>?(?:\s+"[^"]*")?\s*\)/g);
  const defined = prose.matchAll(/^\[[^\]]+\]: +<?([^\s>]+)>?/gm);
  const inHtml = prose.matchAll(/<(?:a href|img src)="([^"]+)"/g);
  return [...inText, ...defined, ...inHtml].map(([, target = '']) => target);
}

/** Returns what is wrong with a link; undefined if its target exists or it is an absolute URL. */
function faultOf(page: string, link: string): string | undefined {
  if (/^[a-z][a-z\d+.-]*:/i.test(link)) return undefined;
  const [path = '', anchor] = link.split('#').map(decodeURIComponent);
  const file = path === '' ? page : normalize(join(dirname(page), path));
  if (path.startsWith('/') || file.startsWith('..')) return `${link} is outside the repository`;
  if (!existsSync(file)) return `${link} is not a file`;
  if (anchor === undefined) return undefined;
  if (!statSync(file).isFile() || !file.endsWith('.md')) return `${link} has an anchor, but is not a Markdown page`;
  return anchorsIn(readFileSync(file, 'utf8')).has(anchor) ? undefined : `${link} is not the anchor of a heading`;
}

test('generates the same anchors as GitHub', () => {
  const text = '# What `a` does\n## a & b, _c_-d?\n## Again\n## Again\n```md\n# no heading\n```\n### [x](y.md) #\n';
  assert.equal([...anchorsIn(text)], ['what-a-does', 'a--b-_c_-d', 'again', 'again-1', 'x']);
});

test('finds links in text, titles, angle brackets and definitions, but not in code', () => {
  const text = 'a [b](c.md#d) [![e](f.png)](<g.md> "h")\n[i]: j.md\n`[k](l.md)` ``[m] ` (n)``\n```\n[o](p.md)\n```\n';
  assert.equal(linksIn(text), ['c.md#d', 'f.png', 'g.md', 'j.md']);
});

test('reports broken links', () => {
  for (const link of ['no.md', '#no', 'docs/no.md#x', 'LICENSE#x', '../x', '/README.md', 'README.md#no']) {
    assert.type(faultOf('README.md', link), 'string', link);
  }
  for (const link of ['docs', '#status', 'docs/errors.md#problems', 'https://example.com/#x', 'mailto:a@b.example']) {
    assert.is(faultOf('README.md', link), undefined, link);
  }
});

let links = 0;
for (const page of pages) {
  test(`no link in ${page} is broken`, () => {
    const found = linksIn(readFileSync(page, 'utf8'));
    links += found.length;
    assert.equal(
      found.map((link) => faultOf(page, link)).filter((fault) => fault !== undefined),
      [],
    );
  });
}

test('the pages contain links', () => assert.ok(links > 100, `${links}`));

test.run();
