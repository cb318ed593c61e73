import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { assertLoadOptions, moduleFile } from '../load/load-application.js';
import { watchFiles } from '../load/watch.js';
import { CommandError } from '../terminal/command-error.js';
import { credentialsOf } from '../terminal/credentials.js';
import { type ExitStatus, exitStatus } from '../terminal/exit-status.js';
import { httpUrl } from '../terminal/http-url.js';
import { type Io, print, remark } from '../terminal/io.js';
import { styleFor } from '../terminal/style.js';
import { canConnect, monitorApplication } from './application-monitor.js';
import { freePort, ModuleProcess } from './module-process.js';
import { type PhoneServer, servePhone } from './server.js';
import { PhoneSession } from './session.js';
import type { PhoneTarget } from './target.js';

/** Options of `bxml phone`. */
export interface PhoneOptions {
  readonly port?: string;
  readonly open?: boolean;
  readonly from?: string;
  readonly to?: string;
  readonly displayName?: string;
  readonly user?: string;
  readonly method?: string;
  readonly also?: readonly string[];
  readonly export?: string;
  readonly url?: string;
  readonly tsconfig?: string;
  readonly loadTimeout?: number;
  readonly json?: boolean;
  /** In the process of a module: the port to serve it on. */
  readonly serveModule?: string;
}

/** The port if none is given and it is free. */
const PORT = 4646;

/** The files of the page. */
export interface PageFolder {
  readonly folder: string;
  remove(): void;
}

/**
 * Serves the phone until the person interrupts the command.
 *
 * @param findPage returns the files of the page. Default: those of the package; from source, they are built first
 */
export async function phone(
  io: Io,
  target: string,
  options: PhoneOptions,
  findPage: () => Promise<PageFolder> = pageFolder,
): Promise<ExitStatus> {
  if (options.serveModule !== undefined) {
    const { serveModule } = await import('./serve-module.js');
    return serveModule(io, target, Number(options.serveModule), options);
  }
  const isUrl = /^(?:[a-z][a-z\d+.-]*:\/\/|localhost(?=[:/]|$)|127\.|0\.0\.0\.0|\[::)/i.test(target);
  assertPort(options.port);
  const begin: Begin = async (more) => start(io, options, { ...commonTarget(io, options), ...more }, await findPage());
  return isUrl ? phoneForUrl(io, target, begin) : phoneForModule(io, target, options, begin);
}

/** Starts the phone for a target. */
type Begin = (target: Pick<PhoneTarget, 'name' | 'origin' | 'url' | 'isModule' | 'tested'>) => Promise<RunningPhone>;

async function phoneForUrl(io: Io, target: string, begin: Begin): Promise<ExitStatus> {
  const url = httpUrl(target);
  const { origin, href } = url;
  const running = await begin({ name: href, origin, url: href, isModule: false, tested: { kind: 'url', origin } });
  const stop = monitorApplication(running.session, { isNeeded: () => running.server.readers > 0 });
  try {
    if (!(await canConnect(origin)))
      remark(io, `Nothing listens at ${origin} yet. Start the application: the phone notices.`);
    await interrupted(io.signal);
    return exitStatus.interrupted;
  } finally {
    stop();
    await running.close();
  }
}

/** The phone begins before the module is loaded: its page says why a module cannot be called, until it is corrected. */
async function phoneForModule(io: Io, target: string, options: PhoneOptions, begin: Begin): Promise<ExitStatus> {
  const file = moduleFile(io, target);
  assertLoadOptions(io, options);
  const { again } = io;
  if (again === undefined) throw new CommandError('A module needs a process of its own, which cannot be started here.');
  const name = relative(io.cwd, file);
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const url = new URL(options.url ?? '/', origin).href;
  const tested = { kind: 'module', file, exportName: options.export ?? 'default' } as const;
  const running = await begin({ name, origin, url, isModule: true, tested });
  const { session } = running;
  const module = new ModuleProcess(io, {
    name,
    entry: again.entry,
    args: [...again.args, '--serve-module', String(port)],
    onReady: (served) => {
      session.tested = served;
    },
    onChange: (state) => session.setReachability(state),
  });
  try {
    return await watchFiles(io, (signal) => module.run(signal), [file]);
  } finally {
    await module.stop();
    await running.close();
  }
}

/** Returns the parts of a target that options decide. */
function commonTarget(io: Io, options: PhoneOptions) {
  const { from = '', to = '', displayName = '', also = [], method = 'POST' } = options;
  const credentials = credentialsOf(io, options.user);
  return {
    method: method.toUpperCase() === 'GET' ? ('GET' as const) : ('POST' as const),
    alsoServes: also.map((each) => httpUrl(each).origin),
    credentials,
    defaults: { from, to, displayName },
    folder: io.cwd,
  };
}

interface RunningPhone {
  readonly session: PhoneSession;
  readonly server: PhoneServer;
  close(): Promise<void>;
}

/** Starts the server of the phone, and prints its address. */
async function start(io: Io, options: PhoneOptions, target: PhoneTarget, page: PageFolder): Promise<RunningPhone> {
  const session = new PhoneSession(target);
  const server = await listen(session, options.port, page.folder);
  const { url } = server;
  if (options.json === true) print(io, JSON.stringify({ url, target: target.name }));
  else print(io, `${styleFor(io)('bold', 'Phone')} for ${target.name}: ${url}`);
  if (options.open === true) openBrowser(io, url);
  return {
    session,
    server,
    async close() {
      session.close();
      await server.close();
      page.remove();
    },
  };
}

function assertPort(given: string | undefined): void {
  if (given === undefined || (/^\d{1,5}$/.test(given) && Number(given) <= 65_535)) return;
  throw new CommandError(`--port is ${JSON.stringify(given)}; expected a number from 0 to 65535.`);
}

async function listen(session: PhoneSession, given: string | undefined, folder: string): Promise<PhoneServer> {
  const port = given === undefined ? PORT : Number(given);
  try {
    return await servePhone(session, { port, pageFolder: folder });
  } catch (error) {
    const { code } = Object(error) as { readonly code?: unknown };
    if (code !== 'EADDRINUSE' && code !== 'EACCES') throw error;
    if (given === undefined) return servePhone(session, { port: 0, pageFolder: folder });
    throw new CommandError(`Port ${port} is ${code === 'EACCES' ? 'not allowed' : 'in use'}.`, {
      hint: 'Choose another one, or 0 for any that is free.',
    });
  }
}

/** Returns the folder with the files of the page. From source, they are built first. */
async function pageFolder(): Promise<PageFolder> {
  const built = fileURLToPath(new URL('phone/', import.meta.url));
  if (existsSync(join(built, 'index.html'))) return { folder: built, remove: () => undefined };
  const folder = mkdtempSync(join(tmpdir(), 'bxml-phone-'));
  // Not in the package: the bundler must not follow it.
  const script = new URL('../../scripts/build-page.mjs', import.meta.url).href;
  const { buildPage } = (await import(script)) as { buildPage(outdir: string): Promise<void> };
  await buildPage(folder);
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

function openBrowser(io: Io, url: string): void {
  const [command, ...args] =
    process.platform === 'darwin'
      ? ['open', url]
      : process.platform === 'win32'
        ? ['cmd', '/c', 'start', '', url]
        : ['xdg-open', url];
  const opener = spawn(command ?? '', args, { stdio: 'ignore', detached: true });
  opener.on('error', () => remark(io, 'No browser could be opened here. Open the address above.'));
  opener.unref();
}

function interrupted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
