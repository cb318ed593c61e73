import {
  type ApiServer,
  type Call,
  type CallChoice,
  type Party,
  type Platform,
  type SimulatedApplication,
  type SimulatedFault,
  simulate,
  type TimelineEntry,
} from 'bxml-jsx/testing';
import { CALLER, type CallTest, type CallTestStep } from '../call-test/call-test.js';
import { EnvironmentVariable } from '../call-test/source-text.js';
import { CommandError } from '../terminal/command-error.js';
import type { Credentials } from '../terminal/credentials.js';
import type { CallCommand } from './call-command.js';
import { CallParties } from './call-parties.js';
import { CallRecorder, type RecordedAction } from './call-recorder.js';
import { type ChoiceReport, failureOf, type StepReport } from './call-report.js';
import type { SessionStart } from './call-start.js';
import { assertListens, choiceReport, isInBackground, isStop } from './choice-report.js';
import { reportEntries } from './entry-report.js';
import { hasHeard, patternOf } from './heard-words.js';
import { behaviorOf, PhoneDecisions } from './phone-decisions.js';
import { type ApiSettings, PlacedCalls } from './rest-api.js';

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
  #call: Call | undefined;
  #recorder: CallRecorder | undefined;
  /** The call over or idle, as the last step left it. */
  #rest: CallChoice | undefined;
  readonly #parties = new CallParties();
  readonly #decisions = new PhoneDecisions();
  #callee: object | undefined;
  /** The number of timeline entries that were reported. */
  #reported = 0;
  /** The entry at which the last step began. */
  #stepBegan = 0;
  #faults: SimulatedFault[] = [];
  readonly #codes = new Set<string>();
  #slowest = 0;
  /** The number of timeline entries that were passed to the recorder. */
  #collected = 0;
  #server: ApiServer | undefined;
  #placed: PlacedCalls | undefined;
  /** The step that is recorded and has not happened yet. */
  #pendingStep: CallTestStep | undefined;

  constructor(options: SessionOptions) {
    const { application, credentials, patience, api } = options;
    this.#options = options;
    this.#platform = simulate(application, {
      patience,
      limits: { realSeconds: Math.max(60, patience * 4) },
      application: { credentials },
      ...(api === undefined ? {} : { accountId: api.accountId, applicationId: api.applicationId }),
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
      this.#placed = new PlacedCalls(this.#platform, () => this.#call?.callId, start.kind === 'outbound');
    }
    if (start.kind === 'outbound') return this.#report(undefined, undefined);
    return this.#step(undefined, async () => this.#begun(await this.#platform.call(start.call)));
  }

  /** True once the call is over. */
  get isOver(): boolean {
    return this.#call?.cause !== undefined;
  }

  /** Executes a command. Faults of the application do not stop the call; the report has them. */
  perform(command: CallCommand, line: string): Promise<StepReport> {
    return this.#step(line, () => this.#run(command));
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
    const call = this.#call;
    const entries = call === undefined ? [] : call.wholeTimeline;
    return { ...reportEntries(entries, 0, this.#options.origin), at: this.#at, waitsFor: this.#waitsFor() };
  }

  /**
   * Returns the call so far as a test. A call that is not over is hung up in the test.
   *
   * @throws CommandError if an outbound call was not placed
   */
  test(name: string): CallTest {
    const { start, credentials, api } = this.#options;
    if (api !== undefined)
      throw new CommandError('A call with --api cannot be saved as a test.', {
        hint: 'Write it by hand: platform.serveApi() serves the REST API in a test.',
      });
    if (this.#recorder === undefined)
      throw new CommandError('The call has not begun.', {
        hint: 'Decide the phone first: answer, busy, no-answer or reject.',
      });
    const allow = [...this.#codes].sort();
    const isSlow = this.#slowest > SLOW;
    const shown = credentials && { username: credentials.username, password: new EnvironmentVariable('BXML_PASSWORD') };
    const options = {
      ...(shown === undefined ? {} : { application: { credentials: shown } }),
      ...(allow.length === 0 ? {} : { allow }),
      ...(isSlow
        ? { patience: this.#options.patience, limits: { realSeconds: Math.max(60, this.#options.patience * 4) } }
        : {}),
    };
    return {
      name,
      options,
      start:
        start.kind === 'inbound'
          ? start
          : { ...start, ...(this.#callee === undefined ? {} : { callee: this.#callee }) },
      steps: this.#recorder.steps(this.#call?.cause),
    };
  }

  async #step(line: string | undefined, work: () => Promise<void>): Promise<StepReport> {
    const startedAt = performance.now();
    const from = this.#platform.seconds;
    this.#pendingStep = undefined;
    try {
      await work();
      return this.#report(line, undefined);
    } catch (error) {
      const failure = failureOf(error);
      this.#recordFailed(from);
      return this.#report(line, failure);
    } finally {
      this.#slowest = Math.max(this.#slowest, (performance.now() - startedAt) / 1000);
    }
  }

  /** Replaces the step that failed by what has happened: the keys that were pressed, or that time has passed. */
  #recordFailed(from: number): void {
    const step = this.#pendingStep;
    if (step === undefined) return;
    const seconds = this.#secondsSince(from);
    const pressed = this.#entries.slice(this.#collected).filter(({ kind }) => kind === 'keys').length;
    const passed = seconds === 0 ? undefined : ({ kind: 'waits', seconds } as const);
    const isPartial = step.kind === 'press' && pressed > 0;
    this.#recorder?.replaceLast(isPartial ? { ...step, keys: step.keys.slice(0, pressed) } : passed);
    this.#collect();
    this.#recorder?.passed(this.isOver);
  }

  #secondsSince(from: number): number {
    return Math.round((this.#platform.seconds - from) * 1000) / 1000;
  }

  async #begun(call: Call): Promise<void> {
    this.#call = call;
    const leg = call.timeline[0]?.leg ?? CALLER;
    this.#parties.add(leg, call);
    this.#parties.add(CALLER, call);
    this.#recorder = new CallRecorder(leg, this.#options.origin);
    await this.#advance();
  }

  async #run(command: CallCommand): Promise<void> {
    if (command.kind === 'hears') return this.#hears(command);
    if (!CHANGING.has(command.kind)) return;
    this.#stepBegan = this.#reported;
    if (this.#call === undefined) return this.#place(command);
    if (this.isOver) throw new CommandError(`The call is over (${this.#call.cause}).`, { hint: 'Begin another one.' });
    switch (command.kind) {
      case 'press':
      case 'say':
      case 'speak':
      case 'hang-up':
        return this.#act(command);
      case 'wait':
        return this.#wait(command.seconds);
      case 'silence':
        return this.#silence();
      case 'phone':
        return this.#phone(command);
      case 'refer':
        return this.#refer(command);
      case 'detected':
        throw new CommandError('No outbound call rings.', {
          hint: 'human and machine answer a call that was started with --outbound.',
        });
    }
  }

  /** Places the outbound call, with what the phone does. */
  async #place(command: CallCommand): Promise<void> {
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

  async #act(command: Extract<CallCommand, { kind: 'press' | 'say' | 'speak' | 'hang-up' }>): Promise<void> {
    const party = this.#parties.find(this.#held, command.party);
    const of = this.#of(party);
    if (command.kind === 'hang-up') {
      this.#record({ step: { kind: 'hangUp', ...of } });
      await party.hangUp();
    } else {
      if (command.kind !== 'press' || !command.now) assertListens(this.#held, party, command.kind);
      await this.#enter(party, command, of);
    }
    await this.#advance();
  }

  /** Returns how steps name a party: not at all if it is the person who holds the call. */
  #of(party: Party): { readonly party?: string } {
    const leg = party.timeline[0]?.leg ?? CALLER;
    const name = this.#recorderOrThrow.partyOf(leg);
    if (name === undefined) throw new CommandError(`No step has decided the phone of ${leg}.`);
    return name === CALLER ? {} : { party: name };
  }

  async #enter(
    party: Party,
    command: Extract<CallCommand, { kind: 'press' | 'say' | 'speak' }>,
    of: { readonly party?: string },
  ): Promise<void> {
    const awaits = 'listens';
    switch (command.kind) {
      case 'press': {
        const { keys, now } = command;
        this.#record({ step: { kind: 'press', keys, ...(now ? { now } : {}), ...of }, ...(now ? {} : { awaits }) });
        return party.press(keys, { now });
      }
      case 'say':
        this.#record({ step: { kind: 'says', words: command.words, ...of }, awaits });
        return party.says(command.words);
      case 'speak':
        this.#record({ step: { kind: 'speaksFor', seconds: command.seconds, ...of }, awaits });
        return party.speaksFor(command.seconds);
    }
  }

  async #wait(seconds: number): Promise<void> {
    this.#record({ step: { kind: 'waits', seconds } });
    await this.#held.waits(seconds);
    this.#pendingStep = undefined;
    const choices = this.#held.choices;
    this.#rest = undefined;
    this.#collect();
    this.#recorder?.passed(choices.some(isStop) || this.isOver);
  }

  async #silence(): Promise<void> {
    const from = this.#platform.seconds;
    this.#record({ step: { kind: 'waits', seconds: 0 } });
    let choice = await this.#nextChoice();
    // A choice that was open before is returned first, without time.
    for (
      let left = 20;
      left > 0 && choice.kind !== 'over' && choice.kind !== 'idle' && this.#platform.seconds === from;
      left--
    ) {
      choice = await this.#nextChoice();
    }
    this.#recorderOrThrow.replaceLast({ kind: 'waits', seconds: this.#secondsSince(from) });
    this.#pendingStep = undefined;
    this.#settle(choice);
    this.#recorder?.passed(isStop(choice) || choice.kind === 'over');
  }

  async #phone(command: Extract<CallCommand, { kind: 'phone' }>): Promise<void> {
    const waitsFor = this.#waitsFor().map(({ text }) => text);
    const steps = this.#decisions.decide(this.#held.choices, command, waitsFor.join('; ') || 'nothing');
    if (steps === undefined) return;
    const [first] = steps;
    const step: CallTestStep = steps.length === 1 && first !== undefined ? first : { kind: 'together', steps };
    this.#record({ step, awaits: 'rings' });
    const parties = await Promise.all(steps.map((each) => this.#held[each.kind](each.to, each.behavior)));
    for (const [index, each] of steps.entries()) {
      const party = parties[index];
      if (party === undefined) continue;
      const leg = party.timeline[0]?.leg ?? each.to;
      this.#parties.add(leg, party);
      this.#recorder?.named(leg, each.to);
    }
    await this.#advance();
  }

  async #refer({ succeeds, status }: Extract<CallCommand, { kind: 'refer' }>): Promise<void> {
    const choice = this.#held.choices.find(({ kind }) => kind === 'refers');
    if (choice?.kind !== 'refers') throw new CommandError('No REFER waits for its outcome.');
    const outcome = succeeds
      ? ({ succeeds } as const)
      : ({ fails: true, ...(status === undefined ? {} : { status }) } as const);
    this.#record({ step: { kind: 'referredTo', to: choice.to, outcome }, awaits: 'refers' });
    await this.#held.referredTo(choice.to, outcome);
    await this.#advance();
  }

  /** Waits for words that were not heard since the last step. */
  async #hears({ words, party: of }: Extract<CallCommand, { kind: 'hears' }>): Promise<void> {
    const party = this.#parties.find(this.#held, of);
    if (words === undefined) {
      this.#reported = this.#stepBegan;
      return;
    }
    const pattern = patternOf(words);
    const isHeard = hasHeard(this.#held.wholeTimeline.slice(this.#stepBegan), party.timeline[0]?.leg, pattern);
    if (isHeard) return;
    this.#record({ step: { kind: 'waits', seconds: 0 } });
    const heard = await party.hears(pattern);
    this.#recorderOrThrow.replaceLast(undefined);
    this.#pendingStep = undefined;
    this.#collect();
    this.#recorder?.ended(heard);
  }

  /** Lets time pass until the call waits for something. */
  async #advance(): Promise<void> {
    this.#pendingStep = undefined;
    const stopped = this.#held.choices.find((choice) => isStop(choice) || choice.kind === 'connected');
    this.#collect();
    if (stopped !== undefined) {
      this.#rest = undefined;
      this.#recorder?.passed(isStop(stopped));
      return;
    }
    for (;;) {
      const choice = await this.#nextChoice();
      this.#recorder?.advanced(choice, this.#options.within);
      // Keys can be pressed at any time; a prompt or a menu may follow.
      const goesOn = isInBackground(choice) && choice.kind === 'listens' && choice.verb.name === 'StartGather';
      if (goesOn) continue;
      this.#settle(choice);
      return;
    }
  }

  #nextChoice(): Promise<CallChoice> {
    return this.#held.nextChoice({ within: this.#options.within });
  }

  #settle(choice: CallChoice): void {
    this.#rest = choice.kind === 'idle' || choice.kind === 'over' ? choice : undefined;
    this.#collect();
  }

  get #held(): Call {
    if (this.#call === undefined) throw new CommandError('The call has not begun.');
    return this.#call;
  }

  /** The timeline so far. */
  get #entries(): readonly TimelineEntry[] {
    return this.#call?.wholeTimeline ?? [];
  }

  get #recorderOrThrow(): CallRecorder {
    if (this.#recorder === undefined) throw new CommandError('The call has not begun.');
    return this.#recorder;
  }

  get #leg(): string {
    return this.#call?.timeline[0]?.leg ?? CALLER;
  }

  get #at(): number {
    return this.#call?.wholeTimeline.at(-1)?.at ?? 0;
  }

  /** Records a step that is about to happen. */
  #record(action: RecordedAction): void {
    this.#collect();
    this.#recorderOrThrow.act(action);
    this.#pendingStep = action.step;
  }

  /** Passes new entries of the timeline to the recorder. */
  #collect(): void {
    const entries = this.#entries;
    this.#recorder?.add(entries.slice(this.#collected));
    this.#collected = entries.length;
  }

  #waitsFor(): readonly ChoiceReport[] {
    const { start } = this.#options;
    if (this.#call === undefined) {
      if (start.kind === 'inbound') return [];
      const { to, machineDetection } = start.request;
      const answers = machineDetection === undefined ? 'answer' : 'answer, human, machine';
      return [{ kind: 'placing', text: `the phone of ${to} rings: ${answers}, busy, no-answer or reject`, to: [to] }];
    }
    if (this.isOver) return [choiceReport({ kind: 'over', cause: this.#call.cause ?? '' }, this.#leg)];
    const open = this.#call.choices.flatMap((choice) => this.#decisions.undecided(choice) ?? []);
    const choices = open.length === 0 && this.#rest !== undefined ? [this.#rest] : open;
    return choices.map((choice) => choiceReport(choice, this.#leg));
  }

  #report(command: string | undefined, failure: StepReport['failure']): StepReport {
    const entries = this.#call?.wholeTimeline ?? [];
    const faults = this.#faults;
    this.#faults = [];
    const found = reportEntries(entries.slice(this.#reported), this.#reported, this.#options.origin, faults);
    const others = reportEntries(this.#placed?.take() ?? [], entries.length, this.#options.origin);
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

/** The commands that change the call. */
const CHANGING = new Set<CallCommand['kind']>([
  'press',
  'say',
  'speak',
  'hang-up',
  'wait',
  'silence',
  'phone',
  'detected',
  'refer',
]);
