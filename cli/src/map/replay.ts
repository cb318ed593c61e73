// Holds a call along a path, from the start, and reads what it comes to.
import {
  type Call,
  type CallChoice,
  CallError,
  type CreateCall,
  type InboundCall,
  type Platform,
  type SimulatedApplication,
  type SimulatorOptions,
  simulate,
} from 'bxml-jsx/testing';
import { commandWords } from '../terminal/command-words.js';
import { type Arrival, arrivalOf } from './arrival.js';
import type { Action, MapProblem } from './call-map.js';

/** How calls of a walk begin: a caller calls the application, or the application calls a phone. */
export type WalkStart =
  | { readonly kind: 'inbound'; readonly call: InboundCall }
  | { readonly kind: 'outbound'; readonly request: CreateCall };

/** What a replay needs. */
export interface ReplaySettings {
  /** Returns the application; a new one for each call, if it can be created. */
  readonly application: () => SimulatedApplication | Promise<SimulatedApplication>;
  readonly start: WalkStart;
  readonly options: SimulatorOptions;
}

/** Thrown by a call whose document streams to another machine, if the options do not say what becomes of streams. */
class StreamElsewhere extends Error {}

/**
 * Runs work with calls that open the sockets of streams on this machine. If a document streams to another machine, it runs
 * again, and all streams start without a socket.
 *
 * @returns the result, with the settings of its calls
 */
export async function withStreams<T>(
  replays: ReplaySettings,
  work: (replays: ReplaySettings) => Promise<T>,
): Promise<{ readonly result: T; readonly replays: ReplaySettings }> {
  try {
    return { result: await work(replays), replays };
  } catch (error) {
    if (!(error instanceof StreamElsewhere)) throw error;
    const silent = { ...replays, options: { ...replays.options, streams: false as const } };
    return { result: await work(silent), replays: silent };
  }
}

/** The virtual seconds after which a call without a choice is waiting. */
const WITHIN = 900;

/** Real time matters only to an application that hangs: a busy machine must not change the map. */
const REAL_TIME = { patience: 5, limits: { realSeconds: 30 } };

/** The most faults of one step. */
const MAX_FAULTS = 50;

/** A call that goes along a path. */
export class Replay {
  readonly #platform: Platform;
  readonly #call: Call | undefined;
  #choice: CallChoice | undefined;
  #problems: MapProblem[];
  /** True if the options say what becomes of streams. */
  readonly #hasStreams: boolean;
  readonly #failedRequests = new Set<string>();
  #since = 0;
  #sinceSeconds = 0;
  #answered = 0;

  private constructor(
    platform: Platform,
    call: Call | undefined,
    { problems, hasStreams }: { readonly problems: MapProblem[]; readonly hasStreams: boolean },
  ) {
    this.#hasStreams = hasStreams;
    this.#platform = platform;
    this.#call = call;
    this.#problems = problems;
  }

  /**
   * Begins a call.
   *
   * @param first the action that begins an outbound call: what the called phone does
   */
  static async begin(settings: ReplaySettings, first: Action | undefined): Promise<Replay> {
    // A fault before the call has begun fails the step that returns the call: it is allowed, and noted, in the next try.
    const allow = [...(settings.options.allow ?? [])];
    const problems: MapProblem[] = [];
    const found = { problems, hasStreams: settings.options.streams !== undefined };
    for (;;) {
      const platform = simulate(await settings.application(), {
        ...REAL_TIME,
        ...settings.options,
        strict: true,
        allow,
      });
      try {
        return new Replay(platform, await placed(platform, settings.start, first), found);
      } catch (error) {
        if (!(error instanceof CallError)) throw error;
        const problem = problemOf(error);
        problems.push(problem);
        const isStrict = error.code === 'call.strict' && !allow.includes(problem.code);
        if (!isStrict || problems.length > MAX_FAULTS) return new Replay(platform, undefined, found);
        allow.push(problem.code);
      }
    }
  }

  /** Lets time pass to the next choice, and returns what the call came to. */
  async arrive(): Promise<Arrival> {
    const call = this.#call;
    if (call === undefined) return this.#withoutCall();
    let choice: CallChoice | undefined;
    for (let tries = 0; choice === undefined && tries < MAX_FAULTS; tries++) {
      await this.#attempt(async () => {
        choice = await call.nextChoice({ within: WITHIN });
      });
    }
    const before = this.#choice;
    this.#choice = choice ?? { kind: 'idle', reason: 'rest', doing: 'has too many problems' };
    const arrival = arrivalOf(call, this.#choice, {
      since: this.#since,
      problems: this.#problems,
      failedRequests: this.#failedRequests,
      before,
      startedAt: this.#sinceSeconds,
      now: this.#seconds(),
    });
    this.#mark();
    if (!this.#hasStreams && arrival.problems.some(isElsewhere)) throw new StreamElsewhere();
    return arrival;
  }

  /** The event types that the application has handlers for, with the number of requests for each. */
  get handlers(): ReadonlyMap<string, number> {
    return this.#platform.handlers;
  }

  /** The documents of the call, and of the parties that it has called. */
  get documents(): readonly string[] {
    const entries = this.#call?.wholeTimeline ?? [];
    return entries.flatMap((entry) => (entry.kind === 'event' && entry.document !== undefined ? [entry.document] : []));
  }

  /** Does an action at the choice that the call has come to. */
  async act(action: Action): Promise<void> {
    const call = this.#call;
    if (call === undefined) return;
    this.#mark();
    await this.#attempt(() => this.#do(call, action));
  }

  async #do(call: Call, action: Action): Promise<void> {
    switch (action.kind) {
      case 'press':
        return this.#party(action.party).press(action.keys);
      case 'say':
        return this.#party(action.party).says(action.words);
      case 'speak':
        return this.#party(action.party).speaksFor(action.seconds);
      case 'silence':
        return;
      case 'hangUp':
        return this.#party(action.party).hangUp();
      case 'phone':
        return this.#decide(call, action);
      case 'refer':
        return call.referredTo(action.to, action.outcome);
    }
  }

  /** Decides what phones do. The steps of phones that ring at once run at the same time. */
  async #decide(
    call: Call,
    { to, behavior, isForwarded, others = [] }: Extract<Action, { kind: 'phone' }>,
  ): Promise<void> {
    const { detectedAs: _, detectedAfter: __, hangsUpAfter: ___, hangsUpDuring: ____, ...plain } = behavior;
    const decide = (number: string, does: typeof plain) =>
      isForwarded ? call.forwardedTo(number, does) : call.transferredTo(number, does);
    await Promise.all([decide(to, plain), ...others.map((each) => decide(each.to, each.behavior))]);
  }

  /** Returns the steps of a party that the choice names. */
  #party(name = 'caller') {
    const call = this.#call;
    const choice = this.#choice;
    if (call === undefined) throw new TypeError('there is no call');
    if (name === 'caller') return call;
    if (choice?.kind === 'listens' && choice.leg === name) return choice.party;
    const other = choice?.kind === 'connected' ? choice.others.find((each) => each.name === name) : undefined;
    return other?.party ?? call;
  }

  #seconds(): number {
    // The timeline counts from the beginning of the call, which is that of the platform.
    return this.#platform.seconds;
  }

  #mark(): void {
    this.#problems = [];
    this.#since = this.#call?.wholeTimeline.length ?? 0;
    this.#sinceSeconds = this.#seconds();
  }

  /** Runs a step, and records its failure as a problem of the application. */
  async #attempt(step: () => Promise<unknown>): Promise<void> {
    try {
      await step();
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      this.#problems.push(problemOf(error));
      if (error.code !== 'call.strict') this.#answered++;
      if (this.#answered > MAX_FAULTS) throw error;
    }
  }

  #withoutCall(): Arrival {
    return {
      choice: { kind: 'over', cause: 'callback-error', byPerson: false },
      verb: undefined,
      document: undefined,
      heard: [],
      lead: [],
      events: [],
      problems: this.#problems.map((problem) => ({ ...problem, message: commandWords(problem.message) })),
      lastEvent: {},
      quiet: 0,
      eventTypes: [],
    };
  }
}

/** Places a call. */
function placed(platform: Platform, start: WalkStart, first: Action | undefined): Promise<Call> {
  if (start.kind === 'inbound') return platform.call(start.call);
  return platform.createCall(start.request, first?.kind === 'phone' ? first.behavior : {});
}

/** True if a stream was refused because its socket would be opened on another machine. */
const isElsewhere = ({ code, message }: MapProblem): boolean =>
  code === 'unserved' && message.includes('pass the option streams to simulate');

const isWarning = (code: string): boolean => code.includes('.') && !code.startsWith('call.');

/**
 * Reads the problem that a step failed with. The message begins with what the step expected. The faults after the first, and
 * the timeline, follow.
 */
function problemOf({ code, message }: CallError): MapProblem {
  const [head = ''] = message.split(/\n {4}expected at |\n {4}after that: |\nthe end of the timeline:/);
  const problem = head.slice(head.indexOf(': ') + 2);
  if (code !== 'call.strict') return { severity: 'error', code, message: problem };
  // Without a code, the call was cut off, which its message says.
  const [, found = 'callback-error', rest = problem] = /^([\w.-]+): ([\s\S]*)$/.exec(problem) ?? [];
  return { severity: isWarning(found) ? 'warning' : 'error', code: found, message: rest };
}
