// Looks in the source of an application for what a walk holds fixed: who calls, when, and what is stored.
import { readFileSync } from 'node:fs';

/** Reads of what differs between callers and days. Imports from packages and calls such as `Array.from` are none. */
const SIGNS: readonly RegExp[] = [
  // A field of the event: `event.from`, `{ from, tag }`, `{ to: number }`.
  /\.(?:from|to)\b(?!\s*\()/,
  /[{,]\s*(?:from|to)\s*[,}:=]/,
  /\b(?:sipHeaders|callerDisplayName|diversion|stirShaken|startTime|eventTime)\b/,
  /\bnew Date\(\s*\)|\bDate\.now\b|\bTemporal\.Now\b|\bDateTime\.(?:now|local|utc)\b|\b(?:dayjs|moment)\(\s*\)/,
  /\bMath\.random\b|\brandomInt\b/,
  // Whatever is awaited, such as a row of a database, may differ.
  /\bawait\b/,
];

/** True if the source of an application reads callers, times, random numbers or stored data, which other calls may change. */
export const readsOtherCalls = (files: readonly string[]): boolean =>
  files.some((file) => {
    const source = withoutComments(readFileSync(file, 'utf8'));
    return SIGNS.some((sign) => sign.test(source));
  });

/** Removes comments that begin a line. Those behind code only make the walk less sure. */
const withoutComments = (source: string): string =>
  source.replace(/^\s*\/\*[\s\S]*?\*\//gm, '').replace(/^\s*\/\/.*$/gm, '');
