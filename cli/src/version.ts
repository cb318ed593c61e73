import { readFileSync } from 'node:fs';

/** The version of the package. */
export const version: string = readVersion();

function readVersion(): string {
  // The folder of this file, `src` or `dist`, is in that of package.json.
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  return String(version);
}
