import { errorLine, type Reply } from './reply.js';

// As they are when this is loaded: tests with a clock of their own must not stop the one that keeps them from hanging.
const { setTimeout: startTimer, clearTimeout: stopTimer, setImmediate: nextTurn } = globalThis;

/** Gives the reply; only the first one counts. */
type Settle = (reply: Reply) => void;

/** Stops waiting, closes the connection, and returns how far it had come, as "… came". */
type GiveUp = () => string;

/**
 * One exchange, settled after `patience` milliseconds at the latest. Its timer keeps the process alive: an application
 * that waits for nothing that could happen would end the test run in silence otherwise, with nothing failed.
 */
export function withTimeout(patience: number, begin: (settle: Settle) => GiveUp): Promise<Reply> {
  return new Promise((resolve) => {
    let isOpen = true;
    let giveUp: GiveUp | undefined;
    const settle: Settle = (reply) => {
      if (!isOpen) return;
      isOpen = false;
      stopTimer(timer);
      // As with a network, everybody else has a turn between two exchanges: timers and work in the background would
      // starve, and what waits for its turn pile up, while an application answers that itself waits for nothing.
      nextTurn(resolve, reply);
    };
    const timer = startTimer(() => {
      isOpen = false;
      resolve({
        failure: 'timeout',
        detail: `${giveUp?.() ?? 'Nothing came'} within ${patience / 1000} s of real time (option patience).${replacedTimers()}`,
      });
    }, patience);
    try {
      giveUp = begin(settle);
    } catch (error) {
      settle({ failure: 'reset', detail: `The request could not be made: ${errorLine(error)}` });
    }
  });
}

/** Returns a hint for an application that waits for ever, if the test has replaced the timers; else nothing. */
export function replacedTimers(): string {
  if (globalThis.setTimeout === startTimer) return '';
  return ' (The test has replaced the timers, which the application may be waiting for; leave nextTick and setImmediate as they are.)';
}
