import type { ResponseContext } from '../../verbs/define/verb-definition.js';
import type { SubjectRecord } from '../calls/call-record.js';
import type { Simulation } from '../calls/simulation.js';

/** A call or a conference that sends events. */
export interface Sender {
  readonly simulation: Simulation;
  readonly record: SubjectRecord;
  /** The name in timelines. */
  readonly name: string;
  /** Seconds to wait for the response to a webhook. */
  readonly callbackTimeout: number;
  readonly isOver: boolean;
  /** The context of its documents; undefined if the event that a document answers decides it. */
  readonly responseContext: ResponseContext | undefined;
  /** True if it continues after a failed delivery and after an invalid document, as a conference does. */
  readonly survivesFailures?: boolean;
  /** Milliseconds of simulated time that it has spent waiting for documents. */
  requesting: number;
  /** @throws CallEnded if it has ended, to stop the code that runs for it */
  throwIfEnded(): void;
}
