import type { Problem } from '../problems/problem.js';
import type { StoredDocument } from './answered-document.js';
import type { Leg } from './leg.js';
import type { SimulatedEvent } from './simulated-events.js';
import type { Switchboard } from './switchboard.js';
import { type NewEntry, Timeline } from './timeline.js';

/** The code of a fault that has nothing to do with strict mode: a verb that is not executed. */
export const NOT_SIMULATED = 'not-simulated';

/** Something that fails the test in strict mode. */
export interface StrictFault {
  /** A rule's id, `unserved` or `lost-event`. */
  readonly code: string;
  readonly message: string;
}

/** An event that the application has received. */
export interface ReceivedEvent {
  readonly event: SimulatedEvent;
  /** The faults that the call had then. */
  readonly faults: number;
}

/** A call with all its legs: what they share, and what is noted about it. */
export class CallSession {
  readonly board: Switchboard;
  readonly timeline: Timeline;
  readonly legs: Leg[] = [];
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
  /** Requests, recordings and the like that are still to come, even after the call is over. */
  pending = 0;
  /** Events that are held back until the next one has been sent. */
  readonly heldBack = new Set<() => void>();
  readonly #receivedOnce = new Set<SimulatedEvent>();
  readonly #during: { readonly eventType: string; readonly action: () => void }[] = [];

  constructor(board: Switchboard) {
    this.board = board;
    this.applicationId = board.settings.applicationId;
    for (const session of board.sessions) {
      if (session.isSettled && session.faults.length === 0) board.sessions.delete(session);
    }
    board.sessions.add(this);
    this.timeline = new Timeline(
      () => board.clock.now,
      new URL(board.settings.origin).origin,
      (text) => board.ids.named(text),
    );
  }

  /** The number of faults so far. What was met at that number is not undone by the faults after it. */
  get faultCount(): number {
    return this.faultsReported + this.faults.length;
  }

  /** Whether nothing more will come of it. */
  get isSettled(): boolean {
    return this.pending === 0 && this.legs.every(({ isOver }) => isOver);
  }

  note<E extends NewEntry>(leg: Leg, entry: E) {
    return this.timeline.add(leg.name, entry);
  }

  change(leg: Leg, text: string): void {
    this.note(leg, { kind: 'change', text });
  }

  /** Notes the problems of a document; warnings are faults in strict mode. */
  found(leg: Leg, problems: readonly Problem[]): void {
    for (const problem of problems) {
      this.note(leg, { kind: 'problem', problem });
      if (problem.severity === 'warning') this.fault(leg, problem.code, problem.message);
    }
  }

  /** Notes something that has no place in a test, unless it is allowed. */
  fault(leg: Leg, code: string, message: string): void {
    const { strict, allow } = this.board.settings;
    if (!strict || allow.has(code)) return;
    this.note(leg, { kind: 'trouble', text: `${code}: ${message}` });
    this.faults.push({ code, message });
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
    this.board.spawn(async () => {
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
      this.board.clock.after(milliseconds, this, resolve);
    });
  }

  /** Has the steps of the test that wait for something of this call look whether it has happened. */
  touch(): void {
    this.board.conductor.touch(this);
  }
}
