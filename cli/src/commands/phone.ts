import { Option } from 'commander';
import type { PhoneOptions } from '../phone/phone.js';
import { loadTimeoutOption } from './load-options.js';
import type { Register } from './work.js';

const append = (value: string, values: readonly string[] = []): readonly string[] => [...values, value];

/** `bxml phone`: a telephone in the browser for an application. */
export const registerPhone: Register = (program, start) => {
  program
    .command('phone')
    .description('Open a telephone in the browser that calls an application: offline, in any language.')
    .argument('<target>', 'the URL that receives calls, or a module, which is loaded again when it changes')
    .option('-p, --port <port>', 'the port of the phone; 0 for any that is free (default: 4646 if it is free)')
    .option('-o, --open', 'open the browser')
    .option('--from <number>', 'the number of the caller, to begin with')
    .option('--to <number>', 'the number to dial, to begin with')
    .option('--display-name <name>', 'the display name of the caller, to begin with')
    .option(
      '-u, --user <name:password>',
      'credentials, sent after a 401 as Bandwidth does; or BXML_USER and BXML_PASSWORD',
    )
    .addOption(
      new Option('--method <method>', 'the method of the first request').choices(['POST', 'GET']).default('POST'),
    )
    .option('--also <origin>', 'another origin of the application; may be repeated', append)
    .option('--export <name>', 'the export of the module that is the application')
    .option('--url <path>', 'where calls start, for a module')
    .option('--tsconfig <file>', 'the tsconfig to compile a module with')
    .addOption(loadTimeoutOption())
    .option('--json', 'print the address as JSON')
    .addOption(new Option('--serve-module <port>').hideHelp())
    .addHelpText(
      'after',
      `
The phone listens on 127.0.0.1 only. Ctrl-C ends it.

Examples:
  bxml phone http://localhost:3000/initiate
  bxml phone --open --from +15551230001 localhost:3000/voice
  bxml phone --user voice:secret http://localhost:3000/voice
  bxml phone src/app.tsx --url /call`,
    )
    .action((target: string, options: PhoneOptions) =>
      start(async (io) => (await import('../phone/phone.js')).phone(io, target, options)),
    );
};
