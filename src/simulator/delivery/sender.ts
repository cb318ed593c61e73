import type { ResponseContext } from '../../verbs/define/verb-definition.js';
import type { SubjectRecord } from '../calls/call-record.js';
import type { Simulation } from '../calls/simulation.js';

/** What events are sent for: a call, or a conference. */
export interface Sender {
  readonly simulation: Simulation;
  readonly record: SubjectRecord;
  /** Who it is in timelines. */
  readonly name: string;
  /** Seconds to wait for an answer. */
  readonly callbackTimeout: number;
  readonly isOver: boolean;
  /** What its documents may do; undefined for what the event that they answer says. */
  readonly responseContext: ResponseContext | undefined;
  /** Milliseconds of simulated time that it has spent waiting for documents. */
  requesting: number;
  /** @throws CallEnded if it has ended, to unwind what runs for it */
  throwIfEnded(): void;
}
