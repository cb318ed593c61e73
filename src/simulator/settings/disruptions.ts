import { anyOf, isRecord } from '../../problems/check-options.js';
import { nonEmptyString, objectOf, positiveInteger, seconds } from '../../problems/value-checks.js';
import { asserting, isEventType } from './checks.js';

/**
 * A network failure to simulate:
 *
 * - `refused`: the connection is refused; the application does not receive the request
 * - `reset`: the application receives the request, but its response is lost
 * - `timeout`: the application receives the request, but its response is too late
 * - `twice`: the request is delivered again after its response; the first response counts
 * - `{ late: 3 }`: the request is sent that many virtual seconds later
 * - `afterNext`: the request is sent after the response to the next event of the call, so that the two arrive in the
 *   opposite order; after 10 virtual seconds if there is no next event
 *
 * The handshake of a WebSocket is disrupted by its `url`: `refused`, `reset` or `timeout`.
 *
 * An asynchronous event that is refused or reset is sent once more, so two disruptions lose it.
 */
export type Disruption = 'refused' | 'reset' | 'timeout' | 'twice' | 'afterNext' | { readonly late: number };

/** The requests to disrupt: those that match both the event and the URL. */
export interface Disrupted {
  /** The type of the event. @default any event */
  readonly event?: string | undefined;
  /** The URL, or its end, such as `/gather`. @default any URL */
  readonly url?: string | undefined;
  /** The number of requests to disrupt. @default 1 */
  readonly times?: number | undefined;
}

export const assertDisrupted = asserting(
  objectOf<Disrupted>({ event: isEventType, url: nonEmptyString, times: positiveInteger }),
);

const NAMED = ['refused', 'reset', 'timeout', 'twice', 'afterNext'];
const isLate = objectOf<{ late: number }>({ late: seconds }, { required: ['late'] });

export const assertDisruption = asserting((value) => (isRecord(value) ? isLate(value) : anyOf(NAMED)(value)));

interface PendingDisruption {
  readonly of: Disrupted;
  readonly disruption: Disruption;
  left: number;
}

/** The scripted disruptions of later requests, in order. */
export class Disruptions {
  #pending: PendingDisruption[] = [];

  add(of: Disrupted, disruption: Disruption): void {
    this.#pending.push({ of, disruption, left: of.times ?? 1 });
  }

  /** Removes and returns the first disruption of a connection that matches the URL of a WebSocket. */
  takeSocket(url: string): 'refused' | 'reset' | 'timeout' | undefined {
    const found = this.#pending.find(
      ({ of, disruption }) =>
        of.event === undefined &&
        of.url !== undefined &&
        url.endsWith(of.url) &&
        (disruption === 'refused' || disruption === 'reset' || disruption === 'timeout'),
    );
    // The condition has looked at the value, which the compiler does not see.
    return found === undefined ? undefined : (this.#use(found) as 'refused' | 'reset' | 'timeout');
  }

  /** Removes and returns the first disruption that matches a request; `undefined` if none does. */
  take(event: string, url: string): Disruption | undefined {
    const found = this.#pending.find(
      ({ of }) => (of.event === undefined || of.event === event) && (of.url === undefined || url.endsWith(of.url)),
    );
    return found && this.#use(found);
  }

  #use(pending: PendingDisruption): Disruption {
    pending.left--;
    if (pending.left <= 0) this.#pending = this.#pending.filter((each) => each !== pending);
    return pending.disruption;
  }
}
