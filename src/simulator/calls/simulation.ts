import { type Application, applicationOf, type SimulatedApplication } from '../application/application.js';
import { DocumentReader } from '../documents/document-reader.js';
import type { Executor } from '../script/script.js';
import type { Behaviour } from '../settings/behaviors.js';
import type { Reception } from '../settings/callee-behavior.js';
import { Disruptions } from '../settings/disruptions.js';
import type { Settings } from '../settings/simulator-options.js';
import { VirtualClock } from '../time/clock.js';
import { Conductor } from '../time/scheduler.js';
import type { CallSession } from './call-session.js';
import { KnownRoutes } from './known-routes.js';
import { SimulationIds } from './simulation-ids.js';

/** Most moments whose text is remembered. */
const MOST_TIMES = 100;

/** What all calls of a platform share: time, the application, ids, and what was scripted for the network. */
export class Switchboard {
  readonly clock = new VirtualClock();
  readonly conductor: Conductor;
  readonly settings: Settings;
  readonly disruptions = new Disruptions();
  /** The calls that may not have come to rest yet. */
  readonly sessions = new Set<CallSession>();
  /** The application as it runs at this moment. */
  application: Application;
  readonly ids = new SimulationIds();
  readonly documents: DocumentReader;
  /** What is known of the paths that the application serves. */
  routes = new KnownRoutes();

  #times = new Map<number, string>();

  /** What executes each verb. */
  readonly executors: Readonly<Record<string, Executor>>;

  constructor(application: SimulatedApplication, settings: Settings, executors: Readonly<Record<string, Executor>>) {
    this.executors = executors;
    this.settings = settings;
    this.documents = new DocumentReader(settings);
    this.conductor = new Conductor(this.clock, settings.limits);
    this.application = applicationOf(application, { patience: settings.patience });
  }

  /** Starts the application anew, with nothing that it kept in memory. */
  restart(application: SimulatedApplication): void {
    this.routes = new KnownRoutes();
    this.application = applicationOf(application, { patience: this.settings.patience });
  }

  /** Notes that a behaviour of the table is being followed. */
  follow(behaviour: Behaviour): void {
    this.settings.onBehaviour?.(behaviour);
  }

  /** Notes that a verb is executed or an event sent. */
  execute(what: `verb:${string}` | `event:${string}`): void {
    this.settings.onBehaviour?.(what);
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
   * What was scripted for a number, if anything.
   *
   * @throws BxmlError (`simulator.options`) where a function among the options gave what makes no sense
   */
  receptionOf(to: string): Reception | undefined {
    const { phones } = this.settings;
    if (typeof phones === 'function') return phones(to);
    return Object.hasOwn(phones, to) ? phones[to] : undefined;
  }

  /** Runs a part of a call beside the others. What it throws for the end of a leg is its end; anything else is a fault here. */
  spawn(part: () => Promise<void>): void {
    part().catch((error: unknown) => {
      if (!(error instanceof LegOver)) this.conductor.fail(error);
    });
  }
}

/** Ends everything that a leg was doing; never seen outside. */
export class LegOver {}
