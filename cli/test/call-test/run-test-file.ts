import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { built } from '../built.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** Milliseconds after which a test file is stopped. */
const LIMIT = 240_000;

/** A project in a temporary folder, which finds the packages of this repository. */
export interface Project {
  readonly folder: string;
  /** Writes a file and returns its path. */
  write(name: string, text: string): string;
  /** Runs a file of the project with Node and tsx. */
  run(file: string): Promise<{ readonly status: number | null; readonly output: string }>;
  remove(): void;
}

/** Creates an empty project. */
export function createProject(): Project {
  const folder = mkdtempSync(join(tmpdir(), 'bxml-project-'));
  const modules = join(root, 'node_modules');
  mkdirSync(join(folder, 'node_modules'));
  for (const name of readdirSync(modules).filter((each) => !each.startsWith('.'))) {
    const target = name === 'bxml-jsx' ? built().library : join(modules, name);
    symlinkSync(target, join(folder, 'node_modules', name), 'junction');
  }
  const write = (name: string, text: string): string => {
    const file = join(folder, name);
    writeFileSync(file, text);
    return file;
  };
  write('package.json', JSON.stringify({ type: 'module', devDependencies: { uvu: '*' } }));
  return {
    folder,
    write,
    run: runFile,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function runFile(file: string): Promise<{ status: number | null; output: string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', file], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: LIMIT,
    killSignal: 'SIGKILL',
  });
  let output = '';
  const collect = (chunk: Buffer): void => {
    output += chunk.toString();
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  return new Promise((resolve) => child.on('close', (status) => resolve({ status, output })));
}
