/** A fake clock that tests advance. */
export interface Clock {
  /** Advances the clock by a number of milliseconds and runs the timers that are due. */
  tick(milliseconds: number): void;
  /** The number of pending timers. */
  readonly pending: number;
  /** The number of timers set since the start. */
  readonly started: number;
  /** Restores the real timers. */
  restore(): void;
}

interface Timer {
  readonly due: number;
  readonly act: () => void;
}

/** Replaces `setTimeout`, `clearTimeout` and `performance.now`. Node's sockets and servers do not use these globals. */
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
