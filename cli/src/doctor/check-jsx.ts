import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Diagnosis, Project, Source } from './project-facts.js';
import { parseJsonc, shownPath, type TsConfig } from './tsconfig.js';

const FOR_BXML = /@jsxImportSource\s+bxml-jsx\b/;
const AUTOMATIC = /^react-jsx(?:dev)?$/;

/** Tools that compile JSX themselves if the tsconfig says `preserve`. */
const OWN_JSX = ['vite', 'vitest', 'next', 'webpack', '@rspack/core', 'parcel', '@babel/core', '@swc/core'];

/** Finds files whose JSX is not compiled for the library. */
export function checkJsx(project: Project): readonly Diagnosis[] {
  const found = new Map<string, Diagnosis>();
  for (const source of project.sources) {
    if (!source.hasJsx || FOR_BXML.test(source.text)) continue;
    const diagnosis = ofSource(project, source);
    // One diagnosis for each setting, with the first file.
    if (diagnosis !== undefined && !found.has(diagnosis.key)) found.set(diagnosis.key, diagnosis);
  }
  return [...found.values(), ...checkOtherCompilers(project)].map(({ code, message, fix }) => ({ code, message, fix }));
}

interface Keyed extends Diagnosis {
  readonly key: string;
}

function ofSource(project: Project, source: Source): Keyed | undefined {
  const { root, tsconfigs } = project;
  const name = shownPath(root, source.path);
  const config = tsconfigs.for(dirname(source.path));
  if (config === undefined) return withoutTsConfig(project, name);
  const shown = shownPath(root, config.file);
  if ('fault' in config) {
    return {
      key: config.file,
      code: 'tsconfig-invalid',
      message: `${shown} cannot be read: ${config.fault}.`,
      fix: 'Correct it: it has to be JSON.',
    };
  }
  if (usesOtherCompiler(project)) return undefined;
  if (!config.includes(source.path)) return outsideInclude(project, config, source);
  return ofOptions(project, config, name);
}

function ofOptions(project: Project, { file, options }: TsConfig, name: string): Keyed | undefined {
  const shown = shownPath(project.root, file);
  const { jsx, jsxImportSource } = options;
  const key = (code: string): string => `${code} ${file}`;
  const settings = 'Set "jsx": "react-jsx" (or "react-jsxdev" for lines in errors) and "jsxImportSource": "bxml-jsx".';
  if (jsx === undefined) {
    const code = 'jsx-missing';
    return {
      key: key(code),
      code,
      message: `${shown} does not set jsx, so that ${name} is not compiled.`,
      fix: settings,
    };
  }
  if (jsx === 'preserve' || jsx === 'react-native') {
    if (OWN_JSX.some((tool) => project.depends(tool))) return undefined;
    const code = 'jsx-preserve';
    return {
      key: key(code),
      code,
      message: `${shown} sets "jsx": "${jsx}", which leaves the JSX of ${name} in the output.`,
      fix: settings,
    };
  }
  if (typeof jsx !== 'string' || !AUTOMATIC.test(jsx)) {
    const code = 'jsx-classic';
    return {
      key: key(code),
      code,
      message: `${shown} sets "jsx": ${JSON.stringify(jsx)}, which compiles ${name} to React.createElement.`,
      fix: settings,
    };
  }
  if (jsxImportSource === 'bxml-jsx') return undefined;
  const code = 'jsx-import-source';
  const given =
    jsxImportSource === undefined
      ? 'does not set jsxImportSource, so that'
      : `sets "jsxImportSource": ${JSON.stringify(jsxImportSource)}, so that`;
  return {
    key: key(code),
    code,
    message: `${shown} ${given} ${name} is compiled for ${jsxImportSource === undefined ? 'React' : String(jsxImportSource)}.`,
    fix: 'Set "jsxImportSource": "bxml-jsx". If the project also has React, begin the file with /** @jsxImportSource bxml-jsx */.',
  };
}

/** Files outside of `include` have other settings in editors, and in tsx. */
function outsideInclude({ root, tsconfigs, rootFiles }: Project, config: TsConfig, source: Source): Keyed | undefined {
  const folder = dirname(config.file);
  // Another tsconfig of the folder may cover it, such as tsconfig.test.json.
  const others = folder === root ? rootFiles.filter((file) => /^tsconfig\..+\.json$/.test(file)) : [];
  for (const other of others) {
    const candidate = tsconfigs.at(join(folder, other));
    if (!('fault' in candidate) && candidate.includes(source.path) && candidate.options.jsxImportSource === 'bxml-jsx')
      return undefined;
  }
  const name = shownPath(root, source.path);
  return {
    key: `outside ${config.file} ${dirname(source.path)}`,
    code: 'outside-include',
    message: `${name} is not in the include of ${shownPath(root, config.file)}, so that editors and tsx compile its JSX for React.`,
    fix: `Add ${JSON.stringify(name.includes('/') ? name.slice(0, name.indexOf('/')) : name)} to include.`,
  };
}

const OTHER_SETTINGS = [
  '.swcrc',
  'babel.config.json',
  '.babelrc',
  '.babelrc.json',
  'babel.config.js',
  'babel.config.mjs',
  'babel.config.cjs',
  'deno.json',
  'deno.jsonc',
];

const settingsFiles = ({ rootFiles }: Project): readonly string[] =>
  OTHER_SETTINGS.filter((file) => rootFiles.includes(file));

/** True if a compiler that does not read the tsconfig compiles the project. */
const usesOtherCompiler = (project: Project): boolean => settingsFiles(project).length > 0;

function withoutTsConfig(project: Project, name: string): Keyed | undefined {
  if (usesOtherCompiler(project)) return undefined;
  const { scripts } = project.json;
  // Flags of esbuild, or a build script.
  const inScripts = /bxml-jsx/.test(JSON.stringify(scripts ?? {}));
  const hasBuild = project.rootFiles.some(
    (file) => /(?:^build|config)\.[cm]?[jt]s$/.test(file) && /bxml-jsx/.test(read(join(project.root, file))),
  );
  if (inScripts || hasBuild) return undefined;
  return {
    key: 'tsconfig-missing',
    code: 'tsconfig-missing',
    message: `There is no tsconfig.json for ${name}, so that its JSX is not compiled for bxml-jsx.`,
    fix: 'Create tsconfig.json with "jsx": "react-jsx", "jsxImportSource": "bxml-jsx" and "module": "nodenext" in compilerOptions.',
  };
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/** Checks the settings of SWC, Babel, Deno and Jest, which do not read the tsconfig. */
function checkOtherCompilers(project: Project): readonly Diagnosis[] {
  const { root, sources, rootFiles, json } = project;
  if (!sources.some(({ hasJsx, text }) => hasJsx && !FOR_BXML.test(text))) return [];
  const found: Diagnosis[] = [];
  for (const file of settingsFiles(project)) {
    const text = read(join(root, file));
    if (/['"]?(?:jsxI|i)mportSource['"]?\s*:\s*['"]bxml-jsx['"]/.test(text)) continue;
    // Babel and SWC may compile something else, unless they compile JSX.
    if (!/react|jsx/i.test(text) && !/deno/.test(file)) continue;
    const isDeno = file.startsWith('deno');
    if (isDeno && isValid(text) && rootFiles.includes('tsconfig.json')) continue;
    found.push({
      code: 'jsx-import-source',
      message: `${file} does not compile JSX for bxml-jsx.`,
      fix: isDeno
        ? 'Set "jsx": "react-jsx" and "jsxImportSource": "bxml-jsx" in compilerOptions.'
        : 'Set "runtime": "automatic" and "importSource": "bxml-jsx" for JSX: see docs/setup.md.',
    });
  }
  const jest = rootFiles.find((file) => /^jest\.config\.[cm]?[jt]s(?:on)?$/.test(file));
  const jestText = jest === undefined ? JSON.stringify(json.jest ?? '') : read(join(root, jest));
  if (/@swc\/jest/.test(jestText)) found.push(...checkJest(jest ?? 'package.json', jestText, rootFiles));
  return found;
}

const isValid = (text: string): boolean => {
  try {
    parseJsonc(text);
    return true;
  } catch {
    return false;
  }
};

function checkJest(file: string, text: string, rootFiles: readonly string[]): readonly Diagnosis[] {
  const found: Diagnosis[] = [];
  if (!rootFiles.includes('.swcrc') && !/importSource['"]?\s*:\s*['"]bxml-jsx['"]/.test(text)) {
    const fix =
      "Pass { jsc: { transform: { react: { runtime: 'automatic', importSource: 'bxml-jsx' } } } } to @swc/jest: see docs/setup.md.";
    found.push({ code: 'jest-jsx', message: `${file} compiles JSX by @swc/jest, and not for bxml-jsx.`, fix });
  }
  if (!/extensionsToTreatAsEsm/.test(text)) {
    const fix =
      "Set extensionsToTreatAsEsm: ['.ts', '.tsx'], and run Jest with NODE_OPTIONS=--experimental-vm-modules.";
    found.push({ code: 'jest-esm', message: `${file} loads CommonJS, and bxml-jsx consists of ES modules.`, fix });
  }
  return found;
}
