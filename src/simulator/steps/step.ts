import { inspect } from '../../problems/inspect.js';
import { withoutSecrets } from '../../problems/secrets.js';
import { isSeconds } from '../../problems/value-checks.js';
import { replacedTimers } from '../application/application.js';
import { type LegFault, NOT_SIMULATED, type StrictFault, SubjectRecord } from '../calls/call-record.js';
import type { Failure } from '../calls/failure.js';
import type { Simulation } from '../calls/simulation.js';
import { seconds } from '../time/timeline.js';
import type { TimeoutReason } from '../time/waiters.js';

/** Why a step of a test failed. */
export type CallErrorCode =
  /** The leg ended before the step happened. */
  | 'call.over'
  /** The step can no longer happen, or exceeds the limits of time and steps. */
  | 'call.timeout'
  /** The test has to decide how the call continues, but no step did. */
  | 'call.unscripted'
  /** The outcome differs from the expected one, such as another cause. */
  | 'call.different'
  /**
   * A fault in strict mode: a warning, a request that the application does not serve, a lost event, a handler that failed
   * or is missing, or a loop.
   */
  | 'call.strict'
  /** A document has a verb that the simulator does not support. */
  | 'call.not-simulated'
  /** An argument of the step is invalid. */
  | 'call.misuse';

// Captured when the module is loaded, because a test runner may replace them during a test.
const { setTimeout, clearTimeout, performance } = globalThis;

/** The number of timeline entries at the end of a message. */
const LINES = 12;

/**
 * Thrown by a step of a call test that failed. The message says what was expected and what happened, and ends with the last
 * entries of the timeline. The stack points to the line of the test.
 */
export class CallError extends Error {
  override readonly name = 'CallError';
  readonly code: CallErrorCode;

  /**
   * The failure of the application that came before the error of the step, if any. If the application uses this package's
   * webhooks in this process: the error that the handler threw, or the `BxmlError` of its document. Otherwise: the beginning
   * of the response body, a string.
   */
  declare readonly cause?: unknown;

  constructor(code: CallErrorCode, message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}

/** A step of a test: what it expects, and its line in the test. */
export class TestStep {
  readonly expected: string;
  /** Returns a line to add to the error of the step, if any. */
  hint: ((code: CallErrorCode) => string | undefined) | undefined;
  /** Set by a step that is not about one call. */
  simulation: Simulation | undefined;
  #record: SubjectRecord | undefined;
  /** The real time at which it began. */
  readonly startedAt: number;
  readonly #place: { stack?: string } = {};

  /** @param entry the method that the test called; the stack begins at its caller */
  constructor(
    expected: string,
    record: SubjectRecord | undefined,
    entry: (...args: never[]) => unknown,
    startedAt = performance.now(),
  ) {
    this.expected = expected;
    this.#record = record;
    this.startedAt = startedAt;
    // Only V8 has it; on other engines, the error does not name the line.
    Error.captureStackTrace?.(this.#place, entry);
  }

  /** Sets the call that errors of this step are about, for a step that waits for any call. */
  about(record: SubjectRecord): void {
    this.#record = record;
  }

  /**
   * Returns an error of this step. The first failure of the application comes first in the message, and is the `cause`.
   *
   * @param failure the failure of the application that is the problem, if any
   */
  error(code: CallErrorCode, problem: string, failure?: Failure): CallError {
    const frames = (this.#place.stack ?? '').split('\n').slice(1);
    const line = placeIn(frames[0] ?? '');
    const timeline =
      this.#record?.transcriptOfAll(LINES) ?? this.simulation?.timeline.transcriptOfAll(undefined, LINES);
    const hint = this.hint?.(code);
    const first = code === 'call.misuse' ? undefined : (this.#record?.firstFailure() ?? failure);
    this.#record?.report(failure);
    const parts = [
      `${this.expected}: ${withoutSecrets(explained(problem, failure, first))}`,
      ...(hint === undefined ? [] : [`    ${hint}`]),
      ...(line === undefined ? [] : [`    expected at ${line}`]),
      ...(timeline === undefined || timeline === '' ? [] : ['the end of the timeline:', timeline]),
    ];
    const cause = first !== undefined && 'cause' in first ? { cause: first.cause } : {};
    const { ids } = this.#record?.simulation ?? this.simulation ?? {};
    const error = new CallError(code, ids?.named(parts.join('\n')) ?? parts.join('\n'), cause);
    if (frames.length > 0) error.stack = `${error.name}: ${error.message}\n${frames.join('\n')}`;
    return error;
  }

  /** Returns the error of a step that timed out. */
  timedOut(timeout: TimeoutReason): CallError {
    if (timeout.reason === 'undecided') return this.error('call.unscripted', timeout.decision.message);
    const doing = this.#record?.legs
      .filter(({ isOver }) => !isOver)
      .map(({ name, doing }) => `${name} ${doing}`)
      .join(', ');
    const state = doing === undefined || doing === '' ? '' : `; ${doing}`;
    const isReal = (this.#record?.simulation ?? this.simulation)?.clock.isReal === true;
    return this.error('call.timeout', `${reasonOf(timeout, isReal)}${state}`);
  }
}

/** Returns the problem with its reason. If the application has failed before, that failure comes first or is added. */
function explained(problem: string, failure: Failure | undefined, first: Failure | undefined): string {
  if (first === undefined) return problem;
  if (first === failure || problem.includes(first.message)) return withReason(problem, first);
  const before = withReason(first.message, first);
  return failure === undefined ? `${problem}\n    before that: ${before}` : `${before}\n    after that: ${problem}`;
}

const withReason = (text: string, { reason }: Failure): string =>
  reason === '' ? text : `${text}\n    ${reason.replaceAll('\n', '\n    ')}`;

/**
 * Returns the file, line and column in a line of a stack: `at name (file:1:2)` or `at file:1:2`. Names and files may contain
 * spaces and parentheses, so the file begins after the first parenthesis that an absolute path or URL follows, or after the
 * first parenthesis if none does.
 */
function placeIn(frame: string): string | undefined {
  const line = frame.trim();
  if (!/:\d+:\d+\)?$/.test(line)) return undefined;
  if (!line.endsWith(')')) return line.replace(/^at (?:async )?/, '');
  const [, ...parts] = line.slice(0, -1).split(' (');
  const start = parts.findIndex((part) => /^(?:[/\\]|[a-z][a-z\d+.-]*:\/|[a-z]:\\|node:)/i.test(part));
  return parts.slice(Math.max(start, 0)).join(' (');
}

function reasonOf(timeout: Exclude<TimeoutReason, { reason: 'undecided' }>, isReal: boolean): string {
  switch (timeout.reason) {
    case 'nothing happens':
      return 'nothing more is scheduled to happen';
    case 'seconds':
      return `it did not happen within ${timeout.limit} seconds${isReal ? '' : ' of virtual time'} (limits.seconds)`;
    case 'realSeconds': {
      const unanswered = timeout.unanswered.length === 0 ? '' : `; not answered yet: ${timeout.unanswered.join(', ')}`;
      return `it did not happen within ${timeout.limit} seconds of real time (limits.realSeconds)${unanswered}`;
    }
    case 'steps':
      return `it did not happen within ${timeout.limit} steps of the clock (limits.steps): the call may be in a loop`;
  }
}

/**
 * The result of a step's condition. `true`: it holds now. A number: it was met when the call had that many faults, and later
 * faults belong to the next step.
 */
export type Met = boolean | number;

/** Advances time until the condition holds. Rejects if the call has an earlier fault. */
export function waitFor(record: SubjectRecord, step: TestStep, isMet: () => Met, patient: boolean): Promise<void> {
  return record.simulation.scheduler.wait({
    subject: record,
    startedAt: step.startedAt,
    patient,
    isMet: () => {
      const met = resultOf(isMet);
      const isMetBefore = typeof met === 'number' && met <= record.faultsReported;
      if (!isMetBefore) assertNoFault(record, step);
      if (typeof met === 'object') throw met.error;
      return met !== false;
    },
    onTimeout: (reason) => step.timedOut(reason),
  });
}

/**
 * Advances time until a condition of the whole simulation holds, such as that a conference exists. If it does not, the first
 * fault of a call comes first.
 *
 * @param subject its changes wake the step
 */
export function waitForSimulation(
  simulation: Simulation,
  subject: object,
  step: TestStep,
  isMet: () => boolean,
): Promise<void> {
  return simulation.scheduler.wait({
    subject,
    startedAt: step.startedAt,
    patient: false,
    isMet,
    onTimeout: (reason) => faultOf(simulation, step) ?? step.timedOut(reason),
  });
}

/** Returns the error for the first fault that no step has reported yet. */
function faultOf(simulation: Simulation, step: TestStep): unknown {
  for (const record of simulation.subjects) {
    if (!(record instanceof SubjectRecord)) continue;
    const result = resultOf(() => assertNoOwnFault(record, step));
    if (result !== undefined) return result.error;
  }
  return undefined;
}

/** Returns the result of a condition, or the error that it throws: an earlier fault is reported instead of that error. */
function resultOf<R>(isMet: () => R): R | { readonly error: unknown } {
  try {
    return isMet();
  } catch (error) {
    return { error };
  }
}

/** Throws for the first fault of a call, or of a conference that it has been in, that no step has reported yet. */
export function assertNoFault(record: SubjectRecord, step: TestStep): void {
  assertNoOwnFault(record, step);
  for (const conference of record.conferences) assertNoOwnFault(conference, step);
}

function assertNoOwnFault(record: SubjectRecord, step: TestStep): void {
  const fault = record.faults.shift();
  if (fault === undefined) return;
  record.faultsReported++;
  // The message includes the other warnings of the document, which remain separate faults.
  const others = record.faults.filter(({ document }) => document !== undefined && document === fault.document);
  const messages = [fault.message, ...others.map(({ code, message }) => `${code}: ${message}`)];
  throw strictError(step, { ...fault, message: messages.join('\n').replaceAll('\n', '\n    ') });
}

/** Returns the error for a fault. An unsupported verb fails the test in any mode. */
function strictError(step: TestStep, { code, message, failure }: StrictFault): CallError {
  if (code === NOT_SIMULATED) return step.error('call.not-simulated', message);
  return step.error('call.strict', `${code}: ${message}`, failure);
}

/**
 * Advances time until a call has settled. Then waits for the application: for handlers of this package's webhooks that
 * continue after the acknowledgement, and for `drain`.
 */
export async function waitForRest(
  record: SubjectRecord,
  step: TestStep,
  isMet: () => Met,
  patient: boolean,
): Promise<void> {
  await waitFor(record, step, isMet, patient);
  const { drain } = record.simulation.settings;
  while (record.running.size > 0) {
    const handlers = [...record.running];
    await withinPatience(step, record, Promise.all(handlers.map(({ done }) => done)), () => {
      const [{ request, eventType } = { request: '', eventType: '' }] = record.running;
      return `${request}: the handler of ${eventType} continues after the acknowledgement and takes longer than`;
    });
  }
  if (drain !== undefined) await withinPatience(step, record, drain(), () => 'drain takes longer than');
  assertNoFault(record, step);
}

/**
 * Waits for work of the application in real time, within the option `patience` and the time limit of the step. In
 * real time, only `patience` counts.
 */
async function withinPatience(
  step: TestStep,
  record: SubjectRecord,
  work: unknown,
  problem: () => string,
): Promise<void> {
  const { clock, settings } = record.simulation;
  const { patience, limits } = settings;
  const left = clock.isReal ? patience : Math.max(0, step.startedAt + limits.realSeconds * 1000 - performance.now());
  const milliseconds = Math.min(patience, left);
  const limit =
    milliseconds === patience
      ? `${seconds(patience)} of real time (option patience)`
      : `${limits.realSeconds} s of real time (limits.realSeconds)`;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(step.error('call.timeout', `${problem()} ${limit}${replacedTimers()}`)),
      milliseconds,
    );
  });
  try {
    await Promise.race([work, tooLong]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Throws if a failure of the application left a leg without a document, unless a step has reported the failure or expected
 * its cause.
 *
 * @param isRelevant selects the failures to throw for. Default: those of all legs of the call
 * @throws CallError (`call.strict`)
 */
export function assertNoneFailed(
  record: SubjectRecord,
  step: TestStep,
  isRelevant: (fault: LegFault) => boolean = () => true,
): void {
  const fault = record.unreported.find(isRelevant);
  if (fault === undefined) return;
  const { leg, failure } = fault;
  const name = leg === record.legs[0] ? 'call' : 'party';
  if (leg.failure === failure) step.hint ??= () => `if the test expects this, write ${name}.ends('${leg.cause}')`;
  throw strictError(step, fault);
}

// Checks of the arguments of steps.

/** @throws CallError (`call.misuse`) */
export function assertSeconds(step: TestStep, seconds: number): void {
  if (!isSeconds(seconds))
    throw step.error('call.misuse', `seconds is ${inspect(seconds)}; expected a number, 0 or more`);
}

/**
 * Throws for an extra argument, such as options of a step that has none.
 *
 * @throws CallError (`call.misuse`)
 */
export function assertNoMore(step: TestStep, more: readonly unknown[]): void {
  const [extra] = more;
  if (extra === undefined) return;
  throw step.error(
    'call.misuse',
    `the extra argument ${inspect(extra)} is not allowed: this step takes no options; remove it`,
  );
}

/** @throws CallError (`call.misuse`) */
export function assertKeys(step: TestStep, keys: string): void {
  if (typeof keys === 'string' && /^[0-9*#a-d]+$/i.test(keys)) return;
  if (typeof keys === 'string') throw step.error('call.misuse', 'expected one or more keys of 0-9, *, #, A-D');
  const example = /^\d+$/.test(String(keys)) ? `: press('${String(keys)}')` : ", such as '1'";
  throw step.error('call.misuse', `expected keys of 0-9, *, #, A-D as a string${example}`);
}

/**
 * Checks the words that a party says, and the partial results.
 *
 * @throws CallError (`call.misuse`)
 */
export function assertTexts(step: TestStep, words: string, partial: readonly string[]): void {
  if (typeof words === 'string' && Array.isArray(partial) && partial.every((each) => typeof each === 'string')) return;
  throw step.error('call.misuse', 'expected the words as a string, and partial as an array of strings');
}

/**
 * Checks the words of a prompt. An empty string is not allowed, because every prompt contains it.
 *
 * @throws CallError (`call.misuse`)
 */
export function assertWords(step: TestStep, words: string | RegExp): void {
  if (words instanceof RegExp || (typeof words === 'string' && words !== '')) return;
  throw step.error('call.misuse', 'expected the words of the prompt: a non-empty string or a regular expression');
}

/** @throws CallError (`call.misuse`) */
export function assertCause(step: TestStep, cause: string | undefined): void {
  if (cause === undefined || (typeof cause === 'string' && cause !== '')) return;
  throw step.error('call.misuse', `cause is ${inspect(cause)}; expected a string such as 'hangup', or no argument`);
}

/** @throws CallError (`call.misuse`) */
export function assertDestination(step: TestStep, to: string): void {
  if (typeof to === 'string' && to !== '') return;
  throw step.error('call.misuse', `the destination is ${inspect(to)}; expected a phone number or SIP URI as a string`);
}

/** @throws CallError (`call.misuse`) */
export function assertConferenceName(step: TestStep, name: string): void {
  if (typeof name === 'string' && name !== '') return;
  throw step.error('call.misuse', `the name is ${inspect(name)}; expected the name of a conference as a string`);
}

/** Formats keys, a cause or a destination for the message of a step. The value may have any type. */
export const shownText = (text: unknown): string => (typeof text === 'string' ? text : inspect(text));

/** Formats seconds for the message of a step. The value may have any type. */
export const shownSeconds = (seconds: unknown): string =>
  typeof seconds === 'number' ? String(seconds) : inspect(seconds);
