import { existsSync, realpathSync } from 'node:fs';
import { dirname, extname, relative, resolve } from 'node:path';
import type { SimulatedApplication } from 'bxml-jsx/testing';
import { CommandError } from '../terminal/command-error.js';
import { assertNotEmpty, inputFile, missingFile, statsOf } from '../terminal/input-file.js';
import type { Io } from '../terminal/io.js';
import { chooseApplication } from './choose-export.js';
import { importModule } from './import-module.js';
import { moduleError } from './module-error.js';
import { catchServers } from './servers.js';
import { whileLoading } from './while-loading.js';

/** Options of {@link loadApplication}, as commands have them. */
export interface LoadOptions {
  /** The export of the module that is the application. @default the first that is one */
  readonly export?: string | undefined;
  /** The URL or path where calls start. @default `/` of a module, the target itself if it is a URL */
  readonly url?: string | undefined;
  /** The tsconfig to compile with. @default the nearest to the module */
  readonly tsconfig?: string | undefined;
  /** Seconds that loading may take. @default 15 */
  readonly loadTimeout?: number | undefined;
}

/** An application to simulate calls with. */
export interface LoadedApplication {
  /** Pass it to `simulate` of `bxml-jsx/testing`. */
  readonly application: SimulatedApplication;
  /** The export of the module; `undefined` for a URL, and for a server that the module has started. */
  readonly exportName: string | undefined;
  /** Returns a new application, which remembers no calls, if the module exports a function that makes one. */
  readonly create: (() => Promise<SimulatedApplication>) | undefined;
  /** Where calls start: an absolute URL without credentials. */
  readonly url: string;
  /** The origin of the application, as for the option `origin` of `simulate`. */
  readonly origin: string;
  /** The credentials in the target's URL: the option `credentials` of a call. */
  readonly credentials: { readonly username: string; readonly password: string } | undefined;
  /** The target in messages and on maps: a path relative to the folder, or a URL. */
  readonly name: string;
  /** The module: its absolute path and the export that was chosen; `undefined` for a URL. */
  readonly module:
    | { readonly file: string; readonly exported: { readonly name: string; readonly value: unknown } | undefined }
    | undefined;
  /** Absolute paths of the files of a module. */
  readonly files: readonly string[];
  /** Closes the servers that the module has started. */
  dispose(): Promise<void>;
}

/** The origin of applications in this process. */
const ORIGIN = 'https://app.example';

const LOAD_TIMEOUT = 15;

/** Local servers, whose URL may be written without a scheme. */
const LOCAL = /^(?:localhost|127(?:\.\d+){3}|0\.0\.0\.0|\[::1?\])(?::\d+)?(?:[/?#]|$)/i;

/** The extensions of modules, in the order in which they are looked for. */
const EXTENSIONS = ['.tsx', '.ts', '.mts', '.cts', '.jsx', '.js', '.mjs', '.cjs'];

/**
 * Loads an application: a module by its path, or a running server by its URL. Modules run in this process: use
 * `guarded`, so that a module cannot block the command.
 *
 * @param target such as `src/app.tsx`, `dist/app.js` or `http://localhost:3000/initiate`
 * @throws CommandError if the target does not exist, cannot be compiled, throws, does not finish, or exports no application
 * @example
 * const { application, url, dispose } = await loadApplication(io, 'src/app.tsx', { export: 'app' });
 * const call = await simulate(application).call({ url });
 */
export async function loadApplication(io: Io, target: string, options: LoadOptions = {}): Promise<LoadedApplication> {
  if (/^https?:\/\//i.test(target)) return servedApplication(target, options);
  if (LOCAL.test(target) && !existsSync(resolve(io.cwd, target))) return servedApplication(`http://${target}`, options);
  const file = realpathSync(moduleFile(io, target));
  const name = relative(io.cwd, file);
  const timeout = options.loadTimeout ?? LOAD_TIMEOUT;
  const url = startUrl(options.url, ORIGIN);
  const servers = catchServers();
  try {
    const { exports, files } = await importModule(io, file, { tsconfig: tsconfigFile(io, options.tsconfig), timeout });
    const choice = { exports, name: options.export, file: name, folder: dirname(file), servers };
    const { application, exportName, create } = await whileLoading({ name, timeout, signal: io.signal }, () =>
      chooseApplication(choice),
    ).catch((error) => {
      throw error instanceof CommandError ? error : moduleError(error, { name, cwd: io.cwd });
    });
    io.parent?.doing(`running ${name}`);
    servers.release();
    return {
      application,
      exportName,
      create,
      url,
      origin: ORIGIN,
      credentials: undefined,
      name,
      module: {
        file,
        exported: exportName === undefined ? undefined : { name: exportName, value: exports[exportName] },
      },
      files,
      dispose: async () => servers.close(),
    };
  } catch (error) {
    servers.close();
    throw error;
  }
}

function servedApplication(target: string, options: LoadOptions): LoadedApplication {
  if (!URL.canParse(target))
    throw new CommandError('The target is not a valid URL.', { hint: 'Write it as http://localhost:3000/initiate.' });
  const url = new URL(target);
  const { username, password, origin } = url;
  url.username = '';
  url.password = '';
  url.hash = '';
  return {
    application: origin,
    exportName: undefined,
    create: undefined,
    url: options.url === undefined ? url.href : startUrl(options.url, url.href),
    origin,
    credentials: username === '' ? undefined : { username: decoded(username), password: decoded(password) },
    name: url.href,
    module: undefined,
    files: [],
    dispose: async () => undefined,
  };
}

/** Returns a part of a URL without percent-encoding; unchanged if that is invalid. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/**
 * Checks the options of a module that is loaded in another process.
 *
 * @throws CommandError if the tsconfig does not exist, or the URL is not valid
 */
export function assertLoadOptions(io: Io, { tsconfig, url }: LoadOptions): void {
  tsconfigFile(io, tsconfig);
  startUrl(url, ORIGIN);
}

function startUrl(given: string | undefined, base: string): string {
  if (given === undefined) return `${base}/`;
  if (URL.canParse(given, base)) return new URL(given, base).href;
  throw new CommandError(`--url is ${JSON.stringify(given)}; expected a path such as /initiate, or a URL.`);
}

/**
 * Returns the absolute path of a module, whose extension may be left out.
 *
 * @throws CommandError if the file does not exist or is not a module
 */
export function moduleFile(io: Io, target: string): string {
  assertNotEmpty(target);
  const path = resolve(io.cwd, target);
  const file = isFile(path) ? path : EXTENSIONS.map((extension) => path + extension).find(isFile);
  if (file === undefined) throw notThere(io, target, path);
  if (EXTENSIONS.includes(extname(file))) return file;
  throw new CommandError(`${target} is not a module.`, {
    hint: `Name a module (${EXTENSIONS.join(', ')}), or the URL of a running server.`,
  });
}

function notThere(io: Io, target: string, path: string): CommandError {
  if (/^(?:[\w.-]+:\d+|\d+(?:\.\d+){3})(?:[:/]|$)/.test(target)) {
    return missingFile(target, `Did you mean the URL http://${target}?`);
  }
  if (statsOf(path)?.isDirectory() === true) {
    return new CommandError(`${target} is a folder; expected a module or a URL.`, {
      hint: `Name the file, such as ${relative(io.cwd, resolve(path, 'app.tsx'))}.`,
    });
  }
  // A `.js` file that is not built yet, or the name that imports of TypeScript have.
  const source = EXTENSIONS.map((extension) => path.slice(0, -extname(path).length || undefined) + extension).find(
    isFile,
  );
  const hint =
    source === undefined
      ? 'Name a module, such as src/app.tsx, or the URL of a running server.'
      : `Did you mean ${relative(io.cwd, source)}?`;
  return missingFile(target, hint);
}

function tsconfigFile(io: Io, given: string | undefined): string | undefined {
  return given === undefined ? undefined : inputFile(io, given, '--tsconfig is the path of a tsconfig.json.');
}

const isFile = (path: string): boolean => statsOf(path)?.isFile() === true;
