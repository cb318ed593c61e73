import { formatProblem, type Problem } from '../../problems/problem.js';
import type { StoredDocument } from '../documents/answered-document.js';
import type { SimulatedEvent } from '../settings/sent-events.js';
import type { NewEntry, TimelineEntry } from '../time/timeline.js';
import type { Failure } from './failure.js';
import type { RegisteredSubject, Simulation } from './simulation.js';

/** The code of a fault that has nothing to do with strict mode: a verb that is not executed. */
export const NOT_SIMULATED = 'not-simulated';

/** Something that fails the test in strict mode. */
export interface StrictFault {
  /**
   * A rule's id, `unserved`, `lost-event`, `handler-error`, `no-handler`, `loop`, `callback-error` or `invalid-bxml`.
   */
  readonly code: string;
  readonly message: string;
  /** What stands for the document that it is a warning of: an error about one shows them all. */
  readonly document?: object;
  /** What is known of why. */
  readonly failure?: Failure | undefined;
}

/** Whose timeline entries are. */
interface Named {
  /** `caller`, or the number that was dialled. */
  readonly name: string;
}

/** A leg as its record sees it. */
export interface RecordedLeg extends Named {
  readonly isOver: boolean;
  readonly cause: string;
  /** The failure of the application that ended it. */
  readonly failure: Failure | undefined;
  /** What it does, in words that end "the caller …". */
  readonly doing: string;
}

/** The same of a leg that has no document to go on with. */
export interface LegFault extends StrictFault {
  readonly leg: RecordedLeg;
}

/** A failure of the application for which a leg has no document to go on with. */
interface Dead {
  readonly leg: RecordedLeg;
  readonly failure: Failure;
  /** The cause with which it ends the leg. */
  readonly cause: string;
}

/** An event that the application has received. */
export interface ReceivedEvent {
  readonly event: SimulatedEvent;
  /** The faults that the call had then. */
  readonly faults: number;
}

/** A handler that runs on after its event was acknowledged. */
interface RunningHandler {
  readonly eventType: string;
  /** The request as messages have it. */
  readonly request: string;
  /** Never rejects. */
  readonly done: Promise<unknown>;
}

/**
 * Real milliseconds for which the time is held for a handler that runs on: one that is quick fails the same step in each
 * run; one that waits for what comes later in the call does not hold it up for long.
 */
const HELD = 100;

/** What is noted about a call with all its legs, or about a conference, and what they share. */
export class SubjectRecord implements RegisteredSubject {
  readonly simulation: Simulation;
  /** The legs, the first one first; none of a conference. */
  readonly legs: RecordedLeg[] = [];
  /** The events that reached the application and were answered with a status of success, in order, each once. */
  readonly received: ReceivedEvent[] = [];
  /** The valid documents that the application answered, in order. */
  readonly documents: StoredDocument[] = [];
  /** The voice application that its events name. */
  applicationId: string;
  /** What the next step of the test has to fail with. */
  readonly faults: StrictFault[] = [];
  /** Faults that steps of the test have failed with. */
  faultsReported = 0;
  /** What went wrong in the application, the first first; without what the test allows or has caused itself. */
  readonly #failures: Failure[] = [];
  readonly #reported = new Set<Failure>();
  readonly #dead: Dead[] = [];
  /** The handlers of our own webhooks that run on after an acknowledgement. */
  readonly running = new Set<RunningHandler>();
  /** Requests, recordings and the like that are still to come, even after the call is over. */
  pending = 0;
  /** Events that are held back until the next one has been sent. */
  readonly heldBack = new Set<() => void>();
  readonly #receivedOnce = new Set<SimulatedEvent>();
  readonly #during: { readonly eventType: string; readonly action: () => void }[] = [];

  constructor(simulation: Simulation) {
    this.simulation = simulation;
    this.applicationId = simulation.settings.applicationId;
    simulation.timeline.begin(this);
    simulation.register(this);
  }

  /** The number of faults so far. What was met at that number is not undone by the faults after it. */
  get faultCount(): number {
    return this.faultsReported + this.faults.length;
  }

  /** Whether nothing more will come of it. */
  get isSettled(): boolean {
    return this.pending === 0 && this.legs.every(({ isOver }) => isOver);
  }

  /** True if nothing is left that a step could wait for or report. */
  get isDone(): boolean {
    return this.isSettled && this.faults.length === 0 && this.running.size === 0 && this.unreported.length === 0;
  }

  /** Everything that happened to it so far, in order. */
  get timeline(): readonly TimelineEntry[] {
    return this.simulation.timeline.entriesOf(this);
  }

  /** Returns the timeline as text, or its last entries. */
  transcript(last?: number): string {
    return this.simulation.timeline.transcriptOf(this, last);
  }

  /** Adds an entry to the timeline. */
  note<E extends NewEntry>({ name }: Named, entry: E) {
    return this.simulation.timeline.add(this, name, entry);
  }

  /** Changes an entry that {@link note} has returned. */
  amend<E extends object>(entry: E, fields: Partial<E>): void {
    this.simulation.timeline.change(this, entry, fields);
  }

  /** Adds a change of a leg to the timeline. */
  noteChange(leg: Named, text: string): void {
    this.note(leg, { kind: 'change', text });
  }

  /**
   * Notes the problems of a document; warnings are faults in strict mode.
   *
   * @param known the same warnings as our own webhooks found them, with the lines of the JSX
   */
  found(leg: Named, problems: readonly Problem[], known: readonly Problem[] = []): void {
    const left = [...known];
    for (const problem of problems) {
      this.note(leg, { kind: 'problem', problem });
      if (problem.severity !== 'warning') continue;
      const index = left.findIndex(({ code, message }) => code === problem.code && message === problem.message);
      const [same = problem] = index < 0 ? [] : left.splice(index, 1);
      const before = this.faults.length;
      this.fault(leg, problem.code, problem.message);
      const fault = this.faults[before];
      if (fault !== undefined) this.faults[before] = { ...fault, message: formatProblem(same), document: problems };
    }
  }

  /** Notes something that fails a test in strict mode, unless it is allowed. */
  fault(leg: Named, code: string, message: string, failure?: Failure): void {
    const { strict, allow } = this.simulation.settings;
    if (allow.has(code)) return;
    if (failure !== undefined) this.failed(failure);
    if (!strict) return;
    this.note(leg, { kind: 'trouble', text: `${code}: ${message}` });
    this.faults.push({ code, message, failure });
  }

  /** Notes that something went wrong in the application: the first such thing explains what follows. */
  failed(failure: Failure): void {
    this.#failures.push(failure);
  }

  /** Returns the first failure that no error of a step has reported yet, else the first. It counts as reported then. */
  firstFailure(): Failure | undefined {
    const first = this.#failures.find((failure) => !this.#reported.has(failure)) ?? this.#failures[0];
    if (first !== undefined) this.#reported.add(first);
    return first;
  }

  /** Takes a failure as reported. */
  report(failure: Failure | undefined): void {
    if (failure !== undefined) this.#reported.add(failure);
  }

  /** Notes that the application has failed in such a way that a leg cannot go on. */
  cannotGoOn(leg: RecordedLeg, cause: string, failure: Failure): void {
    this.#dead.push({ leg, cause, failure });
  }

  /** The failures that left a leg without a document, if strict mode has to report them and no step has done so. */
  get unreported(): LegFault[] {
    const { strict, allow } = this.simulation.settings;
    if (!strict) return [];
    return this.#dead.flatMap(({ leg, cause, failure }) => {
      const code = failure.isOfHandler ? 'handler-error' : cause;
      if (allow.has(code) || this.#reported.has(failure)) return [];
      const what = leg.failure === failure ? `${leg.name} is cut off (${cause}): ` : '';
      return [{ leg, code, failure, message: `${what}${failure.message}` }];
    });
  }

  /** Notes a handler that runs on after its event was acknowledged: the call has not come to rest before it is done. */
  run(handler: RunningHandler): void {
    this.running.add(handler);
    const remove = (): void => void this.running.delete(handler);
    const done = handler.done.then(remove, remove);
    this.simulation.scheduler.hold({ subject: this, description: `the handler of ${handler.request}` }, done, HELD);
  }

  /** Notes that the application has received an event. One that is delivered again counts once. */
  noteReceived(event: SimulatedEvent): void {
    if (this.#receivedOnce.has(event)) return;
    this.#receivedOnce.add(event);
    this.received.push({ event, faults: this.faultCount });
  }

  /** Has something done while the application answers the next event of that type. */
  during(eventType: string, action: () => void): void {
    this.#during.push({ eventType, action });
  }

  /** A request has been handed to the application. */
  requestStarted(eventType: string): void {
    const index = this.#during.findIndex((each) => each.eventType === eventType);
    if (index < 0) return;
    const [{ action } = { action: () => {} }] = this.#during.splice(index, 1);
    action();
  }

  /** Runs something whose end the call waits for before it is settled. */
  background(part: () => Promise<void>): void {
    this.pending++;
    this.simulation.spawn(async () => {
      try {
        await part();
      } finally {
        this.pending--;
      }
    });
  }

  /** Waits so many virtual milliseconds, whatever becomes of the legs. */
  pause(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      this.simulation.clock.after(milliseconds, this, resolve);
    });
  }

  /** Has the steps of the test that wait for something of this call look whether it has happened. */
  wake(): void {
    this.simulation.scheduler.wake(this);
  }
}
