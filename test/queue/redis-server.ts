// A Redis of the test's own: a process on a free port, with its files in a temporary folder.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { suite, type Test } from 'uvu';
import { deleteFolder } from '../delete-folder.js';
import { freePort } from '../free-port.js';

/** True if Redis is installed. Tests that need it are skipped otherwise. */
export const hasRedis = spawnSync('redis-server', ['--version']).status === 0;

export class RedisServer {
  readonly port: number;
  readonly url: string;
  readonly #folder = mkdtempSync(join(tmpdir(), 'bxml-redis-'));
  readonly #options: readonly string[];
  #process: ChildProcess | undefined;
  #client: Redis | undefined;
  readonly #onExit = (): void => this.#end();

  private constructor(port: number, options: readonly string[]) {
    this.port = port;
    this.url = `redis://127.0.0.1:${port}`;
    this.#options = options;
    process.once('exit', this.#onExit);
  }

  /** Starts a server that writes each command to disk. `options` are further arguments of `redis-server`. */
  static async start(...options: string[]): Promise<RedisServer> {
    const server = await RedisServer.prepare(...options);
    await server.run();
    return server;
  }

  /** Returns a server that does not run yet. */
  static async prepare(...options: string[]): Promise<RedisServer> {
    return new RedisServer(await freePort(), options);
  }

  /** A client for the commands of tests. */
  get client(): Redis {
    this.#client ??= new Redis(this.url, { maxRetriesPerRequest: null }).on('error', () => {});
    return this.#client;
  }

  /** Starts the server, with the data that it had. Resolves when it responds. */
  async run(): Promise<void> {
    const files = ['--dir', this.#folder, '--save', '', '--appendonly', 'yes', '--appendfsync', 'always'];
    const network = ['--port', String(this.port), '--bind', '127.0.0.1'];
    const running = spawn('redis-server', [...network, ...files, ...this.#options], { stdio: 'ignore' });
    this.#process = running;
    let fail = (): void => {};
    const ended = new Promise<never>((_resolve, reject) => {
      fail = () => reject(new Error(`redis-server did not start on port ${this.port}`));
      running.once('exit', fail);
    });
    await Promise.race([this.client.ping(), ended]).finally(() => running.off('exit', fail));
  }

  /** Stops the server without closing its connections: it does not respond until `thaw`. */
  freeze(): void {
    this.#process?.kill('SIGSTOP');
  }

  /** Continues the server after `freeze`. */
  thaw(): void {
    this.#process?.kill('SIGCONT');
  }

  /** Resolves once `INFO` contains a line. */
  async reports(line: string): Promise<void> {
    while (!(await this.client.info()).split('\r\n').includes(line)) await wait(10);
  }

  /** Ends the server at once, as a crash does. */
  async kill(): Promise<void> {
    const running = this.#process;
    if (running === undefined) return;
    this.#process = undefined;
    const exited = new Promise((resolve) => running.once('exit', resolve));
    running.kill('SIGKILL');
    await exited;
  }

  /** Ends the server and deletes its files. */
  async stop(): Promise<void> {
    this.#client?.disconnect();
    await this.kill();
    process.off('exit', this.#onExit);
    // A child of the server, which rewrites its file, may write a moment longer, and then the folder is not empty.
    while (!deleteFolder(this.#folder)) await wait(50);
  }

  #end(): void {
    this.#process?.kill('SIGKILL');
    deleteFolder(this.#folder);
  }
}

/** Defines and runs a suite on a Redis of its own; a remark instead if Redis is not installed. */
export function redisSuite(
  name: string,
  define: (test: Test<{ readonly server: RedisServer }>) => void,
  ...options: string[]
): void {
  const test = suite<{ server: RedisServer }>(name);
  if (hasRedis) {
    test.before(async (context) => {
      context.server = await RedisServer.start(...options);
    });
    test.after(({ server }) => server.stop());
    define(test);
  } else {
    test('needs Redis', () => console.log('# skipped: the tests of BullMQ, because redis-server is not installed'));
  }
  test.run();
}
