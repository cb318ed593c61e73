import { fromCaller } from '../../problems/caller.js';
import { inspect } from '../../problems/inspect.js';
import { isSeconds } from '../../problems/value-checks.js';
import { originOf, type SimulatedApplication } from '../application/application.js';
import { behaviors } from '../behaviors/index.js';
import { SimulatedCall } from '../calls/call.js';
import { SubjectRecord } from '../calls/call-record.js';
import { Simulation } from '../calls/simulation.js';
import { deliverForDocument, reportDisconnect } from '../delivery/delivery.js';
import { initiateEvent } from '../events/call-events.js';
import { type StartedCall, startCall } from '../interpreter/interpreter.js';
import { RestApi } from '../rest/api.js';
import { type ApiServer, type ApiServerOptions, assertApiServerOptions, serveApi } from '../rest/api-server.js';
import { createCall } from '../rest/create-call.js';
import type { RecordingMedia } from '../rest/recording-audio.js';
import { recordedAudio } from '../rest/recording-operations.js';
import { assertSentAgain, sendAgain } from '../rest/send-again.js';
import { SimulatedConference } from '../rooms/conference.js';
import { SimulatedEndpoint } from '../rooms/endpoint.js';
import { assertCallee, assertDetection, assertPhoneNumber, type Callee } from '../settings/callee-behavior.js';
import { wrongOption } from '../settings/checks.js';
import { assertCreateCall, type CreateCall } from '../settings/create-call.js';
import { assertDisrupted, assertDisruption, type Disrupted, type Disruption } from '../settings/disruptions.js';
import { assertInboundCall, type InboundCall } from '../settings/inbound-call.js';
import { type SimulatorOptions, settingsOf } from '../settings/simulator-options.js';
import { Call } from '../steps/caller.js';
import { ConferenceRoom } from '../steps/conference-room.js';
import { Endpoint } from '../steps/endpoint.js';
import { Phone } from '../steps/phone.js';
import {
  assertConferenceName,
  assertNoMore,
  assertNoneFailed,
  shownText,
  TestStep,
  waitFor,
  waitForRest,
  waitForSimulation,
} from '../steps/step.js';
import { Watch, type WatchedChange } from '../steps/watch.js';
import type { Clock } from '../time/clock.js';
import type { SentEvent } from '../time/timeline.js';
import { executors } from '../verbs/index.js';
import { initiateAddress, statusAddress } from './application-address.js';

/**
 * A simulated Bandwidth that sends webhooks to an application, in process and in virtual time.
 *
 * @example
 * const platform = simulate(app);
 * const call = await platform.call({ from: '+15551230001', to: '+15551230002', url: '/call' });
 * await call.hears(/press one/i);
 */
export class Platform {
  /**
   * Bandwidth's REST API, in process. Pass it to the code of the application that places and changes calls, or use it
   * in a test.
   *
   * @example
   * await platform.api.updateCall(call.callId, { redirectUrl: '/agent-is-free' });
   */
  readonly api: RestApi;
  readonly #simulation: Simulation;
  readonly #phones = new Map<string, Phone>();
  readonly #watches = new Set<Watch>();

  /** @internal */
  constructor(application: SimulatedApplication, options: SimulatorOptions, clock?: Clock) {
    const settings = settingsOf(options, originOf(application));
    assertServedAt(settings.origin, application);
    this.#simulation = new Simulation(application, settings, clock);
    this.api = new RestApi(this.#simulation, executors);
  }

  /** Virtual seconds since the platform was created, to the millisecond. */
  get seconds(): number {
    return this.#simulation.clock.now / 1000;
  }

  /**
   * The event types that the application has handlers for, with the number of requests for each so far. A handler with 0
   * has not been tested. These are the handlers of webhooks of this package, in this process, that a request has reached:
   * empty for an application at a URL.
   *
   * @example
   * await call.hangUp();
   * await platform.settles();
   * assert.equal(platform.handlers.get('disconnect'), 1);
   */
  get handlers(): ReadonlyMap<string, number> {
    return this.#simulation.handlers.counts;
  }

  /**
   * Simulates an inbound call. Resolves when the application has answered the `initiate` event.
   *
   * @throws BxmlError (`simulator.options`) for an invalid or unknown field
   * @throws CallError (`call.strict`) if the application does not serve the URL, or the document has warnings
   * @example
   * const call = await platform.call({ url: '/call', fields: { callerDisplayName: 'Ada' } });
   * @example
   * const call = await platform.call({ url: '/call', hangsUpDuring: 'initiate' });
   * await call.ends('cancel');
   */
  async call(options: InboundCall = {}): Promise<Call> {
    fromCaller(this.call, () => assertInboundCall(options, 'call'));
    const { from = '+15551230001', to = '+15551230002', fields = {}, hangsUpDuring, ...own } = options;
    const { origin, application } = this.#simulation.settings;
    const settings = { ...application, ...definedFields(own) };
    const call = new SimulatedCall(this.#simulation, {
      name: 'caller',
      direction: 'inbound',
      from,
      to,
      callbackTimeout: settings.callbackTimeout ?? behaviors['delivery.timeout'].value,
    });
    const { record } = call;
    const step = new TestStep(`a call from ${from} is answered`, record, this.call);
    if (settings.statusUrl === undefined) this.#simulation.recordCoverage('disconnect.status-url');
    call.statusAddress = statusAddress(settings, origin);
    reportDisconnect(call, call.statusAddress);
    record.noteChange(call, `calls ${to}`);
    if (hangsUpDuring !== undefined) record.during(hangsUpDuring, () => call.hangUp());
    const address = initiateAddress(settings, origin);
    return callOnceStarted(
      step,
      startCall(call, executors, () => deliverForDocument(call, address, initiateEvent(call.facts(), fields))),
    );
  }

  /**
   * Places an outbound call, as `createCall` of the REST API does. Resolves when the called party has answered and the
   * application has answered the `answer` event, or when the attempt is over.
   *
   * @param request the fields of the REST request; URLs may be relative to the origin
   * @param callee what the called party does. Default: the option `phones`, or a human who answers at once
   * @throws BxmlError (`simulator.options`) for an invalid or unknown field, or `detectedAs` without `machineDetection`
   * @throws CallError (`call.strict`)
   * @example
   * const call = await platform.createCall(
   *   { to: '+15551230077', from: '+15551230002', answerUrl: '/reminder', disconnectUrl: '/status' },
   *   { after: 8 },
   * );
   */
  async createCall(request: CreateCall, callee?: Callee): Promise<Call> {
    fromCaller(this.createCall, () => {
      assertCreateCall(request, 'request');
      if (callee === undefined) return;
      assertCallee(callee, 'callee');
      assertDetection(request, callee);
    });
    const simulation = this.#simulation;
    const started = createCall(
      simulation,
      request,
      callee ?? simulation.behaviorOf(request.to, 'createCall') ?? {},
      executors,
    );
    return callOnceStarted(
      new TestStep(`a call to ${request.to} is placed`, started.call.record, this.createCall),
      started,
    );
  }

  /**
   * Returns the phone with a number, for calls to it: how often they come, what it does, and what the called party hears. The
   * same number returns the same phone.
   *
   * @param to the phone number or SIP URI, as it is dialed
   * @param behavior what it does for each call. Default: the steps of the test decide it, or the option `phones`
   * @throws BxmlError (`simulator.options`) for an invalid behavior or an empty number
   * @example
   * const agent = platform.phone('+15551230077');
   * const line = await agent.rings();
   * await line.answers();
   */
  phone(to: string, behavior?: Callee): Phone {
    fromCaller(this.phone, () => assertPhoneNumber(to, 'to'));
    const phone = this.#phones.get(to) ?? new Phone(this.#simulation, to);
    this.#phones.set(to, phone);
    return behavior === undefined ? phone : fromCaller(this.phone, () => phone.always(behavior));
  }

  /**
   * Serves {@link api} over HTTP on `127.0.0.1`, so that the client of the application runs unchanged: the vendor's SDK with
   * `basePath`, or `fetch`. Requests need the credentials or the token of the server. Unlike {@link api}, it requires absolute
   * URLs, as Bandwidth does. Virtual time stops during a request.
   *
   * @throws BxmlError (`simulator.options`) for an invalid option; Node's error if the port is not free
   * @example
   * const { url: basePath, username, password, accountId } = await platform.serveApi();
   * const calls = new CallsApi(new Configuration({ basePath, username, password }));
   * await calls.updateCall(accountId, call.callId, { redirectUrl: 'https://app.example/moved' });
   */
  async serveApi(options: ApiServerOptions = {}): Promise<ApiServer> {
    fromCaller(this.serveApi, () => assertApiServerOptions(options, 'options'));
    return serveApi(this.#simulation, this.api, options);
  }

  /**
   * Waits until a conference with that name is active.
   *
   * @param name the name, as in the document
   * @throws CallError (`call.misuse`, `call.timeout`, `call.unscripted`, `call.strict`)
   * @example
   * const room = await platform.conference('queue-7');
   * await room.has(caller, agent);
   */
  async conference(name: string, ...more: []): Promise<ConferenceRoom> {
    const simulation = this.#simulation;
    const step = new TestStep(`the conference ${shownText(name)} begins`, undefined, this.conference);
    step.simulation = simulation;
    assertNoMore(step, more);
    assertConferenceName(step, name);
    step.hint = () => (before === undefined ? undefined : `the conference ${name} (${before.id}) is over`);
    const latest = SimulatedConference.latest(simulation, name);
    const before = latest?.isOver === true ? latest : undefined;
    const found: SimulatedConference[] = [];
    await waitForSimulation(simulation, simulation.conferences, step, () => {
      // It may have ended at the moment at which it began.
      const conference = SimulatedConference.latest(simulation, name);
      if (conference === undefined || conference === before) return false;
      found.push(conference);
      return true;
    });
    const conference = found.at(-1);
    if (conference === undefined) throw new TypeError('the step was met without a conference');
    return new ConferenceRoom(conference);
  }

  /**
   * Returns the timelines of all calls and conferences as text with one line per entry, in order, for reading and for
   * snapshots. Times count from the beginning of the platform, and each party has its number. Of calls and conferences that
   * are over, the last 10,000 lines are kept.
   *
   * @example
   * assert.snapshot(platform.transcript(), expected);
   */
  transcript(): string {
    return this.#simulation.timeline.transcriptOfAll();
  }

  /**
   * Returns the device of a WebRTC endpoint, to play the person at it.
   *
   * @param endpointId the id that `createEndpoint` returned
   * @throws BxmlError (`simulator.options`) for an endpoint that is unknown, has expired or was deleted
   * @example
   * const desk = platform.endpoint(endpointId);
   * await desk.connects();
   */
  endpoint(endpointId: string): Endpoint {
    const endpoint = this.#simulation.endpoints.get(endpointId);
    if (endpoint instanceof SimulatedEndpoint) return new Endpoint(endpoint);
    return fromCaller(this.endpoint, () => {
      throw wrongOption(
        `endpointId is ${inspect(endpointId)}; expected the id of an endpoint of platform.api.createEndpoint.`,
      );
    });
  }

  /**
   * Simulates a network failure for the next requests that match. A request to a fallback URL, and an asynchronous event that
   * is sent again, count as separate requests. With an `operation`, the REST API answers its next requests with an error.
   *
   * @throws BxmlError (`simulator.options`)
   * @example
   * platform.disrupt({ event: 'gather' }, 'timeout');
   * platform.disrupt({ url: '/recordings', times: 2 }, 'refused');
   * platform.disrupt({ operation: 'createCall' }, { status: 429, retryAfter: 5 });
   */
  disrupt(requests: Disrupted, disruption: Disruption): void {
    fromCaller(this.disrupt, () => {
      assertDisrupted(requests, 'requests');
      assertDisruption(requests, disruption);
    });
    this.#simulation.disruptions.add(requests, disruption);
  }

  /**
   * Advances time until every call of the platform has settled. In strict mode, rejects for faults that no step has reported.
   * Use it at the end of a test whose last step is not the end of its call.
   *
   * @throws CallError (`call.strict`, `call.timeout`, `call.unscripted`)
   * @example
   * await call.hears('Goodbye');
   * await platform.settles();
   */
  async settles(): Promise<void> {
    let startedAt: number | undefined;
    for (const record of this.#simulation.subjects) {
      if (!(record instanceof SubjectRecord)) continue;
      const step = new TestStep('the call settles', record, this.settles, startedAt);
      startedAt ??= step.startedAt;
      await waitForRest(record, step, () => record.isSettled, false);
      assertNoneFailed(record, step);
    }
  }

  /**
   * Moves real time ahead, for a platform with the option `clock: 'real'`. What happens on the way happens one by one, as it
   * would without skipping; requests to the application still take their time.
   *
   * @param seconds seconds, 0 to 604,800, which is a week, to the millisecond; or `next`: until something happens that is in a
   *   timeline, at most an hour
   * @returns the seconds by which the time of the platform has moved; 0 if nothing happens within the hour
   * @throws BxmlError (`simulator.options`) for another argument, and for virtual time; an error of a function in the options,
   *   or of a listener of {@link watch}
   * @example
   * await platform.skip(30);
   * await platform.skip('next');
   */
  async skip(seconds: number | 'next'): Promise<number> {
    const { scheduler, clock, timeline } = this.#simulation;
    fromCaller(this.skip, () => assertSkip(seconds, clock.isReal));
    const before = clock.now;
    let hasHappened = false;
    const stopListening = timeline.listen(() => {
      hasHappened = true;
    });
    try {
      if (seconds === 'next') await scheduler.skip(NEXT_WITHIN, () => hasHappened);
      else await scheduler.skip(Math.round(seconds * 1000));
    } finally {
      stopListening();
    }
    return seconds === 'next' && !hasHappened ? 0 : (clock.now - before) / 1000;
  }

  /**
   * Calls a listener with everything that happens: legs that begin or change, and entries of timelines as they are added and
   * as they change. What is up already is reported at once. An error that the listener throws, or with which the promise that
   * it returns rejects, fails the steps of the test.
   *
   * @returns a function that ends it
   * @throws BxmlError (`simulator.options`) if the listener is not a function
   * @example
   * const stop = platform.watch((change) => {
   *   if (change.kind === 'leg' && change.leg.state === 'ringing') void change.leg.line.answers();
   * });
   */
  watch(listener: (change: WatchedChange) => void): () => void {
    fromCaller(this.watch, () => {
      if (typeof listener !== 'function') throw wrongOption(`listener is ${inspect(listener)}; expected a function.`);
    });
    const { scheduler } = this.#simulation;
    const watch = new Watch(this.#simulation, listener);
    this.#watches.add(watch);
    scheduler.onTurn = () => {
      for (const each of this.#watches) each.update();
    };
    return () => {
      watch.stop();
      this.#watches.delete(watch);
      if (this.#watches.size === 0) scheduler.onTurn = undefined;
    };
  }

  /**
   * Sends an event of a timeline again, such as after a change of the application. If its leg is up, the call continues from
   * there: the document in the response replaces the one that runs, and its relative URLs begin at the URL of the event.
   * Otherwise the response is only checked. Asynchronous events have no document.
   *
   * @param entry the entry of the timeline
   * @param event the fields to send instead. Default: those of the entry, with the time of now as their `eventTime`
   * @returns true if the call continues with the response
   * @throws BxmlError (`simulator.options`) for an entry that is not one of an event of this platform, and for fields that are
   *   of another event or cannot be written as JSON
   * @example
   * platform.sendAgain(entry, { ...entry.event, digits: '2' });
   */
  sendAgain(entry: SentEvent, event?: Readonly<Record<string, unknown>>): boolean {
    const simulation = this.#simulation;
    return fromCaller(this.sendAgain, () => {
      assertSentAgain(simulation, entry, event);
      return sendAgain(simulation, entry, event);
    });
  }

  /**
   * Returns the audio of a recording that has stopped, as a WAV file whatever the format of the recording: what parties said
   * with the option `audio`, and silence. For a page or a tool that plays what the application plays with `<PlayAudio>`; an
   * application downloads it with `api.downloadCallRecording`.
   *
   * @param mediaUrl the `mediaUrl` of a `recordComplete` event
   * @returns `undefined` for another URL, and for a recording that was deleted
   * @example
   * const [{ mediaUrl }] = call.events('recordComplete');
   * const audio = platform.recordedAudio(mediaUrl);
   */
  recordedAudio(mediaUrl: string): RecordingMedia | undefined {
    return recordedAudio(this.#simulation, mediaUrl);
  }

  /**
   * Replaces the application, as when a server restarts and loses its memory. Calls continue with the new application.
   *
   * @throws BxmlError (`simulator.application`, or `simulator.options` for a server at another origin)
   * @example
   * platform.restart(createApp());
   */
  restart(application: SimulatedApplication): void {
    fromCaller(this.restart, () => {
      assertServedAt(this.#simulation.settings.origin, application);
      this.#simulation.restart(application);
    });
  }
}

/** Milliseconds within which something has to happen that `skip('next')` skips to. */
const NEXT_WITHIN = 3_600_000;

/** The most seconds to skip at once: a week. */
const MOST_SECONDS = 604_800;

/** @throws BxmlError (`simulator.options`) */
function assertSkip(seconds: unknown, isReal: boolean): void {
  if (!isReal) {
    throw wrongOption(
      'The time of the platform is virtual; expected a platform with real time.',
      "Virtual time passes in steps: await call.waits(30). For real time, pass clock: 'real' to simulate.",
    );
  }
  if (seconds === 'next' || (isSeconds(seconds) && seconds <= MOST_SECONDS)) return;
  throw wrongOption(`seconds is ${inspect(seconds)}; expected "next", or a number from 0 to ${MOST_SECONDS}.`);
}

/** Returns a call once its first document has arrived. */
async function callOnceStarted(step: TestStep, started: StartedCall): Promise<Call> {
  const { call } = started;
  await waitFor(call.record, step, () => started.faultsAtStart ?? call.isOver, true);
  return new Call(call);
}

/** Throws if a running server is not at the origin of the platform: requests would go to another server. */
function assertServedAt(origin: string, application: SimulatedApplication): void {
  if (typeof application !== 'string' && !(application instanceof URL)) return;
  const { origin: asked } = new URL(origin);
  if (originOf(application) === asked) return;
  throw wrongOption(`The application runs at ${originOf(application)}, but the origin of the platform is ${asked}.`);
}

/** Returns an object without the fields that are undefined, so that they do not override settings. */
function definedFields<T extends object>(fields: T): Partial<T> {
  const defined: Partial<T> = {};
  for (const name in fields) if (fields[name] !== undefined) defined[name] = fields[name];
  return defined;
}
