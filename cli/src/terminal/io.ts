import type { Readable, Writable } from 'node:stream';

/** What a command reads and writes, so that tests can run it in their process. */
export interface Io {
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  readonly stderr: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The folder that paths are relative to. */
  readonly cwd: string;
  /** Aborts when the person interrupts the command. */
  readonly signal: AbortSignal;
  /** How to run the command again in a child process. Absent in tests, and in the child process itself. */
  readonly again?: { readonly entry: string; readonly args: readonly string[] };
  /** The parent process, if the command runs in a guarded child process. */
  readonly parent?: ParentProcess;
}

/** What a guarded child process reports to its parent. */
export interface ParentProcess {
  /** What the process does now, such as `loading src/app.tsx`: named if it blocks. */
  doing(what: string): void;
  /**
   * The absolute paths of files that the result depends on, for `--watch`, and of folders in which any new file may change
   * it.
   */
  dependsOn(files: readonly string[], folders?: readonly string[]): void;
}

/** Writes a line to standard output. */
export function print(io: Pick<Io, 'stdout'>, line = ''): void {
  io.stdout.write(`${line}\n`);
}

/** Writes a line to standard error: remarks, which are not the result. */
export function remark(io: Pick<Io, 'stderr'>, line = ''): void {
  io.stderr.write(`${line}\n`);
}
