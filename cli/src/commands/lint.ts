import type { Register } from './work.js';

/** `bxml lint`: checks BXML documents. */
export const registerLint: Register = (program, start) => {
  program
    .command('lint')
    .description('Check BXML documents: well-formedness, elements, attributes, values and rules.')
    .argument('[files...]', 'files to check; - or none for standard input')
    .action((files: string[]) => start(async (io) => (await import('../lint/lint.js')).lint(io, files)));
};
