import type { InitiateEvent } from '../../events/call-events.js';
import type { EventType } from '../../events/webhook-event.js';
import { fromCaller } from '../../problems/caller.js';
import { originOf, type SimulatedApplication } from '../application/application.js';
import { reportDisconnect } from '../background/reporting.js';
import { CallSession } from '../calls/call-session.js';
import { Leg } from '../calls/leg.js';
import { Switchboard } from '../calls/simulation.js';
import { deliverForDocument } from '../delivery/delivery.js';
import { initiateEvent } from '../events/call-events.js';
import { type Callee, type CreateCall, dialOut } from '../rest/create-call.js';
import { runLeg } from '../script/script.js';
import { type Address, type AddressSource, resolved } from '../settings/address.js';
import { behaviours } from '../settings/behaviors.js';
import type { Disrupted, Disruption } from '../settings/disruptions.js';
import * as shapes from '../settings/option-shapes.js';
import { type ApplicationSettings, type SimulatorOptions, settingsOf } from '../settings/simulator-options.js';
import { TestStep } from '../steps/call-error.js';
import { Call } from '../steps/caller.js';
import { assertNoneFailed, waitFor, waitForRest } from '../steps/step-waiting.js';
import { executors } from '../verbs/index.js';

/** A call that comes in. Settings of the application that are given here hold for this call alone. */
export interface InboundCall extends ApplicationSettings {
  /** @default '+15551230001' */
  readonly from?: string | undefined;
  /** @default '+15551230002' */
  readonly to?: string | undefined;
  /** Further fields of the `initiate` event, such as `callerDisplayName` or `sipHeaders`. */
  readonly fields?: Partial<InitiateEvent> | undefined;
  /**
   * The caller hangs up while the application answers the first event of this type: during `initiate`, for one, which no
   * step could do, since the call is there only when that has been answered. @default never
   */
  readonly hangsUpDuring?: EventType | undefined;
}

/**
 * A small Bandwidth that calls an application, in process and in virtual time.
 *
 * @example
 * const platform = simulate(app);
 * const call = await platform.call({ from: '+15551230001', to: '+15551230002', url: '/call' });
 * await call.hears(/press one/i);
 */
export class Platform {
  readonly #board: Switchboard;

  /** @internal */
  constructor(application: SimulatedApplication, options: SimulatorOptions) {
    const settings = settingsOf(options, originOf(application));
    assertServedAt(settings.origin, application);
    this.#board = new Switchboard(application, settings, executors);
  }

  /** Virtual seconds since the platform began, to the millisecond. */
  get seconds(): number {
    return this.#board.clock.now / 1000;
  }

  /**
   * A call comes in. Resolves when the application has answered its `initiate` event.
   *
   * @throws BxmlError (`simulator.options`) for a wrong or an unknown field
   * @throws CallError (`call.strict`) when nobody serves that, or the document has warnings
   * @example
   * const call = await platform.call({ url: '/call', fields: { callerDisplayName: 'Ada' } });
   * @example
   * const call = await platform.call({ url: '/call', hangsUpDuring: 'initiate' });
   * await call.ends('cancel');
   */
  async call(given: InboundCall = {}): Promise<Call> {
    fromCaller(this.call, () => shapes.inboundCall(given, 'call'));
    const { from = '+15551230001', to = '+15551230002', fields = {}, hangsUpDuring, ...own } = given;
    const settings = { ...this.#board.settings.application, ...whatIsGiven(own) };
    const session = new CallSession(this.#board);
    const step = new TestStep(`a call of ${from} is answered`, session, this.call);
    const leg = new Leg({
      call: session,
      name: 'caller',
      direction: 'inbound',
      from,
      to,
      callbackTimeout: settings.callbackTimeout ?? behaviours['delivery.timeout'].value,
    });
    session.legs.push(leg);
    if (settings.statusUrl === undefined) this.#board.follow('disconnect.status-url');
    leg.statusAddress = this.#statusAddress(settings);
    reportDisconnect(leg, leg.statusAddress);
    session.change(leg, `calls ${to}`);
    if (hangsUpDuring !== undefined) session.during(hangsUpDuring, () => leg.hangUp());
    const address = this.#initiateAddress(settings);
    return this.#begin(step, leg, () => deliverForDocument(leg, address, initiateEvent(leg, fields)));
  }

  /**
   * Has the platform place a call, as `createCall` of the REST interface does. Resolves when the called party has
   * answered and the application has answered the `answer` event; or when there is nobody.
   *
   * @param request the fields of the REST request; addresses may be relative to the origin
   * @param callee what the called party does. Default: what the option `phones` says, or to answer at once, as a human.
   * @throws BxmlError (`simulator.options`) for a wrong field, or a misspelt one
   * @throws CallError (`call.strict`)
   * @example
   * const call = await platform.createCall(
   *   { to: '+15551230077', from: '+15551230002', answerUrl: '/reminder', disconnectUrl: '/status' },
   *   { after: 8 },
   * );
   */
  async createCall(request: CreateCall, callee?: Callee): Promise<Call> {
    fromCaller(this.createCall, () => {
      shapes.createCall(request, 'request');
      if (callee !== undefined) shapes.callee(callee, 'callee');
    });
    const session = new CallSession(this.#board);
    const step = new TestStep(`a call to ${request.to} is placed`, session, this.createCall);
    const { leg, fetch } = dialOut(session, request, callee ?? this.#board.receptionOf(request.to) ?? {});
    return this.#begin(step, leg, fetch);
  }

  async #begin(step: TestStep, leg: Leg, fetch: Parameters<typeof runLeg>[1]): Promise<Call> {
    let faultsAtStart: number | undefined;
    const { call: session } = leg;
    this.#board.spawn(async () => {
      const isDone = await runLeg(leg, async () => {
        const document = await fetch();
        faultsAtStart = session.faultCount;
        return document;
      });
      if (!isDone || leg.isOver) return;
      leg.end('hangup', 'is hung up: the document is at its end');
    });
    await waitFor(leg, step, () => faultsAtStart ?? leg.isOver, true);
    return new Call(leg);
  }

  #initiateAddress({ url = '/', method = 'POST', credentials, ...more }: ApplicationSettings): Address {
    const { fallbackUrl, fallbackMethod = 'POST', fallbackCredentials } = more;
    const fallback = this.#address(fallbackUrl, fallbackMethod, fallbackCredentials, setting('fallbackUrl'));
    return { url: this.#resolved(url), method, credentials, fallback, source: setting('url') };
  }

  #statusAddress({ url = '/', statusUrl = url, statusMethod = 'POST', ...more }: ApplicationSettings) {
    const { credentials, statusFallbackUrl } = more;
    const address = this.#address(statusUrl ?? undefined, statusMethod, credentials, setting('statusUrl'));
    const fallback = this.#address(statusFallbackUrl, 'POST', undefined, setting('statusFallbackUrl'));
    return address && { ...address, fallback };
  }

  #address(
    url: string | undefined,
    method: Address['method'],
    credentials: Address['credentials'],
    source: AddressSource,
  ): Address | undefined {
    return url === undefined
      ? undefined
      : { url: this.#resolved(url), method, credentials, fallback: undefined, source };
  }

  #resolved(url: string): string {
    return resolved(url, this.#board.settings.origin);
  }

  /**
   * Has something go wrong on the way to the application, with the next requests that fit. Each attempt is a request: a
   * fallback, or an asynchronous event that is sent again.
   *
   * @throws BxmlError (`simulator.options`)
   * @example
   * platform.disrupt({ event: 'gather' }, 'timeout');
   * platform.disrupt({ url: '/recordings', times: 2 }, 'refused');
   */
  disrupt(requests: Disrupted, disruption: Disruption): void {
    fromCaller(this.disrupt, () => {
      shapes.disrupted(requests, 'requests');
      shapes.disruption(disruption, 'disruption');
    });
    this.#board.disruptions.add(requests, disruption);
  }

  /**
   * Lets time pass until every call of the platform has come to rest, and fails for what strict mode forbids and no step
   * has told yet. For the end of a test whose last step is not the end of its call.
   *
   * @throws CallError (`call.strict`, `call.in-vain`, `call.unscripted`)
   * @example
   * await call.hears('Goodbye');
   * await platform.settles();
   */
  async settles(): Promise<void> {
    let startedAt: number | undefined;
    for (const session of this.#board.sessions) {
      const step = new TestStep('the call comes to rest', session, this.settles, startedAt);
      startedAt ??= step.startedAt;
      const [leg] = session.legs;
      if (leg !== undefined) await waitForRest(leg, step, () => session.isSettled, false);
      assertNoneFailed(session, step);
    }
  }

  /**
   * Puts a new application in the place of the old one, as when a server restarts: what it kept in memory is gone.
   *
   * @throws BxmlError (`simulator.application`, or `simulator.options` for a server at another origin)
   * @example
   * platform.restart(createApp());
   */
  restart(application: SimulatedApplication): void {
    fromCaller(this.restart, () => {
      assertServedAt(this.#board.settings.origin, application);
      this.#board.restart(application);
    });
  }
}

/** What sets the credentials of each setting of the voice application; those of `statusFallbackUrl` cannot be set. */
const credentialsOf = {
  url: 'credentials',
  statusUrl: 'credentials',
  fallbackUrl: 'fallbackCredentials',
  statusFallbackUrl: undefined,
} as const;

/** The source of an address that is a setting of the voice application. */
function setting(name: keyof typeof credentialsOf): AddressSource {
  const { [name]: credentials } = credentialsOf;
  return {
    name: `${name} in the option application or of the call`,
    credentials: credentials && `application: { ${credentials}: { username, password } } to simulate`,
    isExplicit: false,
  };
}

/** A running server is asked at its own address: with another origin, requests would go to somebody else. */
function assertServedAt(origin: string, application: SimulatedApplication): void {
  if (typeof application !== 'string' && !(application instanceof URL)) return;
  const { origin: asked } = new URL(origin);
  if (originOf(application) === asked) return;
  throw shapes.wrongOption(
    `The application runs at ${originOf(application)}, but the origin of the platform is ${asked}.`,
  );
}

/** Without the fields that are there and have no value, which would hide what they override. */
const whatIsGiven = <T extends object>(given: T): T =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as T;
