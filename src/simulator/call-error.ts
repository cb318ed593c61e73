import type { CallSession } from './call-session.js';
import type { Futility } from './conductor.js';

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
  /** Something that strict mode forbids: a warning, a request that nobody serves, a lost event, a loop. */
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

  constructor(code: CallErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** A step of a test: what it waits for, and the line on which it stands. */
export class TestStep {
  readonly expected: string;
  /** What is to be added to an error of the step, if anything. */
  hint: (() => string | undefined) | undefined;
  readonly #session: CallSession | undefined;
  readonly #place: { stack?: string } = {};

  /** @param entry the method that the test called: the stack begins at its caller. */
  constructor(expected: string, session: CallSession | undefined, entry: (...args: never[]) => unknown) {
    this.expected = expected;
    this.#session = session;
    // V8 has it; on other engines an error does not name the line.
    Error.captureStackTrace?.(this.#place, entry);
  }

  /** The error of this step. */
  error(code: CallErrorCode, problem: string): CallError {
    const frames = (this.#place.stack ?? '').split('\n').slice(1);
    const line = placeIn(frames[0] ?? '');
    const timeline = this.#session?.timeline.transcript(LINES);
    const hint = this.hint?.();
    const parts = [
      `${this.expected}: ${problem}`,
      ...(hint === undefined ? [] : [`    ${hint}`]),
      ...(line === undefined ? [] : [`    expected at ${line}`]),
      ...(timeline === undefined || timeline === '' ? [] : ['the end of the call:', timeline]),
    ];
    const error = new CallError(code, parts.join('\n'));
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

/** File, line and column in a line of a stack: `at name (file:1:2)`, or without a name. Files may have blanks in them. */
function placeIn(frame: string): string | undefined {
  const [, named, bare] = /\((.+:\d+:\d+)\)\s*$|^\s*at (?:async )?(.+:\d+:\d+)\s*$/.exec(frame) ?? [];
  return named ?? bare;
}

function reasonOf(futility: Exclude<Futility, { reason: 'fork' }>): string {
  switch (futility.reason) {
    case 'nothing happens':
      return 'nothing more happens by itself';
    case 'seconds':
      return `it does not happen within ${futility.limit} seconds of virtual time (limits.seconds)`;
    case 'realSeconds':
      return `it does not happen within ${futility.limit} seconds of real time (limits.realSeconds)`;
    case 'steps':
      return `it does not happen within ${futility.limit} steps of the clock (limits.steps): the call may go round in circles`;
  }
}
