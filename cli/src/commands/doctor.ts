import type { DoctorOptions } from '../doctor/doctor.js';
import { addLoadOptions } from './load-options.js';
import type { Register } from './work.js';

const EXAMPLES = `
Examples:
  bxml doctor                       # the project of this folder
  bxml doctor --app src/app.tsx     # also sends an event to the application

Exit status: 0 nothing is wrong; 1 something is; 2 the command could not do its work.`;

/** `bxml doctor`: checks the set-up of a project. */
export const registerDoctor: Register = (program, start) => {
  const command = program
    .command('doctor')
    .description('Find what is wrong with the set-up of a project, and the fix.')
    .argument('[folder]', 'a folder of the project (default: the working directory)')
    .option('--app <target>', 'a module or URL: checks that the bodies of requests reach the webhooks')
    .option('--json', 'print JSON');
  addLoadOptions(command)
    .addHelpText('after', EXAMPLES)
    .action((folder: string | undefined, options: DoctorOptions) =>
      start(async (io) => (await import('../doctor/doctor.js')).doctor(io, folder, options)),
    );
};
