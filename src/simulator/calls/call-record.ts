import { formatProblem, type Problem } from '../../problems/problem.js';
import { withoutSecrets } from '../../problems/secrets.js';
import type { StoredDocument } from '../documents/answered-document.js';
import type { SimulatedEvent } from '../settings/sent-events.js';
import type { NewEntry, TimelineEntry } from '../time/timeline.js';
import type { OpenChoice } from './choice.js';
import type { Failure } from './failure.js';
import type { RegisteredSubject, Simulation } from './simulation.js';

/** The code of an unsupported verb. Unlike other faults, it fails the test without strict mode too. */
export const NOT_SIMULATED = 'not-simulated';

/** A fault that fails the test in strict mode. */
export interface StrictFault {
  /**
   * A rule's id, `unserved`, `lost-event`, `lost-stream`, `stream-message`, `handler-error`, `no-handler`, `loop`,
   * `callback-error`, `invalid-bxml` or `skipped-verb`.
   */
  readonly code: string;
  readonly message: string;
  /** An object shared by all warnings of the same document, so that one error can include them all. */
  readonly document?: object;
  /** Why it happened, if known. */
  readonly failure?: Failure | undefined;
}

/** The leg of a timeline entry. */
interface Named {
  /** `caller`, or the number that was dialed. */
  readonly name: string;
}

/** The part of a leg that its record reads. */
export interface RecordedLeg extends Named {
  readonly isOver: boolean;
  readonly cause: string;
  /** The failure of the application that ended the leg. */
  readonly failure: Failure | undefined;
  /** The current activity, in words that complete "the caller …". */
  readonly doing: string;
}

/** A fault that leaves a leg without a document to run. */
export interface LegFault extends StrictFault {
  readonly leg: RecordedLeg;
}

/** A failure of the application that leaves a leg without a document to run. */
interface FatalFailure {
  readonly leg: RecordedLeg;
  readonly failure: Failure;
  /** The cause of the end of the leg. */
  readonly cause: string;
}

/** Returns the code of a failure that ends a leg. */
const codeOf = ({ isOfHandler }: Failure, cause: string): string => (isOfHandler ? 'handler-error' : cause);

/** An event that the application has received. */
export interface ReceivedEvent {
  readonly event: SimulatedEvent;
  /** The number of faults of the call at that moment. */
  readonly faults: number;
}

/** A handler that continues after its event was acknowledged. */
interface RunningHandler {
  readonly eventType: string;
  /** The request, as in messages. */
  readonly request: string;
  /** Never rejects. */
  readonly done: Promise<unknown>;
}

/**
 * Real milliseconds for which time stops for a handler that continues after the acknowledgement. A quick handler that fails
 * then fails the same step in each run; a handler that waits for later events of the call does not delay it for long.
 */
const HANDLER_HOLD = 100;

/** The record of a call with all its legs, or of a conference: the timeline, the documents, the events and the faults. */
export class SubjectRecord implements RegisteredSubject {
  readonly simulation: Simulation;
  /** The legs, in order; of a conference, the conference itself. */
  readonly legs: RecordedLeg[] = [];
  /** The records of the conferences that legs have been in. Their faults fail the steps of the call too. */
  readonly conferences = new Set<SubjectRecord>();
  /** The records of the calls that have been in the conference. */
  readonly calls = new Set<SubjectRecord>();
  /** The events that the application received and answered with a 2xx status, in order, each once. */
  readonly received: ReceivedEvent[] = [];
  /** The valid documents that the application sent, in order. */
  readonly documents: StoredDocument[] = [];
  /** The `applicationId` of its events. */
  applicationId: string;
  /** The faults that no step of the test has reported; the next step fails with the first. */
  readonly faults: StrictFault[] = [];
  /** The number of faults that steps of the test have failed with. */
  faultsReported = 0;
  /** The failures of the application, in order, except those that the test allows or has scripted. */
  readonly #failures: Failure[] = [];
  readonly #reported = new Set<Failure>();
  readonly #fatal: FatalFailure[] = [];
  /** The handlers of this package's webhooks that continue after the acknowledgement. */
  readonly running = new Set<RunningHandler>();
  /** 0 for a call of the test; 1 more than that of the call during whose webhook the application has placed this one. */
  generation = 0;
  /** The call of the test that led to this one. */
  root: SubjectRecord = this;
  /** The number of requests, recordings and other work in progress, which may outlast the call. */
  pending = 0;
  /** The choices that the persons of its legs have at this moment, in order; `undefined` before the first. */
  choices: Set<OpenChoice> | undefined;
  /** Functions that release the events held back until the next event has been sent. */
  readonly heldBack = new Set<() => void>();
  readonly #receivedOnce = new Set<SimulatedEvent>();
  readonly #during: { readonly eventType: string; readonly action: () => void }[] = [];

  constructor(simulation: Simulation) {
    this.simulation = simulation;
    this.applicationId = simulation.settings.applicationId;
    simulation.timeline.begin(this);
    simulation.register(this);
  }

  /** The number of faults so far. A condition that was met at that number stays met despite later faults. */
  get faultCount(): number {
    return this.faultsReported + this.faults.length;
  }

  /** True if all legs are over and no work is pending. */
  get isSettled(): boolean {
    return this.pending === 0 && this.legs.every(({ isOver }) => isOver);
  }

  /** True if a step has nothing left to wait for or to report. */
  get isDone(): boolean {
    return this.isSettled && this.faults.length === 0 && this.running.size === 0 && this.unreported.length === 0;
  }

  /** The timeline so far. */
  get timeline(): readonly TimelineEntry[] {
    return this.simulation.timeline.entriesOf(this);
  }

  /** Returns the timeline as text, or its last entries. */
  transcript(last?: number): string {
    return this.simulation.timeline.transcriptOf(this, last);
  }

  /** Returns the last entries, with those of the conferences that it has been in and of their members, as text. */
  transcriptOfAll(last: number): string {
    const conferences = [this, ...this.conferences];
    const subjects = new Set([...conferences, ...conferences.flatMap(({ calls }) => [...calls])]);
    return subjects.size === 1 ? this.transcript(last) : this.simulation.timeline.transcriptOfAll(subjects, last);
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
   * Adds the problems of a document to the timeline. Warnings are faults in strict mode.
   *
   * @param known the same warnings as reported by this package's webhooks, with the lines of the JSX
   */
  noteProblems(leg: Named, problems: readonly Problem[], known: readonly Problem[] = []): void {
    const left = [...known];
    for (const problem of problems) {
      this.note(leg, { kind: 'problem', problem });
      if (problem.severity !== 'warning') continue;
      const index = left.findIndex(({ code, message }) => code === problem.code && message === problem.message);
      const [same = problem] = index < 0 ? [] : left.splice(index, 1);
      this.#fault(leg, problem.message, { code: problem.code, message: formatProblem(same), document: problems });
    }
  }

  /** Records a fault, unless the option `allow` includes its code. In real time, it is in the timeline in any mode. */
  fault(leg: Named, code: string, message: string, failure?: Failure): void {
    this.#fault(leg, message, { code, message, failure });
  }

  /** @param noted the message in the timeline */
  #fault(leg: Named, noted: string, fault: StrictFault): void {
    const { settings, clock } = this.simulation;
    const { strict, allow } = settings;
    if (allow.has(fault.code)) return;
    if (fault.failure !== undefined) this.noteFailure(fault.failure);
    if (strict || clock.isReal) this.note(leg, { kind: 'trouble', text: `${fault.code}: ${noted}` });
    if (!strict) return;
    this.raise(leg, fault);
  }

  /** Passes a fault to `onFault`; without it, the next step of the test fails with the fault. */
  raise({ name: leg }: Named, fault: StrictFault): void {
    const { onFault } = this.simulation.settings;
    if (onFault === undefined) {
      this.faults.push(fault);
      return;
    }
    const { code, message, failure } = fault;
    this.report(failure);
    onFault({ code, message: withoutSecrets(message), reason: withoutSecrets(failure?.reason ?? ''), leg });
  }

  /** Records a failure of the application. The first one explains later errors. */
  noteFailure(failure: Failure): void {
    this.#failures.push(failure);
  }

  /** Returns the first failure that no step has reported, or else the first of all, and marks it as reported. */
  firstFailure(): Failure | undefined {
    const first = this.#failures.find((failure) => !this.#reported.has(failure)) ?? this.#failures[0];
    if (first !== undefined) this.#reported.add(first);
    return first;
  }

  /** Marks a failure as reported. */
  report(failure: Failure | undefined): void {
    if (failure !== undefined) this.#reported.add(failure);
  }

  /** Records a failure of the application that leaves a leg without a document to run. */
  noteFatal(leg: RecordedLeg, cause: string, failure: Failure): void {
    const { strict, allow, onFault } = this.simulation.settings;
    const code = codeOf(failure, cause);
    if (onFault === undefined) this.#fatal.push({ leg, cause, failure });
    else if (strict && !allow.has(code) && !this.#reported.has(failure))
      this.raise(leg, { code, message: failure.message, failure });
  }

  /** In strict mode, the failures that left a leg without a document and that no step has reported. */
  get unreported(): LegFault[] {
    const { strict, allow } = this.simulation.settings;
    if (!strict) return [];
    return this.#fatal.flatMap(({ leg, cause, failure }) => {
      const code = codeOf(failure, cause);
      if (allow.has(code) || this.#reported.has(failure)) return [];
      const what = leg.failure === failure ? `${leg.name} is cut off (${cause}): ` : '';
      return [{ leg, code, failure, message: `${what}${failure.message}` }];
    });
  }

  /** Records a handler that continues after its event was acknowledged. The call settles after it is done. */
  trackHandler(handler: RunningHandler): void {
    this.running.add(handler);
    const remove = (): void => void this.running.delete(handler);
    const done = handler.done.then(remove, remove);
    this.simulation.scheduler.work.hold(
      { subject: this, description: `the handler of ${handler.request}` },
      done,
      HANDLER_HOLD,
    );
  }

  /** Records that the application has received an event. An event that is delivered again counts once. */
  noteReceived(event: SimulatedEvent): void {
    if (this.#receivedOnce.has(event)) return;
    this.#receivedOnce.add(event);
    this.received.push({ event, faults: this.faultCount });
  }

  /** Runs an action while the application handles the next event of that type. */
  during(eventType: string, action: () => void): void {
    this.#during.push({ eventType, action });
  }

  /** Called when a request has been sent to the application, also by a conference of which a leg is a member. */
  requestStarted(eventType: string): void {
    const index = this.#during.findIndex((each) => each.eventType === eventType);
    for (const call of this.calls) call.requestStarted(eventType);
    if (index < 0) return;
    const [{ action } = { action: () => {} }] = this.#during.splice(index, 1);
    action();
  }

  /** Runs work in the background. The call settles after it has ended. */
  background(part: () => Promise<void>): void {
    this.pending++;
    this.simulation.spawn(part, () => {
      this.pending--;
    });
  }

  /** Waits that many virtual milliseconds, even if the legs end meanwhile. */
  pause(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      this.simulation.clock.after(milliseconds, this, resolve);
    });
  }

  /** Makes the steps of the test that wait for this call check their condition. */
  wake(): void {
    this.simulation.scheduler.wake(this);
  }
}
