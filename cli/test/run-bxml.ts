import { PassThrough } from 'node:stream';
import { run } from '../src/program.js';
import type { Io } from '../src/terminal/io.js';

/** The outcome of a command that ran in this process. */
export interface Outcome {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command in this process, as in a pipe: without colors and progress. */
export async function runBxml(
  args: readonly string[],
  options: Partial<Io> & { input?: string } = {},
): Promise<Outcome> {
  const { input = '', ...given } = options;
  const stdin = new PassThrough();
  stdin.end(input);
  const stdout = collect();
  const stderr = collect();
  const io = { stdin, env: {}, cwd: process.cwd(), signal: new AbortController().signal, ...given };
  const status = await run(args, { ...io, stdout: stdout.stream, stderr: stderr.stream });
  return { status, stdout: stdout.text(), stderr: stderr.text() };
}

function collect(): { stream: PassThrough; text: () => string } {
  const stream = new PassThrough();
  let text = '';
  stream.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  return { stream, text: () => text };
}
