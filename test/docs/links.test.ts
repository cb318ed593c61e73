// Relative links of the pages at the root, of docs/ and of examples/ lead to a file, and their anchors to a heading of it.
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

/** The anchor that GitHub gives a heading. */
const anchorOf = (heading: string): string =>
  heading
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}\p{Pc} -]/gu, '')
    .replaceAll(' ', '-');

/** Every anchor of a page: those of its headings, a second one of a name with a number behind, and those set by hand. */
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

/** Where the links of a page point to: in the text, and in the definitions that stand by themselves. */
function linksIn(text: string): string[] {
  const prose = withoutCodeSpans(proseOf(text));
  const inText = prose.matchAll(/\]\(\s*<?([^)\s>]+)>?(?:\s+"[^"]*")?\s*\)/g);
  const defined = prose.matchAll(/^\[[^\]]+\]: +<?([^\s>]+)>?/gm);
  return [...inText, ...defined].map(([, target = '']) => target);
}

/** What is wrong with a link of a page; undefined where it leads somewhere, or out into the world. */
function faultOf(page: string, link: string): string | undefined {
  if (/^[a-z][a-z\d+.-]*:/i.test(link)) return undefined;
  const [path = '', anchor] = link.split('#').map(decodeURIComponent);
  const file = path === '' ? page : normalize(join(dirname(page), path));
  if (path.startsWith('/') || file.startsWith('..')) return `${link} leads out of the project`;
  if (!existsSync(file)) return `${link} leads to no file`;
  if (anchor === undefined) return undefined;
  if (!statSync(file).isFile() || !file.endsWith('.md')) return `${link} has an anchor in what is no page`;
  return anchorsIn(readFileSync(file, 'utf8')).has(anchor) ? undefined : `${link} leads to no heading`;
}

test('anchors are made as GitHub makes them', () => {
  const text = '# What `a` does\n## a & b, _c_-d?\n## Again\n## Again\n```md\n# no heading\n```\n### [x](y.md) #\n';
  assert.equal([...anchorsIn(text)], ['what-a-does', 'a--b-_c_-d', 'again', 'again-1', 'x']);
});

test('links are found in text, titles, angle brackets and definitions, and not in code', () => {
  const text = 'a [b](c.md#d) [![e](f.png)](<g.md> "h")\n[i]: j.md\n`[k](l.md)` ``[m] ` (n)``\n```\n[o](p.md)\n```\n';
  assert.equal(linksIn(text), ['c.md#d', 'f.png', 'g.md', 'j.md']);
});

test('what leads nowhere is found', () => {
  for (const link of ['no.md', '#no', 'docs/no.md#x', 'LICENSE#x', '../x', '/README.md', 'README.md#no']) {
    assert.type(faultOf('README.md', link), 'string', link);
  }
  for (const link of ['docs', '#status', 'docs/errors.md#problems', 'https://example.com/#x', 'mailto:a@b.example']) {
    assert.is(faultOf('README.md', link), undefined, link);
  }
});

let links = 0;
for (const page of pages) {
  test(`every link of ${page} leads somewhere`, () => {
    const found = linksIn(readFileSync(page, 'utf8'));
    links += found.length;
    assert.equal(
      found.map((link) => faultOf(page, link)).filter((fault) => fault !== undefined),
      [],
    );
  });
}

test('there were links to follow', () => assert.ok(links > 100, `${links}`));

test.run();
