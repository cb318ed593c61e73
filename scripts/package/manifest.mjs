// Removes what only the repository has from package.json, and restores it: the export condition for the sources, which
// are not packed, and the workspaces. `npm pack` and `npm publish` run this before and after packing.
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

const FILE = 'package.json';
const ORIGINAL = 'package.json.original';
const PRIVATE_CONDITION = 'bxml-jsx-source';

/** Writes package.json without the private condition and the workspaces, and keeps the original in another file. */
export function strip() {
  // An interrupted run has left the original.
  if (existsSync(ORIGINAL)) restore();
  const original = readFileSync(FILE, 'utf8');
  const manifest = JSON.parse(original);
  for (const target of Object.values(manifest.exports)) delete target[PRIVATE_CONDITION];
  delete manifest.workspaces;
  writeFileSync(ORIGINAL, original);
  writeFileSync(FILE, `${JSON.stringify(manifest, null, 2)}\n`);
}

/** Restores the original. */
export function restore() {
  renameSync(ORIGINAL, FILE);
}

if (process.argv[2] === 'strip') strip();
if (process.argv[2] === 'restore') restore();
