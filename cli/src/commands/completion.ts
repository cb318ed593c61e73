import { Argument } from 'commander';
import type { Shell } from '../completion/completion.js';
import type { Register } from './work.js';

const EXAMPLES = `
Examples:
  bxml completion bash >> ~/.bashrc
  bxml completion zsh > ~/.zsh/completions/_bxml       # a folder of $fpath
  bxml completion fish > ~/.config/fish/completions/bxml.fish
  bxml completion powershell >> $PROFILE`;

/** `bxml completion`: the completion of commands and options in a shell. */
export const registerCompletion: Register = (program, start) => {
  program
    .command('completion')
    .description('Print the script that completes commands and options in a shell.')
    .addArgument(new Argument('<shell>', 'the shell').choices(['bash', 'zsh', 'fish', 'powershell']))
    .addHelpText('after', EXAMPLES)
    .action((shell: Shell) =>
      start(async (io) => (await import('../completion/completion.js')).printScript(io, shell)),
    );
  // The scripts call it: bxml complete -- WORDS.
  program
    .command('complete', { hidden: true })
    .argument('[words...]')
    .allowUnknownOption()
    .action((words: string[]) =>
      start(async (io) => (await import('../completion/completion.js')).printCompletions(io, program, words)),
    );
};
