import { anyOf, isRecord } from '../../problems/check-options.js';
import { nonEmptyString, objectOf, positiveInteger, seconds } from '../../problems/value-checks.js';
import { asserting, isEventType } from './checks.js';

/**
 * What is done to a request:
 *
 * - `refused`: no connection, so that the application does not get it;
 * - `reset`: the application gets it, its answer is lost;
 * - `timeout`: the application gets it, its answer comes too late;
 * - `twice`: delivered again once it was answered; the first answer counts;
 * - `{ late: 3 }`: sent so many virtual seconds later;
 * - `afterNext`: sent when the next event of the call was answered, so that the two change places, or after 10 virtual
 *   seconds where none comes.
 *
 * An asynchronous event that was refused or reset is sent once more, as ever: it is lost after two of them.
 */
export type Disruption = 'refused' | 'reset' | 'timeout' | 'twice' | 'afterNext' | { readonly late: number };

/** Which requests are disrupted: those that fit both the event and the address. */
export interface Disrupted {
  /** Requests of this event. @default every event */
  readonly event?: string | undefined;
  /** Requests to this address, or to one that ends with it, such as `/gather`. @default every address */
  readonly url?: string | undefined;
  /** How many requests. @default 1 */
  readonly times?: number | undefined;
}

export const assertDisrupted = asserting(
  objectOf<Disrupted>({ event: isEventType, url: nonEmptyString, times: positiveInteger }),
);

const NAMED = ['refused', 'reset', 'timeout', 'twice', 'afterNext'];
const isLate = objectOf<{ late: number }>({ late: seconds }, { required: ['late'] });

export const assertDisruption = asserting((value) => (isRecord(value) ? isLate(value) : anyOf(NAMED)(value)));

/** What was scripted for requests to come, in the order in which it was. */
export class Disruptions {
  #pending: { readonly of: Disrupted; readonly disruption: Disruption; left: number }[] = [];

  add(of: Disrupted, disruption: Disruption): void {
    this.#pending.push({ of, disruption, left: of.times ?? 1 });
  }

  /** What is done to this request, if anything. */
  take(event: string, url: string): Disruption | undefined {
    const found = this.#pending.find(
      ({ of }) => (of.event === undefined || of.event === event) && (of.url === undefined || url.endsWith(of.url)),
    );
    if (found === undefined) return undefined;
    found.left--;
    if (found.left <= 0) this.#pending = this.#pending.filter((each) => each !== found);
    return found.disruption;
  }
}
