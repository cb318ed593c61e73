import { readdirSync, realpathSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Diagnosis, installedVersion, type Project } from './project-facts.js';
import { shownPath } from './tsconfig.js';

/** The versions of packages that entries of the library need. */
const PEERS: readonly {
  readonly entry: string;
  readonly name: string;
  readonly majors: readonly number[];
  readonly range: string;
}[] = [
  { entry: 'bxml-jsx/koa', name: 'koa', majors: [2, 3], range: '2.15 or 3' },
  { entry: 'bxml-jsx/bullmq', name: 'bullmq', majors: [6], range: '6' },
  { entry: 'bxml-jsx/bullmq', name: 'ioredis', majors: [6], range: '6' },
];

/** The oldest version of Node that runs the library. */
const NODE = [20, 19] as const;

/** Checks Node, the installed packages, and how modules are resolved. */
export function checkPackages(project: Project, nodeVersion: string): readonly Diagnosis[] {
  return [
    ...checkNode(nodeVersion),
    ...checkInstalled(project),
    ...checkCopies(project),
    ...checkPeers(project),
    ...checkModules(project),
  ];
}

function checkNode(version: string): readonly Diagnosis[] {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > NODE[0] || (major === NODE[0] && minor >= NODE[1])) return [];
  return [
    {
      code: 'node-version',
      message: `Node is ${version}; bxml-jsx needs ${NODE.join('.')} or later.`,
      fix: 'Install a newer Node.',
    },
  ];
}

function checkInstalled({ installed, depends, sources, json }: Project): readonly Diagnosis[] {
  if (json.name === 'bxml-jsx') return [];
  if (installed('bxml-jsx') !== undefined) return sources.length > 0 ? [] : [notUsed('No file of the project imports')];
  if (!depends('bxml-jsx') && sources.length === 0) {
    return [{ code: 'not-installed', message: 'The project does not use bxml-jsx.', fix: 'npm install bxml-jsx' }];
  }
  return [
    {
      code: 'not-installed',
      message: 'bxml-jsx is not installed.',
      fix: depends('bxml-jsx') ? 'npm install' : 'npm install bxml-jsx',
    },
  ];
}

/** Returns the diagnosis of code that does not use the library. @param subject with its verb */
export const notUsed = (subject: string): Diagnosis => ({
  code: 'not-used',
  message: `${subject} bxml-jsx, so that there is nothing to check.`,
  fix: 'Run it in the folder of the package whose code imports bxml-jsx; docs/setup.md shows the first file.',
});

/** Finds copies of the library in the packages of the project. */
function checkCopies({ root }: Project): readonly Diagnosis[] {
  const copies = new Map<string, string>();
  const add = (folder: string): void => {
    const version =
      statSync(join(folder, 'package.json'), { throwIfNoEntry: false }) &&
      installedVersion(dirname(dirname(folder)), 'bxml-jsx');
    const path = version === undefined ? '' : realpathSync(folder);
    if (version !== undefined && !copies.has(path)) copies.set(path, `${version} in ${shownPath(root, folder)}`);
  };
  const modules = join(root, 'node_modules');
  add(join(modules, 'bxml-jsx'));
  for (const folder of packagesIn(modules)) {
    const inner = join(folder, 'node_modules', 'bxml-jsx');
    if (statSync(inner, { throwIfNoEntry: false }) !== undefined) add(inner);
  }
  if (copies.size < 2) return [];
  return [
    {
      code: 'two-copies',
      message: `bxml-jsx is installed ${copies.size} times: ${[...copies.values()].join(', ')}. Classes such as BxmlError differ between them.`,
      fix: 'Use one version in all packages, and run npm dedupe. Libraries should have bxml-jsx as a peer dependency.',
    },
  ];
}

/** Returns the folders of the packages in node_modules, those of scopes too. */
function packagesIn(modules: string): readonly string[] {
  const names = (folder: string): readonly string[] => {
    try {
      return readdirSync(folder).filter((name) => !name.startsWith('.'));
    } catch {
      return [];
    }
  };
  return names(modules).flatMap((name) => {
    const folder = join(modules, name);
    return name.startsWith('@') ? names(folder).map((inner) => join(folder, inner)) : [folder];
  });
}

function checkPeers(project: Project): readonly Diagnosis[] {
  const { sources, installed } = project;
  const found: Diagnosis[] = [];
  const imports = (entry: string): boolean =>
    sources.some(({ text }) => new RegExp(`from\\s*['"]${entry}['"]`).test(text));
  for (const { entry, name, majors, range } of PEERS) {
    if (!imports(entry)) continue;
    const version = installed(name);
    if (version === undefined) {
      found.push({
        code: 'peer-missing',
        message: `${entry} needs ${name}, which is not installed.`,
        fix: `npm install ${name}`,
      });
    } else if (!majors.includes(Number.parseInt(version, 10))) {
      found.push({
        code: 'peer-version',
        message: `${entry} needs ${name} ${range}; ${version} is installed.`,
        fix: `npm install ${name}@${majors.at(-1)}`,
      });
    }
  }
  const ws = installed('ws');
  if (imports('bxml-jsx/testing') && project.depends('ws') && ws !== undefined && Number.parseInt(ws, 10) !== 8) {
    found.push({
      code: 'peer-version',
      message: `bxml-jsx/testing needs ws 8; ${ws} is installed.`,
      fix: 'npm install --save-dev ws@8',
    });
  }
  const isTyped = sources.some(({ path }) => /\.[cm]?tsx?$/.test(path)) && installed('typescript') !== undefined;
  if (imports('bxml-jsx/koa') && isTyped && installed('koa') !== undefined && installed('@types/koa') === undefined) {
    found.push({
      code: 'types-missing',
      message: 'The types of Koa are not installed, so that bxml-jsx/koa has no types.',
      fix: 'npm install --save-dev @types/koa',
    });
  }
  return found;
}

/** The values of `moduleResolution` that do not read `exports`. */
const OLD_RESOLUTIONS = new Set(['node', 'node10', 'classic']);

function checkModules(project: Project): readonly Diagnosis[] {
  const { root, sources, tsconfigs, json, installed } = project;
  const found = new Map<string, Diagnosis>();
  for (const { path } of sources) {
    const config = tsconfigs.for(dirname(path));
    if (config === undefined || 'fault' in config || found.has(config.file)) continue;
    const { options } = config;
    const shown = shownPath(root, config.file);
    const add = (code: string, message: string, fix: string): unknown => found.set(config.file, { code, message, fix });
    const given = lower(options.moduleResolution);
    const module = lower(options.module);
    if (given !== undefined ? OLD_RESOLUTIONS.has(given) : isOldDefault(module, installed('typescript'))) {
      const value =
        given === undefined
          ? `does not set moduleResolution, which is node10 with ${module === undefined ? 'this TypeScript' : `"module": "${module}"`}`
          : `sets "moduleResolution": "${options.moduleResolution}"`;
      add(
        'module-resolution',
        `${shown} ${value}: TypeScript does not find the entries of bxml-jsx.`,
        'Set "module": "nodenext", or "moduleResolution": "bundler" behind a bundler.',
      );
    } else if (options.resolvePackageJsonExports === false) {
      add(
        'exports-conditions',
        `${shown} sets "resolvePackageJsonExports": false: TypeScript does not find the entries of bxml-jsx.`,
        'Remove it.',
      );
    } else if (
      Array.isArray(options.customConditions) &&
      options.customConditions.includes('bxml-jsx-source') &&
      json.name !== 'bxml-jsx'
    ) {
      add(
        'exports-conditions',
        `${shown} has the condition bxml-jsx-source, whose files are not published.`,
        'Remove it from customConditions.',
      );
    } else if (
      json.type === 'commonjs' &&
      /^es/.test(module ?? '') &&
      options.noEmit !== true &&
      !BUNDLERS.some((name) => project.depends(name))
    ) {
      add(
        'module-type',
        `${shown} sets "module": "${options.module}", and package.json sets "type": "commonjs": Node cannot run the output.`,
        'Set "type": "module" in package.json, or "module": "nodenext" in the tsconfig.',
      );
    }
  }
  return [...found.values()];
}

const BUNDLERS = [
  'vite',
  'esbuild',
  'webpack',
  'rollup',
  'tsup',
  'tsx',
  'parcel',
  'rolldown',
  '@rspack/core',
  'bun',
  'wrangler',
  'next',
];

const lower = (value: unknown): string | undefined => (typeof value === 'string' ? value.toLowerCase() : undefined);

/** True if TypeScript before version 6 resolves like Node 10 with this module option. */
function isOldDefault(module: string | undefined, typescript: string | undefined): boolean {
  if (typescript === undefined || Number.parseInt(typescript, 10) >= 6) return false;
  return module === undefined || /^(?:commonjs|es|amd|umd|system|none)/.test(module);
}
