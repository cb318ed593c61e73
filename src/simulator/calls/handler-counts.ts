// Counts the requests for each handler of the application, as far as this package's webhooks report them.
import type { ReachedWebhooks } from '../../webhooks/observer.js';

/** The handlers of the webhooks that requests have reached. */
export class HandlerCounts {
  readonly #counts = new Map<string, number>();

  /** The number of requests by the event type of the handler; 0 for a handler that no request was for. */
  get counts(): ReadonlyMap<string, number> {
    return this.#counts;
  }

  /** Records the webhooks that a request for an event has reached. */
  note(eventType: string, reached: readonly ReachedWebhooks[]): void {
    for (const { path, serves, handlers } of reached) {
      // The webhooks of other paths may be another application's.
      if (!isServed(serves, path)) continue;
      for (const name of handlers.keys()) {
        this.#counts.set(name, (this.#counts.get(name) ?? 0) + (name === eventType ? 1 : 0));
      }
    }
  }
}

/** True if webhooks handle the requests of a path. The option `path` may be a function that throws. */
function isServed(serves: ReachedWebhooks['serves'], path: string): boolean {
  try {
    return serves?.(path) ?? true;
  } catch {
    return false;
  }
}
