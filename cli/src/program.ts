import { Command, CommanderError } from 'commander';
import { registerCall } from './commands/call.js';
import { registerCompletion } from './commands/completion.js';
import { registerConvert } from './commands/convert.js';
import { registerDoctor } from './commands/doctor.js';
import { registerLint } from './commands/lint.js';
import { registerMap } from './commands/map.js';
import { registerPhone } from './commands/phone.js';
import { registerSend } from './commands/send.js';
import type { Work } from './commands/work.js';
import { type ExitStatus, exitStatus } from './terminal/exit-status.js';
import type { Io } from './terminal/io.js';
import { reportError } from './terminal/report-error.js';
import { visible } from './terminal/visible.js';
import { version } from './version.js';

/**
 * Runs the command with these arguments. Nothing is written except to the streams of `io`, and the process is not ended.
 *
 * @param args the arguments without those of Node
 * @returns the exit status
 */
export async function run(args: readonly string[], io: Io): Promise<ExitStatus> {
  let status: ExitStatus = exitStatus.ok;
  const start = async (work: Work): Promise<void> => {
    status = await work(io);
  };
  try {
    await createProgram(start, io).parseAsync(args, { from: 'user' });
    return status;
  } catch (error) {
    // Commander has printed its message.
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitStatus.ok : exitStatus.usage;
    return reportError(io, error);
  }
}

/** Returns the program with all commands. */
function createProgram(start: (work: Work) => Promise<void>, io: Io): Command {
  const program = new Command('bxml')
    .description('Check BXML, hold calls on the terminal, and draw the map of a call flow.')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [command]', 'print the help of a command')
    // Options of a command may have the names of those of its subcommands.
    .enablePositionalOptions()
    .showSuggestionAfterError()
    .showHelpAfterError('(bxml --help lists commands and options)')
    .configureOutput({
      writeOut: (text) => void io.stdout.write(text),
      writeErr: (text) => void io.stderr.write(visible(text)),
      getOutHelpWidth: () => io.stdout.columns ?? 100,
      getErrHelpWidth: () => io.stderr.columns ?? 100,
    })
    .exitOverride();
  for (const register of [
    registerLint,
    registerConvert,
    registerDoctor,
    registerMap,
    registerSend,
    registerCall,
    registerPhone,
    registerCompletion,
  ])
    register(program, start);
  nameHelp(program, 'bxml');
  return program;
}

/** Lets the errors of each command name its own help. */
function nameHelp({ commands }: Command, path: string): void {
  for (const command of commands) {
    const name = `${path} ${command.name()}`;
    command.showHelpAfterError(`(${name} --help lists its arguments and options)`);
    nameHelp(command, name);
  }
}
