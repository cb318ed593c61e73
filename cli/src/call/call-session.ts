import {
  type ApiServer,
  type Call,
  type Platform,
  type SimulatedApplication,
  type SimulatedFault,
  simulate,
} from 'bxml-jsx/testing';
import type { CallTest, TestedApi } from '../call-test/call-test.js';
import { EnvironmentVariable } from '../call-test/source-text.js';
import { CommandError } from '../terminal/command-error.js';
import type { Credentials } from '../terminal/credentials.js';
import type { CallCommand } from './call-command.js';
import { type ChoiceReport, failureOf, type StepReport } from './call-report.js';
import type { SessionStart } from './call-start.js';
import { reportEntries } from './entry-report.js';
import { behaviorOf } from './phone-decisions.js';
import { PlacedCalls } from './placed-calls.js';
import { type ApiSettings, apiReport } from './rest-api.js';
import { type ChangingCommand, SessionCall } from './session-call.js';

/** How a call is held. */
export interface SessionOptions {
  readonly application: SimulatedApplication;
  /** The origin of the application, left out of URLs. */
  readonly origin: string;
  readonly start: SessionStart;
  /** The credentials of the voice application. */
  readonly credentials: Credentials | undefined;
  /** Real seconds after which a request has timed out. */
  readonly patience: number;
  /** Virtual seconds that pass at most until the call leaves a choice. */
  readonly within: number;
  /** The REST API to serve, if any. */
  readonly api?: ApiSettings | undefined;
}

/** Real seconds of the slowest step from which on the test of a call allows slow requests too. */
const SLOW = 0.7;

/**
 * A call that is held step by step. Time is virtual: after each step it continues until the call waits for something, and then
 * stands still.
 */
export class CallSession {
  readonly #options: SessionOptions;
  readonly #platform: Platform;
  #held: SessionCall | undefined;
  #callee: object | undefined;
  /** The number of timeline entries that were reported. */
  #reported = 0;
  /** The entry at which the last step began. */
  #stepBegan = 0;
  #faults: SimulatedFault[] = [];
  readonly #codes = new Set<string>();
  #slowest = 0;
  #server: ApiServer | undefined;
  readonly #placed: PlacedCalls | undefined;

  constructor(options: SessionOptions) {
    const { application, credentials, patience, api } = options;
    this.#options = options;
    this.#placed = api && new PlacedCalls(api.placed);
    this.#platform = simulate(application, {
      patience,
      limits: { realSeconds: Math.max(60, patience * 4) },
      application: { credentials },
      ...(api === undefined ? {} : { accountId: api.accountId, applicationId: api.applicationId }),
      ...(this.#placed === undefined ? {} : { phones: this.#placed.scripted }),
      onFault: (fault) => {
        this.#faults.push(fault);
        this.#codes.add(fault.code);
      },
    });
  }

  /** Begins the call. An outbound call is placed once the phone is decided. */
  async begin(): Promise<StepReport> {
    const { start, api } = this.#options;
    if (api !== undefined) {
      const { port, username, password } = api;
      this.#server = await this.#platform.serveApi({ port, credentials: { username, password } });
      this.#placed?.watch(this.#platform, () => this.#call?.callId, start.kind === 'outbound');
    }
    const report =
      start.kind === 'outbound'
        ? this.#report(undefined, undefined)
        : await this.#step(undefined, async () => this.#begun(await this.#platform.call(start.call)));
    return { ...report, ...this.#api() };
  }

  /** True once the call is over. */
  get isOver(): boolean {
    return this.#call?.cause !== undefined;
  }

  /** Executes a command. Faults of the application do not stop the call; the report has them. */
  async perform(command: CallCommand, line: string): Promise<StepReport> {
    const report = await this.#step(line, () => this.#run(command));
    return command.kind === 'status' ? { ...report, ...this.#api() } : report;
  }

  /** Stops the REST API. */
  async dispose(): Promise<void> {
    await this.#server?.close();
  }

  /** Hangs up if the call is not over. */
  async close(): Promise<StepReport | undefined> {
    if (this.#call === undefined || this.isOver) return undefined;
    return this.perform({ kind: 'hang-up' }, 'hang-up');
  }

  /** Returns the timeline as text. */
  transcript(): string {
    return this.#call?.transcript() ?? '';
  }

  /** Returns the documents of the application so far. */
  documents(): readonly { readonly event: string; readonly leg: string; readonly url: string; readonly xml: string }[] {
    return (this.#call?.documents ?? []).map(({ eventType: event, leg, url, xml }) => ({ event, leg, url, xml }));
  }

  /** Returns a report of the whole call. */
  whole(): StepReport {
    const entries = this.#call?.wholeTimeline ?? [];
    return { ...reportEntries(entries, 0, this.#options.origin), at: this.#at, waitsFor: this.#waitsFor() };
  }

  /**
   * Returns the call so far as a test. A call that is not over is hung up in the test.
   *
   * @throws CommandError if an outbound call was not placed
   */
  test(name: string): CallTest {
    const { start } = this.#options;
    if (this.#held === undefined)
      throw new CommandError('The call has not begun.', {
        hint: 'Decide the phone first: answer, busy, no-answer or reject.',
      });
    const api = this.#testedApi();
    return {
      name,
      options: this.#testOptions(),
      ...(api === undefined ? {} : { api }),
      start:
        start.kind === 'inbound'
          ? start
          : { ...start, ...(this.#callee === undefined ? {} : { callee: this.#callee }) },
      steps: this.#held.steps(),
    };
  }

  #testedApi(): TestedApi | undefined {
    const { api } = this.#options;
    if (api === undefined) return undefined;
    const { port, username, accountId, applicationId } = api;
    return { port, username, accountId, applicationId };
  }

  #testOptions(): NonNullable<CallTest['options']> {
    const { credentials, api, patience } = this.#options;
    const allow = [...this.#codes].sort();
    const shown = credentials && { username: credentials.username, password: new EnvironmentVariable('BXML_PASSWORD') };
    const placed = this.#placed;
    const phones = (placed?.numbers ?? []).map((to) => [to, placed?.scripted(to, 'createCall')] as const);
    return {
      ...(shown === undefined ? {} : { application: { credentials: shown } }),
      ...(api === undefined ? {} : { accountId: api.accountId, applicationId: api.applicationId }),
      ...(phones.length === 0 ? {} : { phones: Object.fromEntries(phones) }),
      ...(allow.length === 0 ? {} : { allow }),
      ...(this.#slowest > SLOW ? { patience, limits: { realSeconds: Math.max(60, patience * 4) } } : {}),
    };
  }

  async #step(line: string | undefined, work: () => Promise<void>): Promise<StepReport> {
    const startedAt = performance.now();
    const from = this.#platform.seconds;
    this.#held?.beginStep();
    try {
      await work();
      return this.#report(line, undefined);
    } catch (error) {
      const failure = failureOf(error);
      this.#held?.recordFailed(from);
      return this.#report(line, failure);
    } finally {
      this.#slowest = Math.max(this.#slowest, (performance.now() - startedAt) / 1000);
    }
  }

  async #begun(call: Call): Promise<void> {
    const { origin, within } = this.#options;
    this.#held = new SessionCall(call, { platform: this.#platform, origin, within, placed: this.#placed });
    await this.#held.advance();
  }

  async #run(command: CallCommand): Promise<void> {
    if (command.kind === 'hears') {
      if (this.#held === undefined) throw new CommandError('The call has not begun.');
      if (command.words !== undefined) return this.#held.hears(command.words, command.party, this.#stepBegan);
      this.#reported = this.#stepBegan;
      return;
    }
    if (!isChanging(command)) return;
    this.#stepBegan = this.#reported;
    if (this.#held === undefined) return this.#place(command);
    if (this.isOver) throw new CommandError(`The call is over (${this.#call?.cause}).`, { hint: 'Begin another one.' });
    await this.#held.perform(command);
  }

  /** Places the outbound call, with what the phone does. */
  async #place(command: ChangingCommand): Promise<void> {
    const { start } = this.#options;
    if (start.kind !== 'outbound') throw new CommandError('The call has not begun.');
    const { request } = start;
    const after = 'after' in command && command.after !== undefined ? { after: command.after } : {};
    if (command.kind === 'phone') this.#callee = behaviorOf(command.outcome, after);
    else if (command.kind === 'detected') {
      if (request.machineDetection === undefined)
        throw new CommandError('The call has no machine detection.', {
          hint: 'Start it with --machine-detection sync or async, or write answer.',
        });
      this.#callee = { ...after, detectedAs: command.as };
    } else
      throw new CommandError(`The phone of ${request.to} rings.`, { hint: 'answer, busy, no-answer or reject first.' });
    await this.#begun(await this.#platform.createCall(request, this.#callee));
  }

  get #call(): Call | undefined {
    return this.#held?.call;
  }

  get #at(): number {
    return this.#call?.wholeTimeline.at(-1)?.at ?? 0;
  }

  #waitsFor(): readonly ChoiceReport[] {
    const { start } = this.#options;
    if (this.#held !== undefined) return this.#held.waitsFor();
    if (start.kind === 'inbound') return [];
    const { to, machineDetection } = start.request;
    const answers = machineDetection === undefined ? 'answer' : 'answer, human, machine';
    return [{ kind: 'placing', text: `the phone of ${to} rings: ${answers}, busy, no-answer or reject`, to: [to] }];
  }

  #api(): Pick<StepReport, 'api'> {
    const { api, origin } = this.#options;
    return api === undefined ? {} : { api: apiReport(api, origin) };
  }

  #report(command: string | undefined, failure: StepReport['failure']): StepReport {
    const { origin } = this.#options;
    const entries = this.#call?.wholeTimeline ?? [];
    const faults = this.#faults;
    this.#faults = [];
    const found = reportEntries(entries.slice(this.#reported), this.#reported, origin, faults);
    const others = reportEntries(this.#placed?.take() ?? [], entries.length, origin);
    this.#reported = entries.length;
    return {
      ...(command === undefined ? {} : { command }),
      at: this.#at,
      heard: [...found.heard, ...others.heard],
      entries: [...found.entries, ...others.entries],
      problems: [...found.problems, ...others.problems],
      waitsFor: this.#waitsFor(),
      ...(failure === undefined ? {} : { failure }),
    };
  }
}

/** The commands that do not change the call. */
const LOOKING = ['hears', 'status', 'timeline', 'documents', 'help', 'quit', 'save'];

const isChanging = (command: CallCommand): command is ChangingCommand => !LOOKING.includes(command.kind);
