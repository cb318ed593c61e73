import type { ConvertOptions } from '../convert/convert.js';
import { loadTimeoutOption } from './load-options.js';
import type { Register } from './work.js';

const EXAMPLES = `
Examples:
  bxml convert menu.xml                          # a component that renders the document
  bxml convert menu.xml --name MainMenu -o src/main-menu.tsx
  curl -s localhost:3000/menu | bxml convert
  bxml convert src/menu.tsx                      # the document of a component
  bxml convert src/menu.tsx --export Menu --props '{"name":"Ada"}'

Exit status: 0 converted; 1 the document has errors; 2 the command could not do its work.`;

/** `bxml convert`: a document to TSX, or a component to XML. */
export const registerConvert: Register = (program, start) => {
  program
    .command('convert')
    .description('Convert a BXML document to a TSX component, or a component to its document.')
    .argument('[source]', 'a document, or a module (.tsx, .js…); - or none for a document on standard input')
    .option('-o, --output <file>', 'write to a file instead of standard output')
    .option('--name <name>', 'the name of the component (default: from the file, menu.xml → Menu)')
    .option('--verbs <module>', 'a module that exports the verbs that are not built in')
    .option('--collapse', 'write spaces and line breaks in speech as one space')
    .option('--export <name>', 'the export of the module (default: default, or the only component)')
    .option('--props <json>', 'the props of the component')
    .option('--exact', 'write XML without line breaks, as it is sent')
    .option('--tsconfig <file>', 'the tsconfig to compile the module with (default: the nearest)')
    .addOption(loadTimeoutOption())
    .addHelpText('after', EXAMPLES)
    .action((source: string | undefined, options: ConvertOptions) =>
      start(async (io) => (await import('../convert/convert.js')).convert(io, source, options)),
    );
};
