import { type Application, applicationOf, type SimulatedApplication } from '../application/application.js';
import { DocumentReader } from '../documents/document-reader.js';
import type { Behavior } from '../settings/behaviors.js';
import type { CalleeBehavior } from '../settings/callee-behavior.js';
import { Disruptions } from '../settings/disruptions.js';
import type { Settings } from '../settings/simulator-options.js';
import { Clock } from '../time/clock.js';
import { Scheduler } from '../time/scheduler.js';
import { Timeline } from '../time/timeline.js';
import { KnownRoutes } from './known-routes.js';
import { SimulationIds } from './simulation-ids.js';

/** Most moments whose text is remembered. */
const MOST_TIMES = 100;

/** A call with its legs, or a conference, as the simulation registers it. */
export interface RegisteredSubject {
  /** True if nothing is left that a step could wait for or report. */
  readonly isDone: boolean;
}

/** What all calls of a platform share: time, the application, ids, the timeline and what was scripted for the network. */
export class Simulation {
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  readonly timeline: Timeline;
  readonly settings: Settings;
  readonly disruptions = new Disruptions();
  /** The application as it runs at this moment. */
  application: Application;
  readonly ids = new SimulationIds();
  readonly documents: DocumentReader;
  /** What is known of the paths that the application serves. */
  routes = new KnownRoutes();
  readonly #subjects = new Set<RegisteredSubject>();
  #times = new Map<number, string>();

  /** @param clock Default: virtual time */
  constructor(application: SimulatedApplication, settings: Settings, clock = new Clock()) {
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

  /** The calls and conferences that may not have come to rest yet. */
  get subjects(): Iterable<RegisteredSubject> {
    return this.#subjects;
  }

  /** Registers a subject until it is done. */
  register(subject: RegisteredSubject): void {
    for (const each of this.#subjects) {
      if (each.isDone) this.#subjects.delete(each);
    }
    this.#subjects.add(subject);
  }

  /** Starts the application anew, with nothing that it kept in memory. */
  restart(application: SimulatedApplication): void {
    this.routes = new KnownRoutes();
    this.application = applicationOf(application, { patience: this.settings.patience });
  }

  /** Reports that a behavior of the table is followed, a verb executed or an event sent. */
  recordCoverage(what: Behavior | `verb:${string}` | `event:${string}`): void {
    this.settings.onBehavior?.(what);
  }

  /** A moment as Bandwidth writes it. Performance: events of a call mostly name the moments that the one before named. */
  timeText(at: number): string {
    const known = this.#times.get(at);
    if (known !== undefined) return known;
    if (this.#times.size >= MOST_TIMES) this.#times = new Map();
    const text = new Date(this.settings.startsAt + at).toISOString();
    this.#times.set(at, text);
    return text;
  }

  /**
   * Returns what the option `phones` says of a number, if anything.
   *
   * @throws BxmlError (`simulator.options`) if the function `phones` returned something invalid
   */
  behaviorOf(to: string): CalleeBehavior | undefined {
    const { phones } = this.settings;
    if (typeof phones === 'function') return phones(to);
    return Object.hasOwn(phones, to) ? phones[to] : undefined;
  }

  /** Runs a part of a call beside the others. A call that ends ends it; any other error is a fault of the simulator. */
  spawn(part: () => Promise<void>): void {
    part().catch((error: unknown) => {
      if (!(error instanceof CallEnded)) this.scheduler.fail(error);
    });
  }
}

/** Thrown into everything that waits on a call when the call ends. Never seen outside. */
export class CallEnded {}
