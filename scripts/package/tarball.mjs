// Packs the built package, and checks the files and the lint results of the tarball.
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { restore, strip } from './manifest.mjs';

/** Maximum bytes of the tarball: a twentieth more than when it was set, so that growth is a decision. */
const MAX_SIZE = 900_000;

const BELONGS = [
  /^dist\/(?:[\w-]+\.js(?:\.map)?|types\/.+\.d\.ts)$/,
  /^docs\/(?:.+\/)?[\w-]+\.(?:md|txt)$/,
  /^examples\/.+\.(?:tsx?|md)$/,
  /^(?:package\.json|LICENSE|llms\.txt|(?:README|CHANGELOG|CONTRIBUTING|SECURITY)\.md)$/,
];

/**
 * Packs the built package and checks the list of files. Returns the path of the tarball, the number of files and their
 * size.
 */
export async function pack(workspace, folder) {
  const project = resolve('.');
  // The build has run already, so of `prepack` and `postpack` only the changes of the manifest are made.
  strip();
  const command = ['npm', 'pack', project, '--json', '--ignore-scripts', '--pack-destination', folder];
  const { stdout } = await workspace.run(command).finally(restore);
  const [{ filename, files, size }] = JSON.parse(stdout);
  const paths = files.map(({ path }) => path);
  const odd = paths.filter((path) => !BELONGS.some((pattern) => pattern.test(path)));
  if (odd.length > 0) throw new Error(`the package has unexpected files: ${odd.join(', ')}`);
  const missing = promised().filter((path) => !paths.includes(path));
  if (missing.length > 0) throw new Error(`the package is missing ${missing.join(', ')}`);
  if (size > MAX_SIZE) throw new Error(`the package has ${size} bytes; allowed: ${MAX_SIZE}`);
  return { tarball: join(folder, filename), files: paths.length, size };
}

/** Maximum bytes of the tarball of the command, with Graphviz, the renderer of PNG and fonts: a fifth more than when it was set. */
const MAX_COMMAND_SIZE = 2_200_000;

const BELONGS_TO_COMMAND = [
  /^dist\/(?:[\w-]+\.js|fonts\/(?:LICENSE|[\w-]+\.woff)|phone\/(?:page\.(?:js|css)|index\.html|icon\.svg|[\w-]+\.woff2)|resvg\.wasm)$/,
  /^skills\/bxml\/SKILL\.md$/,
  /^phone\.webp$/,
  /^(?:package\.json|LICENSE|README\.md|THIRD_PARTY_NOTICES\.md)$/,
];

/** Packs the command as it was built, and checks its files and dependencies. */
export async function packCommand(workspace, folder) {
  const command = ['npm', 'pack', resolve('cli'), '--json', '--ignore-scripts', '--pack-destination', folder];
  const { stdout } = await workspace.run(command);
  const [{ filename, files, size }] = JSON.parse(stdout);
  const paths = files.map(({ path }) => path);
  const odd = paths.filter((path) => !BELONGS_TO_COMMAND.some((pattern) => pattern.test(path)));
  if (odd.length > 0) throw new Error(`the command has unexpected files: ${odd.join(', ')}`);
  const promised = [
    'dist/bxml.js',
    'dist/phone/page.js',
    'skills/bxml/SKILL.md',
    'README.md',
    'LICENSE',
    'THIRD_PARTY_NOTICES.md',
  ];
  const missing = promised.filter((path) => !paths.includes(path));
  if (missing.length > 0) throw new Error(`the command is missing ${missing.join(', ')}`);
  if (size > MAX_COMMAND_SIZE) throw new Error(`the command has ${size} bytes; allowed: ${MAX_COMMAND_SIZE}`);
  const { version, dependencies, peerDependencies } = JSON.parse(readFileSync('cli/package.json', 'utf8'));
  if (dependencies !== undefined) throw new Error('the command has dependencies; bundle them');
  if (peerDependencies['bxml-jsx'] !== version) throw new Error(`the peer of the command is not bxml-jsx ${version}`);
  return { tarball: join(folder, filename), files: paths.length, size };
}

/** Returns every file that package.json names, and those that every copy must have. */
function promised() {
  const { exports } = JSON.parse(readFileSync('package.json', 'utf8'));
  const targets = Object.values(exports).flatMap((entry) =>
    typeof entry === 'string' ? [entry] : [entry.types, entry.default, `${entry.default}.map`],
  );
  return [...targets.map((path) => path.replace('./', '')), 'README.md', 'LICENSE', 'CHANGELOG.md', 'llms.txt'];
}

/**
 * Throws if the installed package has an export condition other than these: it would name files that are not packed.
 */
export function checkConditions(workspace) {
  const { exports } = JSON.parse(readFileSync(workspace.module('bxml-jsx/package.json'), 'utf8'));
  const odd = Object.values(exports)
    .flatMap((target) => (typeof target === 'string' ? [] : Object.keys(target)))
    .filter((condition) => condition !== 'types' && condition !== 'default');
  if (odd.length > 0) throw new Error(`the package has exports under ${odd.join(', ')}`);
}

/** Runs publint and attw on the tarball. Each of their messages is an error. */
export async function lint(workspace, tarball) {
  await workspace.run(['publint', 'run', tarball, '--strict']);
  // Entries are ES modules, for ES modules and for versions of Node that can `require` them. The profile omits module
  // resolutions of older tools, which are not supported.
  await workspace.run(['attw', tarball, '--profile', 'esm-only', '--no-emoji']);
}
