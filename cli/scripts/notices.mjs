// The notices of the packages that are in the bundle, from the metafile of the build.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const LICENSES = new URL('licenses/', import.meta.url);

/** Licenses whose text follows once. The notice says where the source is. */
const TEXTS = { 'MPL-2.0': 'Mozilla Public License 2.0', 'EPL-2.0': 'Eclipse Public License 2.0' };

/** Licenses that a package may have. A dependency with another one fails the build. */
const ALLOWED = ['MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'OFL-1.1', ...Object.keys(TEXTS)];

/** Software inside of packages, which their package.json does not name. */
const INSIDE = {
  '@viz-js/viz': [
    {
      name: 'Graphviz',
      license: 'EPL-2.0',
      source: 'https://gitlab.com/graphviz/graphviz',
      holder: 'AT&T Intellectual Property and contributors',
    },
    {
      name: 'Expat',
      license: 'MIT',
      source: 'https://github.com/libexpat/libexpat',
      holder: '1998-2000 Thai Open Source Software Center Ltd and Clark Cooper; 2001-2025 Expat maintainers',
    },
  ],
};

/** The holders of packages without a license file. */
const HOLDERS = { '@viz-js/viz': 'Michael Daines', '@bomb.sh/tab': 'Bombshell Authors' };

const mit = (holder) => `MIT License

Copyright (c) ${holder}

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;

/**
 * Returns the notices.
 *
 * @param inputs the paths of the bundled files, relative to `root`
 * @param copied the folders of packages whose files are copied
 */
export function notices(root, inputs, copied) {
  const folders = new Set(copied.map((folder) => resolve(folder)));
  for (const input of inputs) {
    const folder = packageFolder(resolve(root, input));
    if (folder !== undefined) folders.add(folder);
  }
  const packages = [...folders].map(describe).sort((a, b) => (a.name < b.name ? -1 : 1));
  const all = packages.flatMap((each) => [each, ...(INSIDE[each.name] ?? []).map(inside)]);
  const used = Object.keys(TEXTS).filter((id) => all.some(({ license }) => license === id));
  const texts = used.map((id) => `## ${TEXTS[id]}\n\n${readFileSync(new URL(`${id}.txt`, LICENSES), 'utf8').trim()}\n`);
  return `# Third-party software in the package bxml

${all.map(section).join('\n')}
${texts.join('\n')}`;
}

/** Returns the folder of the package that a file is in; undefined for files of this repository. */
function packageFolder(file) {
  const match = /^(.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+)[\\/]/.exec(file);
  return match?.[1];
}

function describe(folder) {
  const { name, version, license, homepage, repository } = JSON.parse(
    readFileSync(join(folder, 'package.json'), 'utf8'),
  );
  if (!ALLOWED.includes(license))
    throw new Error(`${name} has the license ${license}, which scripts/notices.mjs does not know`);
  const source = (typeof repository === 'string' ? repository : repository?.url) ?? homepage;
  const file = ['LICENSE', 'LICENSE.md', 'LICENSE.txt', 'license', 'LICENCE'].find((each) =>
    existsSync(join(folder, each)),
  );
  const text =
    file === undefined ? textOf(license, HOLDERS[name], name) : readFileSync(join(folder, file), 'utf8').trim();
  return { name, version, license, source: plainUrl(source), text };
}

function textOf(license, holder, name) {
  if (license in TEXTS) return `The text of the license is below. The source code is available at the address above.`;
  if (license !== 'MIT' || holder === undefined)
    throw new Error(`${name} has no license file: add its holder to scripts/notices.mjs`);
  return mit(holder);
}

const inside = ({ name, license, source, holder }) => {
  const text = license === 'MIT' ? mit(holder) : `Copyright (c) ${holder}. ${textOf(license, holder, name)}`;
  return { name, license, source, text };
};

const plainUrl = (url) =>
  url === undefined
    ? undefined
    : url
        .replace(/^git\+/, '')
        .replace(/\.git$/, '')
        .replace(/^(?:github:)?([\w.-]+\/[\w.-]+)$/, 'https://github.com/$1');

function section({ name, version, license, source, text }) {
  const title = version === undefined ? name : `${name} ${version}`;
  return `## ${title}\n\n${[license, source].filter(Boolean).join(', ')}\n\n${text}\n`;
}

/** Returns the folder of a package by the path of one of its files. */
export const folderOf = (file) => packageFolder(file) ?? dirname(file);
