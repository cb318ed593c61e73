import { type Command, InvalidArgumentError, Option } from 'commander';

/** Adds the options of `loadApplication` to a command. */
export function addLoadOptions(command: Command): Command {
  return command
    .option(
      '--export <name>',
      'the export of the module that is the application (default: default, app, webhooks, createApp…)',
    )
    .option('--url <url>', 'the URL or path where calls start (default: / of a module)')
    .option('--tsconfig <file>', 'the tsconfig to compile the module with (default: the nearest)')
    .addOption(loadTimeoutOption());
}

/** Returns the option `--load-timeout` of a command that loads a module. */
export const loadTimeoutOption = (): Option =>
  new Option('--load-timeout <seconds>', 'how long the module may take to load (default: 15)').argParser(
    positiveNumber,
  );

function positiveNumber(text: string): number {
  const value = Number(text);
  if (value > 0 && Number.isFinite(value)) return value;
  throw new InvalidArgumentError('Expected a number of seconds above 0.');
}
