import { fromCaller } from '../../problems/caller.js';
import { anyOf } from '../../problems/check-options.js';
import { inspect } from '../../problems/inspect.js';
import { boolean, nonEmptyString, objectOf } from '../../problems/value-checks.js';
import { Voice } from '../calls/voice.js';
import type { SimulatedEndpoint } from '../rooms/endpoint.js';
import { asserting } from '../settings/checks.js';
import { assertEndpointBehavior, type EndpointBehavior } from '../settings/endpoint-settings.js';
import { CHARACTER_SECONDS } from '../settings/step-options.js';
import { Listener } from './listener.js';
import { assertTexts, TestStep, waitForRest } from './step.js';

/** How a device is reported. */
export interface DeviceOptions {
  /**
   * Sends `DEVICE_CONNECTED` or `DEVICE_DISCONNECTED`, which have an `eventType`, in place of `endpointConnected` or
   * `endpointDisconnected`.
   * @default false
   */
  readonly withEventType?: boolean | undefined;
}

const assertDeviceOptions = asserting(objectOf<DeviceOptions>({ withEventType: boolean }));
const assertTarget = asserting(nonEmptyString);
const assertTargetType = asserting(anyOf(['PHONE_NUMBER', 'CALL_ID', 'ENDPOINT']));

/**
 * A WebRTC endpoint, from the view of the person at its device. Each asynchronous method is a step of a test; those that
 * send an event resolve when the application has received it.
 *
 * @example
 * const { data } = await platform.api.createEndpoint({ type: 'WEBRTC', direction: 'BIDIRECTIONAL', eventCallbackUrl: '/desk' });
 * const desk = platform.endpoint(data.endpointId);
 * await desk.connects();
 * await desk.sendsAudio();
 */
export class Endpoint extends Listener<SimulatedEndpoint> {
  get #endpoint(): SimulatedEndpoint {
    return this.call;
  }

  protected get subject(): string {
    return 'endpoint';
  }

  /** The `endpointId` in events. */
  get endpointId(): string {
    return this.#endpoint.id;
  }

  /** True while a call is connected with it. */
  get isInCall(): boolean {
    return this.#endpoint.isInCall;
  }

  /** Returns the timeline as text with one line per entry. */
  transcript(): string {
    return this.#endpoint.record.transcript();
  }

  /**
   * Connects a device: `endpointConnected` is sent. `Connect` cannot reach it before it {@link sendsAudio}.
   *
   * @throws BxmlError (`simulator.options`) for an unknown option
   * @throws CallError (`call.misuse` if a device is connected, or the endpoint is over; `call.strict`, `call.timeout`)
   * @example
   * await desk.connects();
   */
  async connects(options: DeviceOptions = {}): Promise<void> {
    fromCaller(this.connects, () => assertDeviceOptions(options, 'options'));
    const step = this.#step('a device connects', this.connects);
    if (this.#endpoint.device !== undefined) throw step.error('call.misuse', 'a device is already connected');
    this.#endpoint.connect(options.withEventType === true);
    await this.#settles(step);
  }

  /**
   * The device sends audio: `endpointEligible` is sent, and `Connect` can reach the endpoint.
   *
   * @throws CallError (`call.misuse` without a device; `call.strict`, `call.timeout`)
   * @example
   * await desk.sendsAudio();
   */
  async sendsAudio(): Promise<void> {
    const step = this.#step('the device sends audio', this.sendsAudio);
    this.#assertDevice(step);
    this.#endpoint.setEligible(true);
    await this.#settles(step);
  }

  /**
   * The device stops sending audio: `endpointIneligible` is sent, and its calls are disconnected.
   *
   * @throws CallError (`call.misuse` without a device; `call.strict`, `call.timeout`)
   * @example
   * await desk.stopsAudio();
   */
  async stopsAudio(): Promise<void> {
    const step = this.#step('the device stops sending audio', this.stopsAudio);
    this.#assertDevice(step);
    this.#endpoint.setEligible(false);
    await this.#settles(step);
  }

  /**
   * Disconnects the device: `endpointDisconnected` is sent, after `endpointIneligible` if it sent audio.
   *
   * @throws BxmlError (`simulator.options`) for an unknown option
   * @throws CallError (`call.misuse` without a device; `call.strict`, `call.timeout`)
   * @example
   * await desk.disconnects();
   */
  async disconnects(options: DeviceOptions = {}): Promise<void> {
    fromCaller(this.disconnects, () => assertDeviceOptions(options, 'options'));
    const step = this.#step('the device disconnects', this.disconnects);
    this.#assertDevice(step);
    this.#endpoint.disconnect(options.withEventType === true);
    await this.#settles(step);
  }

  /**
   * The person asks to be connected somewhere: `outboundConnectionRequest` is sent, and nothing else happens.
   *
   * @param to a phone number, a `callId` or an `endpointId`
   * @throws BxmlError (`simulator.options`) for an invalid argument
   * @throws CallError (`call.misuse` without a device; `call.strict`, `call.timeout`)
   * @example
   * await desk.requestsConnection('+15551230077');
   */
  async requestsConnection(
    to: string,
    toType: 'PHONE_NUMBER' | 'CALL_ID' | 'ENDPOINT' = 'PHONE_NUMBER',
  ): Promise<void> {
    fromCaller(this.requestsConnection, () => {
      assertTarget(to, 'to');
      assertTargetType(toType, 'toType');
    });
    const step = this.#step('the device requests a connection', this.requestsConnection);
    this.#assertDevice(step);
    this.#endpoint.requestConnection(to, toType);
    await this.#settles(step);
  }

  /**
   * Sets what the endpoint does for each `Connect`, unless {@link next} sets it.
   *
   * @param behavior Default: it accepts at once
   * @throws BxmlError (`simulator.options`) for an invalid behavior, such as two outcomes at once
   * @example
   * desk.always({ after: 4 });
   */
  always(behavior: EndpointBehavior = {}): this {
    fromCaller(this.always, () => assertEndpointBehavior(behavior, 'behavior'));
    this.#endpoint.script.always = behavior;
    return this;
  }

  /**
   * Sets what the endpoint does for the next `Connect`. Several calls of this method set it for as many, in order.
   *
   * @throws BxmlError (`simulator.options`) for an invalid behavior, such as two outcomes at once
   * @example
   * desk.next({ noAnswer: true }).next({ fails: true });
   */
  next(behavior: EndpointBehavior): this {
    fromCaller(this.next, () => assertEndpointBehavior(behavior, 'behavior'));
    this.#endpoint.script.next.push(behavior);
    return this;
  }

  /**
   * Speaks to the calls that are connected. Resolves when the person has stopped speaking.
   *
   * @throws CallError (`call.misuse` without a call; `call.strict`, `call.timeout`)
   * @example
   * await desk.says('How can I help?');
   * await caller.hears('How can I help?');
   */
  async says(words: string): Promise<void> {
    const step = this.#step(`the endpoint says ${inspect(words)}`, this.says);
    assertTexts(step, words, []);
    if (!this.isInCall) throw step.error('call.misuse', 'no call is connected');
    const endpoint = this.#endpoint;
    const milliseconds = [...words].length * CHARACTER_SECONDS * 1000;
    endpoint.record.note(endpoint, { kind: 'words', text: words });
    const voice = new Voice(endpoint, { milliseconds, words, partial: [], audio: undefined });
    await this.until(step, () => endpoint.voices?.has(voice) !== true, true);
  }

  /**
   * Leaves the call that is connected: the call continues with the verb after `Connect`.
   *
   * @throws CallError (`call.misuse` without a call; `call.strict`, `call.timeout`)
   * @example
   * await desk.hangUp();
   */
  async hangUp(): Promise<void> {
    const step = this.#step('the endpoint leaves its call', this.hangUp);
    if (!this.isInCall) throw step.error('call.misuse', 'no call is connected');
    this.#endpoint.hangUp();
    await this.#settles(step);
  }

  #step(expected: string, entry: (...args: never[]) => unknown): TestStep {
    const step = new TestStep(expected, this.#endpoint.record, entry);
    if (this.#endpoint.isOver) throw step.error('call.misuse', 'the endpoint has expired or was deleted');
    return step;
  }

  #assertDevice(step: TestStep): void {
    if (this.#endpoint.device === undefined)
      throw step.error('call.misuse', 'no device is connected: use connects() first');
  }

  #settles(step: TestStep): Promise<void> {
    const { record } = this.#endpoint;
    return waitForRest(record, step, () => record.isSettled, true);
  }
}
