/** Time that passes when a test says so. */
export interface Clock {
  /** Lets so many milliseconds pass, and what is due then happen. */
  tick(milliseconds: number): void;
  /** How many timers are set. */
  readonly pending: number;
  /** How many timers have been set so far. */
  readonly started: number;
  /** Gives the program its own time back. */
  restore(): void;
}

interface Timer {
  readonly due: number;
  readonly act: () => void;
}

/** Takes the place of `setTimeout`, `clearTimeout` and `performance.now`; Node's own sockets and servers do not use these. */
export function stoppedClock(): Clock {
  const { setTimeout, clearTimeout } = globalThis;
  const ownNow = performance.now;
  const timers = new Set<Timer>();
  let now = 0;
  let started = 0;
  const set = (act: () => void, milliseconds = 0): Timer => {
    const timer = { due: now + milliseconds, act };
    timers.add(timer);
    started++;
    return timer;
  };
  const clear = (timer: Timer): boolean => timers.delete(timer);
  Object.assign(globalThis, { setTimeout: set, clearTimeout: clear });
  performance.now = () => now;
  return {
    tick(milliseconds) {
      now += milliseconds;
      for (const timer of [...timers].sort((a, b) => a.due - b.due)) {
        if (timer.due <= now && timers.delete(timer)) timer.act();
      }
    },
    get pending() {
      return timers.size;
    },
    get started() {
      return started;
    },
    restore() {
      Object.assign(globalThis, { setTimeout, clearTimeout });
      performance.now = ownNow;
    },
  };
}
