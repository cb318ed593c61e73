import { withoutSecrets } from '../../problems/secrets.js';
import type { CallSession } from '../calls/call-session.js';
import type { Failure } from '../calls/failure.js';
import type { Futility } from '../time/scheduler.js';

/** Why a step of a test failed. */
export type CallErrorCode =
  /** The leg ended before it happened. */
  | 'call.over'
  /** It cannot happen any more, or not within the limits of time and steps. */
  | 'call.in-vain'
  /** Somebody outside has to decide how the call goes on, and no step of the test said so. */
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

// Taken now: a runner may put its own in its place for a test.
const { performance } = globalThis;

/** A step of a test: what it waits for, and the line on which it stands. */
export class TestStep {
  readonly expected: string;
  /** What is to be added to an error of the step, if anything. */
  hint: (() => string | undefined) | undefined;
  readonly #session: CallSession | undefined;
  /** The real time at which it began. */
  readonly startedAt: number;
  readonly #place: { stack?: string } = {};

  /** @param entry the method that the test called: the stack begins at its caller. */
  constructor(
    expected: string,
    session: CallSession | undefined,
    entry: (...args: never[]) => unknown,
    startedAt = performance.now(),
  ) {
    this.expected = expected;
    this.#session = session;
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
    const timeline = this.#session?.timeline.transcript(LINES);
    const hint = this.hint?.();
    const first = code === 'call.misuse' ? undefined : (this.#session?.firstFailure() ?? failure);
    this.#session?.report(failure);
    const parts = [
      `${this.expected}: ${withoutSecrets(explained(problem, failure, first))}`,
      ...(hint === undefined ? [] : [`    ${hint}`]),
      ...(line === undefined ? [] : [`    expected at ${line}`]),
      ...(timeline === undefined || timeline === '' ? [] : ['the end of the call:', timeline]),
    ];
    const cause = first !== undefined && 'cause' in first ? { cause: first.cause } : {};
    const error = new CallError(code, this.#session?.board.ids.named(parts.join('\n')) ?? parts.join('\n'), cause);
    if (frames.length > 0) error.stack = `${error.name}: ${error.message}\n${frames.join('\n')}`;
    return error;
  }

  /** The error of a step that waits in vain. */
  inVain(futility: Futility): CallError {
    if (futility.reason === 'fork') return this.error('call.unscripted', futility.fork.message);
    const doing = this.#session?.legs
      .filter(({ isOver }) => !isOver)
      .map(({ name, doing }) => `${name} ${doing}`)
      .join(', ');
    const state = doing === undefined || doing === '' ? '' : `; ${doing}`;
    return this.error('call.in-vain', `${reasonOf(futility)}${state}`);
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

function reasonOf(futility: Exclude<Futility, { reason: 'fork' }>): string {
  switch (futility.reason) {
    case 'nothing happens':
      return 'nothing more happens by itself';
    case 'seconds':
      return `it does not happen within ${futility.limit} seconds of virtual time (limits.seconds)`;
    case 'realSeconds': {
      const unanswered =
        futility.unanswered.length === 0 ? '' : `; not answered yet: ${futility.unanswered.join(', ')}`;
      return `it does not happen within ${futility.limit} seconds of real time (limits.realSeconds)${unanswered}`;
    }
    case 'steps':
      return `it does not happen within ${futility.limit} steps of the clock (limits.steps): the call may go round in circles`;
  }
}
