// Holds a call on the terminal, or by the lines of standard input.
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { CommandError } from '../terminal/command-error.js';
import { type ExitStatus, exitStatus } from '../terminal/exit-status.js';
import { type Io, print, remark } from '../terminal/io.js';
import { reportError } from '../terminal/report-error.js';
import { styleFor } from '../terminal/style.js';
import { visible } from '../terminal/visible.js';
import { writeOutput } from '../terminal/write-output.js';
import { commandNames } from './call-command.js';
import { CallHolder, type HolderReply, type HoldOptions, type SavedTest } from './call-holder.js';
import { hasFindings } from './call-report.js';
import { printReport, printTimeline } from './print-report.js';

/** The options of `bxml call`. */
export interface TerminalOptions extends HoldOptions {
  readonly save?: string | undefined;
  readonly force?: boolean | undefined;
  readonly json?: boolean | undefined;
}

/**
 * Holds a call: reads a command from each line of standard input, executes it and prints what happened, until `quit` or the
 * end of the input. Then it hangs up, and saves the call as a test if `save` is set.
 *
 * @returns `findings` if a step failed or a problem was found; `usage` after a line that is not a command, in a script
 */
export async function holdCall(io: Io, options: TerminalOptions): Promise<ExitStatus> {
  const { save, json = false } = options;
  if (save !== undefined) assertCanSave(io, save, options.force);
  const holder = await CallHolder.create(io, options);
  const terminal = new CallTerminal(io, holder, json);
  try {
    if (save !== undefined) holder.assertCanSave(resolve(io.cwd, save));
    await terminal.run();
    if (save !== undefined) saveTest(io, holder.test(resolve(io.cwd, save)));
  } finally {
    await holder.close();
  }
  return io.signal.aborted ? exitStatus.interrupted : terminal.status;
}

/** @throws CommandError if the file exists and must not be replaced */
export function assertCanSave(io: Io, file: string, force = false): void {
  if (force || !existsSync(resolve(io.cwd, file))) return;
  throw new CommandError(`${file} exists.`, { hint: 'Name another file, or pass --force to replace it.' });
}

/** Writes a test and says how to run it. */
export function saveTest(io: Io, { source, file, command }: SavedTest): void {
  writeOutput(io, source, file);
  remark(io, `The call is saved as a test: ${command}`);
}

/** Prints the answer to a line. */
export function printReply(io: Io, reply: HolderReply, json: boolean): void {
  if (json) {
    print(io, JSON.stringify(jsonOf(reply)));
    return;
  }
  switch (reply.kind) {
    case 'step':
      printReport(io, reply.report);
      break;
    case 'timeline':
      printTimeline(io, reply.report);
      break;
    case 'help':
      print(io, reply.text);
      break;
    case 'documents':
      for (const { event, leg, url, xml } of reply.documents) {
        print(io, `${styleFor(io)('bold', `${event} of ${leg}, ${url}`)}\n${visible(xml)}\n`);
      }
      break;
    case 'test':
      break;
  }
}

/** Returns the answer to a line as `--json` prints it. */
function jsonOf(reply: HolderReply): object {
  switch (reply.kind) {
    case 'step':
      return reply.report;
    case 'timeline':
      return { ...reply.report, transcript: reply.transcript };
    case 'documents':
      return { documents: reply.documents };
    case 'help':
      return { help: reply.text };
    case 'test':
      return { file: reply.file };
  }
}

/** Reads lines and prints answers. */
class CallTerminal {
  readonly #io: Io;
  readonly #holder: CallHolder;
  readonly #json: boolean;
  /** True for a person at a prompt. */
  readonly #isTerminal: boolean;
  status: ExitStatus = exitStatus.ok;

  constructor(io: Io, holder: CallHolder, json: boolean) {
    this.#io = io;
    this.#holder = holder;
    this.#json = json;
    this.#isTerminal = io.stdin.isTTY === true && io.stdout.isTTY === true && !json;
  }

  async run(): Promise<void> {
    const io = this.#io;
    const isTerminal = this.#isTerminal;
    if (isTerminal)
      print(io, styleFor(io)('dim', `A call to ${this.#holder.name}. help lists the commands; time is virtual.`));
    this.#print({ kind: 'step', report: await this.#holder.begin() });
    const lines = createInterface({
      input: io.stdin,
      ...(isTerminal ? { output: io.stdout, terminal: true, prompt: '> ', completer: complete } : { terminal: false }),
    });
    const close = (): void => lines.close();
    io.signal.addEventListener('abort', close);
    // On a terminal, readline reads Ctrl-C as a key.
    lines.on('SIGINT', close);
    if (io.signal.aborted) close();
    try {
      if (isTerminal) lines.prompt();
      for await (const line of lines) {
        if (!(await this.#line(line))) break;
        if (isTerminal) lines.prompt();
      }
    } finally {
      io.signal.removeEventListener('abort', close);
      lines.close();
    }
    if (!this.#holder.isOver) this.#print(await this.#holder.execute('quit'));
  }

  /** Executes a line. Returns false if it is the last. */
  async #line(line: string): Promise<boolean> {
    const io = this.#io;
    const isTerminal = this.#isTerminal;
    const text = line.trim();
    if (text === '' || /^#\s/.test(text)) return true;
    if (!isTerminal && !this.#json) print(io, `> ${visible(text)}`);
    try {
      const reply = await this.#holder.execute(text);
      if (reply.kind === 'test') {
        assertCanSave(io, reply.file);
        saveTest(io, reply);
      }
      this.#print(reply);
      return !/^(?:quit|exit|q)$/i.test(text);
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      reportError(io, error);
      if (isTerminal) return true;
      this.status = exitStatus.usage;
      return false;
    }
  }

  #print(reply: HolderReply): void {
    printReply(this.#io, reply, this.#json);
    if (reply.kind !== 'step' || !hasFindings(reply.report) || this.status !== exitStatus.ok) return;
    // A command that does not fit is seen at the prompt. It says nothing about the application.
    const { failure, problems } = reply.report;
    const isOnlyRefused = failure?.code === 'command' && problems.length === 0;
    if (!this.#isTerminal || !isOnlyRefused) this.status = exitStatus.findings;
  }
}

function complete(line: string): [string[], string] {
  const hits = commandNames.filter((name) => name.startsWith(line.toLowerCase()));
  return [hits.map((name) => `${name} `), line];
}
