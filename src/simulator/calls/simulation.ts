import { type Application, applicationOf, type SimulatedApplication } from '../application/application.js';
import type { Behavior } from '../behaviors/index.js';
import { DocumentReader } from '../documents/document-reader.js';
import type { Address } from '../settings/address.js';
import type { Callee, PhoneDialer } from '../settings/callee-behavior.js';
import { Disruptions } from '../settings/disruptions.js';
import type { SimulatedEvent } from '../settings/sent-events.js';
import type { Settings } from '../settings/simulator-options.js';
import { Clock } from '../time/clock.js';
import { Scheduler } from '../time/scheduler.js';
import { Timeline } from '../time/timeline.js';
import { CallRegistry } from './call-registry.js';
import { ConferenceRegistry } from './conference-registry.js';
import { EndpointRegistry } from './endpoint-registry.js';
import { HandlerCounts } from './handler-counts.js';
import { KnownRoutes } from './known-routes.js';
import { PhoneScripts } from './phone-scripts.js';
import { Recordings } from './recordings.js';
import { SimulationIds } from './simulation-ids.js';
import { Transcripts } from './transcripts.js';

/** The maximum number of formatted times to cache. */
const MAX_TIMES = 100;

/** A call with its legs, or a conference. */
export interface RegisteredSubject {
  /** True if a step has nothing left to wait for or to report. */
  readonly isDone: boolean;
}

/** An event that was sent. */
interface SentRequest {
  /** The call or the conference that sent it. */
  readonly sender: object;
  readonly address: Address;
  readonly event: SimulatedEvent;
}

/** The state that all calls of a platform share: time, application, ids, timeline, and scripted network failures. */
export class Simulation {
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  readonly timeline: Timeline;
  readonly settings: Settings;
  readonly disruptions = new Disruptions();
  /** The current application; `restart` replaces it. */
  application: Application;
  readonly ids = new SimulationIds();
  /** The calls by `callId`, those that are over included. `SimulatedCall.find` returns a call that is up. */
  readonly calls = new CallRegistry();
  readonly recordings = new Recordings();
  /** What the test has set for single phones. */
  readonly phones = new PhoneScripts();
  readonly documents: DocumentReader;
  readonly conferences = new ConferenceRegistry();
  /** The known paths of the application. */
  routes = new KnownRoutes();
  /** The handlers of the application's webhooks. */
  readonly handlers = new HandlerCounts();
  /** The WebRTC endpoints. */
  readonly endpoints = new EndpointRegistry();
  /** The texts of `StartTranscription`. */
  readonly transcripts = new Transcripts();
  /** What was sent, by the timeline entry of the event, so that it can be sent again. */
  readonly sent = new WeakMap<object, SentRequest>();
  readonly #subjects = new Set<RegisteredSubject>();
  #times = new Map<number, string>();
  readonly #labels = new Map<string, number>();

  /** @param clock Default: virtual or real time, as the option `clock` says */
  constructor(application: SimulatedApplication, settings: Settings, clock = clockOf(settings)) {
    this.settings = settings;
    this.clock = clock;
    this.documents = new DocumentReader(settings);
    this.scheduler = new Scheduler(clock, settings.limits);
    const { origin } = new URL(settings.origin);
    this.timeline = new Timeline(
      () => clock.now,
      origin,
      (text) => this.ids.named(text),
    );
    this.application = applicationOf(application, { patience: settings.patience });
  }

  /** The calls and conferences that may not have settled yet. */
  get subjects(): Iterable<RegisteredSubject> {
    return this.#subjects;
  }

  /** Returns a label for a party with that number: the number, with a count from the second party on. */
  label(number: string): string {
    const count = (this.#labels.get(number) ?? 0) + 1;
    this.#labels.set(number, count);
    return count === 1 ? number : `${number} (${count})`;
  }

  /** Registers a subject until it is done. */
  register(subject: RegisteredSubject): void {
    for (const each of this.#subjects) {
      if (!each.isDone) continue;
      this.#subjects.delete(each);
      this.timeline.release(each);
    }
    this.#subjects.add(subject);
  }

  /** Replaces the application, and forgets the paths of the previous one. */
  restart(application: SimulatedApplication): void {
    this.routes = new KnownRoutes();
    this.application = applicationOf(application, { patience: this.settings.patience });
  }

  /** Calls `onBehavior` for a behavior that the simulator follows, a verb that it executes or an event that it sends. */
  recordCoverage(what: Behavior | `verb:${string}` | `event:${string}`): void {
    this.settings.onBehavior?.(what);
  }

  /** Formats a moment as Bandwidth does. Performance: cached, because successive events of a call repeat most times. */
  timeText(at: number): string {
    const known = this.#times.get(at);
    if (known !== undefined) return known;
    if (this.#times.size >= MAX_TIMES) this.#times = new Map();
    const text = new Date(this.settings.startsAt + at).toISOString();
    this.#times.set(at, text);
    return text;
  }

  /**
   * Returns what is set for a call to a number that begins now, if anything: for its phone, else by the option `phones`.
   *
   * @throws BxmlError (`simulator.options`) if `phones` is a function and returns an invalid behavior
   */
  behaviorOf(to: string, dialedBy: PhoneDialer): Callee | undefined {
    const own = this.phones.take(to);
    if (own !== undefined) return own;
    const { phones } = this.settings;
    if (typeof phones === 'function') return phones(to, dialedBy);
    return Object.hasOwn(phones, to) ? phones[to] : undefined;
  }

  /**
   * Runs a part of a call in the background. Ignores the end of the call; any other error rejects all waits.
   *
   * @param onEnd called after the part, whether it succeeds or fails
   */
  spawn(part: () => Promise<void>, onEnd?: () => void): void {
    part().then(onEnd, (error: unknown) => {
      onEnd?.();
      if (!(error instanceof CallEnded)) this.scheduler.fail(error);
    });
  }
}

// Captured when the module is loaded, because a test runner may replace it during a test.
const { performance } = globalThis;

const clockOf = ({ isRealTime }: Settings): Clock => new Clock(isRealTime ? () => performance.now() : undefined);

/** Rejects all waits of a call that ends. Internal: it does not reach tests. */
export class CallEnded {}
