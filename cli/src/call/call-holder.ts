import { dirname, resolve } from 'node:path';
import { testCommand, testRunnerOf } from '../call-test/test-runner.js';
import { testedApplication } from '../call-test/tested-application.js';
import { writeCallTests } from '../call-test/write-call-tests.js';
import { type LoadedApplication, type LoadOptions, loadApplication } from '../load/load-application.js';
import { CommandError } from '../terminal/command-error.js';
import { type Credentials, credentialsOf } from '../terminal/credentials.js';
import type { Io } from '../terminal/io.js';
import { commandHelp, parseCommand } from './call-command.js';
import type { StepReport } from './call-report.js';
import { CallSession } from './call-session.js';
import { type StartOptions, sessionStart } from './call-start.js';
import { type ApiOptions, apiSettings } from './rest-api.js';

/** What is held, and how. It is sent to the process of a call that stays. */
export interface HoldOptions extends LoadOptions, StartOptions, ApiOptions {
  /** A module or a URL. */
  readonly target: string;
  readonly user?: string | undefined;
  readonly patience: number;
  readonly within: number;
}

/** The answer to a line. */
export type HolderReply =
  | { readonly kind: 'step'; readonly report: StepReport }
  | { readonly kind: 'timeline'; readonly report: StepReport; readonly transcript: string }
  | { readonly kind: 'documents'; readonly documents: ReturnType<CallSession['documents']> }
  | { readonly kind: 'help'; readonly text: string }
  | ({ readonly kind: 'test' } & SavedTest);

/** A test, to be written to a file. */
export interface SavedTest {
  readonly file: string;
  readonly source: string;
  /** The command that runs it. */
  readonly command: string;
}

/** Holds a call to an application, and executes lines. */
export class CallHolder {
  readonly #application: LoadedApplication;
  readonly #session: CallSession;
  readonly #cwd: string;

  private constructor(application: LoadedApplication, session: CallSession, cwd: string) {
    this.#application = application;
    this.#session = session;
    this.#cwd = cwd;
  }

  /** Loads the application. @throws CommandError if it cannot be loaded, or the options do not fit */
  static async create(io: Io, options: HoldOptions): Promise<CallHolder> {
    const credentials: Credentials | undefined = credentialsOf(io, options.user);
    const api = await apiSettings(io, options);
    const application = await loadApplication(io, options.target, options);
    const { origin, url } = application;
    const session = new CallSession({
      application: application.application,
      origin,
      start: sessionStart(options, url, origin),
      credentials: credentials ?? application.credentials,
      patience: options.patience,
      within: options.within,
      api,
    });
    return new CallHolder(application, session, io.cwd);
  }

  /** The target in messages. */
  get name(): string {
    return this.#application.name;
  }

  get isOver(): boolean {
    return this.#session.isOver;
  }

  /** Begins the call. */
  begin(): Promise<StepReport> {
    return this.#session.begin();
  }

  /**
   * Executes a line.
   *
   * @param cwd the folder that a file to save is relative to
   * @throws CommandError if it is not a command
   */
  async execute(line: string, cwd = this.#cwd): Promise<HolderReply> {
    const command = parseCommand(line);
    switch (command.kind) {
      case 'help':
        return { kind: 'help', text: helpText() };
      case 'timeline':
        return { kind: 'timeline', report: this.#session.whole(), transcript: this.#session.transcript() };
      case 'documents':
        return { kind: 'documents', documents: this.#session.documents() };
      case 'save': {
        const file = resolve(cwd, command.file);
        return { kind: 'test', ...this.test(file) };
      }
      case 'quit': {
        const report = await this.#session.close();
        return { kind: 'step', report: report ?? (await this.#session.perform({ kind: 'status' }, line)) };
      }
      default:
        return { kind: 'step', report: await this.#session.perform(command, line) };
    }
  }

  /** @throws CommandError if the call cannot be saved as a test in that file */
  assertCanSave(file: string): void {
    testedApplication(this.#application);
    if (!/\.(?:[cm]?[jt]s|[jt]sx)$/.test(file) || file.endsWith('.cjs') || file.endsWith('.cts'))
      throw new CommandError(`${file} is not a file for a test.`, { hint: 'Name a module, such as call.test.ts.' });
  }

  /** Returns the call so far as a test. @throws CommandError if it cannot be written */
  test(file: string): SavedTest {
    this.assertCanSave(file);
    const runner = testRunnerOf(dirname(file));
    const application = testedApplication(this.#application);
    const command = testCommand({ file, cwd: this.#cwd, runner, application });
    const source = writeCallTests({
      file,
      runner,
      application,
      tests: [this.#session.test(`a call to ${this.#application.name}`)],
      comment: `A call that was held with \`bxml call\`. \nRun it: ${command}`,
    });
    return { file, source, command };
  }

  /** Hangs up, and closes the servers of the application. */
  async close(): Promise<void> {
    await this.#session.close();
    await this.#session.dispose();
    await this.#application.dispose();
  }
}

function helpText(): string {
  const width = Math.max(...commandHelp.map(([usage]) => usage.length));
  return commandHelp.map(([usage, about]) => `  ${usage.padEnd(width)}  ${about}`).join('\n');
}
