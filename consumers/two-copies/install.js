// Gives the library a nested copy of the package, and installs the library, as npm does.
import { cpSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const bxml = dirname(dirname(fileURLToPath(import.meta.resolve('bxml-jsx'))));
cpSync(bxml, 'library/node_modules/bxml-jsx', { recursive: true });
cpSync('library', 'node_modules/library', { recursive: true });
