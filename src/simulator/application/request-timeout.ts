import { errorLine, type Reply } from './reply.js';

// Captured when the module is loaded: tests that replace the timers must not stop the timeout of their own requests.
const { setTimeout: startTimer, clearTimeout: stopTimer, setImmediate: nextTurn } = globalThis;

/** Settles the request. Only the first reply counts. */
type Settle = (reply: Reply) => void;

/** Closes the connection. Returns how much of the response was received, as "… came". */
type Abort = () => string;

/**
 * Runs one request, which settles after at most `patience` milliseconds. The timer keeps the process alive: otherwise, if
 * the application waits for something that never happens, the test run would exit without a failure.
 */
export function withTimeout(patience: number, begin: (settle: Settle) => Abort): Promise<Reply> {
  return new Promise((resolve) => {
    let isOpen = true;
    let abort: Abort | undefined;
    const settle: Settle = (reply) => {
      if (!isOpen) return;
      isOpen = false;
      stopTimer(timer);
      // As with a network, other callbacks run between two requests. Otherwise an application that responds synchronously
      // would starve timers and background work.
      nextTurn(resolve, reply);
    };
    const timer = startTimer(() => {
      isOpen = false;
      resolve({
        failure: 'timeout',
        detail: `${abort?.() ?? 'Nothing came'} within ${patience / 1000} s of real time (option patience).${replacedTimers()}`,
      });
    }, patience);
    try {
      abort = begin(settle);
    } catch (error) {
      settle({ failure: 'reset', detail: `The request could not be made: ${errorLine(error)}` });
    }
  });
}

/** Returns a hint if the test has replaced the timers, which an application may be waiting for; otherwise an empty string. */
export function replacedTimers(): string {
  if (globalThis.setTimeout === startTimer) return '';
  return ' (The test has replaced the timers, which the application may be waiting for; leave nextTick and setImmediate as they are.)';
}
