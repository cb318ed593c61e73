import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';

/** True if Redis is installed. */
export const hasRedis = spawnSync('redis-server', ['--version']).status === 0;

/** Starts Redis on a free port, with its files in a temporary folder. Returns its URL and a function that stops it. */
export async function startRedis(fsync) {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'bxml-redis-'));
  const files = ['--dir', folder, '--save', '', '--appendonly', 'yes', '--appendfsync', fsync];
  const server = spawn('redis-server', ['--port', String(port), '--bind', '127.0.0.1', ...files], { stdio: 'ignore' });
  const url = `redis://127.0.0.1:${port}`;
  const client = new Redis(url, { maxRetriesPerRequest: null }).on('error', () => {});
  await client.ping();
  return {
    url,
    client,
    async stop() {
      client.disconnect();
      const exited = once(server, 'exit');
      server.kill('SIGKILL');
      await exited;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  return port;
}
