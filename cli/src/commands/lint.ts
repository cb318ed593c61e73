import { InvalidArgumentError, Option } from 'commander';
import type { LintOptions } from '../lint/lint.js';
import type { Register } from './work.js';

const EXAMPLES = `
Examples:
  bxml lint documents                    # the .xml and .bxml files of a folder
  bxml lint "calls/**/*.bxml"            # a pattern
  curl -s localhost:3000/menu | bxml lint --stdin-name menu.xml
  bxml lint --rule gather.no-url=off --max-warnings 0 documents
  bxml lint --format sarif documents > bxml.sarif

Configuration: bxml.config.json, {"rules": {"gather.no-url": "off"}}, in the folder of a document or above.
Exit status: 0 no errors; 1 errors, or too many warnings; 2 the command could not do its work.`;

/** `bxml lint`: checks BXML documents. */
export const registerLint: Register = (program, start) => {
  program
    .command('lint')
    .description('Check BXML documents: well-formedness, elements, attributes, values and rules.')
    .argument('[files...]', 'files, folders, or patterns in quotes; - or none for standard input')
    .addOption(
      new Option('--format <format>', 'the format of the report (default: human; github in GitHub Actions)').choices([
        'human',
        'json',
        'sarif',
        'github',
      ]),
    )
    .option('--rule <id=level>', 'set a rule to off, warning or error; may be repeated', collect)
    .option('--max-warnings <number>', 'exit with 1 if there are more warnings', count)
    .option('--config <file>', 'the configuration file (default: the nearest to each document)')
    .option('--no-config', 'ignore configuration files')
    .addOption(
      new Option('--context <context>', 'what the documents respond to (default: call)').choices([
        'call',
        'conference',
        'transferAnswer',
      ]),
    )
    .option('--stdin-name <path>', 'the name of standard input in the report')
    .option('--watch', 'check again whenever a document changes')
    .addHelpText('after', EXAMPLES)
    .action(
      (files: string[], { config, ...options }: Omit<LintOptions, 'config'> & { readonly config?: string | boolean }) =>
        start(async (io) => {
          const { lint } = await import('../lint/lint.js');
          // Commander sets true for an option that begins with `no` and is not given.
          return lint(io, files, { ...options, config: config === true ? undefined : config });
        }),
    );
};

const collect = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];

function count(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Expected a whole number.');
}
