import { inspect } from '../../problems/inspect.js';
import { withoutSecrets } from '../../problems/secrets.js';
import { isSeconds } from '../../problems/value-checks.js';
import { replacedTimers } from '../application/application.js';
import type { SubjectRecord } from '../calls/call-record.js';
import { type LegFault, NOT_SIMULATED, type StrictFault } from '../calls/call-record.js';
import type { Failure } from '../calls/failure.js';
import type { TimeoutReason } from '../time/scheduler.js';
import { seconds } from '../time/timeline.js';

/** Why a step of a test failed. */
export type CallErrorCode =
  /** The leg ended before it happened. */
  | 'call.over'
  /** It cannot happen any more, or not within the limits of time and steps. */
  | 'call.timeout'
  /** The test has to decide how the call goes on, and no step did. */
  | 'call.unscripted'
  /** It happened differently: another cause, another outcome. */
  | 'call.different'
  /**
   * Something that strict mode forbids: a warning, a request that is not served, a lost event, a handler that failed or is
   * missing, a loop.
   */
  | 'call.strict'
  /** The call came to a verb that the simulator does not execute. */
  | 'call.not-simulated'
  /** The step was asked for something that makes no sense. */
  | 'call.misuse';

// Taken now, before a runner puts its own in their place.
const { setTimeout, clearTimeout, performance } = globalThis;

/** Entries of the timeline that a message ends with. */
const LINES = 12;

/**
 * Thrown by a step of a call test that failed. The message says what was expected and what happened, with the end of
 * the call's timeline; the stack leads to the line of the test.
 */
export class CallError extends Error {
  override readonly name = 'CallError';
  readonly code: CallErrorCode;

  /**
   * What the application failed with, if it did before the step failed: of webhooks of this package that run in the
   * same process what a handler threw, the very object, or the `BxmlError` of its document; of other applications the
   * beginning of the response body, a string.
   */
  declare readonly cause?: unknown;

  constructor(code: CallErrorCode, message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}

/** A step of a test: what it waits for, and the line on which it stands. */
export class TestStep {
  readonly expected: string;
  /** What is to be added to an error of the step, if anything. */
  hint: (() => string | undefined) | undefined;
  readonly #record: SubjectRecord | undefined;
  /** The real time at which it began. */
  readonly startedAt: number;
  readonly #place: { stack?: string } = {};

  /** @param entry the method that the test called: the stack begins at its caller. */
  constructor(
    expected: string,
    record: SubjectRecord | undefined,
    entry: (...args: never[]) => unknown,
    startedAt = performance.now(),
  ) {
    this.expected = expected;
    this.#record = record;
    this.startedAt = startedAt;
    // V8 has it; on other engines an error does not name the line.
    Error.captureStackTrace?.(this.#place, entry);
  }

  /**
   * Returns the error of this step. What went wrong first in the application is said first, and is its cause.
   *
   * @param failure what is known of the problem, if the application is to blame
   */
  error(code: CallErrorCode, problem: string, failure?: Failure): CallError {
    const frames = (this.#place.stack ?? '').split('\n').slice(1);
    const line = placeIn(frames[0] ?? '');
    const timeline = this.#record?.transcript(LINES);
    const hint = this.hint?.();
    const first = code === 'call.misuse' ? undefined : (this.#record?.firstFailure() ?? failure);
    this.#record?.report(failure);
    const parts = [
      `${this.expected}: ${withoutSecrets(explained(problem, failure, first))}`,
      ...(hint === undefined ? [] : [`    ${hint}`]),
      ...(line === undefined ? [] : [`    expected at ${line}`]),
      ...(timeline === undefined || timeline === '' ? [] : ['the end of the call:', timeline]),
    ];
    const cause = first !== undefined && 'cause' in first ? { cause: first.cause } : {};
    const error = new CallError(code, this.#record?.simulation.ids.named(parts.join('\n')) ?? parts.join('\n'), cause);
    if (frames.length > 0) error.stack = `${error.name}: ${error.message}\n${frames.join('\n')}`;
    return error;
  }

  /** The error of a step that waits in vain. */
  timedOut(timeout: TimeoutReason): CallError {
    if (timeout.reason === 'undecided') return this.error('call.unscripted', timeout.decision.message);
    const doing = this.#record?.legs
      .filter(({ isOver }) => !isOver)
      .map(({ name, doing }) => `${name} ${doing}`)
      .join(', ');
    const state = doing === undefined || doing === '' ? '' : `; ${doing}`;
    return this.error('call.timeout', `${reasonOf(timeout)}${state}`);
  }
}

/** Returns what went wrong, and why: of several failures the first one first. */
function explained(problem: string, failure: Failure | undefined, first: Failure | undefined): string {
  if (first === undefined) return problem;
  if (first === failure || problem.includes(first.message)) return withReason(problem, first);
  const before = withReason(first.message, first);
  return failure === undefined ? `${problem}\n    before that: ${before}` : `${before}\n    after that: ${problem}`;
}

const withReason = (text: string, { reason }: Failure): string =>
  reason === '' ? text : `${text}\n    ${reason.replaceAll('\n', '\n    ')}`;

/**
 * File, line and column in a line of a stack: `at name (file:1:2)`, or without a name. Names and files may have blanks
 * and parentheses in them: the file begins at the first that may be an absolute one, else at the first parenthesis.
 */
function placeIn(frame: string): string | undefined {
  const line = frame.trim();
  if (!/:\d+:\d+\)?$/.test(line)) return undefined;
  if (!line.endsWith(')')) return line.replace(/^at (?:async )?/, '');
  const [, ...parts] = line.slice(0, -1).split(' (');
  const start = parts.findIndex((part) => /^(?:[/\\]|[a-z][a-z\d+.-]*:\/|[a-z]:\\|node:)/i.test(part));
  return parts.slice(Math.max(start, 0)).join(' (');
}

function reasonOf(timeout: Exclude<TimeoutReason, { reason: 'undecided' }>): string {
  switch (timeout.reason) {
    case 'nothing happens':
      return 'nothing more happens by itself';
    case 'seconds':
      return `it does not happen within ${timeout.limit} seconds of virtual time (limits.seconds)`;
    case 'realSeconds': {
      const unanswered = timeout.unanswered.length === 0 ? '' : `; not answered yet: ${timeout.unanswered.join(', ')}`;
      return `it does not happen within ${timeout.limit} seconds of real time (limits.realSeconds)${unanswered}`;
    }
    case 'steps':
      return `it does not happen within ${timeout.limit} steps of the clock (limits.steps): the call may go round in circles`;
  }
}

/**
 * Whether what a step waits for has happened: true means now. A number means that it happened when the call had so many
 * faults: those that came after it belong to the next step.
 */
export type Met = boolean | number;

/** Lets time pass until the condition holds, unless the call has a fault that came first. */
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

/** The result of a condition; or what it throws, since a fault that came before is the reason to report. */
function resultOf(isMet: () => Met): Met | { readonly error: unknown } {
  try {
    return isMet();
  } catch (error) {
    return { error };
  }
}

/** Fails for the first fault that no step has reported yet. */
function assertNoFault(record: SubjectRecord, step: TestStep): void {
  const fault = record.faults.shift();
  if (fault === undefined) return;
  record.faultsReported++;
  // The other warnings of its document are shown too, and stay faults of their own.
  const others = record.faults.filter(({ document }) => document !== undefined && document === fault.document);
  const messages = [fault.message, ...others.map(({ code, message }) => `${code}: ${message}`)];
  throw faulty(step, { ...fault, message: messages.join('\n').replaceAll('\n', '\n    ') });
}

/** What strict mode forbids; a verb that cannot be simulated fails the test in any mode. */
function faulty(step: TestStep, { code, message, failure }: StrictFault): CallError {
  if (code === NOT_SIMULATED) return step.error('call.not-simulated', message);
  return step.error('call.strict', `${code}: ${message}`, failure);
}

/**
 * Lets time pass until a call has come to rest, and after that waits for what the application still has to do: the
 * handlers of our own webhooks that run on after an acknowledgement, and `drain`.
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
    await inTime(step, record, Promise.all(handlers.map(({ done }) => done)), () => {
      const [{ request, eventType } = { request: '', eventType: '' }] = record.running;
      return `${request}: the handler of ${eventType}, which goes on after the acknowledgement, takes longer than`;
    });
  }
  if (drain !== undefined) await inTime(step, record, drain(), () => 'drain takes longer than');
  assertNoFault(record, step);
}

/** Waits for work of the application in real time: no longer than the patience, and than the step may take. */
async function inTime(step: TestStep, record: SubjectRecord, work: unknown, problem: () => string): Promise<void> {
  const { patience, limits } = record.simulation.settings;
  const left = Math.max(0, step.startedAt + limits.realSeconds * 1000 - performance.now());
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
 * Fails for a failure of the application that left a leg without a document, if no step has reported that, and none has
 * expected the cause.
 *
 * @param isMeant passes over the others. Default: those of all legs of the call
 * @throws CallError (`call.strict`)
 */
export function assertNoneFailed(
  record: SubjectRecord,
  step: TestStep,
  isMeant: (fault: LegFault) => boolean = () => true,
): void {
  const fault = record.unreported.find(isMeant);
  if (fault === undefined) return;
  const { leg, failure } = fault;
  const name = leg === record.legs[0] ? 'call' : 'party';
  if (leg.failure === failure) step.hint ??= () => `if the test expects that, write ${name}.ends('${leg.cause}')`;
  throw faulty(step, fault);
}

// What a test passes to a step about prompts, keys, words and time.

/** @throws CallError (`call.misuse`) */
export function assertSeconds(step: TestStep, seconds: number): void {
  if (!isSeconds(seconds)) throw step.error('call.misuse', `${inspect(seconds)} is no number of seconds, 0 or more`);
}

/**
 * For what is given after the arguments of a step, such as options of a step that has none.
 *
 * @throws CallError (`call.misuse`)
 */
export function assertNoMore(step: TestStep, more: readonly unknown[]): void {
  const [extra] = more;
  if (extra === undefined) return;
  throw step.error(
    'call.misuse',
    `${inspect(extra)} is one argument too many: this step takes no options; leave it out`,
  );
}

/** @throws CallError (`call.misuse`) */
export function assertKeys(step: TestStep, keys: string): void {
  if (typeof keys === 'string' && /^[0-9*#a-d]+$/i.test(keys)) return;
  if (typeof keys === 'string') throw step.error('call.misuse', 'keys are 0-9, *, #, A-D, one or more');
  const meant = /^\d+$/.test(String(keys)) ? `: press('${String(keys)}')` : ", such as '1'";
  throw step.error('call.misuse', `keys are 0-9, *, #, A-D; pass a string${meant}`);
}

/**
 * For words that a party says, and the pieces of them that are understood on the way.
 *
 * @throws CallError (`call.misuse`)
 */
export function assertTexts(step: TestStep, words: string, pieces: readonly string[]): void {
  if (typeof words === 'string' && Array.isArray(pieces) && pieces.every((each) => typeof each === 'string')) return;
  throw step.error('call.misuse', 'pass the words as a string, and those of partial as an array of strings');
}

/**
 * For words that a party is to hear. An empty text is none: it is in every prompt.
 *
 * @throws CallError (`call.misuse`)
 */
export function assertWords(step: TestStep, words: string | RegExp): void {
  if (words instanceof RegExp || (typeof words === 'string' && words !== '')) return;
  throw step.error(
    'call.misuse',
    'say the words of the prompt: pass a string that is not empty, or a regular expression',
  );
}

/** @throws CallError (`call.misuse`) */
export function assertCause(step: TestStep, cause: string | undefined): void {
  if (cause === undefined || (typeof cause === 'string' && cause !== '')) return;
  throw step.error('call.misuse', `the cause is ${inspect(cause)}; pass a string, such as 'hangup', or nothing`);
}

/** @throws CallError (`call.misuse`) */
export function assertDestination(step: TestStep, to: string): void {
  if (typeof to === 'string' && to !== '') return;
  throw step.error('call.misuse', `the destination is ${inspect(to)}; pass the number or the SIP URI, a string`);
}

/** Returns keys, a cause or a destination as the message of a step shows it. It may be anything. */
export const shownText = (text: unknown): string => (typeof text === 'string' ? text : inspect(text));

/** Returns seconds as the message of a step shows them. They may be anything. */
export const shownSeconds = (seconds: unknown): string =>
  typeof seconds === 'number' ? String(seconds) : inspect(seconds);
