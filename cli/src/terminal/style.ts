import { styleText } from 'node:util';
import type { Io } from './io.js';

type Streams = Pick<Io, 'stdout' | 'stderr' | 'env'>;

type Format = Parameters<typeof styleText>[0];

/**
 * Returns a function that formats text for a stream: in color on a terminal, plain in a pipe. `NO_COLOR` and `FORCE_COLOR`
 * are respected.
 */
export function styleFor(
  io: Streams,
  stream: 'stdout' | 'stderr' = 'stdout',
): (format: Format, text: string) => string {
  const inColor = usesColor(io, stream);
  return (format, text) => (inColor ? styleText(format, text, { validateStream: false }) : text);
}

function usesColor(io: Streams, stream: 'stdout' | 'stderr'): boolean {
  const { env } = io;
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR !== undefined) return env.FORCE_COLOR !== '0';
  return io[stream].isTTY === true && env.TERM !== 'dumb';
}
