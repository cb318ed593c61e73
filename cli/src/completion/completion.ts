import { RootCommand, script, type Command as Target } from '@bomb.sh/tab';
import type { Argument, Command, Option } from 'commander';
import { type ExitStatus, exitStatus } from '../terminal/exit-status.js';
import type { Io } from '../terminal/io.js';

/** The shells that have completion. */
export type Shell = 'bash' | 'zsh' | 'fish' | 'powershell';

/** Bash without the package bash-completion lacks the function that the script calls. */
const BASH_WORDS = `if ! declare -F _get_comp_words_by_ref >/dev/null; then
  _get_comp_words_by_ref() {
    cur=\${COMP_WORDS[COMP_CWORD]}
    prev=\${COMP_WORDS[COMP_CWORD-1]}
    words=("\${COMP_WORDS[@]}")
    cword=$COMP_CWORD
  }
fi

`;

/** Prints the script that completes the command in a shell. */
export function printScript(io: Io, shell: Shell): ExitStatus {
  const text = printed(() => script(shell, 'bxml', 'bxml'));
  // A profile may be read twice.
  io.stdout.write(shell === 'bash' ? BASH_WORDS + text.replace(/^readonly /gm, '') : text);
  return exitStatus.ok;
}

/** The directives of the scripts: the shell completes files, or nothing else. */
const FILES = ':0';
const NOTHING_ELSE = ':4';

/** Prints the completions of the last of the words, as the scripts read them. */
export function printCompletions(io: Io, program: Command, words: readonly string[]): ExitStatus {
  const root = new RootCommand();
  for (const option of visibleOptions(program)) addOption(root, option);
  for (const command of program.createHelp().visibleCommands(program)) addCommand(root, command, '');
  const text = printed(() => root.parse([...words]));
  const lines = text.trimEnd().split('\n');
  const isEmpty = lines.length === 1 && lines[0] === NOTHING_ELSE;
  io.stdout.write(isEmpty && takesFile(program, words) ? `${FILES}\n` : text);
  return exitStatus.ok;
}

function addCommand(root: RootCommand, command: Command, path: string): void {
  const name = `${path}${command.name()}`;
  const target = root.command(name, firstLine(command.description()));
  for (const option of visibleOptions(command)) addOption(target, option);
  for (const argument of command.registeredArguments) addArgument(target, argument);
  for (const inner of command.createHelp().visibleCommands(command)) addCommand(root, inner, `${name} `);
}

const visibleOptions = (command: Command): readonly Option[] => command.createHelp().visibleOptions(command);

const firstLine = (text: string): string => text.split('\n')[0] ?? '';

function addOption(target: Target, { long, short, description, required, optional, argChoices }: Option): void {
  if (long === undefined || long === null) return;
  const alias = short?.slice(1);
  const name = long.slice(2);
  const hasValue = required || optional;
  if (!hasValue) target.option(name, firstLine(description), alias);
  else {
    const complete = (add: (value: string, description: string) => void): void => {
      for (const choice of argChoices ?? []) add(choice, '');
    };
    target.option(name, firstLine(description), complete, alias);
  }
}

function addArgument(target: Target, argument: Argument): void {
  const { argChoices, variadic } = argument;
  target.argument(
    argument.name(),
    (add) => {
      for (const choice of argChoices ?? []) add(choice, '');
    },
    variadic,
  );
}

/** Options whose value is a file. */
const FILE_VALUE = /<(?:file|module|folder|path)>/;

/** True if the last word is a file: the value of an option, or an argument without choices. */
function takesFile(program: Command, words: readonly string[]): boolean {
  const command = commandOf(program, words);
  const before = words.at(-2);
  const options = visibleOptions(command);
  const option = options.find(({ long, short }) => before !== undefined && (before === long || before === short));
  if (option !== undefined && (option.required || option.optional)) return FILE_VALUE.test(option.flags);
  return (
    command !== program &&
    !(words.at(-1) ?? '').startsWith('-') &&
    command.registeredArguments.some(({ argChoices }) => argChoices === undefined)
  );
}

function commandOf(program: Command, words: readonly string[]): Command {
  let command = program;
  for (const word of words.slice(0, -1)) {
    const inner = command.commands.find((each) => each.name() === word);
    if (inner === undefined) break;
    command = inner;
  }
  return command;
}

/** Returns what the library of completions prints: it writes to the console only. */
function printed(work: () => void): string {
  const { log } = console;
  let text = '';
  console.log = (line: unknown) => {
    text += `${line}\n`;
  };
  try {
    work();
  } finally {
    console.log = log;
  }
  return text;
}
