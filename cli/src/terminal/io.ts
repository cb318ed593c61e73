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
}

/** Writes a line to standard output. */
export function print(io: Io, line = ''): void {
  io.stdout.write(`${line}\n`);
}

/** Writes a line to standard error: remarks, which are not the result. */
export function remark(io: Io, line = ''): void {
  io.stderr.write(`${line}\n`);
}
