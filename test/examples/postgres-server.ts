// A PostgreSQL of the test's own: a process on a free port, with its files in a temporary folder.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Client } from 'pg';
import { deleteFolder } from '../delete-folder.js';
import { freePort } from '../free-port.js';

/** The folder of PostgreSQL's programs, which Debian does not put on the path; undefined if it is not installed. */
const programs = ['command -v initdb', 'ls /usr/lib/postgresql/*/bin/initdb']
  .map((command) => spawnSync('sh', ['-c', command], { encoding: 'utf8' }).stdout.trim().split('\n').at(-1))
  .filter((path) => path !== undefined && path !== '')
  .map((path) => dirname(String(path)))[0];

interface User {
  readonly uid?: number;
  readonly gid?: number;
}

/** The user that runs the server, because root may not. */
const user: User | undefined = process.getuid?.() === 0 ? idsOf('postgres') : {};

export const hasPostgres = programs !== undefined && user !== undefined;

export class PostgresServer {
  readonly url: string;
  readonly #folder: string;
  readonly #process: ChildProcess;
  readonly #onExit = (): void => this.#end();

  private constructor(port: number, folder: string) {
    this.url = `postgres://postgres@127.0.0.1:${port}/postgres`;
    this.#folder = folder;
    const options = ['-D', folder, '-p', String(port), '-c', 'listen_addresses=127.0.0.1', '-k', folder];
    this.#process = spawn(join(String(programs), 'postgres'), options, { stdio: 'ignore', ...user });
    process.once('exit', this.#onExit);
  }

  /** Starts a server with an empty database. Resolves when it accepts connections. */
  static async start(): Promise<PostgresServer> {
    const folder = mkdtempSync(join(tmpdir(), 'bxml-postgres-'));
    if (user?.uid !== undefined && user.gid !== undefined) chownSync(folder, user.uid, user.gid);
    const options = ['-D', folder, '-U', 'postgres', '-A', 'trust', '--no-sync'];
    const { status, stderr } = spawnSync(join(String(programs), 'initdb'), options, { encoding: 'utf8', ...user });
    if (status !== 0) throw new Error(stderr);
    const server = new PostgresServer(await freePort(), folder);
    while (!(await server.#isReady())) await wait(50);
    return server;
  }

  /** Ends the server and deletes its files. */
  async stop(): Promise<void> {
    process.off('exit', this.#onExit);
    const exited = once(this.#process, 'exit');
    this.#process.kill('SIGQUIT');
    await exited;
    this.#end();
  }

  async #isReady(): Promise<boolean> {
    if (this.#process.exitCode !== null) throw new Error('PostgreSQL has ended.');
    const client = new Client(this.url);
    try {
      await client.connect();
      await client.end();
      return true;
    } catch {
      return false;
    }
  }

  #end(): void {
    this.#process.kill('SIGQUIT');
    for (let attempt = 1; !deleteFolder(this.#folder) && attempt < 20; attempt++) {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
    }
  }
}

/** Returns the ids of a user; undefined if there is none. */
function idsOf(name: string): User | undefined {
  const [uid = 0, gid = 0] = ['-u', '-g'].map((option) => Number(spawnSync('id', [option, name]).stdout || 0));
  return uid === 0 ? undefined : { uid, gid };
}
