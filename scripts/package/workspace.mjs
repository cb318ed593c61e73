// A temporary folder with the packed package and all tools installed once, in which the consumer projects run.
import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';

const TWO_MINUTES = 120_000;
/** Timeout of the installation: engines and frameworks are hundreds of megabytes. */
const TEN_MINUTES = 600_000;
const exec = promisify(execFile);

/** Engines other than Node, installed from npm: the program of each name. */
const ENGINES = { bun: 'bun-engine/bin/bun', deno: 'deno-engine/deno', workerd: 'workerd/bin/workerd' };

/** The tools and the package, which every consumer project finds in the `node_modules` of its parent folder. */
export class Workspace {
  #folder;

  constructor(folder) {
    this.#folder = folder;
  }

  /** Installs the tools of `consumers/package.json`, and the tarballs as a user would. */
  async install(consumers, tarballs) {
    for (const name of ['package.json', 'package-lock.json']) cpSync(join(consumers, name), join(this.#folder, name));
    // The newest tools warn about the version of Node; they run with a newer one.
    const quietly = ['--no-audit', '--no-fund', '--loglevel=error'];
    // Not `npm ci`: it refuses a lockfile that lacks other platforms' binaries, which some registries do not carry.
    await this.run(['npm', 'install', '--no-save', ...quietly, ...tarballs], { timeout: TEN_MINUTES });
  }

  /** Returns the path of a folder of the workspace. */
  path(folder) {
    return join(this.#folder, folder);
  }

  /** Returns the path of an installed module. */
  module(path) {
    return join(this.#folder, 'node_modules', path);
  }

  /**
   * Runs a command of the tools, `npm` or `node` in a folder of the workspace. Rejects with everything that it printed.
   */
  async run([command, ...args], { folder = '.', node, env = {}, timeout = TWO_MINUTES } = {}) {
    const { NODE_OPTIONS: _, ...inherited } = process.env;
    const executable = this.#nodeOf(node);
    const options = {
      cwd: join(this.#folder, folder),
      env: {
        ...inherited,
        NO_COLOR: '1',
        PATH: [dirname(executable), this.module('.bin'), inherited.PATH].join(delimiter),
        ...env,
      },
      timeout,
    };
    const [file, parameters] = this.#resolve(command, args, executable);
    try {
      return await exec(file, parameters, options);
    } catch (error) {
      const { stdout = '', stderr = '', message } = error;
      const failure = new Error(stdout || stderr ? `${[command, ...args].join(' ')}\n${stdout}${stderr}` : message);
      throw Object.assign(failure, { stdout, stderr, code: error.code });
    }
  }

  /**
   * Writes the files of a consumer, runs its commands, and compares the output of the last one. Returns why it was
   * skipped, if it was.
   */
  async use({ name, type = 'module', files, needs, commands, prints, fails }) {
    const missing = this.#missing(needs, commands);
    if (missing !== undefined) return `skipped: ${missing}`;
    const folder = name.replaceAll(/[^\w.]+/g, '-');
    this.#write(folder, { 'package.json': JSON.stringify({ private: true, type }), ...files });
    let output = '';
    for (const { run, ...options } of commands) {
      ({ stdout: output } = await this.run(run, { folder, ...options }));
    }
    if (prints !== undefined && output !== prints) throw new Error(`expected\n${prints}\nbut it printed\n${output}`);
    if (fails !== undefined) await this.#fail(folder, fails);
    return undefined;
  }

  async #fail(folder, { run, says, ...options }) {
    const error = await this.run(run, { folder, ...options }).then(
      () => new Error(`${run.join(' ')} should have failed with ${says}`),
      (failure) => (`${failure.stdout}${failure.stderr}`.includes(says) ? undefined : failure),
    );
    if (error !== undefined) throw error;
  }

  #missing(needs, commands) {
    if (needs !== undefined && !existsSync(needs)) return `no ${needs} on this machine`;
    const node = commands.find(({ node }) => node !== undefined && !existsSync(this.#nodeOf(node)))?.node;
    if (node !== undefined) return `npm brings no Node ${node} for this platform`;
    const engine = commands.map(({ run }) => run[0]).find((name) => name in ENGINES && !existsSync(this.#engine(name)));
    return engine === undefined ? undefined : `npm brings no ${engine} for this platform`;
  }

  #engine(name) {
    return this.module(ENGINES[name]);
  }

  #nodeOf(version) {
    return version === undefined ? process.execPath : this.module(`node-${version}/bin/node`);
  }

  #resolve(command, args, executable) {
    if (command === 'node') return [executable, args];
    if (command in ENGINES) return [this.#engine(command), args];
    // A command with a slash is a script of a package, because each TypeScript has its own `tsc`.
    if (command.includes('/')) return [executable, [this.module(command), ...args]];
    const bin = this.module(join('.bin', command));
    return [existsSync(bin) ? bin : command, args];
  }

  #write(folder, files) {
    for (const [path, content] of Object.entries(files)) {
      const target = join(this.#folder, folder, path);
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, content);
    }
  }
}
